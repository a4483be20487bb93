-- Acts of triage; the latest on a finding holds.
-- grain: one decision. inputs: store.decisions. parameters: none.
CREATE OR REPLACE VIEW decisions AS
SELECT decision_id, comparison_id, action, reason, decided_at, decided_by, title, rule, measure, subject,
    comparable_key, evidence_seen
FROM store.decisions
