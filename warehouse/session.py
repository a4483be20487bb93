"""What can be done with an open store: ask, write rows that keep their contract, and hold writes together in a transaction.

Belongs here: statements over one connection. Does not: opening and locking (`warehouse.store`), nor what the tables mean.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import polars as pl

from warehouse.connection import Connection, translated
from warehouse.contracts import ValidRows, table_model, validated
from warehouse.errors import StoreQueryError
from warehouse.sql import sql_text

Parameters = Mapping[str, object] | Sequence[object] | None
_FRAME = "incoming_rows"
_PART = "part_of_table"
# columns of a narrowed table that are kept whatever is asked of it
_ALWAYS = ("figure_id", "article_id", "version_id", "story")
_NARROWED = {
    "figures": "t.rowid IN (SELECT place FROM narrow.chosen)",
    "article_versions": "t.version_id IN (SELECT version_id FROM narrow.chosen)",
    "touched_versions": "true",
    "stories": "t.article_id IN (SELECT article_id FROM narrow.store.article_versions)",
    "sentence_marks": "t.version_id IN (SELECT version_id FROM narrow.chosen)",
}


class Session:
    """One open connection to a store. Made by `Store.reading()` and `Store.writing()`, and closed by them."""

    def __init__(self, connection: Connection, path: Path, *, read_only: bool) -> None:
        self._connection = connection
        self._in_transaction = False
        self.path = path
        self.read_only = read_only

    def query(self, sql: str, parameters: Parameters = None) -> pl.DataFrame:
        """Rows of a SELECT; `$name` or `?` in it are bound to `parameters`, never pasted. Raises StoreQueryError."""
        with translated(_first_line(sql)):
            relation = self._connection.sql(sql, params=_bound(parameters))
            if relation is None:
                raise StoreQueryError("the statement gives no rows", _first_line(sql), "Use execute for it.")
            return relation.pl()

    def query_file(self, name: str, parameters: Parameters = None) -> pl.DataFrame:
        """Rows of the SQL file warehouse/sql/`name`.sql, e.g. 'candidates/growth_agrees'."""
        return self.query(sql_text(name), parameters)

    def execute(self, sql: str, parameters: Parameters = None) -> None:
        """Runs a statement for its effect."""
        with translated(_first_line(sql)):
            # an unread result would block the connection's next statement
            self._connection.execute(sql, _bound(parameters)).complete()

    def execute_file(self, name: str, parameters: Parameters = None) -> None:
        """Runs the SQL file warehouse/sql/`name`.sql for its effect."""
        self.execute(sql_text(name), parameters)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All writes inside happen, or none; a transaction inside a transaction belongs to the outer one."""
        if self._in_transaction:
            yield
            return
        self.execute("BEGIN TRANSACTION")
        self._in_transaction = True
        try:
            yield
        except BaseException:
            self._in_transaction = False
            self._connection.rollback()
            raise
        self._in_transaction = False
        self.execute("COMMIT")

    def insert(self, table: str, frame: pl.DataFrame | ValidRows) -> int:
        """Adds rows that keep the table's contract; returns how many. Raises StoreContractError, or StoreQueryError for a taken key."""
        rows = _valid(table, frame)
        if rows.height:
            self._with_frame(rows, f"INSERT INTO store.{table} BY NAME SELECT * FROM {_FRAME}")  # noqa: S608 - a TABLES key
        return rows.height

    def upsert(self, table: str, frame: pl.DataFrame | ValidRows) -> int:
        """Adds rows, and replaces those with the same key that differ; returns how many were written, equal ones left alone."""
        rows = self._differing(table, _valid(table, frame))
        if rows.height:
            self._with_frame(rows, f"INSERT OR REPLACE INTO store.{table} BY NAME SELECT * FROM {_FRAME}")  # noqa: S608 - a TABLES key
        return rows.height

    def replace_all(
        self, table: str, frame: pl.DataFrame | ValidRows, where: Mapping[str, object] | None = None
    ) -> int:
        """Makes the table (or its part `where` columns equal values) hold exactly these rows, in one transaction.

        Rows that are already there and equal are not touched. Returns how many rows were deleted or written.
        """
        rows = _valid(table, frame)
        on = " AND ".join(f"incoming.{key} = kept.{key}" for key in table_model(table).__key__)
        condition, values = _condition(table, where or {})
        gone = f"NOT EXISTS (SELECT 1 FROM {_FRAME} AS incoming WHERE {on})"  # noqa: S608 - names of the model
        with self.transaction():
            before = self._count_where(table, condition, values)
            if not before:
                return self.insert(table, ValidRows(table, rows))
            self._with_frame(rows, f"DELETE FROM store.{table} AS kept WHERE {condition} AND {gone}", values)  # noqa: S608
            deleted = before - self._count_where(table, condition, values)
            return deleted + self.upsert(table, ValidRows(table, rows))

    def replace_part(self, table: str, frame: pl.DataFrame | ValidRows, column: str, values: pl.Series) -> int:
        """Makes the part of the table in which `column` is one of `values` hold exactly these rows; the rest is not looked at.

        Rows that are already there and equal are not touched. Returns how many rows were deleted or written.
        """
        rows = _valid(table, frame)
        keys = table_model(table).__key__
        on = " AND ".join(f"incoming.{key} = kept.{key}" for key in keys)
        part = pl.DataFrame({column: values.cast(pl.String).unique()})
        with self.transaction():
            before = self.count(table)
            self._connection.register(_PART, part)
            try:
                self._with_frame(
                    rows,
                    f"DELETE FROM store.{table} AS kept WHERE {column} IN (SELECT {column} FROM {_PART}) "  # noqa: S608 - names of the model
                    f"AND NOT EXISTS (SELECT 1 FROM {_FRAME} AS incoming WHERE {on})",
                )
            finally:
                self._connection.unregister(_PART)
            return before - self.count(table) + self.upsert(table, ValidRows(table, rows))

    def fill(self, table: str, name: str, parameters: Parameters = None) -> None:
        """Adds the rows of the SQL file `name` to a working table, without taking them out of the database."""
        table_model(table)
        self.execute(f"INSERT INTO store.{table} BY NAME\n{sql_text(name)}", parameters)

    def rewrite(
        self, table: str, frame: pl.DataFrame, column: str | None = None, values: pl.Series | None = None
    ) -> None:
        """Deletes all rows of a table without a key, or those in which `column` is one of `values`, and adds the rows of the frame."""
        rows = _valid(table, frame)
        with self.transaction():
            if column is None or values is None:
                self.execute(f"DELETE FROM store.{table}")  # noqa: S608 - a table of the models
            else:
                gone = f"DELETE FROM store.{table} WHERE {column} IN (SELECT {column} FROM {_FRAME})"  # noqa: S608 - names of the model
                self._with_frame(pl.DataFrame({column: values.cast(pl.String).unique()}), gone)
            self.insert(table, ValidRows(table, rows))

    @contextmanager
    def narrowed(self, name: str, asked: Sequence[str], parameters: Parameters = None) -> Iterator[None]:
        """Inside, store.figures holds only those whose `place` the SQL file `name` gives, and store.article_versions their versions, for
        the SQL files `asked`; only reading is of use, and of other tables only those of `_NARROWED` are there.

        So a query that is written over all figures is put to a few of them, unchanged. Columns that no file names are left out: most of
        what a row takes is text that one law in three reads.
        """
        home = str(self.query("SELECT current_database()").item())
        quoted = '"' + home.replace('"', '""') + '"'
        named = {word for one in asked for word in re.findall(r"\w+", sql_text(one))}
        self.execute("ATTACH ':memory:' AS narrow")
        try:
            self.execute("CREATE SCHEMA narrow.store")
            self.execute(f"CREATE TABLE narrow.chosen AS {sql_text(name)}", parameters)
            for table, which in _NARROWED.items():
                kept = [c for c in table_model(table).columns() if c in named or c in _ALWAYS]
                self.execute(
                    f"CREATE TABLE narrow.store.{table} AS SELECT {', '.join(kept)} FROM {quoted}.store.{table} AS t WHERE {which}"  # noqa: S608 - names of the models
                )
            self.execute("USE narrow")
            yield
        finally:
            self.execute(f"USE {quoted}")
            self.execute("DETACH narrow")

    def delete(self, table: str, where: Mapping[str, object]) -> int:
        """Deletes the rows in which each named column equals its value; returns how many."""
        condition, values = _condition(table, where)
        with self.transaction():
            found = self._count_where(table, condition, values)
            if found:
                self.execute(f"DELETE FROM store.{table} AS kept WHERE {condition}", values)  # noqa: S608 - names of the model
            return found

    def table(self, table: str) -> pl.DataFrame:
        """All rows of a base table, ordered by its key, in the model's column order."""
        model = table_model(table)
        columns, key = ", ".join(model.columns()), ", ".join(model.__key__ or model.columns())
        return self.query(f"SELECT {columns} FROM store.{table} ORDER BY {key}")  # noqa: S608 - names of the model

    def count(self, table: str) -> int:
        """How many rows a base table has."""
        table_model(table)
        return self._count_where(table, "true", [])

    def parameters_of(self, name: str) -> tuple[str, ...]:
        """Names of the `$name` parameters of the SQL file `name`."""
        with translated(f"warehouse/sql/{name}.sql"):
            statements = self._connection.extract_statements(sql_text(name))
        return tuple(sorted({found for statement in statements for found in statement.named_parameters}))

    def _differing(self, table: str, rows: pl.DataFrame) -> pl.DataFrame:
        """Those of `rows` that the table does not hold letter by letter."""
        if not rows.height:
            return rows
        columns = ", ".join(rows.columns)
        on = ", ".join(table_model(table).__key__)
        self._connection.register(_FRAME, rows)
        try:
            return self.query(
                f"SELECT {columns} FROM {_FRAME} EXCEPT "  # noqa: S608 - names of the model
                f"SELECT {columns} FROM store.{table} SEMI JOIN {_FRAME} USING ({on})"
            ).cast(rows.schema)
        finally:
            self._connection.unregister(_FRAME)

    def _count_where(self, table: str, condition: str, values: Sequence[object]) -> int:
        rows = self.query(f"SELECT count(*) AS n FROM store.{table} AS kept WHERE {condition}", values)  # noqa: S608 - names of the model
        return int(rows.item())

    def _with_frame(self, frame: pl.DataFrame, sql: str, values: Sequence[object] | None = None) -> None:
        """Runs a statement that reads the frame under the name of `_FRAME`."""
        self._connection.register(_FRAME, frame)
        try:
            self.execute(sql, values)
        finally:
            self._connection.unregister(_FRAME)


def _valid(table: str, frame: pl.DataFrame | ValidRows) -> pl.DataFrame:
    """The frame in the model's column order; looked at unless it already was, for this table."""
    if isinstance(frame, ValidRows) and frame.table == table:
        return frame.frame
    return validated(table, frame.frame if isinstance(frame, ValidRows) else frame)


def _condition(table: str, where: Mapping[str, object]) -> tuple[str, list[object]]:
    """An SQL condition over the model's columns with its bound values; raises StoreQueryError for an unknown column."""
    unknown = [column for column in where if column not in table_model(table).columns()]
    if unknown:
        raise StoreQueryError(f"no column {', '.join(unknown)}", f"store.{table}", "Use a column of the model.")
    tests = [f"kept.{column} IS NOT DISTINCT FROM ?" for column in where]
    return " AND ".join(["true", *tests]), list(where.values())


def _bound(parameters: Parameters) -> dict[str, object] | list[object] | None:
    """Parameters in the two forms that DuckDB takes."""
    if parameters is None:
        return None
    return dict(parameters) if isinstance(parameters, Mapping) else list(parameters)


def _first_line(sql: str) -> str:
    """The first line of a statement that is not a comment, to name the statement by."""
    lines = [line.strip() for line in sql.splitlines() if line.strip() and not line.lstrip().startswith("--")]
    return f"statement {lines[0][:100]!r}" if lines else "an empty statement"
