-- Stated growths with the level after them, and levels said of a part of the year before, or of a span that holds it.
-- grain: one figure in one role for one stated growth
-- inputs: store.figures, store.article_versions, store.touched_versions
-- parameters: $everything (false: only changes that touched versions state),
--   $flows (measures whose sub-periods add up), $agreeing (false: only growths of which some level does not fit at its widest)
WITH usable AS NOT MATERIALIZED (
    SELECT f.*,
           coalesce(CASE WHEN f.modifier = 'about' THEN f.low ELSE f.hard_low END, '-infinity'::DOUBLE) AS least,
           coalesce(CASE WHEN f.modifier = 'about' THEN f.high ELSE f.hard_high END, 'infinity'::DOUBLE) AS most
    FROM store.figures AS f
    JOIN store.article_versions AS v USING (article_id, version_id)
    WHERE v.is_current AND NOT f.boilerplate AND f.comparable_key IS NOT NULL AND f.subject IS NOT NULL
      AND f.status = 'actual' AND f.period_start IS NOT NULL AND f.period_end IS NOT NULL AND f.role <> 'part'
      AND f.measure IN (SELECT unnest($flows::VARCHAR[]))
),
chains AS (
    SELECT g.figure_id AS test, g.change, g.unit AS growth_unit, g.least AS growth_least, g.most AS growth_most,
           c.least AS current_least, c.most AS current_most, c.figure_id AS current_id, c.comparable_key, c.unit, c.subject, c.counterparty, c.product, c.basis,
           (c.period_start - INTERVAL 1 YEAR)::DATE AS prior_start,
           CASE WHEN c.period_end = last_day(c.period_end) THEN last_day((c.period_end - INTERVAL 1 YEAR)::DATE)
                ELSE (c.period_end - INTERVAL 1 YEAR)::DATE END AS prior_end
    FROM usable AS g
    JOIN usable AS c
      ON c.version_id = g.version_id AND c.measure = g.measure AND c.sentence_start = g.sentence_start
     AND c.statistic = 'level' AND c.role = 'main' AND c.period_start = g.period_start AND c.period_end = g.period_end
    WHERE g.statistic = 'change' AND g.change IN ('increase_by', 'decrease_by', 'ratio_to') AND g.unit IN ('percent', 'fold')
      AND coalesce(c.change, '') NOT IN ('increase_by', 'decrease_by', 'ratio_to')
      AND ($everything OR g.version_id IN (SELECT version_id FROM store.touched_versions))
),
fits AS (
    SELECT h.test, h.current_id, s.figure_id, s.least, s.most,
           -- all that the change can mean at its widest, from "times" to "times more"
           CASE WHEN h.growth_unit = 'percent' AND h.change = 'ratio_to' THEN h.growth_least / 100
                WHEN h.growth_unit = 'percent' AND h.change = 'decrease_by' THEN 1 - h.growth_most / 100
                WHEN h.growth_unit = 'percent' THEN 1 + h.growth_least / 100
                WHEN h.change = 'decrease_by' THEN 1 / h.growth_most ELSE h.growth_least END AS factor_least,
           CASE WHEN h.growth_unit = 'percent' AND h.change = 'ratio_to' THEN h.growth_most / 100
                WHEN h.growth_unit = 'percent' AND h.change = 'decrease_by' THEN 1 - h.growth_least / 100
                WHEN h.growth_unit = 'percent' THEN 1 + h.growth_most / 100
                WHEN h.change = 'decrease_by' THEN 1 / h.growth_least ELSE h.growth_most END AS factor_most,
           h.current_least, h.current_most,
           CASE WHEN s.period_start >= h.prior_start AND s.period_end <= h.prior_end THEN 'inside' ELSE 'around' END AS role
    FROM chains AS h
    JOIN usable AS s
      ON s.comparable_key = h.comparable_key AND s.unit = h.unit AND s.subject = h.subject
     AND s.counterparty IS NOT DISTINCT FROM h.counterparty AND s.product IS NOT DISTINCT FROM h.product
     AND s.basis IS NOT DISTINCT FROM h.basis
     AND ((s.period_start >= h.prior_start AND s.period_end <= h.prior_end)
          OR (s.period_start <= h.prior_start AND s.period_end >= h.prior_end))
     AND (s.period_start, s.period_end) <> (h.prior_start, h.prior_end)
    WHERE coalesce(s.change, '') NOT IN ('increase_by', 'decrease_by', 'ratio_to')
),
due AS (
    SELECT DISTINCT test
    FROM fits
    WHERE $agreeing
       OR NOT coalesce(factor_least > 0 AND CASE role WHEN 'inside' THEN least <= current_most / factor_least
                                            ELSE current_least / factor_most <= most END, false)
)
SELECT DISTINCT test, role, figure_id
FROM (
    SELECT test, 'growth' AS role, test AS figure_id FROM fits
    UNION ALL
    SELECT test, 'current', current_id FROM fits
    UNION ALL
    SELECT test, role, figure_id FROM fits
)
SEMI JOIN due USING (test)
ORDER BY test, role, figure_id
