"""Looks at the source folders from outside: a digest that changes when a file comes, changes or goes. Reads no contents.

Belongs here: that digest. Does not: which files are articles (`assets.source_files`), nor the sensor around it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from assets.source_files import NoArticles, SourceMissing, find_source_files


@dataclass(frozen=True, slots=True)
class Listing:
    """How many article files there are, and a digest over their paths, sizes and times of change."""

    files: int
    digest: str


def list_sources(sources: Sequence[Path]) -> Listing:
    """The listing of all article files in `sources`; one of no files where a folder is empty or missing."""
    try:
        found = find_source_files(sources).files
    except (SourceMissing, NoArticles):
        return Listing(0, "")
    lines: list[str] = []
    for path in found:
        try:
            status = path.stat()
        except OSError:
            continue
        lines.append(f"{path.as_posix()}\0{status.st_size}\0{status.st_mtime_ns}")
    return Listing(len(lines), hashlib.sha256("\n".join(lines).encode("utf-8", "surrogatepass")).hexdigest())
