-- Current versions with what stories are made by; a story has each text once, however many articles print it.
-- grain: one version. inputs: store.article_versions, store.touched_versions. parameters: $everything (false: only touched versions)
SELECT (hash(version_id) >> 1)::BIGINT AS version, min(article_id) AS article_id, min(published_on) AS published_on,
       0::BIGINT AS length, (hash(version_id) >> 1)::BIGINT AS component
FROM store.article_versions
WHERE is_current AND ($everything OR version_id IN (SELECT version_id FROM store.touched_versions))
GROUP BY version_id
