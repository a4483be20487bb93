-- Pairs of articles that are alike in what they are about, by the cosine of their weighted terms.
-- grain: one pair of versions, a before b
-- inputs: store.article_terms, store.term_counts, store.story_members, store.stale_versions
-- parameters: $everything (false: only pairs with a stale version), $tells (least that a shared term tells), $least (likeness from which a
--   pair is one story), $days (most days between the two publications; articles without a day may meet any)
WITH asked_terms AS MATERIALIZED (
    SELECT DISTINCT term
    FROM store.article_terms
    WHERE NOT $everything AND version IN (SELECT version FROM store.stale_versions)
),
telling AS MATERIALIZED (
    SELECT t.version, t.term, t.weight * c.tells // 1000 AS weight, m.published_on, date_diff('day', DATE '2000-01-01', m.published_on) // $days AS span,
           $everything OR m.version IN (SELECT version FROM store.stale_versions) AS is_asked
    FROM store.article_terms AS t
    JOIN store.term_counts AS c ON c.term = t.term
    JOIN store.story_members AS m ON m.version = t.version
    WHERE c.tells >= $tells AND c.articles > 1 AND ($everything OR t.term IN (SELECT term FROM asked_terms))
),
-- articles of far days never meet: a term is looked up in the spans of days around an article alone
near AS (
    SELECT version, term, weight, published_on, is_asked, unnest([span - 1, span, span + 1]) AS span FROM telling WHERE span IS NOT NULL
),
met AS (
    SELECT a.version AS a, b.version AS b, a.weight * b.weight AS product
    FROM telling AS a
    JOIN near AS b ON b.term = a.term AND b.span = a.span
    WHERE a.is_asked AND (a.version < b.version OR (a.version > b.version AND NOT b.is_asked))
      AND abs(date_diff('day', a.published_on, b.published_on)) <= $days
    UNION ALL
    SELECT a.version, b.version, a.weight * b.weight
    FROM telling AS a
    JOIN telling AS b ON b.term = a.term
    WHERE a.span IS NULL AND (a.version < b.version OR b.span IS NOT NULL) AND a.version <> b.version AND (a.is_asked OR b.is_asked)
),
pairs AS (
    SELECT least(a, b) AS a, greatest(a, b) AS b, sum(product)::DOUBLE AS product FROM met GROUP BY ALL
)
SELECT p.a, p.b, round(p.product / (sqrt(one.length) * sqrt(other.length)), 6) AS likeness
FROM pairs AS p
JOIN store.story_members AS one ON one.version = p.a
JOIN store.story_members AS other ON other.version = p.b
WHERE p.product >= $least * sqrt(one.length) * sqrt(other.length)
