-- Where each quote stands, for going back to it.
-- grain: one figure of a version that is current somewhere. inputs: store.figures, store.article_versions. parameters: none.
SELECT version_id, figure_id, char_start, char_end, byte_start, byte_end, quote
FROM store.figures
SEMI JOIN (SELECT version_id FROM store.article_versions WHERE is_current) AS current USING (version_id)
ORDER BY version_id, char_start
