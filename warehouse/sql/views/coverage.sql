-- How much of what was read the laws could compare, and what the rest lacks.
-- grain: one law ('any': all of them) and outcome. inputs: store.coverage. parameters: none.
CREATE OR REPLACE VIEW coverage AS
SELECT rule, outcome, figures
FROM store.coverage
