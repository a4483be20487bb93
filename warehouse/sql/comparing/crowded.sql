-- Blocks over their limits with what one of their figures is about, the largest first.
-- grain: one block. inputs: store.crowded_blocks, store.figure_keys, store.figures. parameters: none.
WITH first_ones AS (
    SELECT b.kind, b.block, b.figures, b.kept, min(k.figure_id) AS figure_id
    FROM store.crowded_blocks AS b
    LEFT JOIN store.figure_keys AS k ON (b.kind = 'class' AND k.class_id = b.block) OR (b.kind = 'site' AND k.site = b.block)
    GROUP BY ALL
)
SELECT o.kind, coalesce(concat_ws(', ', f.measure, coalesce(f.subject, f.place)), o.block::VARCHAR) AS what, o.figures, o.kept
FROM first_ones AS o
LEFT JOIN store.figures AS f USING (figure_id)
ORDER BY o.figures DESC, o.kind, o.block
