-- The source files of current versions; copies of one file are each a row.
-- grain: one source file. inputs: store.article_versions. parameters: none.
SELECT source_path, version_id
FROM store.article_versions
WHERE is_current
ORDER BY source_path
