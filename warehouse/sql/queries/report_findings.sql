-- Findings for the page, those that wait for a person first, the weightiest first.
-- grain: one finding. inputs: findings. parameters: most: how many at most.
SELECT
    finding_id, rule, verdict, severity, title, state, reason, hints, formula, explanation, reconciles,
    independent_sources, facets
FROM findings
ORDER BY
    list_position(['dismissed', 'resolved'], state) NULLS FIRST,
    list_position(['high', 'medium', 'low'], severity) NULLS LAST,
    list_position(['conflict', 'possible_conflict'], verdict) NULLS LAST,
    title, finding_id
LIMIT $most
