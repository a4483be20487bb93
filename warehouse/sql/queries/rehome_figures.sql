-- Copies of one file share their figures, which name one of the copies. When that one is no longer current, they name another.
-- grain: updates figures of versions that another article still has. inputs: store.article_versions, store.figures.
-- parameters: $articles: list of articles that were superseded or are gone.
UPDATE store.figures AS shared
SET article_id = heir.article_id, source_path = heir.source_path
FROM (
    SELECT version_id, arg_min(article_id, source_path) AS article_id, min(source_path) AS source_path
    FROM store.article_versions
    WHERE is_current
    GROUP BY version_id
    HAVING version_id IN (SELECT version_id FROM store.article_versions WHERE article_id IN (SELECT unnest($articles::VARCHAR[])))
) AS heir
WHERE shared.article_id IN (SELECT unnest($articles::VARCHAR[])) AND shared.version_id = heir.version_id
    AND (shared.article_id, shared.version_id) NOT IN (SELECT (article_id, version_id) FROM store.article_versions WHERE is_current)
