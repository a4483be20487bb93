-- What reading made of current versions, as extraction looks at it.
-- grain: one version of an article. inputs: store.article_versions. parameters: $articles, $versions: lists of ids.
SELECT article_id, version_id, text, blocks, byte_map, pages, title, publisher, author, published_on, published_basis, language
FROM store.article_versions
WHERE is_current AND article_id IN (SELECT unnest($articles::VARCHAR[])) AND version_id IN (SELECT unnest($versions::VARCHAR[]))
