-- Comparisons that a person should look at, with their state of triage. A finding whose comparison no longer stands stays as
-- resolved; of such a one only the id, the title and the runs may be left. A finding that nobody decided on follows the dismissal
-- of the earlier one that it came from: it stays dismissed while nothing has joined since, and is reopened when something has.
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
        arg_max(coalesce(decided_by, ''), (decided_at, decision_id)) AS decided_by,
        max(decided_at) AS decided_at
    FROM store.decisions
    GROUP BY comparison_id
), triaged AS (
    SELECT
        known.comparison_id,
        own.action, own.reason, coalesce(own.decided_at, earlier.decided_at) AS decided_at,
        earlier.comparison_id AS earlier_id, log.joined,
        'dismissed on ' || strftime(earlier.decided_at, '%Y-%m-%d')
        || if(earlier.decided_by = '', '', ' by ' || earlier.decided_by) || ' because: ' || earlier.reason
        || coalesce('; since then joined: ' || log.joined, '') || coalesce('; gone: ' || log.gone, '') AS since
    FROM known
    LEFT JOIN store.finding_log AS log ON log.comparison_id = known.comparison_id
    LEFT JOIN latest AS own ON own.comparison_id = known.comparison_id
    LEFT JOIN latest AS earlier
        ON own.comparison_id IS NULL AND earlier.comparison_id = log.earlier_id AND earlier.action = 'dismiss'
)
SELECT
    triaged.comparison_id AS finding_id,
    comparisons.rule, comparisons.verdict, comparisons.severity,
    coalesce(comparisons.title, log.title) AS title,
    CASE
        WHEN flagged.comparison_id IS NULL OR NOT coalesce(log.stands, true) THEN 'resolved'
        WHEN triaged.action = 'dismiss' THEN 'dismissed'
        WHEN triaged.action = 'reopen' THEN 'reopened'
        WHEN triaged.earlier_id IS NOT NULL AND triaged.joined IS NULL THEN 'dismissed'
        WHEN triaged.earlier_id IS NOT NULL THEN 'reopened'
        ELSE 'open'
    END AS state,
    coalesce(triaged.reason, triaged.since) AS reason, log.first_seen_run, log.last_seen_run,
    comparisons.hints, comparisons.measure, comparisons.subject, comparisons.period_start, comparisons.period_end,
    comparisons.formula, comparisons.explanation, comparisons.reconciles, comparisons.gap,
    comparisons.independent_sources, comparisons.facets, comparisons.comparable_key, triaged.decided_at,
    triaged.earlier_id
FROM triaged
LEFT JOIN flagged ON flagged.comparison_id = triaged.comparison_id
LEFT JOIN store.comparisons AS comparisons ON comparisons.comparison_id = triaged.comparison_id
LEFT JOIN store.finding_log AS log ON log.comparison_id = triaged.comparison_id
