-- Source files of current articles, and those that went and have not been seen since, with what their bytes were and how they were read.
-- grain: one file, or one content of a file that went. inputs: store.article_versions. parameters: none.
SELECT DISTINCT source_path, file_sha256, reading, is_current
FROM store.article_versions
WHERE is_current OR gone_run IS NOT NULL
