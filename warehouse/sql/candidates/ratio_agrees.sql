-- Ratios between two things with the amounts in reach ('twice as many A as B'), and fractions of a number with the number they give.
-- grain: one figure in one role for one ratio
-- inputs: store.figures, store.article_versions
-- parameters: $compares (regular expression of what follows a ratio between two things), $reach (most characters to an amount),
--             $opens (of what follows a fraction), $of (of what stands between a fraction and its whole), $gives (between that and the part)
WITH usable AS NOT MATERIALIZED (
    SELECT f.*
    FROM store.figures AS f
    JOIN store.article_versions AS v USING (article_id, version_id)
    WHERE v.is_current AND NOT f.boilerplate
),
-- figures are put into their order only where a fraction in words stands
fractional AS MATERIALIZED (
    SELECT DISTINCT version_id, sentence_start
    FROM usable
    WHERE unit = 'percent' AND change IS NULL AND NOT regexp_matches(lower(quote), '%|per ?cent')
      AND regexp_matches(substr(sentence, char_end - sentence_start + 1), $opens::VARCHAR)
),
told AS (
    SELECT u.*, lead(u.figure_id, 1) OVER told AS next_id, lead(u.figure_id, 2) OVER told AS after_next_id
    FROM usable AS u
    SEMI JOIN fractional USING (version_id, sentence_start)
    WINDOW told AS (PARTITION BY u.version_id, u.sentence_start ORDER BY u.char_start)
),
ratios AS (
    SELECT * FROM usable
    WHERE unit = 'fold' AND change = 'ratio_to'
      AND regexp_matches(substr(sentence, char_end - sentence_start + 1), $compares::VARCHAR)
),
amounts AS (
    SELECT r.figure_id AS test, a.figure_id
    FROM ratios AS r
    JOIN usable AS a
      ON a.version_id = r.version_id AND abs(a.char_start - r.char_start) <= $reach AND a.figure_id <> r.figure_id
    WHERE a.value > 0 AND a.change IS NULL AND a.role <> 'base' AND a.conversion_of IS NULL
      AND a.unit NOT IN ('fold', 'rank', 'percent', 'percentage_point') AND NOT contains(a.unit, '/')
),
fractions AS (
    SELECT s.figure_id AS test, w.figure_id AS whole_id, p.figure_id AS part_id
    FROM told AS s
    JOIN told AS w ON w.figure_id = s.next_id
    JOIN told AS p ON p.figure_id = s.after_next_id
    WHERE s.unit = 'percent' AND s.change IS NULL AND NOT regexp_matches(lower(s.quote), '%|per ?cent')
      AND w.statistic = 'level' AND p.statistic = 'level' AND w.value > 0 AND (w.unit = p.unit OR (w.kind = 'count' AND p.kind = 'count'))
      AND regexp_matches(substr(s.sentence, s.char_end - s.sentence_start + 1, w.char_start - s.char_end), $of::VARCHAR)
      AND regexp_matches(substr(s.sentence, w.char_end - s.sentence_start + 1, p.char_start - w.char_end), $gives::VARCHAR)
)
SELECT DISTINCT test, role, figure_id
FROM (
    SELECT test, 'ratio' AS role, test AS figure_id FROM amounts
    UNION ALL
    SELECT test, 'amount', figure_id FROM amounts
    UNION ALL
    SELECT test, 'fraction', test FROM fractions
    UNION ALL
    SELECT test, 'whole', whole_id FROM fractions
    UNION ALL
    SELECT test, 'part', part_id FROM fractions
)
ORDER BY test, role, figure_id
