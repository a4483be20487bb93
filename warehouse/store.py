"""The private store: made on first use, one short-lived writer at a time, and never mistaken for somebody else's file.

Belongs here: where the file is, who may open it, whether it is ours. Does not: statements (`warehouse.session`) or its schema
(`warehouse.ddl`).
"""

from __future__ import annotations

import contextlib
import os
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from warehouse import connection as duck
from warehouse.ddl import (
    APPLICATION,
    SCHEMA_VERSION,
    create_schema,
    create_views,
    read_meta,
    tables_fingerprint,
    views_fingerprint,
)
from warehouse.errors import (
    StoreContractError,
    StoreDamaged,
    StoreError,
    StoreForeign,
    StoreLocked,
    StoreOutdated,
    StoreQueryError,
)
from warehouse.session import Session

__all__ = [
    "Session",
    "Store",
    "StoreContractError",
    "StoreDamaged",
    "StoreError",
    "StoreForeign",
    "StoreLocked",
    "StoreOutdated",
    "StoreQueryError",
    "new_database",
    "published_meta",
    "reading_published",
]


class _Gate:
    """Inside one process a store is open once: threads wait for each other, and a thread that comes again shares its session."""

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self.session: Session | None = None
        self.proved_file: tuple[int, int] | None = None
        """Device and inode of the file that was last found to be ours; another file at the path is looked at anew."""


_GATES: dict[Path, _Gate] = {}
_GATES_GUARD = threading.Lock()


class Store:
    """A private store file. Nothing is opened or made until it is first read or written; nothing stays open afterwards."""

    def __init__(self, path: Path, *, timeout_seconds: float = duck.DEFAULT_TIMEOUT_SECONDS) -> None:
        self.path = Path(path).absolute()
        self.timeout_seconds = timeout_seconds

    @classmethod
    def beside(cls, published: Path, *, timeout_seconds: float = duck.DEFAULT_TIMEOUT_SECONDS) -> Store:
        """The private store of a published copy: out/x.duckdb has out/x.store.duckdb."""
        return cls(published.with_name(f"{published.stem}.store.duckdb"), timeout_seconds=timeout_seconds)

    def __repr__(self) -> str:
        return f"Store({str(self.path)!r})"

    def create_or_open(self) -> None:
        """Makes the file with its folders and schema where there is none, and proves that what is there is ours."""
        with self.reading():
            pass

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that reads. Inside a session of the same thread it is that session."""
        with self._open(read_only=True) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A session that writes; one at a time, across processes. Raises StoreLocked when the patience ends."""
        with self._open(read_only=False) as session:
            yield session

    @contextmanager
    def _open(self, *, read_only: bool) -> Iterator[Session]:
        gate = _gate(self.path)
        if not gate.lock.acquire(timeout=self.timeout_seconds):
            raise StoreLocked(
                "another thread holds the file open", self.path, "Wait until it is done, then run again.", os.getpid()
            )
        try:
            if gate.session is not None:
                if gate.session.read_only and not read_only:
                    raise StoreError(
                        "writing inside reading", self.path, "Leave `reading()` before `writing()` begins."
                    )
                yield gate.session
                return
            self._make_ready(gate)
            link = duck.connect(self.path, read_only=read_only, timeout_seconds=self.timeout_seconds)
            try:
                gate.session = Session(link, self.path, read_only=read_only)
                yield gate.session
            finally:
                gate.session = None
                link.close()
        finally:
            gate.lock.release()

    def _make_ready(self, gate: _Gate) -> None:
        """Creates the file if it is missing, refuses what is not ours, and brings views of an older program up to date."""
        if not self.path.exists():
            self._create()
        status = self.path.stat()
        if gate.proved_file == (status.st_dev, status.st_ino):
            return
        # read-only, because opening a foreign file for writing would already change it
        link = duck.connect(self.path, read_only=True, timeout_seconds=self.timeout_seconds)
        try:
            meta = _own_meta(Session(link, self.path, read_only=True), role="private")
        finally:
            link.close()
        if meta.get("tables") != tables_fingerprint():
            raise StoreOutdated(
                "another version of Tieout made this store, with other columns",
                self.path,
                f"{duck.MOVE_ASIDE}: `tieout triage import`.",
            )
        if meta.get("views") != views_fingerprint():
            link = duck.connect(self.path, read_only=False, timeout_seconds=self.timeout_seconds)
            try:
                create_views(Session(link, self.path, read_only=False))
            finally:
                link.close()
        gate.proved_file = (status.st_dev, status.st_ino)

    def _create(self) -> None:
        """Makes the store under another name and links it into place whole, so that no kill leaves half a store."""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(
                f"the folder cannot be made: {error.strerror}", self.path.parent, "Name another folder."
            ) from error
        fresh = self.path.with_name(f".{self.path.name}.{uuid.uuid4().hex[:8]}.new")
        try:
            new_database(fresh, published=False)
            # fails when another process was first, whose store is then as good as ours
            with contextlib.suppress(FileExistsError):
                os.link(fresh, self.path)
        finally:
            fresh.unlink(missing_ok=True)


def new_database(path: Path, *, published: bool) -> None:
    """Makes a DuckDB file with the warehouse's empty schema at `path`, where there is none yet."""
    link = duck.create(path)
    try:
        session = Session(link, path, read_only=False)
        create_schema(session, published=published)
        session.execute("CHECKPOINT")
    finally:
        link.close()


@contextmanager
def reading_published(path: Path, *, timeout_seconds: float = duck.DEFAULT_TIMEOUT_SECONDS) -> Iterator[Session]:
    """A read-only session on a published copy, shut off from files and network, so that any SQL may be put to it."""
    if not path.exists():
        raise StoreError("there is no published warehouse here", path, "Run `tieout run` first, or name another file.")
    link = duck.connect(path, read_only=True, timeout_seconds=timeout_seconds, sealed=True)
    try:
        session = Session(link, path, read_only=True)
        _own_meta(session, role="published")
        yield session
    finally:
        link.close()


def published_meta(path: Path, *, timeout_seconds: float = duck.DEFAULT_TIMEOUT_SECONDS) -> dict[str, str]:
    """store.meta of a published copy; raises StoreForeign for any other file, which is left as it is."""
    with reading_published(path, timeout_seconds=timeout_seconds) as session:
        return read_meta(session)


def _own_meta(session: Session, *, role: str) -> dict[str, str]:
    """The file's meta; raises StoreForeign when it is not a Tieout file, or of a newer schema, or in the other role."""
    meta = read_meta(session)
    if meta.get("application") != APPLICATION:
        raise StoreForeign(
            "this DuckDB file was not made by Tieout; it was left as it is", session.path, "Name another file."
        )
    if int(meta["schema_version"]) > SCHEMA_VERSION:
        raise StoreForeign(
            f"a newer Tieout made it (schema {meta['schema_version']}, this one knows {SCHEMA_VERSION})",
            session.path,
            "Upgrade Tieout, or name another file.",
        )
    if meta.get("role") != role:
        raise StoreForeign(
            f"this is the {meta.get('role')} file of a warehouse, not the {role} one",
            session.path,
            "Name the published copy (x.duckdb) as the warehouse; its private store (x.store.duckdb) lies beside it.",
        )
    return meta


def _gate(path: Path) -> _Gate:
    with _GATES_GUARD:
        return _GATES.setdefault(path.resolve(), _Gate())
