-- How many figures have a sentence that names a measure with a unit of its own, and a unit of some dimension.
-- grain: one number
-- inputs: store.figures, store.article_versions
-- parameters: $dimensions (dimensions that some named measure cannot have), $named (regular expression of such measures)
SELECT count(*) AS eligible
FROM store.figures AS f
JOIN store.article_versions AS v USING (article_id, version_id)
WHERE v.is_current AND NOT f.boilerplate AND regexp_matches(f.sentence, $named::VARCHAR)
  AND (f.kind = 'physical' OR f.dimension IN (SELECT unnest($dimensions::VARCHAR[])))
