-- Pairs of alike articles of which one is stale or gone.
-- grain: one pair of versions. inputs: store.story_edges, store.stale_versions, store.touched_versions.
-- parameters: none.
WITH asked AS (
    SELECT version FROM store.stale_versions
    UNION
    SELECT (hash(version_id) >> 1)::BIGINT FROM store.touched_versions
)
SELECT a, b, likeness
FROM store.story_edges
WHERE a IN (SELECT version FROM asked) OR b IN (SELECT version FROM asked)
ORDER BY a, b
