-- How many articles have a term, and what that makes it tell. Few are counted one by one, more in steps, so that one article more rarely
-- makes a term tell less in all articles that have it. A term of one article alone links nothing: it only makes the article longer, and
-- less so than a shared one does, or long columns in their writer's own words would be near nothing.
-- grain: one term. inputs: store.article_terms, store.touched_terms, store.earlier_counts.
-- parameters: $everything (false: only touched terms, which are not counted again), $common (a term of this many articles tells little),
--   $most (of more than this, nothing), $alone (what a term of one article tells, as a share of what one of two does)
WITH counted AS (
    SELECT term, count(*) AS articles FROM store.article_terms WHERE $everything GROUP BY term
    UNION ALL
    SELECT term, sum(articles)::BIGINT
    FROM (SELECT term, articles FROM store.earlier_counts UNION ALL SELECT term, articles FROM store.touched_terms)
    WHERE NOT $everything
    GROUP BY term
    HAVING sum(articles) > 0
),
stepped AS (
    SELECT term, articles,
           CASE WHEN articles <= 2 THEN 2 WHEN articles <= 16 THEN articles WHEN articles <= 40 THEN 28 WHEN articles <= 100 THEN 70 ELSE 150 END AS step
    FROM counted
)
SELECT term, articles, CASE WHEN articles > $most THEN 0
            ELSE round(1000 * ln(1 + $common::DOUBLE / step) * CASE WHEN articles = 1 THEN $alone ELSE 1 END) END::BIGINT AS tells
FROM stepped
