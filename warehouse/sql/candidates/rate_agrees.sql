-- Stated rates a/b with the amounts of unit a in the same sentence and the amounts of unit b in the same article.
-- grain: one figure in one role for one stated rate
-- inputs: store.figures, store.article_versions
-- parameters: $spans_of_time (units b that make a speed rather than a share of a thing), $reach (most characters to the divisor),
--   $computed (regular expression of words that say a rate was worked out),
--   $agreeing (false: only rates with some amount and divisor that do not fit at their widest)
WITH usable AS NOT MATERIALIZED (
    SELECT f.*,
           coalesce(CASE WHEN f.modifier = 'about' THEN f.low ELSE f.hard_low END, '-infinity'::DOUBLE) AS least,
           coalesce(CASE WHEN f.modifier = 'about' THEN f.high ELSE f.hard_high END, 'infinity'::DOUBLE) AS most
    FROM store.figures AS f
    JOIN store.article_versions AS v USING (article_id, version_id)
    WHERE v.is_current AND NOT f.boilerplate AND f.role <> 'base' AND f.change IS NULL AND f.value IS NOT NULL
),
-- what is added can be divided by as well as what is there
moved AS (
    SELECT f.*
    FROM store.figures AS f
    JOIN store.article_versions AS v USING (article_id, version_id)
    WHERE v.is_current AND NOT f.boilerplate AND f.role <> 'base' AND f.value IS NOT NULL
),
rates AS (
    SELECT r.*, split_part(r.unit, '/', 1) AS above, split_part(r.unit, '/', 2) AS below
    FROM usable AS r
    -- grams a tonne is a grade, and nothing that an amount of tonnes could be divided into
    WHERE contains(r.unit, '/') AND split_part(r.unit, '/', 1) <> split_part(r.unit, '/', 2)
),
amounts AS (
    SELECT r.figure_id AS test, a.figure_id, a.least, a.most
    FROM rates AS r
    JOIN usable AS a
      ON a.version_id = r.version_id AND a.sentence_start = r.sentence_start AND a.unit = r.above AND a.char_start < r.char_start
    WHERE r.below NOT IN (SELECT unnest($spans_of_time::VARCHAR[]))
       -- 'pays 4m over eight years, or 500,000 a year': the span of time is stated between the two
       OR EXISTS (FROM usable AS d
                  WHERE d.version_id = r.version_id AND d.unit IN (r.below, 'month') AND d.dimension = 'duration'
                    AND d.char_start >= a.char_end AND d.char_end <= r.char_start)
),
divisors AS (
    -- spans of years are kept in months
    SELECT r.figure_id AS test, d.figure_id, r.least * d.least / if(d.unit = r.below, 1, 12) AS least,
           r.most * d.most / if(d.unit = r.below, 1, 12) AS most, r.least >= 0 AND d.least >= 0 AS is_positive
    FROM rates AS r
    JOIN usable AS d
      ON d.version_id = r.version_id AND (d.unit = r.below OR (r.below = 'year' AND d.unit = 'month'))
     AND abs(d.char_start - r.char_start) <= $reach
     AND (d.sentence_start = r.sentence_start OR d.subject IS NOT DISTINCT FROM r.subject)
),
-- amount and divisor that stand together in a sentence before the rate, or one of them in its own sentence and the other a little before:
-- what a computed rate can be computed from
computed AS (
    SELECT r.figure_id AS test, a.figure_id AS amount_id, d.figure_id AS divisor_id
    FROM rates AS r
    JOIN usable AS a ON a.version_id = r.version_id AND a.unit = r.above AND a.char_end <= r.char_start
    JOIN moved AS d
      ON d.version_id = r.version_id AND split_part(d.unit, '/', 1) = r.below AND d.figure_id <> a.figure_id
     AND ((d.sentence_start = a.sentence_start AND a.sentence_end <= r.sentence_start)
          OR (a.sentence_start = r.sentence_start AND d.sentence_end <= r.sentence_start AND d.char_end >= r.char_start - $reach)
          OR (d.sentence_start = r.sentence_start AND d.char_end <= r.char_start
              AND a.sentence_end <= r.sentence_start AND a.char_end >= r.char_start - $reach))
    WHERE r.below NOT IN (SELECT unnest($spans_of_time::VARCHAR[])) AND regexp_matches(r.sentence, $computed, 'i')
),
due AS (
    SELECT DISTINCT a.test
    FROM amounts AS a
    JOIN divisors AS d USING (test)
    WHERE $agreeing OR NOT coalesce(d.is_positive AND d.least <= a.most AND d.most >= a.least, false)
    UNION
    SELECT test FROM computed
)
SELECT DISTINCT test, role, figure_id
FROM (
    SELECT test, 'rate' AS role, test AS figure_id FROM computed
    UNION ALL
    SELECT test, 'computed_amount', amount_id FROM computed
    UNION ALL
    SELECT test, 'computed_divisor', divisor_id FROM computed
    UNION ALL
    SELECT DISTINCT test, 'rate' AS role, test AS figure_id FROM amounts SEMI JOIN divisors USING (test)
    UNION ALL
    SELECT test, 'amount', figure_id FROM amounts SEMI JOIN divisors USING (test)
    UNION ALL
    SELECT test, 'divisor', figure_id FROM divisors SEMI JOIN amounts USING (test)
)
SEMI JOIN due USING (test)
ORDER BY test, role, figure_id
