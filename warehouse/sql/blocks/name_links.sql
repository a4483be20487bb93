-- Names of which the core words are all among the core words of another. A name is looked for under its rarest word alone.
-- grain: one pair of keys. inputs: store.names. parameters: none.
WITH distinct_names AS (
    SELECT DISTINCT key, string_split(core, ' ') AS core FROM store.names WHERE core <> ''
),
said AS (
    SELECT key, core, unnest(core) AS word FROM distinct_names
),
frequency AS (
    SELECT word, count(*) AS names FROM said GROUP BY word
),
rarest AS (
    SELECT s.key, any_value(s.core) AS core, arg_min(s.word, (f.names, s.word)) AS word
    FROM said AS s
    JOIN frequency AS f USING (word)
    GROUP BY s.key
)
SELECT DISTINCT a.key AS small, b.key AS large
FROM rarest AS a
JOIN said AS b ON b.word = a.word AND b.key <> a.key AND len(b.core) >= len(a.core) AND list_has_all(b.core, a.core)
