-- Writes the length of stale versions: the sum of the squared weights of their terms. Whole numbers, so that no order of adding matters.
-- grain: updates stale versions
-- inputs: store.story_members, store.stale_versions, store.article_terms, store.term_counts
-- parameters: none
UPDATE store.story_members AS written
SET length = found.length
FROM (
    SELECT t.version, sum((t.weight * c.tells // 1000) * (t.weight * c.tells // 1000))::BIGINT AS length
    FROM store.article_terms AS t
    JOIN store.term_counts AS c USING (term)
    WHERE c.tells > 0 AND t.version IN (SELECT version FROM store.stale_versions)
    GROUP BY t.version
) AS found
WHERE written.version = found.version
