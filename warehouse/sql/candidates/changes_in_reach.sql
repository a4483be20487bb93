-- Articles that state a change whose earlier level, or a part of it, a touched version may tell.
-- grain: one article version. inputs: store.figures, store.touched_versions. parameters: none.
WITH told AS (
    SELECT DISTINCT b.measure, b.unit, b.subject, b.period_start, b.period_end
    FROM store.figures AS b
    SEMI JOIN store.touched_versions USING (version_id)
    WHERE b.subject IS NOT NULL AND b.period_start IS NOT NULL AND b.period_end IS NOT NULL AND b.statistic <> 'change'
)
SELECT DISTINCT c.version_id
FROM store.figures AS c
JOIN told AS t ON t.measure = c.measure AND t.unit = c.unit AND t.subject = c.subject
SEMI JOIN (SELECT version_id, measure FROM store.figures WHERE statistic = 'change') AS g
  ON g.version_id = c.version_id AND g.measure = c.measure
WHERE c.statistic <> 'change' AND t.period_end >= (c.period_start - INTERVAL 1 YEAR)::DATE
  AND t.period_start <= last_day((c.period_end - INTERVAL 1 YEAR)::DATE)
ORDER BY c.version_id
