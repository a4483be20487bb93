-- Figures of articles that report on one story, where a unit is used by two of its articles.
-- grain: one figure in one story
-- inputs: store.figures, store.article_versions, store.stories
-- parameters: none
WITH usable AS (
    SELECT s.story AS test, f.figure_id, f.article_id,
           CASE WHEN f.dimension IN ('count', 'time', 'temperature') THEN f.dimension
                WHEN f.dimension = 'duration' THEN 'time'
                WHEN f.dimension = 'angle' THEN 'temperature'
                WHEN f.unit = '' THEN 'count'
                ELSE split_part(f.unit, '/', 1) END AS unit
    FROM store.figures AS f
    JOIN store.article_versions AS v USING (article_id, version_id)
    JOIN store.stories AS s USING (article_id)
    WHERE v.is_current AND NOT f.boilerplate AND f.statistic <> 'rank'
),
shared AS (
    SELECT test, unit
    FROM usable
    GROUP BY test, unit
    HAVING count(DISTINCT article_id) > 1
)
SELECT test, 'told' AS role, figure_id
FROM usable
SEMI JOIN shared USING (test, unit)
ORDER BY test, figure_id
