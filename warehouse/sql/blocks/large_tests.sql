-- Tests of more figures than are judged whole.
-- grain: one row. inputs: store.figures. parameters: $largest (figures)
SELECT count(*) AS tests
FROM (SELECT comparable_key FROM store.figures WHERE NOT boilerplate GROUP BY comparable_key HAVING count(*) > $largest)
