-- Who disagrees about what: every finding that is open or reopened, camp by camp.
-- grain: one finding and side. inputs: findings, evidence, figures.
-- parameters: measure, subject: any part of the name, in any case; NULL or '' matches all.
CREATE OR REPLACE MACRO disputed(measure := NULL, subject := NULL) AS TABLE
SELECT
    found.finding_id, found.verdict, found.severity, found.title, found.measure, found.subject,
    found.period_start, found.period_end, shown.side,
    string_agg(DISTINCT coalesce(shown.publisher, shown.source_path), '; ' ORDER BY coalesce(shown.publisher, shown.source_path)) AS said_by,
    list('“' || shown.quote || '” in: ' || shown.sentence ORDER BY shown.published_on, shown.figure_id) AS quotes,
    list(shown.figure_id ORDER BY shown.published_on, shown.figure_id) AS figure_ids
FROM findings AS found
JOIN evidence AS shown ON shown.comparison_id = found.finding_id
WHERE found.state IN ('open', 'reopened')
    AND (coalesce(measure, '') = '' OR contains(lower(coalesce(found.measure, '')), lower(measure)))
    AND (coalesce(subject, '') = '' OR contains(lower(coalesce(found.subject, '')), lower(subject)))
GROUP BY ALL
ORDER BY found.finding_id, shown.side
