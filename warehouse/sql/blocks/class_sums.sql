-- What a class of figures comes to: all of it can be true if the highest low end is below the lowest high end.
-- grain: one class. inputs: store.figure_keys, store.touched_classes. parameters: $everything (false: only touched classes)
SELECT class_id, any_value(test) AS test, any_value(scope) AS scope, any_value(name) AS name, bool_or(is_open) AS is_open,
       count(*) AS figures, max(low) AS low, min(high) AS high, bool_or(low = high) AS is_exact
FROM store.figure_keys
WHERE $everything OR class_id IN (SELECT class_id FROM store.touched_classes)
GROUP BY class_id
