-- Terms of touched versions, as they stand, with how many of these have each, or as many less.
-- grain: one term. inputs: store.article_terms, store.touched_versions. parameters: $sign (1, or -1 of versions that go)
SELECT term, $sign * count(*) AS articles
FROM store.article_terms
WHERE version IN (SELECT (hash(version_id) >> 1)::BIGINT FROM store.touched_versions)
GROUP BY term
