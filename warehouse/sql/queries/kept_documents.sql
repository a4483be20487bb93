-- What reading made of these versions; of copies, what it made of the one with the first path.
-- grain: one version. inputs: store.article_versions. parameters: $versions (ids).
SELECT version_id, text, blocks, byte_map, pages, media_type, encoding, doubts, title, publisher, author, published_on, published_basis,
    published_evidence, language
FROM store.article_versions
WHERE is_current AND version_id IN (SELECT unnest($versions::VARCHAR[]))
QUALIFY row_number() OVER (PARTITION BY version_id ORDER BY source_path, article_id) = 1
