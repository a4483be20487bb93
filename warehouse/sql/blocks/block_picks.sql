-- The figures of the tests that blocks make; of a crowded class those from both ends.
-- grain: one figure in one test. inputs: store.class_tests, store.figure_keys, store.class_sums.
-- parameters: $class_limit (figures), $witnesses (figures from each end)
SELECT t.test, 'statement' AS role, k.figure_id, k.version_id
FROM store.figure_keys AS k
JOIN store.class_tests AS t USING (class_id)
JOIN store.class_sums AS s USING (class_id)
QUALIFY s.figures <= $class_limit
     OR row_number() OVER (PARTITION BY k.class_id ORDER BY k.low DESC, k.figure_id) <= $witnesses
     OR row_number() OVER (PARTITION BY k.class_id ORDER BY k.high, k.figure_id) <= $witnesses
