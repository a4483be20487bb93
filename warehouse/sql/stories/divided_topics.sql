-- Stories that articles were kept out of because they were full, with the figures of all articles that likenesses link to theirs.
-- grain: one story, or one article that is in none. inputs: store.figures, store.story_members, store.stories, store.article_versions.
-- parameters: $divided (list of stories, or of articles that are in none)
WITH members AS (
    SELECT m.component, m.article_id, coalesce(s.story, m.article_id) AS story, count(*) AS figures
    FROM store.story_members AS m
    LEFT JOIN store.stories AS s USING (article_id)
    JOIN store.article_versions AS v USING (article_id)
    JOIN store.figures AS f USING (article_id, version_id)
    WHERE v.is_current AND NOT f.boilerplate
      AND m.component IN (SELECT component FROM store.story_members WHERE article_id IN (SELECT unnest($divided::VARCHAR[])))
    GROUP BY ALL
),
topics AS (
    SELECT component, sum(figures) AS figures FROM members GROUP BY component
)
SELECT 'story' AS kind, (hash(story) >> 1)::BIGINT AS block, any_value(t.figures)::BIGINT AS figures, sum(m.figures)::BIGINT AS kept
FROM members AS m
JOIN topics AS t USING (component)
WHERE m.story IN (SELECT unnest($divided::VARCHAR[]))
GROUP BY m.story
