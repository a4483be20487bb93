-- What stands behind the page, in numbers.
-- grain: one row. inputs: articles, figures, comparisons, findings. parameters: none.
SELECT
    (SELECT count(*) FROM articles WHERE is_current) AS articles,
    (SELECT count(*) FROM figures) AS figures,
    (SELECT count(*) FROM comparisons) AS comparisons,
    count(*) FILTER (state = 'open') AS open,
    count(*) FILTER (state = 'reopened') AS reopened,
    count(*) FILTER (state = 'dismissed') AS dismissed,
    count(*) FILTER (state = 'resolved') AS resolved
FROM findings
