-- Open findings with the quotes and files they rest on, the gravest first, as Dagster shows them.
-- grain: one finding. inputs: findings, evidence. parameters: rows: how many at most.
SELECT
    found.finding_id, found.verdict, found.severity, found.title, found.explanation, found.state, found.reason,
    string_agg(DISTINCT shown.quote, ' / ') AS quotes,
    string_agg(DISTINCT shown.source_path, ' / ') AS files
FROM findings AS found
LEFT JOIN evidence AS shown ON shown.comparison_id = found.finding_id
WHERE found.state IN ('open', 'reopened')
GROUP BY found.finding_id, found.verdict, found.severity, found.title, found.explanation, found.state,
    found.reason
ORDER BY
    found.verdict, CASE found.severity WHEN 'high' THEN 0 WHEN 'medium' THEN 1 ELSE 2 END, found.finding_id
LIMIT $rows
