-- Stated shares with the amount that stands beside them and the amounts of the same unit that it can be a share of.
-- grain: one figure in one role for one stated share
-- inputs: store.figures, store.article_versions
-- parameters: $beside (most characters between an amount and its share), $reach (most characters back to the whole),
--   $agreeing (false: only shares with some part and whole that do not fit at their widest)
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
    JOIN amounts AS w
      ON w.version_id = s.version_id AND w.unit = s.unit AND w.figure_id <> s.part_id AND w.value > s.value
     AND w.char_start BETWEEN s.char_start - $reach AND s.sentence_end
     AND w.role <> 'base'
     AND (w.sentence_start = s.sentence_start OR coalesce(w.assumed, '') NOT LIKE '%measure%')
),
due AS (
    SELECT DISTINCT test FROM wholes WHERE $agreeing OR NOT fits
)
SELECT DISTINCT test, role, figure_id
FROM (
    SELECT test, 'share' AS role, test AS figure_id FROM shares SEMI JOIN wholes USING (test)
    UNION ALL
    SELECT test, 'part', part_id FROM shares SEMI JOIN wholes USING (test)
    UNION ALL
    SELECT test, 'whole', figure_id FROM wholes
)
SEMI JOIN due USING (test)
ORDER BY test, role, figure_id
