-- What figures lack that comparing needs, and how many of them a law has compared all the same.
-- grain: one law (null: any law), statistic and set of lacking facets.
-- inputs: store.figures, store.article_versions, store.evidence, store.comparisons.
-- parameters: flows: measures that add up over periods; dated: measures that are nothing without a period; generic: measures whose
-- name does not say of what; figure_id: one figure alone, null for all.
WITH said AS (
    SELECT
        f.figure_id, f.statistic,
        f.conversion_of IS NOT NULL AS second_reading,
        coalesce(f.measure, '') = '' AS no_measure,
        f.unit = '' AS no_unit,
        f.subject IS NULL AS no_subject,
        f.period_end IS NULL AND (f.statistic = 'change' OR f.measure IN (SELECT unnest($dated::VARCHAR[]))) AS no_period,
        contains(coalesce(f.assumed, ''), 'measure') OR f.measure IN (SELECT unnest($generic::VARCHAR[])) AS vague_measure,
        coalesce(f.measure IN (SELECT unnest($flows::VARCHAR[])), false) AS flow
    FROM store.figures AS f
    JOIN store.article_versions AS v USING (article_id, version_id)
    WHERE v.is_current AND NOT f.boilerplate AND ($figure_id IS NULL OR f.figure_id = $figure_id)
),
compared AS (
    SELECT DISTINCT tested.rule, shown.figure_id
    FROM store.evidence AS shown
    JOIN store.comparisons AS tested USING (comparison_id)
),
by_any AS (
    SELECT NULL::VARCHAR AS rule, said.* EXCLUDE (figure_id), one.figure_id IS NOT NULL AS is_compared
    FROM said
    LEFT JOIN (SELECT DISTINCT figure_id FROM compared) AS one USING (figure_id)
),
by_law AS (
    SELECT compared.rule, said.* EXCLUDE (figure_id), true AS is_compared
    FROM said
    JOIN compared USING (figure_id)
)
SELECT
    rule, statistic, second_reading, no_measure, no_unit, no_subject, no_period, coalesce(vague_measure, false) AS vague_measure,
    flow, count(*) AS figures, count(*) FILTER (is_compared) AS compared
FROM (FROM by_any UNION ALL FROM by_law)
GROUP BY ALL
ORDER BY ALL
