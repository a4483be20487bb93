-- Keeps the signatures of current versions that have none yet: the least hash of their sentences under each seed, and that of the whole text.
-- grain: one seed of one version. inputs: store.article_versions, store.version_sentences, store.version_marks.
-- parameters: $seeds (hashes of a signature)
WITH fresh AS (
    SELECT DISTINCT ON (version_id) version_id, text
    FROM store.article_versions
    WHERE is_current AND version_id NOT IN (SELECT version_id FROM store.version_marks)
)
SELECT version_id, seed, min(hash(sentence, seed) >> 1)::BIGINT AS least
FROM store.version_sentences
SEMI JOIN fresh USING (version_id)
CROSS JOIN range($seeds) AS seeds(seed)
GROUP BY ALL
UNION ALL
SELECT version_id, -1 AS seed, (hash(sha256(text)) >> 1)::BIGINT AS least FROM fresh
