-- What any look at all figures by what they are about costs: the least that a law of disagreement could do.
-- grain: one row. inputs: store.figures. parameters: none.
SELECT count(*) AS keys
FROM (
    SELECT comparable_key, unit, subject, period_start, period_end
    FROM store.figures
    GROUP BY ALL
    HAVING max(hard_low) > min(hard_high)
)
