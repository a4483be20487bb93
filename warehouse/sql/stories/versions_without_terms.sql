-- Current versions whose words are not kept yet, by their places in the table.
-- grain: one version
-- inputs: store.article_versions, store.article_terms, store.touched_versions
-- parameters: $everything (false: only touched versions)
SELECT min(rowid) AS place, any_value(strlen(text)) AS bytes
FROM store.article_versions
WHERE is_current AND ($everything OR version_id IN (SELECT version_id FROM store.touched_versions))
  AND (hash(version_id) >> 1)::BIGINT NOT IN (SELECT version FROM store.article_terms WHERE NOT is_value AND $everything)
GROUP BY version_id
ORDER BY place
