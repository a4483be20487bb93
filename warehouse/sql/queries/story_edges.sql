-- Pairs of current articles that are alike in what they are about, by the cosine of their weighted terms.
-- grain: one pair of articles, a before b
-- inputs: store.article_terms, store.article_versions, store.figures
-- parameters: $value_weight (what a distinctive value weighs: one of a counted or measured thing, printed with three digits or more),
--   $common (a term of this many articles tells little), $most (of more than this, nothing), $least (likeness from which a
--   pair is one story), $pairs (most pairs of articles under common terms: the commonest terms are left out until so few are left), $days (most days between the two publications; articles without a day may meet any)
WITH current AS (
    SELECT version_id, row_number() OVER (ORDER BY version_id) AS place, min(article_id) AS article_id, any_value(published_on) AS published_on
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
    SELECT place, published_on, term, weight, count(*) OVER (PARTITION BY term) AS articles
    FROM told
    JOIN current USING (version_id)
),
weighted AS (
    SELECT place, published_on, hash(term) AS term, articles, weight * ln(1 + $common::DOUBLE / articles) AS weight
    FROM known
),
lengths AS (
    SELECT place, sqrt(sum(weight * weight)) AS length
    FROM weighted
    GROUP BY place
),
-- a row stands for one article under one term of `articles` articles
common AS (
    SELECT articles, sum(count(*) * (articles - 1) / 2) OVER (ORDER BY articles) AS pairs
    FROM weighted
    WHERE articles BETWEEN 2 AND $most
    GROUP BY articles
),
telling AS (
    SELECT * FROM weighted WHERE articles IN (SELECT articles FROM common WHERE pairs <= $pairs)
),
pairs AS (
    SELECT a.place AS a, b.place AS b, sum(a.weight * b.weight) AS product
    FROM telling AS a
    JOIN telling AS b ON b.term = a.term AND a.place < b.place
    WHERE coalesce(abs(date_diff('day', a.published_on, b.published_on)), 0) <= $days
    GROUP BY a.place, b.place
)
SELECT least(one.article_id, other.article_id) AS a, greatest(one.article_id, other.article_id) AS b,
       round(p.product / (la.length * lb.length), 6) AS likeness
FROM pairs AS p
JOIN lengths AS la ON la.place = p.a
JOIN lengths AS lb ON lb.place = p.b
JOIN current AS one ON one.place = p.a
JOIN current AS other ON other.place = p.b
WHERE p.product >= $least * la.length * lb.length
ORDER BY a, b
