-- Comparisons that a person should look at, with their state of triage. A finding whose comparison no longer stands stays as
-- resolved; of such a one only the id, the title and the runs may be left.
-- grain: one finding. inputs: store.comparisons, store.finding_log, store.decisions. parameters: none.
CREATE OR REPLACE VIEW findings AS
WITH flagged AS (
    SELECT comparison_id FROM store.comparisons WHERE verdict IN ('conflict', 'possible_conflict')
), known AS (
    SELECT comparison_id FROM flagged UNION SELECT comparison_id FROM store.finding_log
), latest AS (
    SELECT
        comparison_id,
        arg_max(action, (decided_at, decision_id)) AS action,
        arg_max(reason, (decided_at, decision_id)) AS reason,
        max(decided_at) AS decided_at
    FROM store.decisions
    GROUP BY comparison_id
)
SELECT
    known.comparison_id AS finding_id,
    comparisons.rule, comparisons.verdict, comparisons.severity,
    coalesce(comparisons.title, log.title) AS title,
    CASE
        WHEN flagged.comparison_id IS NULL OR NOT coalesce(log.stands, true) THEN 'resolved'
        WHEN latest.action = 'dismiss' THEN 'dismissed'
        WHEN latest.action = 'reopen' THEN 'reopened'
        ELSE 'open'
    END AS state,
    latest.reason, log.first_seen_run, log.last_seen_run,
    comparisons.hints, comparisons.measure, comparisons.subject, comparisons.period_start, comparisons.period_end,
    comparisons.formula, comparisons.explanation, comparisons.reconciles, comparisons.gap,
    comparisons.independent_sources, comparisons.facets, comparisons.comparable_key, latest.decided_at
FROM known
LEFT JOIN flagged ON flagged.comparison_id = known.comparison_id
LEFT JOIN store.comparisons AS comparisons ON comparisons.comparison_id = known.comparison_id
LEFT JOIN store.finding_log AS log ON log.comparison_id = known.comparison_id
LEFT JOIN latest ON latest.comparison_id = known.comparison_id
