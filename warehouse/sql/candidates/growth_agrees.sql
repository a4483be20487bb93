-- Stated changes with the levels that they can be about: before and after, in one sentence, in one article, or a year apart;
-- and with all figures of their sentence and the one before, for what words say of them (here, earlier).
-- grain: one figure in one role for one stated change
-- inputs: store.figures, store.article_versions
-- parameters: $reach (characters back to the sentence before), $longest (most characters of a sentence that is read by its words)
WITH usable AS (
    SELECT f.*
    FROM store.figures AS f
    JOIN store.article_versions AS v USING (article_id, version_id)
    WHERE v.is_current AND NOT f.boilerplate AND f.comparable_key IS NOT NULL
),
growths AS (
    SELECT * FROM usable
    WHERE statistic = 'change' AND change IN ('increase_by', 'decrease_by', 'ratio_to')
),
levels AS (
    SELECT * FROM usable
    WHERE statistic IN ('level', 'price', 'rate', 'share')
      AND coalesce(change, '') NOT IN ('increase_by', 'decrease_by', 'ratio_to')
),
currents AS (
    SELECT g.figure_id AS test, c.*
    FROM growths AS g
    JOIN levels AS c
      ON c.version_id = g.version_id AND c.measure = g.measure AND c.role <> 'base'
     AND (
            (c.sentence_start = g.sentence_start
             AND (g.period_end IS NULL OR c.period_end IS NULL OR g.period_end = c.period_end))
         OR (c.subject IS NOT DISTINCT FROM g.subject AND c.product IS NOT DISTINCT FROM g.product
             AND c.counterparty IS NOT DISTINCT FROM g.counterparty
             AND c.period_start = g.period_start AND c.period_end = g.period_end)
     )
),
priors AS (
    SELECT c.test, b.figure_id
    FROM currents AS c
    JOIN levels AS b
      ON b.measure = c.measure AND b.unit = c.unit AND b.figure_id <> c.figure_id
     AND b.statistic = c.statistic
     AND (
            (b.version_id = c.version_id AND b.sentence_start = c.sentence_start AND b.role = 'base')
         OR (b.subject = c.subject AND b.product IS NOT DISTINCT FROM c.product
             AND b.counterparty IS NOT DISTINCT FROM c.counterparty AND b.place IS NOT DISTINCT FROM c.place
             AND b.period_start = (c.period_start - INTERVAL 1 YEAR)::DATE
             AND (b.period_end = (c.period_end - INTERVAL 1 YEAR)::DATE
                  OR (b.period_end = last_day(b.period_end) AND c.period_end = last_day(c.period_end)
                      AND last_day(b.period_end) = last_day((c.period_end - INTERVAL 1 YEAR)::DATE))))
     )
),
beside AS (
    SELECT g.figure_id AS test, CASE WHEN f.sentence_start = g.sentence_start THEN 'here' ELSE 'earlier' END AS role, f.figure_id
    FROM store.figures AS g
    JOIN store.article_versions AS v USING (article_id, version_id)
    JOIN store.figures AS f
      ON f.version_id = g.version_id AND NOT f.boilerplate AND f.conversion_of IS NULL AND f.statistic <> 'rank'
     AND (f.sentence_start = g.sentence_start
          OR (f.char_end <= g.sentence_start AND f.char_start >= g.sentence_start - $reach))
    WHERE v.is_current AND NOT g.boilerplate AND NOT g.in_title AND g.unit IN ('percent', 'percentage_point', 'fold')
      AND g.sentence_end - g.sentence_start <= $longest
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
ORDER BY test, role, figure_id
