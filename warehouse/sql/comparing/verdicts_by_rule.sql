-- How many comparisons of each law came to each verdict.
-- grain: one verdict of one law. inputs: store.comparisons. parameters: none.
SELECT rule, verdict, count(*) AS comparisons
FROM store.comparisons
GROUP BY rule, verdict
ORDER BY rule, verdict
