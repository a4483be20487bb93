-- Figures that the figures of these versions may be: their own, if they were read before; else those of the version that each follows.
-- A version that is still current as another article, a copy of the file, keeps its figures for itself.
-- grain: one figure that a due version is held against. inputs: store.article_versions, store.figures.
-- parameters: $articles, $versions: lists of one length, a due version each.
WITH due AS (
    SELECT unnest($articles::VARCHAR[]) AS article_id, unnest($versions::VARCHAR[]) AS version_id
),
read AS (
    SELECT DISTINCT version_id FROM store.figures WHERE version_id IN (SELECT version_id FROM due)
),
held AS (
    SELECT due.version_id AS due_version, read.version_id IS NOT NULL AS is_own, coalesce(read.version_id, v.follows) AS version_id
    FROM due
    JOIN store.article_versions AS v ON v.article_id = due.article_id AND v.version_id = due.version_id
    LEFT JOIN read ON read.version_id = due.version_id
)
SELECT held.due_version, held.is_own, f.figure_id, coalesce(f.identity, f.figure_id) AS identity,
       f.char_start, f.char_end, f.quote, f.prefix, f.suffix, f.sentence, f.kind, f.unit
FROM held
JOIN store.figures AS f USING (version_id)
WHERE held.is_own OR version_id NOT IN (SELECT version_id FROM store.article_versions WHERE is_current)
ORDER BY held.due_version, f.char_start, f.char_end
