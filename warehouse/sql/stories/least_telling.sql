-- What a term must tell so that pairs of articles are looked at under it: the commonest are left out until few enough pairs are left.
-- grain: one row: `tells`, and `skipped` pairs under the terms left out
-- inputs: store.term_counts
-- parameters: $pairs (most pairs of articles under common terms), $pairs_an_article (or so many an article, where that is more), $articles
WITH steps AS (
    SELECT tells, sum(articles * (articles - 1) // 2) AS pairs
    FROM store.term_counts
    WHERE articles > 1 AND tells > 0
    GROUP BY tells
),
added AS (
    SELECT tells, pairs, sum(pairs) OVER (ORDER BY tells DESC) <= greatest($pairs, $pairs_an_article * $articles) AS is_kept
    FROM steps
)
SELECT coalesce(max(tells) FILTER (NOT is_kept) + 1, 1)::BIGINT AS tells, coalesce(sum(pairs) FILTER (NOT is_kept), 0)::BIGINT AS skipped
FROM added
