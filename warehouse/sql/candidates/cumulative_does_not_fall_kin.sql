-- Levels of flows whose measure, unit and subject some level of a touched version has.
-- grain: one figure, by its place in the table. inputs: store.figures, store.touched_versions.
-- parameters: $flows (measures whose sub-periods add up)
SELECT rowid AS place, version_id
FROM store.figures
WHERE statistic = 'level' AND measure IN (SELECT unnest($flows::VARCHAR[])) AND (comparable_key, unit, subject) IN (
    SELECT (comparable_key, unit, subject)
    FROM store.figures
    WHERE version_id IN (SELECT version_id FROM store.touched_versions)
      AND statistic = 'level' AND period_start IS NOT NULL AND subject IS NOT NULL)
