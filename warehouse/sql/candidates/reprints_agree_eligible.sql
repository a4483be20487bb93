-- How many figures stand at the same place of the same sentence as one of an earlier article.
-- grain: one number
-- inputs: store.figures, store.article_versions
-- parameters: $sentence (least characters of a sentence, numbers masked), $corrected (regular expression of a text that corrects an earlier one)
WITH told AS (
    SELECT f.article_id, f.unit,
           trim(regexp_replace(regexp_replace(lower(f.sentence), '\d[\d.,]*', '0', 'g'), '[^\p{L}0]+', ' ', 'g')) AS masked,
           row_number() OVER (PARTITION BY f.version_id, f.sentence_start ORDER BY f.char_start) AS place
    FROM store.figures AS f
    JOIN store.article_versions AS v USING (article_id, version_id)
    WHERE v.is_current AND NOT f.boilerplate AND NOT f.in_title AND $corrected IS NOT NULL
)
SELECT coalesce(sum(articles - 1), 0) AS eligible
FROM (
    SELECT count(DISTINCT article_id) AS articles
    FROM told
    WHERE length(masked) >= $sentence
    GROUP BY masked, place, unit
)
