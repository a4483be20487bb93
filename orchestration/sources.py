"""Looks at the source folders from outside: a digest that changes when a file comes, changes or goes. Reads no contents.

Belongs here: that digest. Does not: which files are articles (`assets.source_files`), nor the sensor around it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from assets.source_files import NoArticles, SourceMissing
from assets.sources import FolderSource, SidecarError, list_files
from assets.sources.sidecar import find_sidecar


@dataclass(frozen=True, slots=True)
class Listing:
    """How many article files there are, and a digest over their paths, sizes and times of change."""

    files: int
    digest: str


def list_sources(sources: Sequence[Path | FolderSource]) -> Listing:
    """The listing of all article files in `sources` with their sidecars; one of no files where a folder is empty or missing."""
    try:
        found = list_files(sources).found.files
    except (SourceMissing, NoArticles):
        return Listing(0, "")
    lines: list[str] = []
    for path in found:
        lines += [_line_of(place) for place in (path, _sidecar_of(path)) if place]
    return Listing(len(found), hashlib.sha256("\n".join(lines).encode("utf-8", "surrogatepass")).hexdigest())


def _sidecar_of(path: Path) -> Path | None:
    try:
        return find_sidecar(path)
    except SidecarError:
        # two of them: the run will say so, and one that goes changes the listing
        return path.with_name(f"{path.name} and its stem")


def _line_of(path: Path) -> str:
    try:
        status = path.stat()
    except OSError:
        return ""
    return f"{path.as_posix()}\0{status.st_size}\0{status.st_mtime_ns}"
