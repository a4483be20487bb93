"""Tells files that are still being written from those that stand still, by looking twice.

Belongs here: what a look remembers, and how long a run waits between two. Does not: which files there are (`assets.source_files`).
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from assets.source_files import SourceFiles
from assets.source_reading import touched_ns

# How long a run waits between its two looks, and for which files: what was last touched longer ago stands still without waiting.
SETTLE_SECONDS = 0.5
YOUNG_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class FirstLook:
    """Files that were touched a moment ago as they were then: size in bytes, time of change in ns; None for one that is not there."""

    taken_at: float
    young: dict[Path, tuple[int, int] | None]


def first_look(files: Sequence[Path]) -> FirstLook:
    """Remembers size and time of every file that was touched in the last seconds, or, by its clock, will be."""
    since_ns = time.time_ns() - int(YOUNG_SECONDS * 1e9)
    young: dict[Path, tuple[int, int] | None] = {}
    taken_at = time.monotonic()
    for path in files:
        seen = _seen(path)
        if seen is None or seen[1] >= since_ns:
            young[path] = seen
    return FirstLook(taken_at, young)


def settled(found: SourceFiles, first: FirstLook, settle_seconds: float | None = None) -> SourceFiles:
    """The same files without those that moved between the first look and now, at least `settle_seconds` later; these are `waiting`.

    Waits only if there is a young file. One that went meanwhile is not there; what took its place is for the next run.
    """
    if not first.young:
        return found
    pause = SETTLE_SECONDS if settle_seconds is None else settle_seconds
    time.sleep(max(0.0, first.taken_at + pause - time.monotonic()))
    now = {path: _seen(path) for path in first.young}
    moving = {path for path, before in first.young.items() if before != now[path]}
    gone = {path for path in moving if now[path] is None}
    if not moving:
        return found
    return replace(
        found,
        files=tuple(path for path in found.files if path not in moving),
        waiting=tuple(sorted(moving - gone)),
    )


def _seen(path: Path) -> tuple[int, int] | None:
    """Size and time: a copy may carry the old time of its original, so the later of the two times counts."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_size, touched_ns(status)
