-- Versions whose likeness to others is not what it was: touched ones, and those with a term that tells more or less than it did.
-- grain: one version
-- inputs: store.story_members, store.touched_versions, store.touched_terms, store.article_terms, store.term_counts, store.earlier_counts
-- parameters: $everything (true: all)
SELECT version
FROM store.story_members
WHERE $everything OR version IN (SELECT (hash(version_id) >> 1)::BIGINT FROM store.touched_versions)
UNION
SELECT version
FROM store.article_terms
WHERE NOT $everything AND term IN (
    SELECT term
    FROM store.touched_terms
    LEFT JOIN store.earlier_counts AS before USING (term)
    LEFT JOIN store.term_counts AS now USING (term)
    WHERE coalesce(before.tells, 0) <> coalesce(now.tells, 0))
