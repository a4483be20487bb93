-- The comparisons of each law that a person looks at first, with what their figures say, side by side.
-- grain: one quote of one comparison. inputs: store.comparisons, store.evidence, store.figures.
-- parameters: $verdicts (from the gravest to the least; others come after them), $rows (most comparisons of a law)
WITH first_ones AS (
    SELECT rule, comparison_id, title, verdict, gap, coalesce(list_position($verdicts::VARCHAR[], verdict), 99) AS strength
    FROM store.comparisons
    QUALIFY row_number() OVER (PARTITION BY rule ORDER BY strength, gap DESC NULLS LAST, comparison_id) <= $rows
)
SELECT o.rule, o.comparison_id, o.title, o.verdict, f.quote
FROM first_ones AS o
JOIN store.evidence AS e USING (comparison_id)
JOIN store.figures AS f USING (figure_id)
ORDER BY o.rule, o.strength, o.gap DESC NULLS LAST, o.comparison_id, e.side, e.role, f.published_on, f.figure_id
