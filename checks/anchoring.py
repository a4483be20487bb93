"""The anchoring proof over the store: every quote stands in its text where its figure says, and the raw files are still those.

A file is read again unless the system says that nobody touched it since ingestion took its sha256.

Belongs here: finding what is not anchored. Does not: going back through the reader, which `tieout verify` does.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from warehouse.ids import version_id
from warehouse.store import Session, Store


@dataclass(frozen=True, slots=True)
class LooseFigure:
    """A figure whose text says something else at its span; offsets are half-open, in code points."""

    figure_id: str
    expected: str
    found: str
    char_start: int
    char_end: int
    source_path: str


@dataclass(frozen=True, slots=True)
class ChangedFile:
    """A source file of this run that is not what was read a moment ago."""

    source_path: str
    problem: str


@dataclass(frozen=True, slots=True)
class AnchoringReport:
    """How many figures and files were looked at, and which do not hold. `elsewhere` files lie outside of this run's sources.

    `read_again` of the files were opened; the others have size and times of when their sha256 was taken.
    """

    figures: int
    files: int
    read_again: int
    elsewhere: int
    loose: tuple[LooseFigure, ...]
    changed: tuple[ChangedFile, ...]

    @property
    def holds(self) -> bool:
        """Whether every figure is anchored in a file that is still what was read."""
        return not self.loose and not self.changed


def anchoring(store: Store, run_id: str) -> AnchoringReport:
    """Checks all current figures against their text, and the files below this run's sources against their sha256.

    Files elsewhere were read by other runs and may have moved since; `tieout verify` looks at them too.
    """
    with store.reading() as session:
        figures = int(session.query("SELECT count(*) AS n FROM figures").item())
        loose = session.query_file("checks/figures_not_anchored").to_dicts()
        versions = session.query_file("checks/current_files_looked_at")
        sources = _sources_of(session, run_id)
    below = tuple(f"{source.as_posix().rstrip('/')}/" for source in sources)
    alone = {source.as_posix() for source in sources}
    mine = [row for row in versions.iter_rows() if row[0] in alone or row[0].startswith(below)]
    touched = [(path, sha256) for path, sha256, *seen in mine if not _is_untouched(path, *seen)]
    changed = [(path, _problem(Path(path), sha256)) for path, sha256 in touched]
    return AnchoringReport(
        figures=figures,
        files=len(mine),
        read_again=len(touched),
        elsewhere=versions.height - len(mine),
        loose=tuple(LooseFigure(**row) for row in loose),
        changed=tuple(ChangedFile(path, problem) for path, problem in changed if problem),
    )


def _sources_of(session: Session, run_id: str) -> list[Path]:
    """What this run read; what the last run read where this one began later, as when one asset is materialised alone."""
    query = "SELECT sources FROM runs ORDER BY run_id = ? DESC, started_at DESC LIMIT 1"
    found = session.query(query, [run_id])
    return [Path(line) for line in found.item().splitlines()] if found.height else []


def _is_untouched(path: str, size_bytes: int | None, touched_ns: int | None) -> bool:
    """Whether size and times are those of when the sha256 was taken; the time at which a file last changed cannot be set back."""
    if size_bytes is None:
        return False
    try:
        status = os.stat(path)  # noqa: PTH116 - of a hundred thousand files
    except OSError:
        return False
    return status.st_size == size_bytes and max(status.st_mtime_ns, status.st_ctime_ns) == touched_ns


def _problem(path: Path, version: str) -> str | None:
    """What is wrong with a source file, or None while it is what was read."""
    try:
        found = version_id(path.read_bytes())
    except OSError as error:
        return f"cannot be read: {error.strerror or error}"
    return None if found == version else f"was changed since it was read: its sha256 is {found}, not {version}"
