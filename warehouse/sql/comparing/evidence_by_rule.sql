-- Which figures each standing comparison rests on.
-- grain: one figure of one comparison. inputs: store.comparisons, store.evidence. parameters: none.
SELECT DISTINCT c.rule, e.comparison_id, e.figure_id
FROM store.evidence AS e
JOIN store.comparisons AS c USING (comparison_id)
