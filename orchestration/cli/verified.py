"""What `tieout verify` says: how many files and quotes were read again, and each that is lost.

Belongs here: that text. Does not: the reading (`assets.verify`).
"""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

from assets.sandbox.limits import Allowance
from assets.verify import VerifyReport, verify
from orchestration.cli.options import shown_path
from orchestration.cli.query import private_store
from warehouse.safe_text import clipped, visible


def verification(published: Path, limits: Allowance) -> tuple[dict[str, Any], list[str], bool]:
    """The outcome for machines, its lines for a person, and whether every quote was found."""
    report = verify(private_store(published), limits=limits)
    return {**asdict(report), "holds": report.holds}, _lines(report), report.holds


def _lines(report: VerifyReport) -> list[str]:
    if report.holds:
        return [f"All {report.figures:,} quotes stand where they stood, in {_articles(report)}."]
    lines = [f"{shown_path(lost.source_path)}: {lost.problem} ({lost.figures} figures)" for lost in report.lost_files]
    lines += [
        f"{shown_path(lost.source_path)}, characters {lost.char_start}–{lost.char_end}: "
        f"“{clipped(lost.expected, 60)}” is gone, there is “{clipped(lost.found, 60)}” ({lost.figure_id})"
        for lost in report.lost_quotes
    ]
    resting = sum(lost.figures for lost in report.lost_files)
    summary = (
        f"{len({lost.source_path for lost in report.lost_files})} of {report.files:,} files are not what was read "
        f"({resting:,} figures rest on them), "
        f"{len(report.lost_quotes)} of {report.figures:,} quotes are lost."
    )
    return [visible(line) for line in [*lines, summary]]


def _articles(report: VerifyReport) -> str:
    """'17 files', or '17 articles of 3 files' where a file holds several."""
    files = "1 file" if report.files == 1 else f"{report.files:,} files"
    return files if report.articles == report.files else f"{report.articles:,} articles of {files}"
