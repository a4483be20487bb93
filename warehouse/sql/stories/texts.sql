-- Texts of versions, by their places in the table: those of all would not fit into memory.
-- grain: one version. inputs: store.article_versions. parameters: $places (list of places), $first, $last (the least and the greatest)
SELECT (hash(version_id) >> 1)::BIGINT AS version, text
FROM store.article_versions
WHERE rowid BETWEEN $first AND $last AND rowid IN (SELECT unnest($places::BIGINT[]))
