-- Source files that could not be read, as last seen.
-- grain: one file. inputs: store.quarantine. parameters: none.
CREATE OR REPLACE VIEW quarantine AS
SELECT source_path, reason, detail, sha256, bytes, first_seen_run, last_seen_run
FROM store.quarantine
