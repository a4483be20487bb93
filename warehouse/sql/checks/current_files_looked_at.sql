-- Files of current articles, with size and time of those that ingestion found unchanged. A file in quarantine is known not to be what was
-- read, and has its reason there; one that was still being written is for the next run.
-- grain: one file. inputs: store.article_versions, store.quarantine, store.file_looks. parameters: none.
SELECT DISTINCT source_path, file_sha256, looks.bytes, looks.touched_ns
FROM store.article_versions
ANTI JOIN store.quarantine USING (source_path)
LEFT JOIN store.file_looks AS looks USING (source_path)
WHERE is_current AND NOT coalesce(looks.is_waiting, false)
ORDER BY source_path
