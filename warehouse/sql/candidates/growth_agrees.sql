-- Stated changes with the levels that they can be about: before and after, in one sentence, in one article, or a year apart;
-- and with all figures of their sentence and the one before, for what words say of them (here, earlier).
-- grain: one figure in one role for one stated change
-- inputs: store.figures, store.article_versions, store.touched_versions
-- parameters: $everything (false: only changes that touched versions state),
--   $agreeing (false: only changes of which some two levels do not fit at their widest, and those of the same two levels; of the figures
--   beside a change only those of which no two fit), $reach (characters back to the sentence before),
--   $longest (most characters of a sentence that is read by its words)
WITH usable AS NOT MATERIALIZED (
    SELECT f.*,
           coalesce(CASE WHEN f.modifier = 'about' THEN f.low ELSE f.hard_low END, '-infinity'::DOUBLE) AS least,
           coalesce(CASE WHEN f.modifier = 'about' THEN f.high ELSE f.hard_high END, 'infinity'::DOUBLE) AS most
    FROM store.figures AS f
    JOIN store.article_versions AS v USING (article_id, version_id)
    WHERE v.is_current AND NOT f.boilerplate AND f.comparable_key IS NOT NULL
),
growths AS (
    SELECT * FROM usable
    WHERE statistic = 'change' AND change IN ('increase_by', 'decrease_by', 'ratio_to')
      AND ($everything OR version_id IN (SELECT version_id FROM store.touched_versions))
),
levels AS NOT MATERIALIZED (
    SELECT * FROM usable
    WHERE statistic IN ('level', 'price', 'rate', 'share')
      AND coalesce(change, '') NOT IN ('increase_by', 'decrease_by', 'ratio_to')
),
currents AS (
    SELECT g.figure_id AS test, c.figure_id, c.version_id, c.sentence_start, c.measure, c.unit, c.statistic, c.subject, c.product,
           c.counterparty, c.place, c.period_start, c.period_end, c.least, c.most,
           g.unit AS growth_unit, g.change AS growth_change, g.least AS growth_least, g.most AS growth_most
    FROM growths AS g
    JOIN levels AS c
      ON c.version_id = g.version_id AND c.measure = g.measure AND c.role <> 'base'
     AND ($everything OR c.version_id IN (SELECT version_id FROM store.touched_versions))
     AND (
            (c.sentence_start = g.sentence_start
             AND (g.period_end IS NULL OR c.period_end IS NULL OR g.period_end = c.period_end))
         OR (c.subject IS NOT DISTINCT FROM g.subject AND c.product IS NOT DISTINCT FROM g.product
             AND c.counterparty IS NOT DISTINCT FROM g.counterparty
             AND c.period_start = g.period_start AND c.period_end = g.period_end)
     )
),
-- two joins on equal keys, and never one with OR, which would compare all figures of a measure
priors AS (
    SELECT c.test, c.figure_id AS current_id, b.figure_id, c.growth_unit, c.growth_change, c.growth_least, c.growth_most,
           c.unit AS current_unit, c.least AS current_least, c.most AS current_most, b.least AS prior_least, b.most AS prior_most
    FROM currents AS c
    JOIN levels AS b
      ON b.version_id = c.version_id AND b.sentence_start = c.sentence_start AND b.measure = c.measure AND b.unit = c.unit
     AND b.statistic = c.statistic
    WHERE b.role = 'base' AND b.figure_id <> c.figure_id
    UNION
    SELECT c.test, c.figure_id, b.figure_id, c.growth_unit, c.growth_change, c.growth_least, c.growth_most,
           c.unit AS current_unit, c.least AS current_least, c.most AS current_most, b.least AS prior_least, b.most AS prior_most
    FROM currents AS c
    JOIN levels AS b
      ON b.measure = c.measure AND b.unit = c.unit AND b.statistic = c.statistic AND b.subject = c.subject
     AND b.product IS NOT DISTINCT FROM c.product AND b.counterparty IS NOT DISTINCT FROM c.counterparty
     AND b.place IS NOT DISTINCT FROM c.place AND b.period_start = (c.period_start - INTERVAL 1 YEAR)::DATE
    WHERE b.figure_id <> c.figure_id
      AND (b.period_end = (c.period_end - INTERVAL 1 YEAR)::DATE
           OR (b.period_end = last_day(b.period_end) AND c.period_end = last_day(c.period_end)
               AND last_day(b.period_end) = last_day((c.period_end - INTERVAL 1 YEAR)::DATE)))
),
-- every reading of a change as a factor and an addition, its ends where a reader puts them at the widest
readings AS (
    SELECT *, unnest(CASE
        WHEN growth_unit = 'percent' AND growth_change = 'ratio_to' THEN [[growth_least / 100, growth_most / 100, 0, 0]]
        WHEN growth_unit = 'percent' AND growth_change = 'decrease_by' THEN
            [[1 - growth_most / 100, 1 - growth_least / 100, 0, 0], [1, 1, -growth_most, -growth_least]]
        WHEN growth_unit = 'percent' THEN [[1 + growth_least / 100, 1 + growth_most / 100, 0, 0], [1, 1, growth_least, growth_most]]
        WHEN growth_unit = 'fold' AND growth_change = 'decrease_by' THEN [[1 / growth_most, 1 / growth_least, 0, 0]]
        WHEN growth_unit = 'fold' AND growth_change = 'increase_by' THEN
            [[growth_least, growth_most, 0, 0], [1 + growth_least, 1 + growth_most, 0, 0]]
        WHEN growth_unit = 'fold' THEN [[growth_least, growth_most, 0, 0]]
        WHEN growth_change = 'decrease_by' THEN [[1, 1, -growth_most, -growth_least]]
        ELSE [[1, 1, growth_least, growth_most]] END) AS reading,
        growth_unit = 'percent' AND current_unit <> 'percent' AS has_no_points
    FROM priors
),
suspects AS (
    SELECT test, current_id, figure_id
    FROM readings
    GROUP BY test, current_id, figure_id
    HAVING NOT bool_or(NOT (has_no_points AND reading[1] = 1 AND reading[2] = 1)
                       AND reading[1] >= 0 AND prior_least >= 0
                       AND reading[1] * prior_least + reading[3] <= current_most
                       AND reading[2] * prior_most + reading[4] >= current_least)
),
beside AS (
    SELECT g.figure_id AS test, CASE WHEN f.sentence_start = g.sentence_start THEN 'here' ELSE 'earlier' END AS role, f.figure_id,
           f.unit, g.unit AS growth_unit,
           least(abs(coalesce(g.hard_low, g.low)), abs(coalesce(g.hard_high, g.high))) AS growth_least,
           greatest(abs(coalesce(g.hard_low, g.low)), abs(coalesce(g.hard_high, g.high))) AS growth_most,
           coalesce(f.hard_low, '-infinity'::DOUBLE) AS least, coalesce(f.hard_high, 'infinity'::DOUBLE) AS most
    FROM store.figures AS g
    JOIN store.article_versions AS v USING (article_id, version_id)
    JOIN store.figures AS f
      ON f.version_id = g.version_id AND NOT f.boilerplate AND f.conversion_of IS NULL AND f.statistic <> 'rank'
     AND (f.sentence_start = g.sentence_start
          OR (f.char_end <= g.sentence_start AND f.char_start >= g.sentence_start - $reach))
    WHERE v.is_current AND NOT g.boilerplate AND NOT g.in_title
      AND (g.unit IN ('percent', 'percentage_point', 'fold') OR g.change IN ('increase_by', 'decrease_by'))
      AND g.sentence_end - g.sentence_start <= $longest
      AND ($everything OR g.version_id IN (SELECT version_id FROM store.touched_versions))
),
told AS (
    -- two levels beside a change that it may lead from and to, and whether any two do
    SELECT b.test
    FROM beside AS a
    JOIN beside AS b ON b.test = a.test AND b.unit = a.unit AND b.figure_id <> a.figure_id AND b.figure_id <> b.test
    WHERE NOT $agreeing AND a.figure_id <> a.test
    GROUP BY b.test
    HAVING NOT bool_or(CASE
        WHEN a.growth_unit = 'fold' THEN
            b.least * a.growth_least <= a.most AND b.most * (1 + a.growth_most) >= a.least
        WHEN a.growth_unit NOT IN ('percent', 'percentage_point') THEN
            (b.least + a.growth_least <= a.most AND b.most + a.growth_most >= a.least)
            OR (b.least - a.growth_most <= a.most AND b.most - a.growth_least >= a.least)
        ELSE (b.least * (1 + a.growth_least / 100) <= a.most AND b.most * (1 + a.growth_most / 100) >= a.least)
          OR (b.least * (1 - a.growth_most / 100) <= a.most AND b.most * (1 - a.growth_least / 100) >= a.least)
          OR (a.unit IN ('percent', 'percentage_point')
              AND b.least + a.growth_least <= a.most AND b.most + a.growth_most >= a.least) END)
),
due AS (
    -- which of several changes two levels belong to is decided among all of them
    SELECT DISTINCT p.test
    FROM priors AS p
    WHERE $agreeing OR (p.current_id, p.figure_id) IN (
        SELECT (q.current_id, q.figure_id) FROM priors AS q SEMI JOIN suspects USING (test))
    UNION
    SELECT test FROM told
    UNION
    SELECT test FROM beside WHERE $agreeing
)
SELECT DISTINCT test, role, figure_id
FROM (
    SELECT test, role, figure_id FROM beside
    UNION ALL
    SELECT p.test, 'growth' AS role, p.test AS figure_id FROM priors AS p
    UNION ALL
    SELECT c.test, 'current', c.figure_id FROM currents AS c SEMI JOIN priors AS p USING (test)
    UNION ALL
    SELECT p.test, 'prior', p.figure_id FROM priors AS p
)
SEMI JOIN due USING (test)
ORDER BY test, role, figure_id
