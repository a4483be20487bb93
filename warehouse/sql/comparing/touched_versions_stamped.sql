-- Current versions that are not as the last comparing run saw them, and versions as it saw them that are so no longer. Of figures it looks at the ids alone:
-- the stamp of extraction on the version says when the rest was read again.
-- grain: one state of one version; stands: whether it is the present one
-- inputs: store.figures, store.article_versions, store.compared_versions
-- parameters: none
WITH counted AS (
    SELECT version_id, count(*) AS figures,
           bit_xor(hash(figure_id)) >> 1 AS content
    FROM store.figures
    GROUP BY version_id
),
present AS (
    SELECT v.article_id, v.version_id,
           (hash(v.publisher, v.title, v.source_path, v.duplicate_cluster, v.extractor_version) >> 1)::BIGINT AS state,
           coalesce(c.figures, 0) AS figures, coalesce(c.content, 0)::BIGINT AS content
    FROM store.article_versions AS v
    LEFT JOIN counted AS c USING (version_id)
    WHERE v.is_current
),
seen AS (
    SELECT article_id, version_id, state, figures, content FROM store.compared_versions
)
SELECT *, true AS stands FROM (SELECT * FROM present EXCEPT SELECT * FROM seen)
UNION ALL
SELECT *, false AS stands FROM (SELECT * FROM seen EXCEPT SELECT * FROM present)
