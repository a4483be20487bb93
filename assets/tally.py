"""Adds up what became of the files of one run, over ingestion and extraction, so that every file is counted once.

Belongs here: this sum. Does not: the counting inside a step.
"""

from __future__ import annotations

from dataclasses import dataclass

from assets.extract import ExtractReport
from assets.ingest import IngestReport


@dataclass(frozen=True, slots=True)
class FileTally:
    """files = with_figures + without_figures + unchanged + quarantined. An unchanged file that newer rules read again is unchanged."""

    files: int
    with_figures: int
    without_figures: int
    unchanged: int
    quarantined: int


def tally_files(ingested: IngestReport, extracted: ExtractReport) -> FileTally:
    """The tally of one run from the reports of its two steps."""
    fresh = {row.path for row in ingested.rows if row.outcome in ("new", "changed")}
    refused = {row.path for row in ingested.rows if row.outcome == "quarantined"}
    read_here = [row for row in extracted.rows if row.path in ingested.read_paths and row.path not in refused]
    with_figures = sum(row.path in fresh and row.error is None and row.figures > 0 for row in read_here)
    without_figures = sum(row.path in fresh and row.error is None and row.figures == 0 for row in read_here)
    failed = sum(row.error is not None for row in read_here)
    unchanged = ingested.files - with_figures - without_figures - failed - ingested.quarantined
    return FileTally(ingested.files, with_figures, without_figures, unchanged, ingested.quarantined + failed)
