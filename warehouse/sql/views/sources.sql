-- What was read from where.
-- grain: one publisher and folder. inputs: store.article_versions, store.figures. parameters: none.
CREATE OR REPLACE VIEW sources AS
WITH counted AS (
    SELECT version_id, count(*) AS figures FROM store.figures GROUP BY version_id
)
SELECT
    versions.publisher,
    regexp_replace(versions.source_path, '/[^/]*$', '') AS folder,
    count(*) AS articles,
    coalesce(sum(counted.figures), 0)::BIGINT AS figures,
    min(versions.published_on) AS first_published_on,
    max(versions.published_on) AS last_published_on
FROM store.article_versions AS versions
LEFT JOIN counted USING (version_id)
WHERE versions.is_current
GROUP BY ALL
