"""What a look at folders says beside the files that are read: sidecars that serve nothing, and files that are none of its business.

Belongs here: finding these and saying them. Does not: broken sidecars, which put their file into quarantine (`assets.ingest`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from assets.reading import Hints
from assets.source_files import SourceFiles
from assets.sources.sidecar import SIDECAR_SUFFIX


class AddressNotes:
    """Follows which file says first of itself that it stands at an address, to name the others that say the same."""

    def __init__(self) -> None:
        self.notes: list[tuple[Path, str]] = []
        self._first: dict[str, Path] = {}

    def see(self, path: Path, hints: Hints) -> None:
        """Takes note of what is said of the file at `path`."""
        if hints.uri is None:
            return
        first = self._first.setdefault(hints.uri, path)
        if first != path:
            said = f"{path.name} and {first.name} are both said to stand at {hints.uri}; one of them is known by its file instead."
            self.notes.append((path, f"{said} Give each its own address."))


def lonely_sidecars(found: SourceFiles) -> list[tuple[Path, str]]:
    """Sidecars in the folders that stand beside no article file, each with what to do."""
    sidecars = [path for path in found.passed_over if path.name.endswith(SIDECAR_SUFFIX)]
    if not sidecars:
        return []
    others = {path for path in found.passed_over if not path.name.endswith(SIDECAR_SUFFIX)}
    articles = {*found.files, *(barred.path for barred in found.barred)}
    homes = articles | {path.with_suffix("") for path in articles}
    notes: list[tuple[Path, str]] = []
    for path in sidecars:
        home = path.with_name(path.name.removesuffix(SIDECAR_SUFFIX))
        if home in homes:
            continue
        why = "is no file that is read" if home in others else "is not there"
        notes.append((path, f"{home.name}, which it speaks of, {why}; rename it or take it out."))
    return notes


def passed_over(found: SourceFiles) -> dict[str, int]:
    """How many files of the folders are no articles by their ending, by that ending, the most first; sidecars do not count."""
    others: Sequence[Path] = [path for path in found.passed_over if not path.name.endswith(SIDECAR_SUFFIX)]
    endings = Counter(path.suffix.lower() or "without an ending" for path in others)
    return dict(sorted(endings.items(), key=lambda item: (-item[1], item[0])))
