-- Plans of one thing for one amount, told on two days: whether they still are for the same date.
-- grain: one figure in one role for one pair of tellings that follow each other
-- inputs: store.figures, store.article_versions
-- parameters: $agreeing (true: also pairs that name the same date)
WITH plans AS (
    SELECT f.figure_id, f.published_on, f.period_end, f.article_id,
           concat_ws('|', f.comparable_key, f.unit, f.subject, coalesce(f.counterparty, ''), coalesce(f.product, ''),
                     coalesce(f.place, ''), coalesce(f.basis, ''), f.value) AS plan
    FROM store.figures AS f
    JOIN store.article_versions AS v USING (article_id, version_id)
    WHERE v.is_current AND NOT f.boilerplate AND f.comparable_key IS NOT NULL AND f.subject IS NOT NULL
      AND f.status IN ('planned', 'target', 'agreed') AND f.statistic = 'level' AND f.role <> 'base' AND f.value IS NOT NULL
      AND f.period_basis IN ('explicit', 'relative') AND f.period_end > f.published_on
      AND NOT regexp_matches(coalesce(f.assumed, ''), 'measure|subject|period|status')
),
steps AS (
    SELECT figure_id AS later_id, lag(figure_id) OVER told AS earlier_id, period_end, lag(period_end) OVER told AS before,
           article_id, lag(article_id) OVER told AS article_before, published_on, lag(published_on) OVER told AS day_before
    FROM plans
    WINDOW told AS (PARTITION BY plan ORDER BY published_on, figure_id)
),
pairs AS (
    SELECT * FROM steps
    WHERE earlier_id IS NOT NULL AND article_id <> article_before AND published_on > day_before
      AND ($agreeing OR period_end <> before)
)
SELECT later_id AS test, 'earlier' AS role, earlier_id AS figure_id FROM pairs
UNION ALL
SELECT later_id, 'later', later_id FROM pairs
ORDER BY test, role
