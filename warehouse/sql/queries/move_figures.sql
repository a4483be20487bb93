-- Figures of articles whose files were moved name the new paths.
-- grain: updates figures of moved articles. inputs: store.figures, store.article_versions.
-- parameters: $was, $now, $sha256: lists of one length, a file each: its last path, its path now, its bytes.
UPDATE store.figures AS moved
SET source_path = found.now
FROM (
    WITH files AS (
        SELECT unnest($was::VARCHAR[]) AS was, unnest($now::VARCHAR[]) AS now, unnest($sha256::VARCHAR[]) AS sha256
    )
    SELECT DISTINCT v.article_id, files.was, files.now
    FROM store.article_versions AS v
    JOIN files ON v.source_path = files.was AND v.file_sha256 = files.sha256
    WHERE v.is_current OR v.gone_run IS NOT NULL
) AS found
WHERE moved.article_id = found.article_id AND moved.source_path = found.was
