-- Pairs of current articles that are alike in what they are about, by the cosine of their weighted terms.
-- grain: one pair of articles, a before b
-- inputs: store.article_terms, store.article_versions, store.figures
-- parameters: $value_weight (what a distinctive value weighs: one of a counted or measured thing, printed with three digits or more),
--   $common (a term of this many articles tells little), $most (of more than this, nothing), $least (likeness from which a
--   pair is one story), $days (most days between the two publications; articles without a day may meet any)
WITH current AS (
    SELECT version_id, min(article_id) AS article_id, any_value(published_on) AS published_on
    FROM store.article_versions
    WHERE is_current
    GROUP BY version_id
),
told AS (
    SELECT version_id, term, weight FROM store.article_terms
    UNION ALL
    SELECT DISTINCT version_id, format('={:g} {}', value, unit), $value_weight::DOUBLE
    FROM store.figures
    WHERE value IS NOT NULL AND NOT boilerplate AND dimension NOT IN ('ratio', 'rank') AND step > 0 AND abs(value) >= 100 * step
),
known AS (
    SELECT version_id, term, weight, count(*) OVER (PARTITION BY term) AS articles
    FROM told
    SEMI JOIN current USING (version_id)
),
weighted AS (
    SELECT version_id, term, articles, weight * ln(1 + $common::DOUBLE / articles) AS weight
    FROM known
),
lengths AS (
    SELECT version_id, sqrt(sum(weight * weight)) AS length
    FROM weighted
    GROUP BY version_id
),
pairs AS (
    SELECT a.version_id AS a, b.version_id AS b, sum(a.weight * b.weight) AS product
    FROM weighted AS a
    JOIN weighted AS b ON b.term = a.term AND a.version_id < b.version_id
    WHERE a.articles BETWEEN 2 AND $most
    GROUP BY a.version_id, b.version_id
)
SELECT least(one.article_id, other.article_id) AS a, greatest(one.article_id, other.article_id) AS b,
       round(p.product / (la.length * lb.length), 6) AS likeness
FROM pairs AS p
JOIN lengths AS la ON la.version_id = p.a
JOIN lengths AS lb ON lb.version_id = p.b
JOIN current AS one ON one.version_id = p.a
JOIN current AS other ON other.version_id = p.b
WHERE p.product >= $least * la.length * lb.length
  AND coalesce(abs(date_diff('day', one.published_on, other.published_on)), 0) <= $days
ORDER BY a, b
