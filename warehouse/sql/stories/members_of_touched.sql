-- Members that touched versions are, as the last run left them.
-- grain: one version. inputs: store.story_members, store.touched_versions. parameters: none.
SELECT version, article_id, component
FROM store.story_members
WHERE version IN (SELECT (hash(version_id) >> 1)::BIGINT FROM store.touched_versions)
ORDER BY version
