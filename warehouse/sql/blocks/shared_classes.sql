-- Classes that hold two figures or more: what agreement is recorded of.
-- grain: one class. inputs: store.class_sums. parameters: none.
SELECT class_id FROM store.class_sums WHERE figures > 1 ORDER BY class_id
