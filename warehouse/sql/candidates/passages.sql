-- Sentences that hold enough figures and a cue word, with their figures and those of the sentences right before them.
-- grain: one figure in one sentence (test): here, or earlier
-- inputs: store.figures, store.article_versions
-- parameters: $cue (regular expression over the sentence), $least (fewest figures in it), $longest (most characters of it),
-- $reach (characters back to earlier figures)
WITH usable AS (
    SELECT f.figure_id, f.version_id, f.sentence, f.sentence_start, f.char_start, f.char_end
    FROM store.figures AS f
    JOIN store.article_versions AS v USING (article_id, version_id)
    WHERE v.is_current AND NOT f.boilerplate AND NOT f.in_title AND f.conversion_of IS NULL AND f.unit <> 'rank'
),
sentences AS (
    SELECT version_id, sentence_start, version_id || '|' || sentence_start AS test, any_value(sentence) AS sentence
    FROM usable
    GROUP BY version_id, sentence_start
    HAVING count(*) >= $least
),
cued AS (
    SELECT * FROM sentences WHERE length(sentence) <= $longest AND regexp_matches(sentence, $cue, 'i')
)
SELECT c.test, CASE WHEN u.sentence_start = c.sentence_start THEN 'here' ELSE 'earlier' END AS role, u.figure_id
FROM cued AS c
JOIN usable AS u
  ON u.version_id = c.version_id AND u.char_start >= c.sentence_start - $reach
 AND (u.sentence_start = c.sentence_start OR u.char_end <= c.sentence_start)
ORDER BY c.test, role, u.char_start
