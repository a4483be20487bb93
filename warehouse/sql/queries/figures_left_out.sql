-- What figures lack so that no law could compare them, in words, the most frequent first.
-- grain: one lacking facet. inputs: coverage. parameters: none.
SELECT 'without a ' || outcome[4:] AS lacking, figures
FROM coverage
WHERE rule = 'any' AND starts_with(outcome, 'no_')
ORDER BY figures DESC, outcome
