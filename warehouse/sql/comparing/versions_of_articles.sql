-- Current versions of articles.
-- grain: one article version. inputs: store.article_versions. parameters: $articles (list of article_id)
SELECT DISTINCT version_id
FROM store.article_versions
WHERE is_current AND article_id IN (SELECT unnest($articles::VARCHAR[]))
ORDER BY version_id
