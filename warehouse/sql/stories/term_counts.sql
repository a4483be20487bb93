-- How many articles have a term, and what that makes it tell: in steps of twice as many, so that one article more rarely changes it.
-- grain: one term. inputs: store.article_terms, store.touched_terms.
-- parameters: $everything (false: only touched terms), $common (a term of this many articles tells little), $most (of more than this, nothing)
SELECT term, count(*) AS articles,
       CASE WHEN count(*) > $most THEN 0
            ELSE round(1000 * ln(1 + $common::DOUBLE / (1.5 * pow(2, floor(log2(count(*) + 0.5))) - 0.5))) END::BIGINT AS tells
FROM store.article_terms
WHERE $everything OR term IN (SELECT term FROM store.touched_terms)
GROUP BY term
