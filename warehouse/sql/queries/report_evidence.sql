-- Evidence of the findings that the page shows, camp by camp.
-- grain: one figure in one role of one comparison. inputs: evidence. parameters: finding_ids: list of ids.
SELECT *
FROM evidence
WHERE comparison_id IN (SELECT unnest($finding_ids::VARCHAR[]))
ORDER BY comparison_id, side, published_on NULLS LAST, source_path, char_start, role
