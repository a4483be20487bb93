-- Places in the rankings of which touched versions tell a place.
-- grain: one figure, by its place in the table. inputs: store.figures, store.touched_versions. parameters: none.
SELECT rowid AS place, version_id
FROM store.figures
WHERE statistic = 'rank' AND measure IN (
    SELECT measure FROM store.figures
    WHERE statistic = 'rank' AND version_id IN (SELECT version_id FROM store.touched_versions))
