"""What one run carries from step to step: where it reads and publishes, and what its steps reported.

Belongs here: these two, and the counts of a run that is about to be published. Does not: counting, which steps and
`assets.tally` do, nor the log of runs (`warehouse.runs`).
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path

from assets.extract import ExtractReport
from assets.ingest import IngestReport
from assets.tally import FileTally, tally_files
from warehouse.runs import RunCounts
from warehouse.store import Store


@dataclass(frozen=True, slots=True)
class Places:
    """Folders and files to read, and the file to publish."""

    sources: tuple[Path, ...]
    published: Path

    @property
    def report(self) -> Path:
        """The HTML page beside the published file."""
        return self.published.with_suffix(".html")


@dataclass(slots=True)
class RunLedger:
    """Reports of this run's steps; None for a step that this run did not take."""

    ingested: IngestReport | None = None
    extracted: ExtractReport | None = None

    @property
    def tally(self) -> FileTally:
        """Every file of this run in one of four places; zeros where the run did not both read and extract."""
        if self.ingested is None or self.extracted is None:
            return FileTally(0, 0, 0, 0, 0)
        return tally_files(self.ingested, self.extracted)


def run_counts(store: Store, ledger: RunLedger) -> RunCounts:
    """The counts of a run that is about to be published; comparisons and open findings are what stands in the store."""
    with store.reading() as session:
        comparisons = session.query("SELECT count(*) AS n FROM comparisons").item()
        findings = session.query("SELECT count(*) AS n FROM findings WHERE state IN ('open', 'reopened')").item()
    figures = ledger.extracted.figures if ledger.extracted else 0
    files = {name: count for name, count in asdict(ledger.tally).items() if name != "unaccounted"}
    return RunCounts(**files, figures=figures, comparisons=int(comparisons), findings=int(findings))
