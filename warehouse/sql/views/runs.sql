-- Runs of the job, with counts that add up: files = with_figures + without_figures + unchanged + quarantined.
-- grain: one run. inputs: store.runs. parameters: none.
CREATE OR REPLACE VIEW runs AS
SELECT
    run_id, started_at, finished_at, tieout_version, extractor_version, sources, files, with_figures, without_figures,
    unchanged, quarantined, figures, comparisons, findings
FROM store.runs
