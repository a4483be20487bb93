"""Which files there are now, which source each belongs to, and what is said of each.

Belongs here: putting folders, their rules and their sidecars together. Does not: what counts as an article file
(`assets.source_files`), nor fetching.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from assets.reading import NO_HINTS, Hints
from assets.source_files import SUFFIXES, SourceFiles, find_source_files, shown
from assets.sources.model import FolderSource, hints_over
from assets.sources.sidecar import SidecarError, find_sidecar, read_sidecar


@dataclass(frozen=True, slots=True)
class Listing:
    """The files that are to be read, in the order of their paths, and what the user says of each.

    `named` are the sources with rules in the order of the settings: the first that takes a file owns it. `plain` are the other
    folders and files. `gone` are files of mirrors whose pages are no longer on the web, with what the server said. `walked` is what was
    there before any rule.
    """

    found: SourceFiles
    walked: SourceFiles
    named: tuple[FolderSource, ...] = ()
    plain: tuple[Path, ...] = ()
    gone: Mapping[str, str] = field(default_factory=dict[str, str])

    def owner(self, path: Path) -> FolderSource | None:
        """The source that takes a file; None for a file that was named, or that lies in a folder without rules."""
        return next((source for source in self.named if source.takes(path)), None)

    def hints_of(self, path: Path) -> Hints:
        """What the user says of a file: beside it, then of its source. Raises SidecarError for a broken sidecar."""
        owner = self.owner(path)
        source = owner.hints if owner else NO_HINTS
        sidecar = find_sidecar(path)
        return source if sidecar is None else hints_over(read_sidecar(sidecar).hints, source)

    def left_out(self, path: str) -> str | None:
        """Why a file that may still be there is not among those that are read; None where nothing speaks against it."""
        if path in self.gone:
            return self.gone[path]
        place = Path(path)
        holding = next((source for source in self.named if source.holds(place)), None)
        if holding is None or self.owner(place) or any(place.is_relative_to(plain) for plain in self.plain):
            return None
        return f"The rules of the source {holding.name!r} leave it out."


def list_files(sources: Sequence[Path | FolderSource]) -> Listing:
    """The files of folders, with and without rules, and of paths that are named. Reads names and sidecars of mirrors alone.

    Raises SourceMissing or NoArticles, naming what is wrong, before any file is opened.
    """
    named = tuple(source for source in sources if isinstance(source, FolderSource))
    plain = tuple(Path(os.path.abspath(path)) for path in sources if isinstance(path, Path))  # noqa: PTH100 - keeps links
    # a mirror into which nothing was fetched yet is no mistake
    walked = [source for source in named if not source.mirror or _has_files(source.folder)]
    found = find_source_files([*plain, *(source.folder for source in walked)])
    gone = _gone_pages(found.files, [source for source in walked if source.mirror])
    bare = Listing(found, found, named, plain, gone)
    taken = tuple(path for path in found.files if bare.left_out(shown(path)) is None) if named else found.files
    return replace(bare, found=replace(found, files=taken))


def _has_files(folder: Path) -> bool:
    names = (name for _, _, found in os.walk(folder) for name in found)
    return any(Path(name).suffix.lower() in SUFFIXES and not name.startswith(".") for name in names)


def _gone_pages(files: Sequence[Path], mirrors: Sequence[FolderSource]) -> dict[str, str]:
    """Paths of mirrored pages that their server no longer has. A broken sidecar is said when the file is read."""
    gone: dict[str, str] = {}
    for path in files:
        if not any(mirror.holds(path) for mirror in mirrors):
            continue
        try:
            sidecar = find_sidecar(path)
            fetched = read_sidecar(sidecar).fetched if sidecar else None
        except SidecarError:
            continue
        if fetched is not None and fetched.gone_since:
            gone[shown(path)] = f"Its server no longer has the page, as it said on {fetched.gone_since[:10]}."
    return gone
