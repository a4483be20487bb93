-- One quantity told twice: a second figure of the same dimension, in another unit, in brackets or behind 'or' right after the first.
-- grain: one figure in one role for one such pair
-- inputs: store.figures, store.article_versions
-- parameters: $opens (regular expression of what stands between the two), $closes (of what follows the second)
WITH current AS NOT MATERIALIZED (
    SELECT f.*
    FROM store.figures AS f
    JOIN store.article_versions AS v USING (article_id, version_id)
    WHERE v.is_current AND NOT f.boilerplate AND f.value > 0
),
-- figures are put into their order only in sentences that tell two of one dimension
twice AS MATERIALIZED (
    SELECT DISTINCT version_id, sentence_start
    FROM (
        SELECT version_id, sentence_start
        FROM current
        WHERE dimension NOT IN ('count', 'ratio', 'point', 'fold', 'rank', 'magnitude')
        GROUP BY version_id, sentence_start, dimension
        HAVING count(*) > 1
    )
),
usable AS (
    SELECT c.*, lead(c.figure_id) OVER told AS next_id
    FROM current AS c
    SEMI JOIN twice USING (version_id, sentence_start)
    WINDOW told AS (PARTITION BY c.version_id, c.sentence_start ORDER BY c.char_start)
),
pairs AS (
    SELECT a.figure_id AS first_id, b.figure_id AS second_id
    FROM usable AS a
    JOIN usable AS b ON b.figure_id = a.next_id
    WHERE a.dimension = b.dimension AND a.dimension NOT IN ('count', 'ratio', 'point', 'fold', 'rank', 'magnitude')
      AND a.value IS NOT NULL AND coalesce(lower(a.unit_as_written), '') <> coalesce(lower(b.unit_as_written), '')
      AND (a.dimension <> 'money' OR a.unit <> b.unit) AND NOT contains(a.unit, '/') AND NOT contains(b.unit, '/')
      AND regexp_matches(substr(a.sentence, a.char_end - a.sentence_start + 1, b.char_start - a.char_end), $opens::VARCHAR)
      AND regexp_matches(substr(a.sentence, b.char_end - a.sentence_start + 1, 2), $closes::VARCHAR)
)
SELECT first_id AS test, 'first' AS role, first_id AS figure_id FROM pairs
UNION ALL
SELECT first_id, 'second', second_id FROM pairs
ORDER BY test, role
