-- How many figures stand at the same place of the same sentence as one of an earlier article.
-- grain: one number
-- inputs: store.figures, store.article_versions, store.sentence_marks
-- parameters: none.
WITH told AS (
    SELECT f.article_id, f.unit, k.mark, row_number() OVER (PARTITION BY f.version_id, f.sentence_start ORDER BY f.char_start) AS place
    FROM store.figures AS f
    JOIN store.article_versions AS v USING (article_id, version_id)
    LEFT JOIN store.sentence_marks AS k USING (version_id, sentence_start)
    WHERE v.is_current AND NOT f.boilerplate AND NOT f.in_title
)
SELECT coalesce(sum(articles - 1), 0) AS eligible
FROM (
    SELECT count(DISTINCT article_id) AS articles
    FROM told
    WHERE mark IS NOT NULL
    GROUP BY mark, place, unit
)
