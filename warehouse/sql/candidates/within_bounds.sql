-- Figures beyond what their sort of number can be: shares of all, counts below zero, places below the first, parts of fewer, times of a day.
-- grain: one figure in one role of one bound
-- inputs: store.figures, store.article_versions
-- parameters: $of_all (regular expression of what follows a share of a closed whole), $makes_up (of what stands before such a share),
--             $of_few (of what stands between a part and the number it is of), $in_time (of what follows a length of time within another)
WITH usable AS NOT MATERIALIZED (
    SELECT f.*,
           substr(f.sentence, 1, f.char_start - f.sentence_start) AS before,
           substr(f.sentence, f.char_end - f.sentence_start + 1) AS behind
    FROM store.figures AS f
    JOIN store.article_versions AS v USING (article_id, version_id)
    WHERE v.is_current AND NOT f.boilerplate AND f.change IS NULL
),
-- figures are put into their order only in sentences with a count that is above another
counted AS MATERIALIZED (
    SELECT DISTINCT version_id, sentence_start
    FROM (
        SELECT version_id, sentence_start
        FROM usable
        WHERE kind = 'count'
        GROUP BY version_id, sentence_start, unit
        HAVING count(*) > 1 AND max(hard_low) > min(hard_high)
    )
),
told AS (
    SELECT u.*, lead(u.figure_id) OVER told AS next_id
    FROM usable AS u
    SEMI JOIN counted USING (version_id, sentence_start)
    WINDOW told AS (PARTITION BY u.version_id, u.sentence_start ORDER BY u.char_start)
),
parts AS (
    SELECT a.figure_id AS part_id, b.figure_id AS whole_id
    FROM told AS a
    JOIN told AS b ON b.figure_id = a.next_id
    WHERE a.kind = 'count' AND b.kind = 'count' AND a.unit = b.unit AND a.hard_low > b.hard_high
      AND regexp_matches(substr(a.sentence, a.char_end - a.sentence_start + 1, b.char_start - a.char_end), $of_few::VARCHAR)
)
SELECT figure_id AS test, 'share' AS role, figure_id
FROM usable
WHERE unit = 'percent' AND (hard_low > 100 OR hard_high < 0)
  AND (regexp_matches(behind, $of_all::VARCHAR) OR regexp_matches(before, $makes_up::VARCHAR))
UNION ALL
SELECT figure_id, 'count', figure_id FROM usable WHERE kind = 'count' AND statistic = 'level' AND hard_high < 0
UNION ALL
SELECT figure_id, 'place', figure_id FROM usable WHERE unit = 'rank' AND hard_high < 1
UNION ALL
SELECT figure_id, 'time', figure_id
FROM usable
WHERE ((unit IN ('day', 'month') AND regexp_matches(behind, $in_time::VARCHAR)) OR unit = 'day/day') AND hard_low > 1
UNION ALL
SELECT part_id, 'part', part_id FROM parts
UNION ALL
SELECT part_id, 'whole', whole_id FROM parts
ORDER BY test, role
