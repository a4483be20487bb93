-- What each comparison rests on, with the way back to the bytes of the source file.
-- grain: one figure in one role of one comparison. inputs: store.evidence, store.figures, store.article_versions. parameters: none.
CREATE OR REPLACE VIEW evidence AS
SELECT
    evidence.comparison_id, evidence.figure_id, evidence.role, evidence.side, figures.quote, figures.sentence,
    versions.publisher, figures.published_on, figures.source_path, figures.char_start, figures.char_end,
    versions.raw_start + figures.byte_start AS byte_start, versions.raw_start + figures.byte_end AS byte_end,
    versions.file_sha256 AS sha256, versions.title, figures.article_id,
    figures.sentence_start, figures.sentence_end, figures.version_id, figures.page
FROM store.evidence AS evidence
JOIN store.figures AS figures USING (figure_id)
JOIN store.article_versions AS versions USING (article_id, version_id)
