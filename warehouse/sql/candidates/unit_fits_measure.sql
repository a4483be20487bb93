-- Figures in a unit that a measure named in their sentence cannot have: whether it is the figure's own measure, the law looks up.
-- grain: one figure
-- inputs: store.figures, store.article_versions
-- parameters: $dimensions (dimensions that some named measure cannot have), $named (regular expression of such measures)
SELECT f.figure_id AS test, 'statement' AS role, f.figure_id
FROM store.figures AS f
JOIN store.article_versions AS v USING (article_id, version_id)
WHERE v.is_current AND NOT f.boilerplate AND f.dimension IN (SELECT unnest($dimensions::VARCHAR[]))
  AND regexp_matches(f.sentence, $named::VARCHAR)
ORDER BY test
