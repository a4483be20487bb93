-- Tests of the laws as of the last comparing run.
-- grain: one comparison. inputs: store.comparisons. parameters: none.
CREATE OR REPLACE VIEW comparisons AS
SELECT
    comparison_id, rule, verdict, hints, measure, subject, period_start, period_end, formula, explanation, reconciles,
    gap, independent_sources, facets, severity, title, comparable_key
FROM store.comparisons
