-- Figures whose quote is not what the article's text says at their span. There should be none.
-- grain: one figure of a version that is current somewhere. inputs: store.figures, store.article_versions. parameters: none.
SELECT
    figures.figure_id, figures.quote AS expected,
    substring(versions.text, figures.char_start + 1, figures.char_end - figures.char_start) AS found,
    figures.char_start, figures.char_end, figures.source_path
FROM store.figures AS figures
JOIN store.article_versions AS versions USING (article_id, version_id)
WHERE versions.is_current
    AND substring(versions.text, figures.char_start + 1, figures.char_end - figures.char_start) IS DISTINCT FROM figures.quote
ORDER BY figures.source_path, figures.char_start
