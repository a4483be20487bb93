-- What every view, column and macro means.
-- grain: one view, column or macro. inputs: store.dictionary. parameters: none.
CREATE OR REPLACE VIEW data_dictionary AS
SELECT object, kind, column_name, type, description
FROM store.dictionary
ORDER BY position
