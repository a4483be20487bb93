-- Current versions that are not as the last comparing run saw them, and versions as it saw them that are so no longer.
-- grain: one state of one version; stands: whether it is the present one
-- inputs: store.figures, store.article_versions, store.compared_versions
-- parameters: $exact (false: of figures the ids alone are looked at; the stamp of extraction on the version says when the rest was read
--   again)
WITH counted AS (
    SELECT version_id, count(*) AS figures,
           bit_xor(CASE WHEN $exact THEN hash(figure_id, article_id, source_path, published_on, quote, sentence, sentence_start, char_start, in_title,
                        kind, value, low, high, hard_low, hard_high, unit, dimension, step, modifier, change, measure,
                        statistic, role, subject, counterparty, product, place, period_start, period_end, period_basis,
                        basis, status, attribution, assumed, comparable_key, boilerplate, conversion_of)
                        ELSE hash(figure_id) END) >> 1 AS content
    FROM store.figures
    GROUP BY version_id
),
present AS (
    SELECT v.article_id, v.version_id,
           (hash(v.publisher, v.title, v.source_path, v.duplicate_cluster, v.extractor_version, v.published_on) >> 1)::BIGINT AS state,
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
