-- Comparable keys of which some test has more figures than are judged whole.
-- grain: one comparable key. inputs: store.figures, store.article_versions. parameters: $largest (figures)
SELECT DISTINCT f.comparable_key
FROM store.figures AS f
JOIN store.article_versions AS v USING (article_id, version_id)
WHERE v.is_current AND NOT f.boilerplate AND f.comparable_key IS NOT NULL AND f.statistic <> 'rank'
  AND (f.role <> 'base' OR f.period_basis IN ('explicit', 'relative'))
GROUP BY f.comparable_key, CASE WHEN f.dimension = 'count' AND f.measure NOT LIKE '~%' THEN 'count' ELSE f.unit END
HAVING count(*) > $largest
ORDER BY f.comparable_key
