-- Suspect pairs of which some two figures may be of the same thing by product, place, counterparty, basis and day, and differ.
-- Wider than the facets of checks.comparison on purpose: those have the last word.
-- grain: one pair of classes
-- inputs: store.suspect_pairs, store.figure_keys, store.figures, store.names
-- parameters: $lasting (kinds of measures that last: null stands for a measure without a kind), $kinds and $measures (the measures with
--   their kinds, side by side), $days (most days between two figures of what lasts; null for any), $other_bases (whether figures that
--   differ in their basis are wanted too), $default_bases (what an unmarked figure is taken to mean)
WITH kinds AS (
    SELECT unnest($measures::VARCHAR[]) AS measure, unnest($kinds::VARCHAR[]) AS kind
),
asked AS (
    SELECT a AS class_id FROM store.suspect_pairs
    UNION
    SELECT b FROM store.suspect_pairs
),
cells AS MATERIALIZED (
    SELECT k.class_id, f.product, string_split(p.words, ' ') AS place, coalesce(s.is_sited, false) AS is_sited,
           p.words IS NULL OR list_has_all(string_split(coalesce(s.words, ''), ' '), string_split(p.words, ' '))
               OR list_has_all(string_split(coalesce(c.words, ''), ' '), string_split(p.words, ' ')) AS is_anywhere,
           string_split(c.core, ' ') AS counterparty,
           CASE WHEN f.basis IN (SELECT unnest($default_bases::VARCHAR[])) THEN NULL ELSE f.basis END AS basis,
           coalesce(m.kind, 'static') IN (SELECT unnest($lasting::VARCHAR[])) AS is_lasting,
           CASE WHEN $days::BIGINT IS NOT NULL AND coalesce(m.kind, 'static') = 'static' AND f.statistic <> 'change' THEN
               CASE WHEN f.period_end <= coalesce(f.published_on, f.period_end) THEN f.period_end ELSE f.published_on END END AS day,
           max(k.low) AS low, min(k.high) AS high, bool_or(k.low = k.high) AS is_exact
    FROM store.figure_keys AS k
    SEMI JOIN asked USING (class_id)
    JOIN store.figures AS f USING (figure_id)
    LEFT JOIN kinds AS m ON m.measure = f.measure
    LEFT JOIN store.names AS s ON s.name = f.subject
    LEFT JOIN store.names AS c ON c.name = f.counterparty
    LEFT JOIN store.names AS p ON p.name = f.place
    GROUP BY ALL
),
-- first by class alone: a planner that begins with the words of the names would compare all with all
lefts AS MATERIALIZED (
    SELECT t.b, x.* FROM store.suspect_pairs AS t JOIN cells AS x ON x.class_id = t.a
)
SELECT DISTINCT x.class_id AS a, y.class_id AS b
FROM lefts AS x
JOIN cells AS y ON y.class_id = x.b
WHERE (x.low > y.high OR y.low > x.high OR ((x.low = y.high OR y.low = x.high) AND NOT (x.is_exact OR y.is_exact)))
  AND ($other_bases OR x.basis IS NOT DISTINCT FROM y.basis)
  AND (x.product IS NOT DISTINCT FROM y.product
       OR ((x.product IS NULL OR y.product IS NULL) AND (x.is_sited OR y.is_sited OR x.is_lasting)))
  AND ((x.counterparty IS NULL AND y.counterparty IS NULL)
       OR list_has_all(x.counterparty, y.counterparty) OR list_has_all(y.counterparty, x.counterparty))
  AND (x.is_anywhere OR y.is_anywhere OR x.is_sited OR y.is_sited OR x.is_lasting
       OR list_has_all(x.place, y.place) OR list_has_all(y.place, x.place))
  AND (x.day IS NULL OR y.day IS NULL OR abs(x.day - y.day) <= $days)
