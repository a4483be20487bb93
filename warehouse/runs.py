"""The log of runs: one row when a run begins, its counts when it ends.

Belongs here: writing `store.runs`. Does not: counting, which the steps do.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path

from warehouse.schemas import Run
from warehouse.store import Store, StoreError


@dataclass(frozen=True, slots=True)
class RunCounts:
    """What came of a run; files = with_figures + without_figures + unchanged + quarantined."""

    files: int = 0
    with_figures: int = 0
    without_figures: int = 0
    unchanged: int = 0
    quarantined: int = 0
    figures: int = 0
    comparisons: int = 0
    findings: int = 0


def tieout_version() -> str:
    """Version of the installed Tieout; 'unknown' when it runs from a folder without having been installed."""
    try:
        return metadata.version("tieout")
    except metadata.PackageNotFoundError:
        return "unknown"


def start_run(
    store: Store, run_id: str, sources: Sequence[Path], *, extractor_version: str, version: str | None = None
) -> None:
    """Adds the run's row with counts of 0; a run that is already there is left as it is."""
    row = {
        "run_id": run_id,
        "started_at": _now(),
        "finished_at": None,
        "tieout_version": version or tieout_version(),
        "extractor_version": extractor_version,
        "sources": "\n".join(Path(source).absolute().as_posix() for source in sources),
        **asdict(RunCounts()),
    }
    with store.writing() as session:
        if not session.query("SELECT 1 AS known FROM store.runs WHERE run_id = ?", [run_id]).height:
            session.insert("runs", Run.frame([row]))


def finish_run(store: Store, run_id: str, counts: RunCounts) -> None:
    """Sets the run's counts and its end; call it before publishing, so that the published copy has them."""
    with store.writing() as session:
        row = session.query("SELECT * FROM store.runs WHERE run_id = ?", [run_id])
        if not row.height:
            raise StoreError(f"run {run_id!r} never began", f"{session.path}, store.runs", "Call start_run first.")
        session.upsert("runs", Run.frame([{**row.row(0, named=True), **asdict(counts), "finished_at": _now()}]))


def _now() -> datetime:
    """The moment in UTC, as the tables keep it: without a zone."""
    return datetime.now(UTC).replace(tzinfo=None)
