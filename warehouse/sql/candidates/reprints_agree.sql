-- The same place of the same sentence in two articles, with another number: the first telling and the later one.
-- Two articles whose common sentences differ in more numbers than they share tell two days in one form, and are no reprints.
-- grain: one figure in one role for one changed number
-- inputs: store.figures, store.article_versions, store.stories
-- parameters: $large (true: only articles of one story are compared), $sentence (least characters of a sentence, numbers masked), $corrected (regular expression of a text that corrects an earlier one)
WITH told AS (
    SELECT f.figure_id, f.article_id, f.value, f.unit, f.subject, f.sentence_start, v.duplicate_cluster, s.story,
           coalesce(f.published_on, 'infinity'::DATE) AS day, regexp_matches(v.text, $corrected::VARCHAR) AS corrects,
           trim(regexp_replace(regexp_replace(lower(f.sentence), '\d[\d.,]*', '0', 'g'), '[^\p{L}0]+', ' ', 'g')) AS masked,
           row_number() OVER (PARTITION BY f.version_id, f.sentence_start ORDER BY f.char_start) AS place,
           count(*) OVER (PARTITION BY f.version_id, f.sentence_start) AS places
    FROM store.figures AS f
    JOIN store.article_versions AS v USING (article_id, version_id)
    LEFT JOIN store.stories AS s ON s.article_id = f.article_id AND $large
    WHERE v.is_current AND NOT f.boilerplate AND NOT f.in_title AND (NOT $large OR s.story IS NOT NULL)
      AND length(f.sentence) >= $sentence
),
placed AS (
    SELECT * EXCLUDE (masked, sentence_start, story), hash(story, masked, place, places, unit) AS slot
    FROM told
    WHERE length(masked) >= $sentence AND value IS NOT NULL
    -- a sentence that one article says twice is a form, and not a telling
    QUALIFY count(*) OVER (PARTITION BY article_id, masked, place) = 1
),
firsts AS (
    -- of one day, the telling that most articles share
    SELECT slot, arg_min(article_id, (day, -tellers, article_id)) AS article_id
    FROM (SELECT *, count(*) OVER (PARTITION BY slot, value) AS tellers FROM placed)
    GROUP BY slot
    HAVING count(*) > 1
),
pairs AS (
    SELECT a.figure_id AS first_id, b.figure_id AS later_id, a.article_id AS first_article, b.article_id AS later_article,
           a.value IS DISTINCT FROM b.value AS changed, b.corrects,
           a.duplicate_cluster IS NOT NULL AND a.duplicate_cluster = b.duplicate_cluster AS copies,
           a.subject IS NOT DISTINCT FROM b.subject AND a.subject IS NOT NULL AS of_one
    FROM firsts AS f
    JOIN placed AS a ON a.slot = f.slot AND a.article_id = f.article_id
    JOIN placed AS b ON b.slot = f.slot AND b.article_id <> f.article_id
),
weighed AS (
    SELECT *,
           count(*) FILTER (NOT changed) OVER (PARTITION BY first_article, later_article) AS kept,
           count(*) FILTER (changed) OVER (PARTITION BY first_article, later_article) AS moved
    FROM pairs
),
found AS (
    SELECT *, CASE WHEN copies OR kept > 0 THEN 'first' ELSE 'alike' END AS role
    FROM weighed
    WHERE changed AND (moved <= kept OR (moved = 1 AND (copies OR of_one)))
)
SELECT later_id AS test, role, first_id AS figure_id FROM found
UNION ALL
SELECT later_id, CASE WHEN corrects THEN 'correction' ELSE 'reprint' END, later_id FROM found
ORDER BY test, role
