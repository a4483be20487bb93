-- Takes out what was said of stories, and of words, that are looked at again.
-- grain: deletes blocks. inputs: store.crowded_blocks, store.stories. parameters: $articles (list of article_id)
DELETE FROM store.crowded_blocks
WHERE kind = 'story' AND (block = 0 OR block IN (
    SELECT (hash(name) >> 1)::BIGINT
    FROM (
        SELECT unnest($articles::VARCHAR[]) AS name
        UNION
        SELECT story FROM store.stories WHERE article_id IN (SELECT unnest($articles::VARCHAR[]))
    )))
