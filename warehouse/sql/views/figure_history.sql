-- Figures of all versions, with whether the version is what the source file says now.
-- grain: one figure of one article version. inputs: store.figures, store.article_versions. parameters: none.
CREATE OR REPLACE VIEW figure_history AS
SELECT
    figures.figure_id, figures.article_id, figures.version_id, figures.source_path,
    figures.char_start, figures.char_end, versions.raw_start + figures.byte_start AS byte_start, versions.raw_start + figures.byte_end AS byte_end, figures.quote, figures.sentence,
    figures.kind, figures.value, figures.value_low, figures.value_high, figures.unit, figures.dimension,
    figures.unit_as_written, figures.modifier, figures.change, figures.low, figures.high,
    figures.hard_low, figures.hard_high, figures.measure, figures.subject, figures.counterparty, figures.place,
    figures.period_start, figures.period_end, figures.period_basis, figures.basis, figures.status,
    figures.attribution, figures.published_on, figures.comparable_key, figures.rule, figures.extractor_version,
    figures.product, figures.statistic, figures.role, figures.assumed, figures.in_title, figures.boilerplate,
    figures.step, figures.sentence_start, figures.sentence_end, figures.prefix, figures.suffix,
    figures.conversion_of, figures.steps, figures.page, coalesce(figures.identity, figures.figure_id) AS identity,
    versions.publisher, versions.title, versions.is_current
FROM store.figures AS figures
JOIN store.article_versions AS versions USING (article_id, version_id)
