-- Marks current articles that are copies of one text: the same letter by letter, or made of the same sentences but for their numbers.
-- Each article has a signature (the least hash of its sentences under each seed); articles that share a part of it are compared with
-- the first of them by the sentences they have in common. Rows that are marked rightly are not written.
-- grain: updates current versions
-- inputs: store.article_versions
-- parameters: $seeds (hashes of a signature), $shared (share of all sentences of both that must be common), $chars (their least length),
--             $sentence (characters from which a sentence tells one text from another)
UPDATE store.article_versions AS marked
SET duplicate_cluster = found.cluster
FROM (
    WITH RECURSIVE present AS (
        SELECT article_id, published_on, sha256(text) AS digest, text FROM store.article_versions WHERE is_current
    ),
    pieces AS (
        SELECT article_id,
               unnest(list_distinct(list_transform(regexp_split_to_array(text, '[.!?:]["”’)]*\s+|\s*\n\s*'), lambda piece: trim(
                   regexp_replace(regexp_replace(lower(piece), '\d[\d.,]*', '0', 'g'), '[^\p{L}0]+', ' ', 'g'))))) AS said
        FROM present
    ),
    sentences AS MATERIALIZED (
        SELECT article_id, hash(said) AS sentence, length(said) AS chars FROM pieces WHERE length(said) >= $sentence
    ),
    sizes AS (
        SELECT article_id, count(*) AS sentences FROM sentences GROUP BY article_id
    ),
    marks AS (
        SELECT article_id, seed::VARCHAR AS seed, min(hash(sentence, seed))::VARCHAR AS least
        FROM sentences
        CROSS JOIN range($seeds) AS seeds(seed)
        GROUP BY ALL
        UNION ALL
        SELECT article_id, 'text', digest FROM present
    ),
    pairs AS MATERIALIZED (
        SELECT DISTINCT article_id, anchor
        FROM (
            SELECT m.article_id,
                   first_value(m.article_id) OVER (PARTITION BY m.seed, m.least ORDER BY p.published_on NULLS LAST, m.article_id) AS anchor
            FROM marks AS m
            JOIN present AS p USING (article_id)
        )
        WHERE anchor <> article_id
    ),
    -- materialised, or the planner may first join all articles by the sentence that every page of an outlet ends with
    wanted AS MATERIALIZED (
        SELECT p.article_id, p.anchor, a.sentence, a.chars FROM pairs AS p JOIN sentences AS a ON a.article_id = p.article_id
    ),
    common AS (
        SELECT w.article_id, w.anchor, count(*) AS sentences, sum(w.chars) AS chars
        FROM wanted AS w
        JOIN sentences AS b ON b.article_id = w.anchor AND b.sentence = w.sentence
        GROUP BY ALL
    ),
    copies AS MATERIALIZED (
        SELECT p.article_id, min_by(p.anchor, (coalesce(first.published_on, 'infinity'::DATE), p.anchor)) AS anchor
        FROM pairs AS p
        JOIN present AS own ON own.article_id = p.article_id
        JOIN present AS first ON first.article_id = p.anchor
        LEFT JOIN common AS o ON o.article_id = p.article_id AND o.anchor = p.anchor
        LEFT JOIN sizes AS a ON a.article_id = p.article_id
        LEFT JOIN sizes AS b ON b.article_id = p.anchor
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
    SELECT p.article_id, 'dup_' || left(first.digest, 16) AS cluster
    FROM present AS p
    LEFT JOIN firsts AS f USING (article_id)
    LEFT JOIN present AS first ON first.article_id = f.root
) AS found
WHERE marked.article_id = found.article_id AND marked.is_current
    AND marked.duplicate_cluster IS DISTINCT FROM found.cluster
