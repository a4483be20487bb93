-- Stories with more figures of one kind of unit than words can tell apart: these figures are not compared by their words.
-- grain: one kind of unit in one story, as checks.comparison.retelling has it. inputs: store.figures, store.article_versions, store.stories.
-- parameters: $everything (false: only the stories of $articles), $articles (list of article_id), $most (figures)
WITH asked AS (
    SELECT article_id, story
    FROM store.stories
    WHERE $everything OR story IN (SELECT story FROM store.stories WHERE article_id IN (SELECT unnest($articles::VARCHAR[])))
),
-- most stories have too few figures of any unit
large AS MATERIALIZED (
    SELECT a.story
    FROM (SELECT article_id, count(*) AS figures FROM store.figures WHERE article_id IN (SELECT article_id FROM asked) GROUP BY article_id)
    JOIN asked AS a USING (article_id)
    GROUP BY a.story
    HAVING sum(figures) > $most
)
SELECT 'story' AS kind, (hash(s.story) >> 1)::BIGINT AS block, count(*) AS figures, 0::BIGINT AS kept
FROM asked AS s
SEMI JOIN large USING (story)
JOIN store.figures AS f USING (article_id)
JOIN store.article_versions AS v USING (article_id, version_id)
WHERE v.is_current AND NOT f.boilerplate AND f.statistic <> 'rank'
GROUP BY s.story, CASE WHEN f.unit IN ('percent', 'percentage_point', 'fold') THEN 'ratio'
                       WHEN f.kind IN ('count', 'number') THEN 'count'
                       WHEN split_part(f.unit, '/', 2) IN ('', 'year') THEN split_part(f.unit, '/', 1)
                       ELSE f.unit END
HAVING count(*) > $most
