-- Figures of touched versions and of all articles that report on one story with them.
-- grain: one figure, by its place in the table. inputs: store.figures, store.article_versions, store.stories, store.touched_versions.
-- parameters: none.
WITH touched AS (
    SELECT article_id
    FROM store.article_versions
    SEMI JOIN store.touched_versions USING (version_id)
)
SELECT rowid AS place, version_id
FROM store.figures
WHERE version_id IN (SELECT version_id FROM store.touched_versions)
   OR article_id IN (
        SELECT article_id FROM store.stories
        WHERE story IN (SELECT story FROM store.stories SEMI JOIN touched USING (article_id)))
