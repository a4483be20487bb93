"""What the store knows of source files before a run: which are read, which are gone, and which of these came back or were moved.

Belongs here: recognising a file by its path or by its bytes. Does not: looking at files (`assets.source_reading`), nor writing
(`assets.article_writing`).
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePath

from assets.source_files import SourceFiles, shown
from assets.source_reading import Ended, Look, Moved, Raw, reading_of
from warehouse.store import Session

_EXTRACTION_FAILED = "extraction_failed"
_QUARANTINED = "SELECT source_path, reason, detail, sha256, tried FROM store.quarantine"


@dataclass(frozen=True, slots=True)
class KnownFile:
    """The sha256 of a file whose articles are current, and how it was read."""

    sha256: str
    reading: str

    @property
    def key(self) -> tuple[str, str]:
        """As `look_at` takes it."""
        return self.sha256, self.reading


@dataclass(frozen=True, slots=True)
class Known:
    """path -> file whose articles are current; files that went in earlier runs, with their last paths; path -> reason of quarantine;
    path -> file whose reading was ended as it would be again."""

    files: dict[str, KnownFile]
    gone: list[tuple[str, KnownFile]]
    quarantined: dict[str, str]
    ended: dict[str, Ended]

    def is_healed(self, path: str) -> bool:
        """Whether a file that is unchanged was in quarantine; a failed extraction is for `extract` to clear."""
        return self.quarantined.get(path, _EXTRACTION_FAILED) != _EXTRACTION_FAILED


@dataclass(frozen=True, slots=True)
class Absent:
    """Files that a run would have seen, had they been there: of current articles, and of quarantine. `unseen` are all files of current
    articles that this run did not meet, those in folders that it did not walk included."""

    files: tuple[str, ...]
    quarantined: tuple[str, ...]
    unseen: tuple[str, ...] = ()


def known_files(session: Session) -> Known:
    """What the store knows of source files."""
    rows = session.query_file("queries/known_files")
    files: dict[str, KnownFile] = {}
    gone: list[tuple[str, KnownFile]] = []
    readings: dict[str, str] = {}
    for path, sha256, reading, is_current in rows.iter_rows():
        known = KnownFile(sha256, readings.setdefault(reading, reading))
        if is_current:
            files[path] = known
        else:
            gone.append((path, known))
    quarantined: dict[str, str] = {}
    ended: dict[str, Ended] = {}
    for path, reason, detail, sha256, tried in session.query(_QUARANTINED).iter_rows():
        quarantined[path] = reason
        if tried is not None and reason != _EXTRACTION_FAILED:
            ended[path] = Ended(sha256, tried, reason, detail)
    return Known(files, gone, quarantined, ended)


def absent_files(found: SourceFiles, known: Known, left_out: Callable[[str], str | None]) -> Absent:
    """Known files that are no longer in the folders that this run walked, or that their rules leave out by now."""
    there = {shown(path) for path in (*found.files, *found.waiting)}
    there |= {shown(barred.path) for barred in found.barred}

    def absent(paths: Iterable[str]) -> tuple[str, ...]:
        missing = (path for path in paths if path not in there and found.would_have_seen(path))
        return tuple(sorted(p for p in missing if not os.path.lexists(p) or left_out(p) is not None))

    unseen = tuple(path for path in known.files if path not in there)
    return Absent(absent(unseen), absent(known.quarantined), unseen)


def recognised(looks: Iterable[Look], known: Known, absent: Absent) -> Iterator[Look]:
    """The same looks; a file at a new path that has the bytes of one that is gone is that one, moved, and is not read.

    Each file that is gone is found once. Of several with the same bytes, one of the same name goes first.
    """
    lost: dict[str, dict[str, KnownFile]] = {}
    for path in absent.unseen:
        lost.setdefault(known.files[path].sha256, {})[path] = known.files[path]
    for path, file in known.gone:
        lost.setdefault(file.sha256, {}).setdefault(path, file)
    for look in looks:
        home = _home(look, known, lost) if isinstance(look, Raw) else None
        if home is None or not isinstance(look, Raw):
            yield look
            continue
        was, file = home
        again = file.reading != reading_of(look.hints)
        yield Moved(look.path, was, look.sha256, is_read_again=again)
        if again:
            yield look


def _home(look: Raw, known: Known, lost: dict[str, dict[str, KnownFile]]) -> tuple[str, KnownFile] | None:
    """Where the file was, and as what it was known; None for one that is where it was, or that nobody knew."""
    path = shown(look.path)
    candidates = lost.get(look.sha256)
    if path in known.files or not candidates:
        return None
    name = PurePath(path).name
    # a path at which something is again, which this run does not look at, has not lost its file
    there = [one for one in candidates if one == path or not os.path.lexists(one)]
    if not there:
        return None
    was = min(there, key=lambda one: (one != path, PurePath(one).name != name, one))
    return was, candidates.pop(was)
