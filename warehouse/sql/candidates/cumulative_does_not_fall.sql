-- Nested periods of one flow: the largest figure of the shorter period with the smallest of the longer one.
-- grain: one figure in one role for one pair of nested periods
-- inputs: store.figures, store.article_versions
-- parameters: $flows (measures whose sub-periods add up), $agreeing (true: also pairs that do not fall)
WITH spans AS (
    SELECT
        concat_ws('|', f.comparable_key, f.unit, f.subject, coalesce(f.counterparty, ''), coalesce(f.product, ''),
                  coalesce(f.place, ''), coalesce(f.basis, '')) AS series,
        f.period_start, f.period_end,
        max(coalesce(f.hard_low, '-infinity'::DOUBLE)) AS most_low,
        min(coalesce(f.hard_high, 'infinity'::DOUBLE)) AS least_high,
        first(f.figure_id ORDER BY f.low DESC NULLS LAST, f.figure_id) AS largest,
        first(f.figure_id ORDER BY f.high ASC NULLS LAST, f.figure_id) AS smallest
    FROM store.figures AS f
    JOIN store.article_versions AS v USING (article_id, version_id)
    WHERE v.is_current AND NOT f.boilerplate AND f.comparable_key IS NOT NULL
      AND f.statistic = 'level' AND f.status = 'actual' AND f.role <> 'part' AND f.subject IS NOT NULL
      AND coalesce(f.change, '') NOT IN ('increase_by', 'decrease_by', 'ratio_to')
      AND f.period_start IS NOT NULL AND f.period_end IS NOT NULL
      AND f.measure IN (SELECT unnest($flows::VARCHAR[]))
    GROUP BY ALL
),
nested AS (
    SELECT s.series || '|' || s.period_start || '|' || s.period_end || '|' || l.period_start || '|' || l.period_end AS test,
           s.largest, l.smallest
    FROM spans AS s
    JOIN spans AS l
      ON l.series = s.series AND l.period_start <= s.period_start AND s.period_end <= l.period_end
     AND (l.period_start, l.period_end) <> (s.period_start, s.period_end)
    WHERE $agreeing OR s.most_low > l.least_high
)
SELECT test, 'longer' AS role, smallest AS figure_id FROM nested
UNION ALL
SELECT test, 'shorter' AS role, largest AS figure_id FROM nested
ORDER BY test, role
