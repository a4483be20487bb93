-- First places of a ranking whose measure is known, with the holder's amount in the same sentence and the amounts told soon after.
-- grain: one figure in one role for one first place
-- inputs: store.figures, store.article_versions
-- parameters: $rankings, $measures (lists of one length: a ranking and a measure that it goes by), $reach (most characters to an amount)
WITH usable AS (
    SELECT f.*
    FROM store.figures AS f
    JOIN store.article_versions AS v USING (article_id, version_id)
    WHERE v.is_current AND NOT f.boilerplate AND NOT f.in_title
),
goes_by AS (
    SELECT unnest($rankings::VARCHAR[]) AS ranking, unnest($measures::VARCHAR[]) AS measure
),
firsts AS (
    SELECT f.figure_id AS test, f.version_id, f.sentence_start, f.sentence_end, f.char_end, f.subject, g.measure
    FROM usable AS f
    JOIN goes_by AS g ON g.ranking = f.measure
    WHERE f.unit = 'rank' AND f.value = 1 AND f.subject IS NOT NULL AND f.status = 'actual'
),
amounts AS (
    SELECT r.test, a.figure_id, r.subject AS holder, a.subject, a.sentence_start = r.sentence_start AS beside
    FROM firsts AS r
    JOIN usable AS a
      ON a.version_id = r.version_id AND a.measure = r.measure AND a.char_start BETWEEN r.char_end AND r.sentence_end + $reach
    WHERE a.statistic = 'level' AND a.role = 'main' AND a.status = 'actual' AND a.value > 0 AND a.subject IS NOT NULL
      AND coalesce(a.change, '') NOT IN ('increase_by', 'decrease_by', 'ratio_to')
)
SELECT DISTINCT test, role, figure_id
FROM (
    SELECT test, 'place' AS role, test AS figure_id FROM amounts
    UNION ALL
    SELECT test, CASE WHEN beside AND subject = holder THEN 'holder' ELSE 'rival' END, figure_id FROM amounts
)
ORDER BY test, role, figure_id
