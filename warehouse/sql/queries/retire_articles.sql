-- Articles of files that are no longer there are not current, and say which run found that out.
-- grain: updates current versions of these files. inputs: store.article_versions. parameters: $paths: list, $run: id of the run.
UPDATE store.article_versions
SET is_current = false, gone_run = $run
WHERE is_current AND source_path IN (SELECT unnest($paths::VARCHAR[]))
