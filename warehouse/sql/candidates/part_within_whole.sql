-- Levels of one measure and unit within one article, of which some can be a part of another.
-- grain: one figure in one measure of one article
-- inputs: store.figures, store.article_versions
-- parameters: none
WITH usable AS (
    SELECT f.figure_id, f.version_id || '|' || f.comparable_key || '|' || f.unit AS test, f.role,
           concat_ws('|', f.subject, '/', f.product, '/', f.place) AS whose
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
    SELECT test
    FROM usable
    GROUP BY test
    HAVING count(*) > 1 AND (count(DISTINCT whose) > 1 OR count(*) FILTER (role = 'part') > 0)
)
SELECT test, 'member' AS role, figure_id
FROM usable
SEMI JOIN tests USING (test)
ORDER BY test, figure_id
