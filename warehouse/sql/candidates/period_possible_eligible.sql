-- How many figures say of what read period they are, in an article whose day is known.
-- grain: one number
-- inputs: store.figures, store.article_versions
-- parameters: $sums (measures that are of a period as a whole), $old_days (so many days after its end a period is long over)
SELECT count(*) AS eligible
FROM store.figures AS f
JOIN store.article_versions AS v USING (article_id, version_id)
WHERE v.is_current AND NOT f.boilerplate AND f.comparable_key IS NOT NULL AND f.statistic = 'level' AND f.role = 'main'
  AND f.period_basis = 'explicit' AND f.period_end IS NOT NULL AND v.published_basis NOT IN ('inferred', 'none')
  AND NOT regexp_matches(coalesce(f.assumed, ''), 'measure|period')
  AND ((f.status = 'actual' AND f.measure IN (SELECT unnest($sums::VARCHAR[])))
       OR (f.status IN ('planned', 'target') AND coalesce(f.assumed, '') NOT LIKE '%status%' AND $old_days IS NOT NULL))
