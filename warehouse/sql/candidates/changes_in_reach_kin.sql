-- Figures of touched versions, and those of other articles whose measure, unit and subject some level of theirs has.
-- grain: one figure, by its place in the table. inputs: store.figures, store.touched_versions. parameters: none.
SELECT rowid AS place, version_id
FROM store.figures
WHERE version_id IN (SELECT version_id FROM store.touched_versions)
UNION
SELECT rowid, version_id
FROM store.figures
WHERE (measure, unit, subject) IN (
    SELECT (measure, unit, subject)
    FROM store.figures
    WHERE version_id IN (SELECT version_id FROM store.touched_versions) AND subject IS NOT NULL AND statistic <> 'change')
