-- Articles whose current version is touched.
-- grain: one article. inputs: store.article_versions, store.touched_versions. parameters: none.
SELECT DISTINCT article_id
FROM store.article_versions
WHERE is_current AND version_id IN (SELECT version_id FROM store.touched_versions)
ORDER BY article_id
