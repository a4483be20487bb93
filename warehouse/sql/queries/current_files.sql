-- Where current versions stand; copies of one file are each a row.
-- grain: one article. inputs: store.article_versions. parameters: none.
SELECT source_path, version_id, file_sha256, raw_start, encoding
FROM store.article_versions
WHERE is_current
ORDER BY source_path, raw_start
