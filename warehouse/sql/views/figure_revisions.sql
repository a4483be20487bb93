-- What a new version of an article did to its figures: those whose number changed, those that went, and those that came.
-- grain: one figure of two successive versions that does not say the same in both. inputs: store.article_versions, store.figures, store.runs.
-- parameters: none.
CREATE OR REPLACE VIEW figure_revisions AS
WITH steps AS (
    SELECT article_id, follows, version_id, source_path, title, publisher, ingested_run FROM store.article_versions WHERE follows IS NOT NULL
), old AS (
    SELECT s.article_id, s.version_id, f.* RENAME (article_id AS home, version_id AS old_version)
    FROM steps AS s
    JOIN store.figures AS f ON f.version_id = s.follows
    WHERE NOT f.boilerplate
), new AS (
    SELECT s.article_id, f.* RENAME (article_id AS home)
    FROM steps AS s
    JOIN store.figures AS f ON f.version_id = s.version_id
    WHERE NOT f.boilerplate
), both_sides AS (
    SELECT
        coalesce(new.article_id, old.article_id) AS article_id, coalesce(new.version_id, old.version_id) AS version_id,
        coalesce(new.identity, new.figure_id, old.identity, old.figure_id) AS identity,
        CASE WHEN new.figure_id IS NULL THEN 'went' WHEN old.figure_id IS NULL THEN 'came' ELSE 'changed' END AS revision,
        old.figure_id AS figure_id_before, new.figure_id AS figure_id, old.quote AS quote_before, new.quote AS quote,
        old.value AS value_before, new.value AS value, old.unit AS unit_before, new.unit AS unit,
        coalesce(new.measure, old.measure) AS measure, coalesce(new.subject, old.subject) AS subject,
        coalesce(new.sentence, old.sentence) AS sentence, coalesce(new.char_start, old.char_start) AS char_start
    FROM old
    FULL JOIN new ON new.article_id = old.article_id AND new.version_id = old.version_id
        AND coalesce(new.identity, new.figure_id) = coalesce(old.identity, old.figure_id)
    WHERE (old.value, old.value_low, old.value_high, old.unit) IS DISTINCT FROM (new.value, new.value_low, new.value_high, new.unit)
)
SELECT
    found.identity, found.revision, steps.title, steps.publisher, steps.source_path, found.quote_before, found.quote, found.value_before,
    found.value, found.unit_before, found.unit, found.measure, found.subject, found.sentence, runs.started_at AS read_at, found.article_id,
    steps.follows AS version_before, found.version_id, found.figure_id_before, found.figure_id
FROM both_sides AS found
JOIN steps USING (article_id, version_id)
LEFT JOIN store.runs AS runs ON runs.run_id = steps.ingested_run
ORDER BY read_at, source_path, found.char_start
