"""Looks at source files: unchanged, moved, readable with its articles, or refused with a reason. Bytes are read once.

Belongs here: the way from a path to documents, and every reason why there are none. Does not: the store.
"""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass
from functools import lru_cache
from pathlib import Path

from assets.reading import MAX_BYTES, NO_HINTS, READER_VERSION, Document, Hints
from assets.sandbox.limits import USUAL, Allowance
from assets.sandbox.tasks import Failure, FileTask, read_in_children
from assets.source_files import NOT_A_FILE, shown
from warehouse.ids import version_id

# a pipe must not be waited for, nor may a terminal become ours
_OPEN = os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC


@dataclass(frozen=True, slots=True)
class Unchanged:
    """The file's bytes and what the user says of it are those that are already known. `size_bytes` and `touched_ns` (the later of
    the times at which content or name changed) are as they were when it was read."""

    path: Path
    size_bytes: int = 0
    touched_ns: int = 0


@dataclass(frozen=True, slots=True)
class Moved:
    """The file holds the bytes of an article file that is no longer at the path `was`; of one that is back, this is its own path.

    `is_read_again` where what the user says of it is not what was said there: then the file follows once more, to be read.
    """

    path: Path
    was: str
    sha256: str
    is_read_again: bool = False


@dataclass(frozen=True, slots=True)
class Raw:
    """A file that is to be read: its bytes, their sha256, and what the user says of it."""

    path: Path
    raw: bytes
    sha256: str
    hints: Hints = NO_HINTS


@dataclass(frozen=True, slots=True)
class Readable:
    """A file with its bytes and the articles that reading found in it, at least one."""

    path: Path
    raw: bytes
    sha256: str
    documents: tuple[Document, ...]
    hints: Hints = NO_HINTS


@dataclass(frozen=True, slots=True)
class Refused:
    """A file (or folder) from which no article can be had: a short code, and what to do about it.

    `tried` is set where the same bytes would be refused again as long as they are tried the same way (`trying_of`).
    """

    path: Path
    reason: str
    detail: str
    sha256: str | None = None
    size_bytes: int | None = None
    tried: str | None = None


@dataclass(frozen=True, slots=True)
class Ended:
    """A file whose reading was ended as it would be again: its bytes, how it was `tried`, and why it was refused."""

    sha256: str
    tried: str
    reason: str
    detail: str


Look = Unchanged | Moved | Raw | Refused
Read = Unchanged | Moved | Readable | Refused


def reading_of(hints: Hints) -> str:
    """How a file is read now, as a hash: other hints or another reader give other articles from the same bytes."""
    return _reading(READER_VERSION, hints)


@lru_cache(maxsize=1024)
def _reading(reader_version: str, hints: Hints) -> str:
    return hashlib.sha256(repr((reader_version, astuple(hints))).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def trying_of(hints: Hints, limits: Allowance) -> str:
    """How a file is tried now, as a hash: with other limits, hints or another reader it may be read after all."""
    return hashlib.sha256(repr((reading_of(hints), astuple(limits))).encode()).hexdigest()[:16]


def look_at(
    path: Path,
    known: tuple[str, str] | None,
    hints: Hints = NO_HINTS,
    ended: Ended | None = None,
    limits: Allowance = USUAL,
) -> Look:
    """What the file at `path` is now; `known` is the sha256 of its bytes and how they were read, if the store has it.

    `ended` is how reading it was ended in an earlier run: the same bytes within the same `limits` are refused again unread.
    """
    if not str(path).isascii() and shown(path) != path.as_posix():
        return Refused(path, "unreadable", "The file's name is not valid UTF-8; rename the file.")
    try:
        status, raw = _bytes_of(path)
    except OSError as error:
        reason = "missing" if error.errno in (errno.ENOENT, errno.ELOOP) else "unreadable"
        return Refused(path, reason, f"{error.strerror or error}; check the file and your permission to read it.")
    if not stat.S_ISREG(status.st_mode):
        return Refused(path, NOT_A_FILE, "This is no regular file; take it out of the folder.")
    if raw is None or len(raw) > MAX_BYTES:
        return _too_large(path, max(status.st_size, len(raw or b"")))
    sha256 = version_id(raw)
    if known == (sha256, reading_of(hints)):
        return Unchanged(path, status.st_size, touched_ns(status))
    if ended and (ended.sha256, ended.tried) == (sha256, trying_of(hints, limits)):
        return Refused(path, ended.reason, ended.detail, sha256, len(raw), ended.tried)
    return Raw(path, raw, sha256, hints)


def touched_ns(status: os.stat_result) -> int:
    """The later of the times at which a file's content and its name or rights changed; the second cannot be set back."""
    return max(status.st_mtime_ns, status.st_ctime_ns)


def _bytes_of(path: Path) -> tuple[os.stat_result, bytes | None]:
    """What the opened file is, and its bytes, one more than are read at most; None of what is too large or no regular file."""
    descriptor = os.open(path, _OPEN)
    with open(descriptor, "rb", buffering=0) as file:  # noqa: PTH123 - the file is open already
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode) or status.st_size > MAX_BYTES:
            return status, None
        raw = part = file.read(MAX_BYTES + 1)
        while part and len(raw) <= MAX_BYTES:
            part = file.read(MAX_BYTES + 1)
            raw += part
        return status, raw


def read_all(looks: Iterable[Look], limits: Allowance = USUAL) -> Iterator[Read]:
    """The same, in the same order, with the files read that are to be read: in child processes, each within its limits.

    Raises SandboxError when no child can be started.
    """
    for look, answer in read_in_children(looks, _task, limits_of=limits.of_file):
        if isinstance(look, Raw) and answer is not None:
            yield _read(look, answer, limits)
        else:
            assert not isinstance(look, Raw)
            yield look


def _task(look: Look) -> FileTask | None:
    return FileTask(look.raw, look.path.name, look.hints) if isinstance(look, Raw) else None


def _read(file: Raw, answer: tuple[Document, ...] | Failure, limits: Allowance) -> Readable | Refused:
    if isinstance(answer, Failure):
        tried = trying_of(file.hints, limits) if answer.is_lasting else None
        detail = answer.with_outlook("the file, Tieout's reader")
        return Refused(file.path, answer.reason, detail, file.sha256, len(file.raw), tried)
    return Readable(file.path, file.raw, file.sha256, answer, file.hints)


def _too_large(path: Path, size_bytes: int) -> Refused:
    detail = f"{size_bytes:,} bytes; at most {MAX_BYTES:,} are read. Split the file."
    return Refused(path, "too_large", detail, None, size_bytes)
