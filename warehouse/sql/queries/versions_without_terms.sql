-- Current versions whose terms are not kept yet, with their texts.
-- grain: one version. inputs: store.article_versions, store.article_terms. parameters: none.
SELECT version_id, any_value(text) AS text
FROM store.article_versions
WHERE is_current
GROUP BY version_id
HAVING version_id NOT IN (SELECT version_id FROM store.article_terms)
ORDER BY version_id
