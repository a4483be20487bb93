-- How many tests the candidates of each law make.
-- grain: one law. inputs: store.picks. parameters: none.
SELECT rule, count(DISTINCT test) AS tests
FROM store.picks
GROUP BY rule
ORDER BY rule
