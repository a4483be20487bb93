"""Looks at the source folders from outside: a digest that changes when a file comes, changes or goes. Reads no contents.

Belongs here: that digest, and when two of them ask for a run. Does not: which files are articles (`assets.source_files`), nor the
sensor around it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self

from assets.source_files import NoArticles, SourceMissing
from assets.sources import FolderSource, SidecarError, list_files
from assets.sources.sidecar import find_sidecar

# looks at folders that never stand still, after which a run is asked for all the same; it leaves out what is being written
_MOST_LOOKS = 10


@dataclass(frozen=True, slots=True)
class Listing:
    """How many article files there are, and a digest over their paths, sizes and times of change."""

    files: int
    digest: str


@dataclass(frozen=True, slots=True)
class Watch:
    """What a watcher remembers from look to look: the listing for which it asked last, that of its last look, and how many looks in
    a row found another one."""

    asked: str = ""
    seen: str = ""
    moving: int = 0

    @classmethod
    def of(cls, cursor: str | None) -> Self:
        """What a cursor says; nothing for one that cannot be read, which costs one run."""
        try:
            said = json.loads(cursor or "{}")
            return cls(str(said.get("asked", "")), str(said.get("seen", "")), int(said.get("moving", 0)))
        except (ValueError, AttributeError, TypeError):
            return cls()

    @property
    def cursor(self) -> str:
        """As text, for Dagster's storage."""
        return json.dumps(asdict(self))

    @property
    def is_settled(self) -> bool:
        """Whether the last look found what the last run was asked for."""
        return self.seen == self.asked

    def after(self, digest: str) -> Self:
        """After a look that found this listing: it is asked for when two looks found it, or ten found one after another."""
        if digest == self.asked:
            return type(self)(digest, digest, 0)
        if digest == self.seen or self.moving + 1 >= _MOST_LOOKS:
            return type(self)(digest, digest, 0)
        return type(self)(self.asked, digest, self.moving + 1)

    def is_asked(self, before: Watch) -> bool:
        """Whether a run is to be asked for, which was not `before` this look."""
        return self.asked != before.asked


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
