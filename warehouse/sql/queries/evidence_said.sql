-- What comparisons rest on, as it takes part in their ids: the role, and what a statement is made of.
-- grain: one figure in one role of one comparison. inputs: store.evidence, store.figures, store.article_versions.
-- parameters: comparison_ids: list of ids.
SELECT comparison_id, figure_id, role
FROM store.evidence
WHERE comparison_id IN (SELECT unnest($comparison_ids::VARCHAR[]))
ORDER BY comparison_id, role, figure_id
