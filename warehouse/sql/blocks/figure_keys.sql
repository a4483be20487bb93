-- Figures under the keys by which they can meet others: measure and unit, then the time that they must share, then of whom.
-- A flow shares its period, and what changes daily its day; a change without a period meets only those of its own article.
-- grain: one figure that sources_agree may compare
-- inputs: store.figures, store.article_versions, store.names, store.touched_versions
-- parameters: $everything (false: only of touched versions), $keys (comparable keys of the tests that are made of blocks; null for all),
--   $periodic (measures of a period), $daily (measures that change from day to day; none where their course is recorded too),
--   $lasting (kinds of measures that last: null stands for a measure without a kind), $kinds and $measures (the measures with
--   their kinds, side by side), $default_bases (what an unmarked figure is taken to mean)
WITH kinds AS (
    SELECT unnest($measures::VARCHAR[]) AS measure, unnest($kinds::VARCHAR[]) AS kind
),
usable AS (
    SELECT f.figure_id, f.version_id, f.article_id, f.subject, f.place, f.product, f.counterparty, f.basis, f.statistic, f.change, f.assumed,
           f.period_start, f.period_end, f.low, f.high, f.hard_low, f.hard_high,
           hash(f.comparable_key,
                CASE WHEN f.dimension = 'count' AND f.measure NOT LIKE '~%' THEN 'count' ELSE f.unit END) >> 1 AS test,
           f.statistic = 'change' OR f.measure IN (SELECT unnest($periodic::VARCHAR[])) AS is_flow,
           f.measure IN (SELECT unnest($daily::VARCHAR[])) AS is_daily,
           coalesce(m.kind, 'static') AS kind,
           CASE WHEN f.period_end <= coalesce(f.published_on, f.period_end) THEN f.period_end ELSE f.published_on END AS as_of,
           f.modifier IS NOT DISTINCT FROM 'about' AND f.step <= abs(f.value) * 0.0050001 AS is_precise
    FROM store.figures AS f
    LEFT JOIN kinds AS m ON m.measure = f.measure
    SEMI JOIN (SELECT article_id, version_id FROM store.article_versions WHERE is_current) AS v USING (article_id, version_id)
    WHERE NOT f.boilerplate AND f.comparable_key IS NOT NULL AND f.statistic <> 'rank'
      AND (f.role <> 'base' OR f.period_basis IN ('explicit', 'relative'))
      AND (f.subject IS NOT NULL OR f.place IS NOT NULL)
      AND ($everything OR f.version_id IN (SELECT version_id FROM store.touched_versions))
      AND ($keys::VARCHAR[] IS NULL OR f.comparable_key IN (SELECT unnest($keys::VARCHAR[])))
),
keyed AS (
    SELECT u.*, n.key AS name, coalesce(n.is_sited, false) AS is_sited, c.core AS party, p.words AS place_words,
           place IS NULL OR list_has_all(string_split(coalesce(n.words, ''), ' '), string_split(p.words, ' '))
               OR list_has_all(string_split(coalesce(c.words, ''), ' '), string_split(p.words, ' ')) AS is_anywhere,
           hash(u.test, CASE WHEN is_flow AND u.period_end IS NULL AND u.statistic = 'change' THEN u.article_id
                             WHEN is_flow THEN concat(u.period_start, '/', u.period_end)
                             WHEN is_daily THEN u.as_of::VARCHAR END) >> 1 AS scope,
           CASE WHEN coalesce(is_precise, false) THEN low ELSE hard_low END AS least,
           CASE WHEN coalesce(is_precise, false) THEN high ELSE hard_high END AS most
    FROM usable AS u
    LEFT JOIN store.names AS n ON n.name = u.subject
    LEFT JOIN store.names AS c ON c.name = u.counterparty
    LEFT JOIN store.names AS p ON p.name = u.place
)
SELECT
    figure_id, version_id, test::BIGINT AS test, scope::BIGINT AS scope,
    (hash(scope, CASE WHEN name IS NULL THEN concat_ws('|', place, product) ELSE name::VARCHAR END) >> 1)::BIGINT AS class_id,
    name,
    CASE WHEN place IS NOT NULL THEN (hash(place, product) >> 1)::BIGINT END AS site,
    product IS NOT NULL AS has_product,
    coalesce(contains(assumed, 'subject'), false) AS is_assumed,
    is_flow AND period_end IS NULL AND statistic <> 'change' AS is_open,
    CASE WHEN product IS NOT NULL THEN (hash(product) >> 1)::BIGINT END AS product,
    CASE WHEN party IS NOT NULL THEN (hash(party) >> 1)::BIGINT END AS party,
    CASE WHEN place_words IS NOT NULL THEN (hash(place_words) >> 1)::BIGINT END AS place,
    CASE WHEN basis NOT IN (SELECT unnest($default_bases::VARCHAR[])) THEN (hash(basis) >> 1)::BIGINT END AS basis,
    CASE WHEN kind = 'static' AND statistic <> 'change' THEN as_of END AS day,
    is_sited, is_anywhere, kind IN (SELECT unnest($lasting::VARCHAR[])) AS is_lasting,
    coalesce(CASE WHEN change = 'decrease_by' THEN -most ELSE least END, '-infinity'::DOUBLE) AS low,
    coalesce(CASE WHEN change = 'decrease_by' THEN -least ELSE most END, 'infinity'::DOUBLE) AS high
FROM keyed
