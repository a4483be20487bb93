-- Keeps the sentences of current versions that have none yet, their numbers masked.
-- grain: one sentence of one version. inputs: store.article_versions, store.version_marks.
-- parameters: $sentence (characters from which a sentence tells one text from another)
WITH fresh AS (
    SELECT DISTINCT ON (version_id) version_id, text
    FROM store.article_versions
    WHERE is_current AND version_id NOT IN (SELECT version_id FROM store.version_marks)
),
pieces AS (
    SELECT version_id,
           unnest(list_distinct(list_transform(regexp_split_to_array(text, '[.!?:]["”’)]*\s+|\s*\n\s*'), lambda piece: trim(
               regexp_replace(regexp_replace(lower(piece), '\d[\d.,]*', '0', 'g'), '[^\p{L}0]+', ' ', 'g'))))) AS said
    FROM fresh
)
SELECT version_id, (hash(said) >> 1)::BIGINT AS sentence, length(said) AS chars
FROM pieces
WHERE length(said) >= $sentence
