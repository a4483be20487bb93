"""Opens one DuckDB file and says in our own words what is wrong with it: foreign, damaged, locked. The only importer of duckdb.

Belongs here: connecting, patience with a lock, translating DuckDB's errors. Does not: tables, views, or what is asked.
"""

from __future__ import annotations

import logging
import random
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from warehouse.errors import StoreDamaged, StoreError, StoreForeign, StoreLocked, StoreQueryError

_LOG = logging.getLogger("tieout.store")
Connection = duckdb.DuckDBPyConnection

DEFAULT_TIMEOUT_SECONDS = 30.0
SAY_AFTER_SECONDS = 1.0
"""A lock that lasts longer than this is worth a word to who waits."""
MOVE_ASIDE = "Move the file aside and run again: the sources are read anew. Decisions of triage can be carried over from the published copy"
# "DUCK" stands after the checksum of the first header: https://duckdb.org/docs/stable/internals/storage
_MAGIC, _MAGIC_AT = b"DUCK", 8
_HEADER_BYTES = 3 * 4096
_LOCK_MESSAGE = "Could not set lock on file"
_HOLDER = re.compile(r"\(PID (\d+)\)")
# without these DuckDB would try to fetch an extension from the network for a file that it does not know
_OFFLINE: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}


def connect(path: Path, *, read_only: bool, timeout_seconds: float, sealed: bool = False) -> Connection:
    """A connection to the existing DuckDB file at `path`; waits for a lock, with backoff, up to `timeout_seconds`.

    `sealed` shuts off the file system and the network for statements that come from outside. Raises StoreForeign,
    StoreDamaged, StoreLocked, or StoreError for what the operating system refuses.
    """
    refuse_other_files(path)
    # what a log holds, after a kill, is not in the file yet
    is_whole = not path.with_name(f"{path.name}.wal").exists()
    deadline = time.monotonic() + timeout_seconds
    pause_seconds, told = 0.02, False
    while True:
        try:
            with translated(path):
                sealing = {**_OFFLINE, "enable_external_access": not sealed}
                connection = duckdb.connect(str(path), read_only=read_only, config=sealing)
        except StoreLocked as locked:
            left_seconds = deadline - time.monotonic()
            if left_seconds <= 0:
                raise
            if not told and timeout_seconds - left_seconds > SAY_AFTER_SECONDS:
                _LOG.warning("%s; waiting up to %.0f s more", locked.what, left_seconds)
                told = True
            # jitter, so that two who wait do not knock at the same moment for ever
            time.sleep(min(left_seconds, pause_seconds * random.uniform(0.5, 1.5)))
            pause_seconds = min(1.0, pause_seconds * 1.7)
            continue
        try:
            if is_whole:
                _refuse_truncated(path, connection)
        except BaseException:
            connection.close()
            raise
        return connection


def create(path: Path) -> Connection:
    """A connection to a new, empty DuckDB file at `path`, which must not exist."""
    with translated(path):
        return duckdb.connect(str(path), config=_OFFLINE)


def refuse_other_files(path: Path) -> None:
    """Raises StoreForeign or StoreDamaged for what is plainly no DuckDB file, before DuckDB itself touches it."""
    try:
        with path.open("rb") as file:
            head = file.read(_MAGIC_AT + len(_MAGIC))
    except IsADirectoryError as error:
        raise StoreForeign("this is a folder, not a file", path, "Name a file for the warehouse.") from error
    except OSError as error:
        raise StoreError(
            f"cannot be read: {error.strerror}", path, "Check that it is there and that you may read it."
        ) from error
    if not head:
        raise StoreDamaged("the file is empty", path, f"{MOVE_ASIDE}.")
    if head[_MAGIC_AT:] != _MAGIC:
        raise StoreForeign(
            "this is not a DuckDB file; it was left as it is", path, "Name another file for the warehouse."
        )


@contextmanager
def translated(where: Path | str) -> Iterator[None]:
    """Turns any error of DuckDB inside the block into a StoreError that says what to do."""
    try:
        yield
    except duckdb.Error as error:
        raise translate(error, where) from error


def translate(error: duckdb.Error, where: Path | str) -> StoreError:
    """The StoreError that says what DuckDB's `error` means for the file or statement `where`."""
    text = str(error)
    if _LOCK_MESSAGE in text:
        found = _HOLDER.search(text)
        pid = int(found.group(1)) if found else None
        who = f"process {pid}" if pid else "another process"
        return StoreLocked(
            f"{who} holds the file open", where, "Wait until it is done, or end it; then run again.", holder_pid=pid
        )
    if "but we can only read versions" in text or "different version of DuckDB" in text:
        return StoreForeign(f"a newer DuckDB wrote this file: {text}", where, "Upgrade Tieout, or name another file.")
    if (
        "Corrupt database file" in text
        or "Could not read enough bytes" in text
        or "Failure while replaying WAL" in text
    ):
        return StoreDamaged(f"the file is damaged: {text}", where, f"{MOVE_ASIDE}.")
    if "not a valid DuckDB database file" in text:
        return StoreForeign("this is not a DuckDB file; it was left as it is", where, "Name another file.")
    if isinstance(error, duckdb.IOException | duckdb.FatalException | duckdb.InternalException):
        return StoreError(
            f"DuckDB could not go on: {text}", where, "Check the disk (space, permission), then run again."
        )
    if isinstance(error, duckdb.ConnectionException):
        return StoreError(
            "this process already holds the file open in another way",
            where,
            "Close the other connection, or read through the same Store.",
        )
    return StoreQueryError(f"DuckDB refused the statement: {text}", where, "Mend the statement or its parameters.")


def _refuse_truncated(path: Path, connection: Connection) -> None:
    """DuckDB reads blocks when they are needed, so a file that was cut short opens well; its used blocks tell the least size.

    Not its total: free blocks at the end are cut off by a checkpoint and still counted.
    """
    with translated(path):
        rows = connection.execute(
            "SELECT used_blocks * block_size FROM pragma_database_size() WHERE database_name = current_database()"
        ).fetchall()
    size, least = path.stat().st_size, int(rows[0][0]) + _HEADER_BYTES
    if size < least:
        raise StoreDamaged(f"the file is cut short: {size:,} bytes of at least {least:,}", path, f"{MOVE_ASIDE}.")
