-- Blocks over their limits with what one of their figures is about, of stories the title of their first article; the largest first.
-- grain: one block
-- inputs: store.crowded_blocks, store.figure_keys, store.figures, store.article_versions
-- parameters: none.
WITH first_ones AS (
    SELECT b.kind, b.block, b.figures, b.kept, min(k.figure_id) AS figure_id
    FROM store.crowded_blocks AS b
    LEFT JOIN store.figure_keys AS k ON (b.kind = 'class' AND k.class_id = b.block) OR (b.kind = 'site' AND k.site = b.block)
    GROUP BY ALL
),
titles AS (
    SELECT (hash(article_id) >> 1)::BIGINT AS block, any_value(coalesce(title, article_id)) AS title
    FROM store.article_versions
    WHERE is_current AND EXISTS (SELECT 1 FROM store.crowded_blocks WHERE kind = 'story')
    GROUP BY ALL
)
SELECT o.kind,
       CASE WHEN o.kind = 'story' AND o.block = 0 THEN 'pairs of articles that share only common words'
            WHEN o.kind = 'story' THEN coalesce(t.title, o.block::VARCHAR)
            ELSE coalesce(concat_ws(', ', f.measure, coalesce(f.subject, f.place)), o.block::VARCHAR) END AS what,
       o.figures, o.kept
FROM first_ones AS o
LEFT JOIN store.figures AS f USING (figure_id)
LEFT JOIN titles AS t ON o.kind = 'story' AND t.block = o.block
ORDER BY o.figures DESC, o.kind, o.block, o.kept
