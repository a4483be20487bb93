-- Pairs of articles that are alike in what they are about, by the cosine of their weighted terms.
-- grain: one pair of versions, a before b
-- inputs: store.article_terms, store.term_counts, store.story_members, store.stale_versions
-- parameters: $everything (false: only pairs with a stale version), $tells (least that a shared term tells), $least (likeness from which a
--   pair is one story), $days (most days between the two publications; articles without a day may meet any)
WITH telling AS NOT MATERIALIZED (
    SELECT t.version, t.term, t.weight * c.tells // 1000 AS weight, m.published_on
    FROM store.article_terms AS t
    JOIN store.term_counts AS c ON c.term = t.term
    JOIN store.story_members AS m ON m.version = t.version
    WHERE c.tells >= $tells AND c.articles > 1
),
asked AS NOT MATERIALIZED (
    SELECT * FROM telling WHERE $everything OR version IN (SELECT version FROM store.stale_versions)
),
pairs AS (
    SELECT least(a.version, b.version) AS a, greatest(a.version, b.version) AS b, sum(a.weight * b.weight)::DOUBLE AS product
    FROM asked AS a
    JOIN telling AS b ON b.term = a.term
    WHERE (a.version < b.version OR (NOT $everything AND a.version > b.version AND b.version NOT IN (SELECT version FROM store.stale_versions)))
      AND coalesce(abs(date_diff('day', a.published_on, b.published_on)), 0) <= $days
    GROUP BY ALL
)
SELECT p.a, p.b, round(p.product / (sqrt(one.length) * sqrt(other.length)), 6) AS likeness
FROM pairs AS p
JOIN store.story_members AS one ON one.version = p.a
JOIN store.story_members AS other ON other.version = p.b
WHERE p.product >= $least * sqrt(one.length) * sqrt(other.length)
