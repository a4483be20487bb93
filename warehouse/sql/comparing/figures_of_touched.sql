-- Figures of the versions that a run looks at.
-- grain: one figure, by its place in the table. inputs: store.figures, store.touched_versions. parameters: none.
SELECT rowid AS place, version_id
FROM store.figures
WHERE version_id IN (SELECT version_id FROM store.touched_versions)
