-- Members of the components that versions are in now or were in before.
-- grain: one version
-- inputs: store.story_members, store.touched_versions
-- parameters: $everything (true: all), $changed (list of versions), $left (list of components)
WITH concerned AS (
    SELECT component
    FROM store.story_members
    WHERE version IN (SELECT unnest($changed::BIGINT[]))
       OR version IN (SELECT (hash(version_id) >> 1)::BIGINT FROM store.touched_versions)
    UNION
    SELECT unnest($left::BIGINT[])
)
SELECT version, article_id, component
FROM store.story_members
WHERE $everything OR component IN (SELECT component FROM concerned)
ORDER BY version
