-- Articles that stand in these files, or whose address is one of these, or whose id is one of these.
-- grain: one article and address, as its latest rows have it. inputs: store.article_versions.
-- parameters: $paths, $uris, $ids: lists, any of which may be empty.
SELECT article_id, uri, source_path, bool_or(is_current) AS is_current
FROM store.article_versions
WHERE source_path IN (SELECT unnest($paths::VARCHAR[])) OR uri IN (SELECT unnest($uris::VARCHAR[]))
    OR article_id IN (SELECT unnest($ids::VARCHAR[]))
GROUP BY article_id, uri, source_path
ORDER BY is_current, article_id
