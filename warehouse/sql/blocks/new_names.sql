-- Names of figures that have not been taken apart into words yet.
-- grain: one name. inputs: store.figures, store.names, store.touched_versions.
-- parameters: $everything (false: only of touched versions)
WITH asked AS (
    SELECT subject, counterparty, place
    FROM store.figures
    WHERE $everything OR version_id IN (SELECT version_id FROM store.touched_versions)
),
said AS (
    SELECT DISTINCT subject AS name FROM asked
    UNION
    SELECT DISTINCT counterparty FROM asked
    UNION
    SELECT DISTINCT place FROM asked
)
SELECT name
FROM said
ANTI JOIN store.names USING (name)
WHERE name IS NOT NULL
ORDER BY name
