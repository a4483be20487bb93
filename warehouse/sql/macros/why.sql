-- What a comparison or finding rests on: the law with its numbers, and each figure with its place in the source file.
-- grain: one figure in one role. inputs: comparisons, evidence. parameters: finding_id: id of the finding or comparison, or how
-- it begins.
CREATE OR REPLACE MACRO why(finding_id) AS TABLE
SELECT
    tested.verdict, tested.formula, tested.explanation, tested.reconciles, shown.side, shown.role, shown.quote,
    shown.sentence, shown.publisher, shown.published_on, shown.source_path, shown.char_start, shown.char_end,
    shown.byte_start, shown.byte_end, shown.sha256, shown.figure_id
FROM comparisons AS tested
JOIN evidence AS shown ON shown.comparison_id = tested.comparison_id
WHERE starts_with(tested.comparison_id, finding_id)
ORDER BY shown.side, shown.role, shown.figure_id
