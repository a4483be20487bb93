-- Whether this database has the table store.meta, by which a Tieout file is known.
-- grain: one row, one boolean. inputs: duckdb_tables(). parameters: none.
SELECT count(*) > 0 AS known
FROM duckdb_tables()
WHERE database_name = current_database() AND schema_name = 'store' AND table_name = 'meta'
