-- Figures that share a measure and a unit with another one, where some two of them do not meet.
-- grain: one figure in one key
-- inputs: store.figures, store.article_versions
-- parameters: $agreeing (true: also keys in which all figures meet), $blocked (comparable keys that are left to blocks)
WITH usable AS (
    SELECT f.figure_id, f.comparable_key || '|' ||
               -- a known measure counts the same things under several nouns: jobs, posts, people
               CASE WHEN f.dimension = 'count' AND f.measure NOT LIKE '~%' THEN 'count' ELSE f.unit END AS test, f.low, f.high
    FROM store.figures AS f
    JOIN store.article_versions AS v USING (article_id, version_id)
    WHERE v.is_current AND NOT f.boilerplate AND f.comparable_key IS NOT NULL AND f.statistic <> 'rank'
      AND f.comparable_key NOT IN (SELECT unnest($blocked::VARCHAR[]))
      -- what another figure is compared with counts as said only where its own period was read
      AND (f.role <> 'base' OR f.period_basis IN ('explicit', 'relative'))
),
keys AS (
    SELECT test
    FROM usable
    GROUP BY test
    HAVING count(*) > 1
       AND ($agreeing OR max(coalesce(low, '-infinity'::DOUBLE)) >= min(coalesce(high, 'infinity'::DOUBLE)))
)
SELECT test, 'statement' AS role, figure_id
FROM usable
SEMI JOIN keys USING (test)
ORDER BY test, figure_id
