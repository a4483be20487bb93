-- Classes of the figures of touched versions, as their keys stand.
-- grain: one class. inputs: store.figure_keys, store.touched_versions, store.touched_classes. parameters: none.
SELECT DISTINCT class_id
FROM store.figure_keys
SEMI JOIN store.touched_versions USING (version_id)
ANTI JOIN store.touched_classes USING (class_id)
