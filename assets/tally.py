"""Adds up what became of the files of one run, over ingestion and extraction, so that every file is counted once.

Belongs here: this sum. Does not: the counting inside a step.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from assets.extract import ExtractReport
from assets.ingest import IngestReport

_READ = ("new", "changed")


@dataclass(frozen=True, slots=True)
class FileTally:
    """files = with_figures + without_figures + unchanged + quarantined, each counted by itself; `holds` says whether it is so.

    A file of several articles is one file: with figures if one of those that are new says any, quarantined if one failed. Unchanged is
    a file none of whose articles is new: as it was, renamed, back again, or changed around its articles; also one that newer
    rules read again. `unaccounted` are files about which extraction should have said something and did not.
    """

    files: int
    with_figures: int
    without_figures: int
    unchanged: int
    quarantined: int
    unaccounted: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether every file is in exactly one place."""
        parts = self.with_figures + self.without_figures + self.unchanged + self.quarantined
        return parts == self.files and not self.unaccounted


def tally_files(ingested: IngestReport, extracted: ExtractReport) -> FileTally:
    """The tally of one run from the reports of its two steps."""
    fresh = {row.path for row in ingested.rows if row.outcome in _READ and row.to_extract}
    as_before = sum(row.outcome in _READ and not row.to_extract for row in ingested.rows)
    refused = {row.path for row in ingested.rows if row.outcome == "quarantined"}
    figures: defaultdict[str, int] = defaultdict(int)
    failed: set[str] = set()
    for row in extracted.rows:
        if row.path in ingested.read_paths and row.path not in refused:
            figures[row.path] += row.figures
            failed |= {row.path} if row.error is not None else set()
    read = fresh & figures.keys() - failed
    with_figures = sum(figures[path] > 0 for path in read)
    return FileTally(
        files=ingested.files,
        with_figures=with_figures,
        without_figures=len(read) - with_figures,
        unchanged=ingested.unchanged + as_before - len(failed - fresh),
        quarantined=ingested.quarantined + len(failed),
        unaccounted=tuple(sorted(fresh - figures.keys())),
    )
