-- A figure's citation in one line; null for an id that there is not.
-- grain: one value. inputs: figure_history. parameters: id: a figure_id.
CREATE OR REPLACE MACRO cite(id) AS (
    SELECT
        '"' || cited.quote || '" — ' || coalesce(cited.publisher, 'unknown publisher') || ', '
        || coalesce(cited.published_on::VARCHAR, 'no date') || ', ' || cited.source_path
        || ' chars ' || cited.char_start || '-' || cited.char_end || ' sha256 ' || cited.version_id
    FROM figure_history AS cited
    WHERE cited.figure_id = id
)
