-- Marks current articles whose texts are the same letter by letter; rows that are marked rightly are not written.
-- grain: updates current versions. inputs: store.article_versions. parameters: none.
UPDATE store.article_versions AS marked
SET duplicate_cluster = found.cluster
FROM (
    SELECT
        article_id, version_id,
        CASE WHEN count(*) OVER (PARTITION BY sha256(text)) > 1 THEN 'dup_' || left(sha256(text), 16) END AS cluster
    FROM store.article_versions
    WHERE is_current
) AS found
WHERE marked.article_id = found.article_id AND marked.version_id = found.version_id
    AND marked.duplicate_cluster IS DISTINCT FROM found.cluster
