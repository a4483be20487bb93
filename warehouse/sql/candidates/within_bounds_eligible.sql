-- How many figures are of a sort that has a bound: shares of a closed whole, counts, places, parts of a number, times within a time.
-- grain: one number
-- inputs: store.figures, store.article_versions
-- parameters: $of_all (regular expression of what follows a share of a closed whole), $makes_up (of what stands before such a share),
--             $of_few (of what stands behind a part), $in_time (of what follows a length of time within another)
SELECT count(*) AS eligible
FROM (
    SELECT f.kind, f.unit, f.statistic,
           substr(f.sentence, 1, f.char_start - f.sentence_start) AS before,
           substr(f.sentence, f.char_end - f.sentence_start + 1) AS behind
    FROM store.figures AS f
    JOIN store.article_versions AS v USING (article_id, version_id)
    WHERE v.is_current AND NOT f.boilerplate AND f.change IS NULL
)
WHERE (kind = 'count' AND statistic = 'level') OR unit IN ('rank', 'day/day')
   OR (unit = 'percent' AND (regexp_matches(behind, $of_all::VARCHAR) OR regexp_matches(before, $makes_up::VARCHAR)))
   OR (unit IN ('day', 'month') AND regexp_matches(behind, $in_time::VARCHAR))
   OR (kind = 'count' AND regexp_matches(left(behind, 12), $of_few::VARCHAR))
