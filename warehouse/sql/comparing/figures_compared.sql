-- How many figures may be compared at all.
-- grain: one row. inputs: store.figures. parameters: none.
SELECT count(*) AS figures
FROM store.figures
WHERE NOT boilerplate AND comparable_key IS NOT NULL
