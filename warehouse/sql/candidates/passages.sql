-- Sentences that hold enough figures and a cue word, with their figures and those of the sentences right before them.
-- grain: one figure in one sentence (test): here, or earlier
-- inputs: store.figures, store.article_versions
-- parameters: $cue (regular expression over the sentence), $least (fewest figures in it; of $unit, where it is not empty), $longest (most characters of it),
-- $reach (characters back to earlier figures), $family (fewest amounts of one kind of unit among them all: 0 where no sum is asked for)
WITH usable AS (
    SELECT f.figure_id, f.version_id, f.sentence_start, f.char_start, f.char_end, f.unit,
           -- a number without a unit may be of any kind, and counts of things may be of one another
           CASE WHEN f.kind IN ('rank', 'fold', 'percentage') OR f.unit IN ('percent', 'percentage_point', 'fold', 'magnitude')
                     OR f.value IS NULL OR f.value < 0 THEN NULL
                WHEN f.kind IN ('count', 'number') THEN '' ELSE split_part(f.unit, '/', 1) END AS family
    FROM store.figures AS f
    JOIN store.article_versions AS v USING (article_id, version_id)
    WHERE v.is_current AND NOT f.boilerplate AND NOT f.in_title AND f.conversion_of IS NULL AND f.unit <> 'rank'
),
-- columns first, words last: most sentences hold too few figures, and what searches words is slow
many AS (
    SELECT version_id, sentence_start FROM usable GROUP BY version_id, sentence_start HAVING count(*) FILTER ($unit = '' OR unit = $unit) >= $least
),
around AS MATERIALIZED (
    SELECT m.version_id, m.sentence_start, u.figure_id, u.char_start, u.family, u.sentence_start = m.sentence_start AS is_here
    FROM many AS m
    JOIN usable AS u
      ON u.version_id = m.version_id AND u.char_start >= m.sentence_start - $reach
     AND (u.sentence_start = m.sentence_start OR u.char_end <= m.sentence_start)
),
families AS (
    SELECT version_id, sentence_start, family, count(*) AS figures
    FROM around
    WHERE family IS NOT NULL
    GROUP BY version_id, sentence_start, family
),
enough AS (
    SELECT version_id, sentence_start
    FROM families
    GROUP BY version_id, sentence_start
    HAVING coalesce(max(figures) FILTER (family <> ''), 0) + coalesce(sum(figures) FILTER (family = ''), 0) >= $family
),
sentences AS MATERIALIZED (
    SELECT f.version_id, f.sentence_start, min(f.sentence) AS sentence
    FROM store.figures AS f
    SEMI JOIN (SELECT version_id, sentence_start FROM many WHERE $family = 0
               UNION ALL SELECT version_id, sentence_start FROM enough WHERE $family > 0) AS m USING (version_id, sentence_start)
    WHERE NOT f.boilerplate AND NOT f.in_title
    GROUP BY f.version_id, f.sentence_start
),
cued AS (
    SELECT version_id, sentence_start FROM sentences WHERE length(sentence) <= $longest AND regexp_matches(sentence, $cue, 'i')
)
SELECT a.version_id || '|' || a.sentence_start AS test, CASE WHEN a.is_here THEN 'here' ELSE 'earlier' END AS role, a.figure_id
FROM around AS a
SEMI JOIN cued USING (version_id, sentence_start)
ORDER BY test, role, a.char_start
