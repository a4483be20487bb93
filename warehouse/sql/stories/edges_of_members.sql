-- Likenesses in the components that versions are in now or were in before. A likeness never reaches out of a component, once those of
-- its ends that are new are among the versions.
-- grain: one pair of versions
-- inputs: store.story_edges, store.story_members, store.touched_versions
-- parameters: $everything (true: all), $changed (list of versions), $left (list of components)
WITH concerned AS (
    SELECT component
    FROM store.story_members
    WHERE version IN (SELECT unnest($changed::BIGINT[]))
       OR version IN (SELECT (hash(version_id) >> 1)::BIGINT FROM store.touched_versions)
    UNION
    SELECT unnest($left::BIGINT[])
)
SELECT a, b, likeness
FROM store.story_edges
WHERE $everything OR a IN (SELECT version FROM store.story_members WHERE component IN (SELECT component FROM concerned))
ORDER BY a, b
