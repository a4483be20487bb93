"""Makes the schema of a warehouse: base tables from the pandera models, views and macros from their SQL files, comments on all.

Belongs here: CREATE and COMMENT, and the fingerprints by which an older schema is known. Does not: rows.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict
from functools import cache

from warehouse.dictionary import MACROS, VIEWS
from warehouse.schemas import TABLES, WORKING_TABLES, TableModel
from warehouse.session import Session
from warehouse.sql import sql_text

APPLICATION = "tieout"
# Raise it when a base table changes so that an older Tieout could not read the file.
SCHEMA_VERSION = 1
# what only the private store keeps: the published copy is for questions, not for reading sources again
PRIVATE_COLUMNS = {
    "article_versions": ("raw", "blocks", "byte_map", "pages", "reading"),
    "quarantine": ("tried",),
}


def create_schema(session: Session, *, published: bool) -> None:
    """Base tables, meta, views and macros in an empty database, in one transaction."""
    with session.transaction():
        session.execute("CREATE SCHEMA store")
        session.execute("CREATE TABLE store.meta (key VARCHAR PRIMARY KEY, value VARCHAR NOT NULL)")
        session.execute(
            "COMMENT ON TABLE store.meta IS 'What this file is: application, schema_version, role, fingerprints.'"
        )
        session.execute(";\n".join(table_statements(published=published)))
        create_views(session)
        for key, value in {
            "application": APPLICATION,
            "schema_version": str(SCHEMA_VERSION),
            "role": "published" if published else "private",
            "tables": tables_fingerprint(),
        }.items():
            write_meta(session, key, value)


def create_views(session: Session) -> None:
    """Creates or replaces every public view and macro, describes them, and fills the data dictionary."""
    rows = "object VARCHAR, kind VARCHAR, column_name VARCHAR, type VARCHAR, description VARCHAR, position BIGINT"
    with session.transaction():
        session.execute(f"CREATE OR REPLACE TABLE store.dictionary ({rows})")
        session.execute("COMMENT ON TABLE store.dictionary IS 'What data_dictionary shows.'")
        for name in VIEWS:
            session.execute_file(f"views/{name}")
        for name in MACROS:
            session.execute_file(f"macros/{name}")
        session.execute(";\n".join(_comments_on_views(session)))
        _fill_dictionary(session)
        write_meta(session, "views", views_fingerprint())


def table_statements(*, published: bool) -> Iterator[str]:
    """CREATE TABLE and COMMENT statements of all base tables; a published copy is without PRIVATE_COLUMNS and working tables."""
    for table, model in TABLES.items():
        yield from _statements_of(table, model, PRIVATE_COLUMNS.get(table, ()) if published else ())
    if not published:
        for table, model in WORKING_TABLES.items():
            yield from _statements_of(table, model, ())


def _statements_of(table: str, model: type[TableModel], left_out: tuple[str, ...]) -> Iterator[str]:
    columns = {name: entry for name, entry in model.columns().items() if name not in left_out}
    lines = [f"{name} {kind}{'' if nullable else ' NOT NULL'}" for name, (kind, _, nullable) in columns.items()]
    key = [f"PRIMARY KEY ({', '.join(model.__key__)})"] if model.__key__ else []
    yield f"CREATE TABLE store.{table} (\n  " + ",\n  ".join([*lines, *key]) + "\n)"
    yield f"COMMENT ON TABLE store.{table} IS {_literal(model.__doc__ or '')}"
    for name, (_, description, _) in columns.items():
        yield f"COMMENT ON COLUMN store.{table}.{name} IS {_literal(description)}"


def view_columns(session: Session) -> list[tuple[str, str, str]]:
    """(view, column, type) of every public view, in the order of the views and their columns."""
    found = session.query_file("queries/view_columns")
    order = list(VIEWS)
    rows = [(str(r["view_name"]), str(r["column_name"]), str(r["type"])) for r in found.iter_rows(named=True)]
    return sorted((row for row in rows if row[0] in VIEWS), key=lambda row: order.index(row[0]))


def write_meta(session: Session, key: str, value: str, *, catalog: str = "") -> None:
    """Sets one line of store.meta, of the attached database `catalog` if one is named."""
    prefix = f"{catalog}." if catalog else ""
    session.execute(f"INSERT OR REPLACE INTO {prefix}store.meta VALUES (?, ?)", [key, value])  # noqa: S608 - own name


def read_meta(session: Session) -> dict[str, str]:
    """All lines of store.meta; empty when the database has no such table, that is, when it is not ours."""
    known = session.query_file("queries/has_meta").item()
    if not known:
        return {}
    rows = session.query("SELECT key, value FROM store.meta")
    return {str(key): str(value) for key, value in rows.iter_rows()}


@cache
def tables_fingerprint() -> str:
    """Changes when a base table gets other columns, types or keys; descriptions do not count."""
    shape = {
        table: [list(model.__key__), [(name, kind, null) for name, (kind, _, null) in model.columns().items()]]
        for table, model in (TABLES | WORKING_TABLES).items()
    }
    return _digest(json.dumps(shape))


@cache
def views_fingerprint() -> str:
    """Changes when a view, a macro or any description changes."""
    texts = [sql_text(f"views/{name}") for name in VIEWS] + [sql_text(f"macros/{name}") for name in MACROS]
    docs = [asdict(doc) for doc in (*VIEWS.values(), *MACROS.values())]
    columns = [model.columns() for model in TABLES.values()]
    return _digest(json.dumps([texts, docs, columns]))


def _comments_on_views(session: Session) -> Iterator[str]:
    for view, doc in VIEWS.items():
        yield f"COMMENT ON VIEW {view} IS {_literal(doc.description)}"
    for view, column, _ in view_columns(session):
        yield f'COMMENT ON COLUMN {view}."{column}" IS {_literal(VIEWS[view].column(column) or "")}'
    for name, macro in MACROS.items():
        yield f"COMMENT ON MACRO {'TABLE ' if macro.is_table else ''}{name} IS {_literal(macro.description)}"


def _fill_dictionary(session: Session) -> None:
    rows: list[tuple[str, str, str | None, str | None, str]] = []
    columns = view_columns(session)
    for view, doc in VIEWS.items():
        rows.append((view, "view", None, None, doc.description))
        rows += [(v, "column", c, kind, doc.column(c) or "") for v, c, kind in columns if v == view]
    rows += [(name, "macro", None, macro.call, macro.description) for name, macro in MACROS.items()]
    values = [value for position, row in enumerate(rows) for value in (*row, position)]
    session.execute(f"INSERT INTO store.dictionary VALUES {', '.join(['(?, ?, ?, ?, ?, ?)'] * len(rows))}", values)  # noqa: S608 - marks only


def _literal(text: str) -> str:
    """An SQL string; COMMENT takes no bound parameters. Only descriptions of this program's own pass through here."""
    return "'" + " ".join(text.split()).replace("'", "''") + "'"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]
