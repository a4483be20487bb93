-- Stated shares with the amount that stands beside them and the amounts of the same unit that it can be a share of;
-- and with all figures of its sentence, for what words say of them (here).
-- grain: one figure in one role for one stated share
-- inputs: store.figures, store.article_versions
-- parameters: $beside (most characters between an amount and its share), $reach (most characters back to the whole),
--   $agreeing (false: only shares with some part and whole that do not fit at their widest, and of the figures here only those of
--   which no two fit), $longest (most characters of a sentence that is read by its words)
WITH usable AS NOT MATERIALIZED (
    SELECT f.*,
           coalesce(CASE WHEN f.modifier = 'about' THEN f.low ELSE f.hard_low END, '-infinity'::DOUBLE) AS least,
           coalesce(CASE WHEN f.modifier = 'about' THEN f.high ELSE f.hard_high END, 'infinity'::DOUBLE) AS most
    FROM store.figures AS f
    JOIN store.article_versions AS v USING (article_id, version_id)
    WHERE v.is_current AND NOT f.boilerplate
),
amounts AS (
    SELECT * FROM usable
    WHERE statistic = 'level' AND unit NOT IN ('percent', 'percentage_point', 'fold') AND value IS NOT NULL
),
shares AS (
    SELECT s.figure_id AS test, p.version_id, p.figure_id AS part_id, p.unit, p.value, p.char_start, s.char_end AS share_end,
           s.sentence_start, s.sentence_end, s.least AS share_least, s.most AS share_most, p.least AS part_least, p.most AS part_most
    FROM usable AS s
    JOIN amounts AS p ON p.version_id = s.version_id AND p.sentence_start = s.sentence_start
    WHERE s.unit = 'percent' AND s.change IS NULL AND NOT s.in_title
      AND greatest(s.char_start - p.char_end, p.char_start - s.char_end) BETWEEN 0 AND $beside
),
wholes AS (
    SELECT s.test, w.figure_id,
           coalesce(s.share_least >= 0 AND w.least >= 0 AND s.share_least / 100 * w.least <= s.part_most
                    AND s.share_most / 100 * w.most >= s.part_least, false) AS fits
    FROM shares AS s
    -- what was added can be shared out as well as what is there: 'or two thirds of the growth'
    JOIN (SELECT * FROM amounts UNION ALL SELECT * FROM usable WHERE change = 'increase_by' AND statistic = 'change') AS w
      ON w.version_id = s.version_id AND w.unit = s.unit AND w.figure_id <> s.part_id AND w.value > s.value
     AND w.char_start BETWEEN s.char_start - $reach AND s.sentence_end
     AND w.role <> 'base'
),
here AS (
    SELECT s.figure_id AS test, f.figure_id, f.unit, f.least, f.most, s.least AS share_least, s.most AS share_most
    FROM usable AS s
    JOIN usable AS f ON f.version_id = s.version_id AND f.sentence_start = s.sentence_start AND f.conversion_of IS NULL
    WHERE s.unit = 'percent' AND s.change IS NULL AND NOT s.in_title AND s.conversion_of IS NULL
      AND s.sentence_end - s.sentence_start <= $longest
),
told AS (
    SELECT part.test
    FROM here AS part
    JOIN here AS whole ON whole.test = part.test AND whole.unit = part.unit AND whole.figure_id <> part.figure_id
    WHERE NOT $agreeing AND part.unit NOT IN ('percent', 'percentage_point', 'fold')
    GROUP BY part.test
    HAVING NOT bool_or(whole.least * part.share_least / 100 <= part.most AND whole.most * part.share_most / 100 >= part.least)
),
due AS (
    SELECT DISTINCT test FROM wholes WHERE $agreeing OR NOT fits
    UNION
    SELECT test FROM told
    UNION
    SELECT test FROM here WHERE $agreeing
)
SELECT DISTINCT test, role, figure_id
FROM (
    SELECT test, 'here' AS role, figure_id FROM here
    UNION ALL
    SELECT test, 'share' AS role, test AS figure_id FROM shares SEMI JOIN wholes USING (test)
    UNION ALL
    SELECT test, 'part', part_id FROM shares SEMI JOIN wholes USING (test)
    UNION ALL
    SELECT test, 'whole', figure_id FROM wholes
)
SEMI JOIN due USING (test)
ORDER BY test, role, figure_id
