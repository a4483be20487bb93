-- Sentences with figures by their words alone, numbers masked: the same words in two articles are one sentence printed twice.
-- grain: one sentence of one version
-- inputs: store.figures, store.touched_versions
-- parameters: $everything (false: only of touched versions), $sentence (least characters of a sentence, numbers masked)
WITH sentences AS (
    SELECT version_id, sentence_start, min(sentence) AS sentence
    FROM store.figures
    WHERE NOT boilerplate AND NOT in_title AND length(sentence) >= $sentence
      AND ($everything OR version_id IN (SELECT version_id FROM store.touched_versions))
    GROUP BY version_id, sentence_start
),
masked AS (
    SELECT version_id, sentence_start,
           trim(regexp_replace(regexp_replace(lower(sentence), '\d[\d.,]*', '0', 'g'), '[^\p{L}0]+', ' ', 'g')) AS words
    FROM sentences
)
SELECT version_id, sentence_start, (hash(words) >> 1)::BIGINT AS mark
FROM masked
WHERE length(words) >= $sentence
