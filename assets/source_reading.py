"""Looks at one source file: unchanged, readable with its document, or refused with a reason. Bytes are read once.

Belongs here: the way from a path to a Document, and every reason why there is none. Does not: the store.
"""

from __future__ import annotations

import errno
import stat
from dataclasses import dataclass
from pathlib import Path

from assets.reading import MAX_BYTES, Document, Unreadable, read_document
from assets.source_files import shown
from warehouse.ids import version_id


@dataclass(frozen=True, slots=True)
class Unchanged:
    """The file's bytes are those of the version that is already known."""

    path: Path


@dataclass(frozen=True, slots=True)
class Readable:
    """A file with its bytes and what reading made of them."""

    path: Path
    raw: bytes
    version: str
    document: Document


@dataclass(frozen=True, slots=True)
class Refused:
    """A file (or folder) from which no article can be had: a short code, and what to do about it."""

    path: Path
    reason: str
    detail: str
    sha256: str | None = None
    size_bytes: int | None = None


Look = Unchanged | Readable | Refused


def look_at(path: Path, known_version: str | None) -> Look:
    """What the file at `path` is now; `known_version` is the sha256 of its current version in the store, if it has one."""
    if shown(path) != path.as_posix():
        return Refused(path, "unreadable", "The file's name is not valid UTF-8; rename the file.")
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            return Refused(path, "not_a_file", "This is no regular file; take it out of the folder.")
        if status.st_size > MAX_BYTES:
            return _too_large(path, status.st_size)
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except OSError as error:
        reason = "missing" if error.errno in (errno.ENOENT, errno.ELOOP) else "unreadable"
        return Refused(path, reason, f"{error.strerror or error}; check the file and your permission to read it.")
    if len(raw) > MAX_BYTES:
        return _too_large(path, len(raw))
    version = version_id(raw)
    if version == known_version:
        return Unchanged(path)
    try:
        return Readable(path, raw, version, read_document(raw, path.name))
    except Unreadable as error:
        return Refused(path, error.reason, error.detail, version, len(raw))
    except Exception as error:  # one file must not stop a run; its row in quarantine says what happened
        detail = (
            f"Reading failed with {type(error).__name__}: {error}. This is an error in Tieout; please report the file."
        )
        return Refused(path, "reading_failed", detail, version, len(raw))


def _too_large(path: Path, size_bytes: int) -> Refused:
    detail = f"{size_bytes:,} bytes; at most {MAX_BYTES:,} are read. Split the file."
    return Refused(path, "too_large", detail, None, size_bytes)
