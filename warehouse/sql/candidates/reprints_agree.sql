-- The same place of the same sentence in two articles, with another number: the first telling and the later one.
-- Two articles whose common sentences differ in more numbers than they share tell two days in one form, and are no reprints.
-- grain: one figure in one role for one changed number
-- inputs: store.figures, store.article_versions, store.stories, store.sentence_marks
-- parameters: $large (true: only articles of one story are compared), $corrected (regular expression of a text that corrects an earlier one)
WITH marks AS (
    SELECT v.article_id, v.version_id, v.duplicate_cluster, k.sentence_start, hash(k.mark, s.story) AS mark
    FROM store.sentence_marks AS k
    JOIN store.article_versions AS v USING (version_id)
    LEFT JOIN store.stories AS s ON s.article_id = v.article_id AND $large
    WHERE v.is_current AND (NOT $large OR s.story IS NOT NULL)
),
-- most sentences stand in one article alone: numbers are looked up for the others
shared AS MATERIALIZED (
    SELECT * FROM marks WHERE mark IN (SELECT mark FROM marks GROUP BY mark HAVING count(DISTINCT article_id) > 1)
),
told AS (
    SELECT f.figure_id, f.article_id, f.value, f.unit, f.subject, k.duplicate_cluster, k.mark,
           coalesce(f.published_on, 'infinity'::DATE) AS day,
           row_number() OVER (PARTITION BY f.version_id, f.article_id, f.sentence_start ORDER BY f.char_start) AS place,
           count(*) OVER (PARTITION BY f.version_id, f.article_id, f.sentence_start) AS places
    FROM store.figures AS f
    JOIN shared AS k ON k.version_id = f.version_id AND k.article_id = f.article_id AND k.sentence_start = f.sentence_start
    WHERE NOT f.boilerplate AND NOT f.in_title
),
placed AS (
    SELECT * EXCLUDE (mark), hash(mark, place, places, unit) AS slot
    FROM told
    WHERE value IS NOT NULL
    -- a sentence that one article says twice is a form, and not a telling
    QUALIFY count(*) OVER (PARTITION BY article_id, mark, place) = 1
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
           a.value IS DISTINCT FROM b.value AS changed,
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
found AS MATERIALIZED (
    SELECT *, CASE WHEN copies OR kept > 0 THEN 'first' ELSE 'alike' END AS role
    FROM weighed
    WHERE changed AND (moved <= kept OR (moved = 1 AND (copies OR of_one)))
),
-- whole texts are searched last, and few of them
correcting AS (
    SELECT article_id
    FROM store.article_versions
    WHERE is_current AND article_id IN (SELECT later_article FROM found) AND regexp_matches(text, $corrected::VARCHAR)
)
SELECT later_id AS test, role, first_id AS figure_id FROM found
UNION ALL
SELECT later_id, CASE WHEN later_article IN (SELECT article_id FROM correcting) THEN 'correction' ELSE 'reprint' END, later_id FROM found
ORDER BY test, role
