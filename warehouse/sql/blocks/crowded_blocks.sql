-- Classes, places and parties over their limits, with how many of their figures are compared.
-- grain: one block. inputs: store.class_sums, store.figure_keys, store.names.
-- parameters: $class_limit (figures), $site_limit (classes of a place or a party), $witnesses (figures kept from each end of a crowded class)
WITH joint_parties AS (
    SELECT DISTINCT unnest(string_split(parties, '|')) AS party FROM store.names WHERE is_joint
),
named_parties AS (
    SELECT DISTINCT n.key, n.party
    FROM (SELECT key, unnest(string_split(parties, '|')) AS party FROM store.names) AS n
    SEMI JOIN joint_parties USING (party)
)
SELECT 'class' AS kind, class_id AS block, figures, least(figures, 2 * $witnesses)::BIGINT AS kept
FROM store.class_sums
WHERE figures > $class_limit
UNION ALL
SELECT 'site', any_value(site), count(*), 0
FROM store.figure_keys
WHERE site IS NOT NULL
GROUP BY scope, site
HAVING count(DISTINCT class_id) > $site_limit
UNION ALL
SELECT 'party', (hash(k.scope, p.party) >> 1)::BIGINT, count(*), 0
FROM store.figure_keys AS k
JOIN named_parties AS p ON p.key = k.name
WHERE k.is_assumed
GROUP BY k.scope, p.party
HAVING count(DISTINCT k.class_id) > $site_limit
