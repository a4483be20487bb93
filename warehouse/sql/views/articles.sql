-- Articles and their versions; what the source file says now has is_current.
-- grain: one version of an article. inputs: store.article_versions. parameters: none.
CREATE OR REPLACE VIEW articles AS
SELECT
    article_id, version_id, source_path, uri, publisher, title, author, published_on, published_basis, language,
    media_type, bytes, ingested_run, is_current, duplicate_cluster, encoding, extractor_version,
    file_sha256, doubts, licence, gone_run, published_evidence, follows
FROM store.article_versions
