-- Terms of touched versions, as they stand.
-- grain: one term. inputs: store.article_terms, store.touched_versions, store.touched_terms. parameters: none.
SELECT DISTINCT term
FROM store.article_terms
WHERE version IN (SELECT (hash(version_id) >> 1)::BIGINT FROM store.touched_versions)
  AND term NOT IN (SELECT term FROM store.touched_terms)
