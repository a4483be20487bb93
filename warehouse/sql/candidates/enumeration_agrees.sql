-- Small counts with a list of years or of names in brackets, or behind a colon, right after what they count.
-- grain: one figure
-- inputs: store.figures, store.article_versions
-- parameters: $listed (regular expression of what follows such a count)
SELECT f.figure_id AS test, 'count' AS role, f.figure_id
FROM store.figures AS f
JOIN store.article_versions AS v USING (article_id, version_id)
WHERE v.is_current AND NOT f.boilerplate AND f.kind = 'count' AND f.modifier IS NULL AND f.change IS NULL
  AND f.value BETWEEN 2 AND 20 AND f.value = floor(f.value)
  AND regexp_matches(substr(f.sentence, f.char_end - f.sentence_start + 1), $listed::VARCHAR)
ORDER BY test
