-- Marks current articles that are copies of one text: the same letter by letter, or made of the same sentences but for their numbers.
-- Articles that share a part of their signatures are compared with the first of them by the sentences they have in common. Rows that are
-- marked rightly are not written.
-- grain: updates current versions
-- inputs: store.article_versions, store.version_sentences, store.version_marks
-- parameters: $shared (share of all sentences of both that must be common), $chars (their least length)
UPDATE store.article_versions AS marked
SET duplicate_cluster = found.cluster
FROM (
    WITH RECURSIVE present AS (
        SELECT article_id, version_id, published_on, least AS digest
        FROM store.article_versions
        JOIN (SELECT version_id, least FROM store.version_marks WHERE seed = -1) AS texts USING (version_id)
        WHERE is_current
    ),
    sizes AS (
        SELECT version_id, count(*) AS sentences FROM store.version_sentences GROUP BY version_id
    ),
    anchored AS (
        SELECT p.article_id, p.version_id,
               first_value(p.article_id) OVER (PARTITION BY m.seed, m.least ORDER BY p.published_on NULLS LAST, p.article_id) AS anchor
        FROM store.version_marks AS m
        JOIN present AS p USING (version_id)
    ),
    pairs AS MATERIALIZED (
        SELECT DISTINCT a.article_id, a.version_id, a.anchor, p.version_id AS anchor_version
        FROM anchored AS a
        JOIN present AS p ON p.article_id = a.anchor
        WHERE a.anchor <> a.article_id
    ),
    -- materialised, or the planner may first join all articles by the sentence that every page of an outlet ends with
    wanted AS MATERIALIZED (
        SELECT p.article_id, p.anchor, p.anchor_version, a.sentence, a.chars
        FROM pairs AS p
        JOIN store.version_sentences AS a USING (version_id)
    ),
    common AS (
        SELECT w.article_id, w.anchor, count(*) AS sentences, sum(w.chars) AS chars
        FROM wanted AS w
        JOIN store.version_sentences AS b ON b.version_id = w.anchor_version AND b.sentence = w.sentence
        GROUP BY ALL
    ),
    copies AS MATERIALIZED (
        SELECT p.article_id, min_by(p.anchor, (coalesce(first.published_on, 'infinity'::DATE), p.anchor)) AS anchor
        FROM pairs AS p
        JOIN present AS own ON own.article_id = p.article_id
        JOIN present AS first ON first.article_id = p.anchor
        LEFT JOIN common AS o ON o.article_id = p.article_id AND o.anchor = p.anchor
        LEFT JOIN sizes AS a ON a.version_id = p.version_id
        LEFT JOIN sizes AS b ON b.version_id = p.anchor_version
        WHERE own.digest = first.digest
           OR (o.chars >= $chars AND o.sentences >= $shared * (a.sentences + b.sentences - o.sentences))
        GROUP BY p.article_id
    ),
    -- an anchor is always the earlier of two, so that the chain ends
    roots AS (
        SELECT article_id, anchor AS root FROM copies
        UNION
        SELECT r.article_id, c.anchor FROM roots AS r JOIN copies AS c ON c.article_id = r.root
    ),
    firsts AS (
        SELECT article_id, root FROM roots WHERE root NOT IN (SELECT article_id FROM copies)
        UNION
        SELECT root, root FROM roots WHERE root NOT IN (SELECT article_id FROM copies)
    )
    SELECT p.article_id, 'dup_' || left(sha256(first.version_id), 16) AS cluster
    FROM present AS p
    LEFT JOIN firsts AS f USING (article_id)
    LEFT JOIN present AS first ON first.article_id = f.root
) AS found
WHERE marked.article_id = found.article_id AND marked.is_current
    AND marked.duplicate_cluster IS DISTINCT FROM found.cluster
