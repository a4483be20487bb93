"""Remembers how the files stood that a run found unchanged, so that a check after it need not read them once more.

Belongs here: the table `file_looks`. Does not: looking at files (`assets.source_reading`), nor the check (`checks.anchoring`).
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

import polars as pl

from assets.settling import YOUNG_SECONDS
from assets.source_files import shown
from assets.source_reading import Unchanged
from warehouse.schemas.ingest_memory import FileLook
from warehouse.store import Session


def remember_looks(session: Session, unchanged: Sequence[Unchanged], waiting: Sequence[Path]) -> None:
    """Makes `store.file_looks` say how these files stand now.

    A file that was touched a moment ago is left out: it could change once more and keep size and time, where clocks are coarse.
    """
    before_ns = time.time_ns() - int(YOUNG_SECONDS * 1e9)
    stood = [item for item in unchanged if item.touched_ns < before_ns]
    frame = pl.DataFrame(
        {
            "source_path": [shown(item.path) for item in stood] + [shown(path) for path in waiting],
            "bytes": [item.size_bytes for item in stood] + [0] * len(waiting),
            "touched_ns": [item.touched_ns for item in stood] + [0] * len(waiting),
            "is_waiting": [False] * len(stood) + [True] * len(waiting),
        },
        schema=FileLook.empty_frame().schema,
    )
    if not session.table("file_looks").equals(frame.sort(frame.columns)):
        session.rewrite("file_looks", frame)
