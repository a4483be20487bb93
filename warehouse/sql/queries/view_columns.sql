-- The columns of the public views, in their order, with their types and comments.
-- grain: one row a column of a view in main. inputs: duckdb_columns(), duckdb_views(). parameters: none.
SELECT columns.table_name AS view_name, columns.column_name, columns.data_type AS type, columns.comment
FROM duckdb_columns() AS columns
SEMI JOIN (
    SELECT view_name FROM duckdb_views()
    WHERE database_name = current_database() AND schema_name = 'main' AND NOT internal
) AS views ON views.view_name = columns.table_name
WHERE columns.database_name = current_database() AND columns.schema_name = 'main'
ORDER BY columns.table_name, columns.column_index
