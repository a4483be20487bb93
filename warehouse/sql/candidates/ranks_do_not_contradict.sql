-- Places in one ranking: one holder with two places, and two holders of the first place.
-- grain: one figure in one ranking of one holder, or in the first place of one ranking
-- inputs: store.figures, store.article_versions
-- parameters: $agreeing (true: also holders whose place is said twice and the same)
WITH usable AS (
    SELECT f.figure_id, f.value, f.subject, f.period_end,
           concat_ws('|', f.measure, coalesce(f.counterparty, ''), coalesce(f.product, ''), coalesce(f.place, '')) AS ranking
    FROM store.figures AS f
    JOIN store.article_versions AS v USING (article_id, version_id)
    WHERE v.is_current AND NOT f.boilerplate AND f.statistic = 'rank' AND f.comparable_key IS NOT NULL
      AND f.subject IS NOT NULL AND f.measure IS NOT NULL
),
holders AS (
    SELECT ranking, subject
    FROM usable
    GROUP BY ranking, subject
    HAVING count(*) > 1 AND ($agreeing OR min(value) < max(value))
),
firsts AS (
    SELECT ranking
    FROM usable
    WHERE value = 1
    GROUP BY ranking
    HAVING count(DISTINCT subject) > 1
)
SELECT 'holder|' || ranking || '|' || subject AS test, 'place' AS role, figure_id
FROM usable
SEMI JOIN holders USING (ranking, subject)
UNION ALL
SELECT 'first|' || ranking AS test, 'first' AS role, figure_id
FROM usable
SEMI JOIN firsts USING (ranking)
WHERE value = 1
ORDER BY test, figure_id
