-- What comparisons and evidence say, as counts and order-free hashes.
-- grain: one table. inputs: store.comparisons, store.evidence, store.picks. parameters: none.
SELECT 'comparisons' AS name, count(*) AS rows, bit_xor(hash(c)) AS content FROM store.comparisons AS c
UNION ALL
SELECT 'evidence', count(*), bit_xor(hash(e)) FROM store.evidence AS e
UNION ALL
SELECT 'picks', count(*), bit_xor(hash(p)) FROM store.picks AS p
ORDER BY name
