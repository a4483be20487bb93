-- Figures of articles that report on one story, where a unit is used by two of its articles.
-- grain: one figure in one story
-- inputs: store.figures, store.article_versions, store.stories
-- parameters: $large (true: only stories in which two articles tell two numbers of one unit and one read period, less than twice apart, of
--   nothing that was read to be two subjects, and no other law compares them: words are weighed for each pair of figures)
WITH usable AS (
    SELECT s.story AS test, f.figure_id, f.article_id, f.statistic, f.comparable_key, f.period_start, f.period_end, f.subject,
           coalesce(contains(f.assumed, 'subject'), false) AS is_assumed,
           f.period_basis IN ('explicit', 'relative') AND f.period_end IS NOT NULL AS is_dated,
           coalesce(f.hard_low, '-infinity'::DOUBLE) AS least, coalesce(f.hard_high, 'infinity'::DOUBLE) AS most,
           CASE WHEN f.dimension IN ('count', 'time', 'temperature') THEN f.dimension
                WHEN f.dimension = 'duration' THEN 'time'
                WHEN f.dimension = 'angle' THEN 'temperature'
                WHEN f.unit = '' THEN 'count'
                ELSE split_part(f.unit, '/', 1) END AS unit
    FROM store.figures AS f
    JOIN store.article_versions AS v USING (article_id, version_id)
    JOIN store.stories AS s USING (article_id)
    WHERE v.is_current AND NOT f.boilerplate AND f.statistic <> 'rank'
),
shared AS (
    SELECT test, unit
    FROM usable
    GROUP BY test, unit
    HAVING count(DISTINCT article_id) > 1
),
-- sums first: figures are paired only where some two may be of two numbers and two keys
doubtful AS (
    SELECT test, unit, statistic, period_start, period_end
    FROM usable
    WHERE $large AND is_dated
    GROUP BY ALL
    HAVING min(most) < max(least) AND (min(comparable_key) <> max(comparable_key) OR count(comparable_key) < count(*))
       AND min(article_id) <> max(article_id)
),
doubted AS MATERIALIZED (
    SELECT u.*
    FROM usable AS u
    JOIN doubtful AS d
      ON d.test = u.test AND d.unit = u.unit AND d.statistic = u.statistic AND d.period_end = u.period_end
     AND d.period_start IS NOT DISTINCT FROM u.period_start
    WHERE u.is_dated
),
due AS (
    SELECT test FROM shared WHERE NOT $large
    UNION
    SELECT a.test
    FROM doubted AS a
    JOIN doubted AS b
      ON b.test = a.test AND b.unit = a.unit AND b.statistic = a.statistic AND b.period_start IS NOT DISTINCT FROM a.period_start
     AND b.period_end = a.period_end
    WHERE $large AND a.is_dated AND b.is_dated AND a.article_id <> b.article_id
      AND a.most < b.least AND b.least <= 2 * a.most AND a.comparable_key IS DISTINCT FROM b.comparable_key
      AND (a.subject = b.subject OR a.subject IS NULL OR b.subject IS NULL OR a.is_assumed OR b.is_assumed)
)
SELECT test, 'told' AS role, figure_id
FROM usable
SEMI JOIN shared USING (test, unit)
SEMI JOIN due USING (test)
ORDER BY test, figure_id
