"""The published copy: made beside its place and put there whole, so that a reader sees the old one or the new one, never half.

Belongs here: copying rows, the fingerprint by which nothing new is known, and the replacing. Does not: what the rows say.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from warehouse.ddl import PRIVATE_COLUMNS, views_fingerprint, write_meta
from warehouse.schemas import TABLES
from warehouse.session import Session
from warehouse.store import Store, StoreError, StoreForeign, StoreLocked, new_database, published_meta

# what a run writes although nothing new was learnt: the run itself, and when a file was last refused or a finding last seen
_PASSING_TABLES = ("runs",)
_PASSING_COLUMNS = ("last_seen_run",)


@dataclass(frozen=True, slots=True)
class Published:
    """What was put in place: rows by base table, and whether the file was written or already said the same."""

    path: Path
    written: bool
    bytes: int
    rows: dict[str, int]


def publish_copy(store: Store, published: Path) -> Published:
    """Puts a copy of the store, without the raw bytes of the sources, at `published`, unless that says the same already.

    Raises StoreForeign when a file is there that Tieout did not publish; it is left as it is.
    """
    published = Path(published).absolute()
    if published == store.path:
        raise StoreError(
            "the published copy and the private store are the same file", published, "Give them two names."
        )
    # one publisher at a time: the private store's lock is held until the copy is in place
    with store.writing() as session:
        session.execute("CHECKPOINT")
        rows = {table: session.count(table) for table in TABLES}
        fingerprint = _fingerprint(session)
        if published.exists() and _present_meta(published).get("content") == fingerprint:
            return Published(published, False, published.stat().st_size, rows)
        _make_folder(published.parent)
        fresh = _beside(published, "publishing")
        try:
            _copy(session, fresh, fingerprint)
            _put_in_place(fresh, published)
        finally:
            _remove(fresh)
    return Published(published, True, published.stat().st_size, rows)


def _copy(session: Session, fresh: Path, fingerprint: str) -> None:
    """Rows of all base tables, ordered by their keys, into a new database at `fresh`. A copy has no free blocks to vacuum."""
    _remove(fresh)
    new_database(fresh, published=True)
    session.execute(f"ATTACH {_quoted(fresh)} AS copy")
    try:
        with session.transaction():
            for table, model in TABLES.items():
                columns = ", ".join(c for c in model.columns() if c not in PRIVATE_COLUMNS.get(table, ()))
                key = ", ".join(model.__key__)
                session.execute(
                    f"INSERT INTO copy.store.{table} ({columns}) SELECT {columns} FROM store.{table} ORDER BY {key}"  # noqa: S608 - names of the models
                )
            write_meta(session, "content", fingerprint, catalog="copy")
        session.execute("CHECKPOINT copy")
    finally:
        session.execute("DETACH copy")


def _put_in_place(fresh: Path, published: Path) -> None:
    """Everything on the disk first, then one rename; a log that somebody's writing left beside the old copy goes with it."""
    with fresh.open("rb") as file:
        os.fsync(file.fileno())
    _log_of(published).unlink(missing_ok=True)
    fresh.replace(published)
    folder = os.open(published.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _present_meta(published: Path) -> dict[str, str]:
    """Meta of the file that is there. A reader who opened it for writing locks it; then a copy of it is asked."""
    try:
        return published_meta(published, timeout_seconds=0)
    except StoreLocked:
        aside = _beside(published, "looking")
        try:
            shutil.copyfile(published, aside)
            return published_meta(aside, timeout_seconds=0)
        except StoreForeign as error:
            raise StoreForeign(error.what, published, error.to_do) from error
        finally:
            _remove(aside)


def _fingerprint(session: Session) -> str:
    """Changes when a row does, leaving out what every run writes; also when a view or macro does."""
    found: list[object] = [views_fingerprint()]
    for table, model in TABLES.items():
        if table in _PASSING_TABLES:
            continue
        left_out = (*_PASSING_COLUMNS, *PRIVATE_COLUMNS.get(table, ()))
        columns = ", ".join(column for column in model.columns() if column not in left_out)
        sums = session.query(
            f"SELECT count(*) AS n, coalesce(bit_xor(hash({columns})), 0)::VARCHAR AS x, "  # noqa: S608 - names of the models
            f"coalesce(sum(hash({columns})::HUGEINT % 1000000007), 0)::VARCHAR AS s FROM store.{table}"
        )
        found.append([table, *sums.row(0)])
    return hashlib.sha256(json.dumps(found).encode()).hexdigest()


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"the folder cannot be made: {error.strerror}", folder, "Name another folder.") from error


def _beside(path: Path, doing: str) -> Path:
    return path.with_name(f".{path.name}.{doing}")


def _log_of(path: Path) -> Path:
    return path.with_name(f"{path.name}.wal")


def _remove(path: Path) -> None:
    for file in (path, _log_of(path)):
        with contextlib.suppress(FileNotFoundError):
            file.unlink()


def _quoted(path: Path) -> str:
    """A path as an SQL string; ATTACH takes no bound parameter."""
    return "'" + str(path).replace("'", "''") + "'"
