"""The anchoring proof over the store: every quote stands in its text where its figure says, and the raw files are still those.

Belongs here: finding what is not anchored. Does not: going back through the reader, which `tieout verify` does.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from warehouse.ids import version_id
from warehouse.store import Session, Store

# a file in quarantine is already known not to be what was read, and has its reason there
_CURRENT_FILES = """
SELECT DISTINCT source_path, file_sha256 FROM articles ANTI JOIN quarantine USING (source_path)
WHERE is_current ORDER BY source_path"""


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
    """How many figures and files were looked at, and which do not hold. `elsewhere` files lie outside of this run's sources."""

    figures: int
    files: int
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
        versions = session.query(_CURRENT_FILES)
        sources = _sources_of(session, run_id)
    mine = [(path, version) for path, version in versions.iter_rows() if _is_below(path, sources)]
    changed = [(path, _problem(Path(path), version)) for path, version in mine]
    return AnchoringReport(
        figures=figures,
        files=len(mine),
        elsewhere=versions.height - len(mine),
        loose=tuple(LooseFigure(**row) for row in loose),
        changed=tuple(ChangedFile(path, problem) for path, problem in changed if problem),
    )


def _sources_of(session: Session, run_id: str) -> list[Path]:
    """What this run read; what the last run read where this one began later, as when one asset is materialised alone."""
    query = "SELECT sources FROM runs ORDER BY run_id = ? DESC, started_at DESC LIMIT 1"
    found = session.query(query, [run_id])
    return [Path(line) for line in found.item().splitlines()] if found.height else []


def _is_below(path: str, sources: list[Path]) -> bool:
    return any(Path(path).is_relative_to(source) for source in sources)


def _problem(path: Path, version: str) -> str | None:
    """What is wrong with a source file, or None while it is what was read."""
    try:
        found = version_id(path.read_bytes())
    except OSError as error:
        return f"cannot be read: {error.strerror or error}"
    return None if found == version else f"was changed since it was read: its sha256 is {found}, not {version}"
