-- Figures of a period that the day of publication does not fit: told as done of one that goes on, or as coming of one long over.
-- grain: one figure
-- inputs: store.figures, store.article_versions
-- parameters: $sums (measures that are of a period as a whole), $old_days (so many days after its end a period is long over)
SELECT f.figure_id AS test, CASE WHEN f.status = 'actual' THEN 'outcome' ELSE 'plan' END AS role, f.figure_id
FROM store.figures AS f
JOIN store.article_versions AS v USING (article_id, version_id)
WHERE v.is_current AND NOT f.boilerplate AND f.comparable_key IS NOT NULL AND f.statistic = 'level' AND f.role = 'main'
  AND f.period_basis = 'explicit' AND f.period_end IS NOT NULL
  -- a day that was found by asking the text's own dates proves nothing about them
  AND v.published_basis NOT IN ('inferred', 'none')
  AND NOT regexp_matches(coalesce(f.assumed, ''), 'measure|period')
  AND (
        (f.status = 'actual' AND f.period_end >= f.published_on
         AND f.measure IN (SELECT unnest($sums::VARCHAR[])))
     OR (f.status IN ('planned', 'target') AND coalesce(f.assumed, '') NOT LIKE '%status%'
         AND date_diff('day', f.period_end, f.published_on) >= $old_days)
  )
ORDER BY test
