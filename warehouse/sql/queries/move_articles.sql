-- Articles whose files were moved keep their ids and their versions, and name the new paths; those that were gone are back.
-- An address on the web stays; that of a file is the new one.
-- grain: updates all versions of moved articles. inputs: store.article_versions.
-- parameters: $was, $now, $was_uri, $now_uri, $sha256: lists of one length, a file each.
UPDATE store.article_versions AS moved
SET source_path = found.now,
    uri = if(moved.uri = found.was_uri OR starts_with(moved.uri, found.was_uri || '#'), found.now_uri || moved.uri[length(found.was_uri) + 1:], moved.uri),
    is_current = moved.is_current OR (moved.gone_run IS NOT NULL AND moved.file_sha256 = found.sha256),
    gone_run = NULL
FROM (
    WITH files AS (
        SELECT unnest($was::VARCHAR[]) AS was, unnest($now::VARCHAR[]) AS now, unnest($was_uri::VARCHAR[]) AS was_uri,
               unnest($now_uri::VARCHAR[]) AS now_uri, unnest($sha256::VARCHAR[]) AS sha256
    )
    SELECT DISTINCT v.article_id, files.*
    FROM store.article_versions AS v
    JOIN files ON v.source_path = files.was AND v.file_sha256 = files.sha256
    WHERE v.is_current OR v.gone_run IS NOT NULL
) AS found
WHERE moved.article_id = found.article_id
