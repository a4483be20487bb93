-- The same over the keys that comparing keeps.
-- grain: one row. inputs: store.figure_keys. parameters: none.
SELECT count(*) AS keys
FROM (SELECT class_id FROM store.figure_keys GROUP BY class_id HAVING max(low) > min(high))
