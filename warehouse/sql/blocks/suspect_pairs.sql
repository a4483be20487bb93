-- Classes whose sums do not agree: within themselves, with a class of a shorter name, with a flow without a period, and with
-- others of the same place and product where one names no subject, or both name the product, and with those of which one party is the
-- same where the subject is what the article is about. A crowded class, place or party is left out.
-- grain: one pair of classes
-- inputs: store.class_sums, store.names, store.name_links, store.figure_keys, store.touched_classes
-- parameters: $everything (false: only pairs with a touched class), $class_limit (figures), $site_limit (classes of a place or a party)
WITH sums AS (
    SELECT class_id, test, scope, name, is_open, figures, low, high, is_exact FROM store.class_sums WHERE figures <= $class_limit
),
sites AS (
    SELECT k.scope, k.site, k.class_id, k.name IS NULL AS is_nameless, bool_or(k.has_product) AS has_product,
           max(k.low) AS low, min(k.high) AS high, bool_or(k.low = k.high) AS is_exact,
           count(*) OVER (PARTITION BY k.scope, k.site) AS classes
    FROM store.figure_keys AS k
    WHERE k.site IS NOT NULL
      AND ($everything OR (k.scope, k.site) IN (
          SELECT (t.scope, t.site) FROM store.figure_keys AS t SEMI JOIN store.touched_classes USING (class_id)
          WHERE t.site IS NOT NULL))
    GROUP BY k.scope, k.site, k.class_id, k.name IS NULL
),
joint_parties AS (
    SELECT DISTINCT unnest(string_split(parties, '|')) AS party FROM store.names WHERE is_joint
),
named_parties AS (
    SELECT DISTINCT key, unnest(string_split(parties, '|')) AS party FROM store.names
),
parties AS (
    SELECT k.scope, p.party, k.class_id, max(k.low) AS low, min(k.high) AS high, bool_or(k.low = k.high) AS is_exact,
           count(*) OVER (PARTITION BY k.scope, p.party) AS classes
    FROM store.figure_keys AS k
    JOIN named_parties AS p ON p.key = k.name
    SEMI JOIN joint_parties AS j ON j.party = p.party
    WHERE k.is_assumed
      AND ($everything OR k.scope IN (
          SELECT t.scope FROM store.figure_keys AS t SEMI JOIN store.touched_classes USING (class_id)))
    GROUP BY k.scope, p.party, k.class_id
),
suspects AS (
    SELECT class_id AS a, class_id AS b, low > high OR (low = high AND NOT is_exact) AS differ
    FROM sums
    WHERE figures > 1
    UNION ALL
    SELECT a.class_id, b.class_id,
           a.low > b.high OR b.low > a.high OR ((a.low = b.high OR b.low = a.high) AND NOT (a.is_exact OR b.is_exact))
    FROM sums AS a
    JOIN store.name_links AS l ON l.small = a.name
    JOIN sums AS b ON b.name = l.large AND b.scope = a.scope
    UNION ALL
    SELECT a.class_id, b.class_id,
           a.low > b.high OR b.low > a.high OR ((a.low = b.high OR b.low = a.high) AND NOT (a.is_exact OR b.is_exact))
    FROM sums AS a
    JOIN sums AS b ON b.test = a.test AND b.name = a.name AND NOT b.is_open
    WHERE a.is_open
    UNION ALL
    SELECT a.class_id, b.class_id,
           a.low > b.high OR b.low > a.high OR ((a.low = b.high OR b.low = a.high) AND NOT (a.is_exact OR b.is_exact))
    FROM sites AS a
    JOIN sites AS b ON b.scope = a.scope AND b.site = a.site AND b.class_id <> a.class_id
    WHERE a.classes <= $site_limit AND (a.is_nameless OR (a.has_product AND NOT b.is_nameless AND a.class_id < b.class_id))
    UNION ALL
    SELECT a.class_id, b.class_id,
           a.low > b.high OR b.low > a.high OR ((a.low = b.high OR b.low = a.high) AND NOT (a.is_exact OR b.is_exact))
    FROM parties AS a
    JOIN parties AS b ON b.scope = a.scope AND b.party = a.party AND a.class_id < b.class_id
    WHERE a.classes <= $site_limit
)
SELECT DISTINCT a, b
FROM suspects
WHERE differ
  AND ($everything OR a IN (SELECT class_id FROM store.touched_classes) OR b IN (SELECT class_id FROM store.touched_classes))
