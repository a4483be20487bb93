-- Planted errors, those that a flagged comparison rests on, and flagged comparisons that rest on none.
-- grain: one row. inputs: store.figures, store.comparisons, store.evidence. parameters: none.
WITH flagged AS (
    SELECT e.comparison_id, e.figure_id
    FROM store.evidence AS e
    JOIN store.comparisons AS c USING (comparison_id)
    WHERE c.verdict IN ('conflict', 'possible_conflict')
)
SELECT
    (SELECT count(*) FROM store.figures WHERE starts_with(figure_id, 'fig_planted_')) AS planted,
    (SELECT count(DISTINCT figure_id) FROM flagged WHERE starts_with(figure_id, 'fig_planted_')) AS found,
    (SELECT count(*) FROM (
        SELECT comparison_id FROM flagged GROUP BY comparison_id HAVING NOT bool_or(starts_with(figure_id, 'fig_planted_')))) AS invented
