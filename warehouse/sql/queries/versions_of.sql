-- All versions of these articles, the one that is current or was read last at the end.
-- grain: one version of an article. inputs: store.article_versions, store.runs. parameters: $articles: list of ids.
SELECT v.article_id, v.version_id, v.is_current, v.extractor_version, v.follows, v.ingested_run
FROM store.article_versions AS v
LEFT JOIN store.runs AS r ON r.run_id = v.ingested_run
WHERE v.article_id IN (SELECT unnest($articles::VARCHAR[]))
ORDER BY v.article_id, v.is_current, r.started_at NULLS FIRST, v.version_id
