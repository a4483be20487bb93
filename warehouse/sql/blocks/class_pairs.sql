-- Suspect pairs of which some two figures may be of the same thing by product, place, counterparty, basis and day, and differ.
-- Wider than the facets of checks.comparison on purpose: those have the last word.
-- grain: one pair of classes
-- inputs: store.suspect_pairs, store.figure_keys, store.names
-- parameters: $days (most days between two figures of what lasts; null for any), $other_bases (whether figures that
--   differ in their basis are wanted too)
WITH asked AS (
    SELECT a AS class_id FROM store.suspect_pairs
    UNION
    SELECT b FROM store.suspect_pairs
),
cells AS MATERIALIZED (
    SELECT class_id, product, party, place, basis, day, is_sited, is_anywhere, is_lasting,
           max(low) AS low, min(high) AS high, bool_or(low = high) AS is_exact
    FROM store.figure_keys
    WHERE class_id IN (SELECT class_id FROM asked)
    GROUP BY class_id, product, party, place, basis, day, is_sited, is_anywhere, is_lasting
),
-- first by class alone: a planner that begins with the facets would compare all with all
lefts AS MATERIALIZED (
    SELECT t.b, x.* FROM store.suspect_pairs AS t JOIN cells AS x ON x.class_id = t.a
),
-- then by what is equal or not; words are looked at of the few pairs whose places or counterparties are two
met AS MATERIALIZED (
    SELECT x.class_id AS a, y.class_id AS b,
           CASE WHEN x.party IS DISTINCT FROM y.party THEN x.party END AS party, y.party AS other_party,
           CASE WHEN NOT (x.is_anywhere OR y.is_anywhere OR x.is_sited OR y.is_sited OR x.is_lasting)
                     AND x.place IS DISTINCT FROM y.place THEN x.place END AS place, y.place AS other_place
    FROM lefts AS x
    JOIN cells AS y ON y.class_id = x.b
    WHERE (x.low > y.high OR y.low > x.high OR ((x.low = y.high OR y.low = x.high) AND NOT (x.is_exact OR y.is_exact)))
      AND (x.product IS NOT DISTINCT FROM y.product
           OR ((x.product IS NULL OR y.product IS NULL) AND (x.is_sited OR y.is_sited OR x.is_lasting)))
      AND ($other_bases OR x.basis IS NOT DISTINCT FROM y.basis)
      AND (x.party IS NULL AND y.party IS NULL OR x.party IS NOT NULL AND y.party IS NOT NULL)
      AND (x.day IS NULL OR y.day IS NULL OR $days::BIGINT IS NULL OR abs(x.day - y.day) <= $days)
),
said AS MATERIALIZED (
    SELECT DISTINCT unnest([hash(core) >> 1, hash(words) >> 1])::BIGINT AS name, string_split(unnest([core, words]), ' ') AS words
    FROM store.names
    WHERE EXISTS (SELECT 1 FROM met WHERE party IS NOT NULL OR place IS NOT NULL)
)
SELECT DISTINCT m.a, m.b
FROM met AS m
LEFT JOIN said AS p ON p.name = m.party
LEFT JOIN said AS q ON q.name = m.other_party
LEFT JOIN said AS r ON r.name = m.place
LEFT JOIN said AS s ON s.name = m.other_place
WHERE (m.party IS NULL OR list_has_all(p.words, q.words) OR list_has_all(q.words, p.words))
  AND (m.place IS NULL OR list_has_all(r.words, s.words) OR list_has_all(s.words, r.words))
