-- Figures beyond what their sort of number can be: shares of all, counts below zero, places below the first, parts of fewer, times of a day.
-- grain: one figure in one role of one bound
-- inputs: store.figures, store.article_versions
-- parameters: $of_all (regular expression of what follows a share of a closed whole), $makes_up (of what stands before such a share),
--             $of_few (of what stands between a part and the number it is of), $in_time (of what follows a length of time within another)
WITH usable AS (
    SELECT f.*, lead(f.figure_id) OVER told AS next_id,
           substr(f.sentence, 1, f.char_start - f.sentence_start) AS before,
           substr(f.sentence, f.char_end - f.sentence_start + 1) AS behind
    FROM store.figures AS f
    JOIN store.article_versions AS v USING (article_id, version_id)
    WHERE v.is_current AND NOT f.boilerplate AND f.change IS NULL
    WINDOW told AS (PARTITION BY f.version_id, f.sentence_start ORDER BY f.char_start)
),
parts AS (
    SELECT a.figure_id AS part_id, b.figure_id AS whole_id
    FROM usable AS a
    JOIN usable AS b ON b.figure_id = a.next_id
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
