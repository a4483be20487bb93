-- Figures by id, with who published them and which articles are copies of one text.
-- grain: one figure
-- inputs: store.figures, store.article_versions
-- parameters: $figure_ids (list of figure_id)
SELECT
    f.figure_id, f.article_id, v.publisher, v.title, v.source_path, v.duplicate_cluster,
    f.published_on, f.quote, f.sentence, f.sentence_start, f.char_start, f.char_end, f.in_title,
    f.kind, f.value, f.low, f.high, f.hard_low, f.hard_high, f.unit, f.step, f.modifier, f.change,
    f.measure, f.statistic, f.role, f.subject, f.counterparty, f.product, f.place,
    f.period_start, f.period_end, f.period_basis, f.basis, f.status, f.attribution, f.assumed,
    f.comparable_key, f.dimension, f.unit_as_written, f.conversion_of
FROM store.figures AS f
JOIN store.article_versions AS v USING (article_id, version_id)
WHERE f.figure_id IN (SELECT unnest($figure_ids::VARCHAR[]))
ORDER BY f.figure_id
