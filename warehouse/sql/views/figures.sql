-- Figures of what the sources say now; those in site furniture stand in figure_history alone.
-- grain: one figure of a current article version; copies of one file share their figures.
-- inputs: figure_history. parameters: none.
CREATE OR REPLACE VIEW figures AS
SELECT * EXCLUDE (is_current)
FROM figure_history
WHERE is_current AND NOT boilerplate
