-- Current versions whose words are not kept yet, with their texts, from a stretch of the table: texts of all would not fit into memory.
-- grain: one version
-- inputs: store.article_versions, store.article_terms, store.touched_versions
-- parameters: $everything (false: only touched versions), $first, $last (places in the table)
SELECT (hash(version_id) >> 1)::BIGINT AS version, any_value(text) AS text
FROM store.article_versions
WHERE is_current AND rowid BETWEEN $first AND $last
  AND ($everything OR version_id IN (SELECT version_id FROM store.touched_versions))
  AND (hash(version_id) >> 1)::BIGINT NOT IN (SELECT version FROM store.article_terms WHERE NOT is_value AND $everything)
GROUP BY version_id
ORDER BY version
