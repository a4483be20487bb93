-- Levels of one measure and unit within one article, of which some can be a part of another.
-- grain: one figure in one measure of one article
-- inputs: store.figures, store.article_versions
-- parameters: $agreeing (false: only articles in which what may be parts of a figure add up to more than it can be)
WITH usable AS (
    SELECT f.figure_id, f.version_id, f.comparable_key, f.unit, f.role,
           concat_ws('|', f.subject, '/', f.product, '/', f.place) AS whose, f.period_end,
           coalesce(CASE WHEN f.modifier = 'about' THEN f.low ELSE f.hard_low END, '-infinity'::DOUBLE) AS least,
           coalesce(CASE WHEN f.modifier = 'about' THEN f.high ELSE f.hard_high END, 'infinity'::DOUBLE) AS most
    FROM store.figures AS f
    JOIN store.article_versions AS v USING (article_id, version_id)
    WHERE v.is_current AND NOT f.boilerplate AND f.comparable_key IS NOT NULL
      AND f.statistic = 'level' AND f.role <> 'base'
      -- a number that was read without its unit may be a number of anything
      AND f.unit <> ''
      -- a measure taken from the paragraph may be of anything: a sum of such parts proves nothing
      AND coalesce(f.assumed, '') NOT LIKE '%measure%'
      AND coalesce(f.change, '') NOT IN ('increase_by', 'decrease_by', 'ratio_to')
),
tests AS (
    SELECT version_id, comparable_key, unit
    FROM usable
    GROUP BY version_id, comparable_key, unit
    HAVING count(*) > 1 AND (count(DISTINCT whose) > 1 OR count(*) FILTER (role = 'part') > 0)
),
due AS (
    SELECT version_id, comparable_key, unit FROM tests WHERE $agreeing
    UNION
    -- as the law pairs them: not of another period, and told apart by being called a part or by what they are about
    SELECT w.version_id, w.comparable_key, w.unit
    FROM usable AS w
    JOIN usable AS p
      ON p.version_id = w.version_id AND p.comparable_key = w.comparable_key AND p.unit = w.unit AND p.figure_id <> w.figure_id AND (p.role = 'part' OR p.whose <> w.whose)
     AND (w.period_end IS NULL OR p.period_end IS NULL OR w.period_end = p.period_end)
    WHERE NOT $agreeing AND w.role <> 'part'
    GROUP BY w.version_id, w.comparable_key, w.unit, w.figure_id, w.most
    HAVING sum(greatest(p.least, 0)) > w.most
)
SELECT version_id || '|' || comparable_key || '|' || unit AS test, 'member' AS role, figure_id
FROM usable
SEMI JOIN tests USING (version_id, comparable_key, unit)
SEMI JOIN due USING (version_id, comparable_key, unit)
ORDER BY test, figure_id
