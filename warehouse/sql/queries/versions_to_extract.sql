-- Current versions that the present extraction rules have not read; copies of one file are one row, named by the first path.
-- grain: one version. inputs: store.article_versions. parameters: extractor_version.
SELECT
    version_id, arg_min(article_id, source_path) AS article_id, min(source_path) AS source_path,
    arg_min(reading, source_path) AS reading,
    list(source_path ORDER BY source_path) AS all_paths
FROM store.article_versions
WHERE is_current
GROUP BY version_id
HAVING bool_or(extractor_version IS DISTINCT FROM $extractor_version)
ORDER BY source_path
