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
    -- superseded versions are few beside the current ones
    ANTI JOIN (SELECT article_id, version_id FROM store.article_versions WHERE NOT is_current) AS old USING (article_id, version_id)
    WHERE NOT f.boilerplate AND ($figure_id IS NULL OR f.figure_id = $figure_id)
),
compared AS (
    SELECT shown.figure_id, list(DISTINCT tested.rule) AS rules
    FROM store.evidence AS shown
    JOIN store.comparisons AS tested USING (comparison_id)
    WHERE $figure_id IS NULL OR shown.figure_id = $figure_id
    GROUP BY shown.figure_id
),
counted AS (
    SELECT
        statistic, second_reading, no_measure, no_unit, no_subject, no_period,
        coalesce(vague_measure, false) AS vague_measure, flow, rules, count(*) AS figures
    FROM said
    LEFT JOIN compared USING (figure_id)
    GROUP BY ALL
)
SELECT NULL::VARCHAR AS rule, * EXCLUDE (rules, figures), sum(figures)::BIGINT AS figures,
    coalesce(sum(figures) FILTER (rules IS NOT NULL), 0)::BIGINT AS compared
FROM counted
GROUP BY ALL
UNION ALL
SELECT rule, * EXCLUDE (rule, rules, figures), sum(figures)::BIGINT AS figures, sum(figures)::BIGINT AS compared
FROM (SELECT unnest(rules) AS rule, * FROM counted)
GROUP BY ALL
ORDER BY ALL
