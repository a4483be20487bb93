-- A content that an article had before is its content again; without its stamp, so that it is extracted by the present rules.
-- grain: updates one version. inputs: store.article_versions. parameters: article_id, version_id.
UPDATE store.article_versions
SET is_current = true, extractor_version = NULL
WHERE article_id = $article_id AND version_id = $version_id
