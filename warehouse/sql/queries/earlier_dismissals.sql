-- Standing findings that nobody decided on, each beside the dismissed findings of its law and measure that it may have come from.
-- grain: one finding and one dismissed finding. inputs: store.comparisons, store.decisions.
-- parameters: verdicts: those that make a finding.
WITH latest AS (
    SELECT comparison_id, max_by(decisions, (decided_at, decision_id)) AS said
    FROM store.decisions AS decisions
    GROUP BY comparison_id
)
SELECT
    tested.comparison_id, latest.comparison_id AS earlier_id, tested.subject, latest.said.subject AS earlier_subject,
    latest.said.comparable_key = tested.comparable_key AS same_key, latest.said.evidence_seen AS evidence_seen,
    latest.said.decided_at AS decided_at
FROM store.comparisons AS tested
JOIN latest ON latest.said.rule = tested.rule AND latest.said.measure IS NOT DISTINCT FROM tested.measure
WHERE tested.verdict IN (SELECT unnest($verdicts::VARCHAR[]))
    AND tested.comparison_id NOT IN (SELECT comparison_id FROM store.decisions)
    AND latest.said.action = 'dismiss' AND latest.said.evidence_seen IS NOT NULL
ORDER BY tested.comparison_id, latest.comparison_id
