"""Finds the article files in the folders and files that a run was given. Reads names and sizes, never contents.

Belongs here: what counts as an article file, and what is said when there is none. Does not: reading (`assets.reading`).
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

SUFFIXES = (".txt", ".html", ".htm", ".xhtml", ".md", ".markdown", ".pdf", ".docx", ".eml", ".jsonl", ".ndjson")


class SourceError(Exception):
    """The sources of a run cannot be used; the message says which and what to do."""


class SourceMissing(SourceError):
    """Paths that do not exist; all of them are in `paths`."""

    def __init__(self, paths: Sequence[Path]) -> None:
        self.paths = tuple(paths)
        named = "\n  ".join(str(path) for path in paths)
        super().__init__(
            f"{len(paths)} source path{'s do' if len(paths) > 1 else ' does'} not exist; nothing was read:\n  {named}\n"
            "Check the spelling, or take them out of the sources."
        )


class NoArticles(SourceError):
    """A folder in which there is no article file."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        super().__init__(
            f"{folder}: there is no article file in this folder; nothing was read. "
            f"Articles are files ending in {', '.join(SUFFIXES)}; hidden and unfinished ones (.part, .tmp) are passed over."
        )


@dataclass(frozen=True, slots=True)
class SourceFiles:
    """Article files in the order of their paths, the folders that were walked, and those in them that cannot be entered."""

    files: tuple[Path, ...]
    folders: tuple[Path, ...] = ()
    closed: tuple[tuple[Path, str], ...] = ()

    def would_have_seen(self, path: str) -> bool:
        """Whether a file at `path` lies in a folder that was walked, so that its absence means it is gone."""
        place = Path(path)
        walked = any(place.is_relative_to(folder) for folder in self.folders)
        return walked and not any(place.is_relative_to(folder) for folder, _ in self.closed)


def find_source_files(sources: Sequence[Path]) -> SourceFiles:
    """All article files in `sources`; a file that is named itself is taken whatever its suffix.

    Raises SourceMissing, naming every path that is not there, or NoArticles, before any file is opened.
    """
    absolute = [Path(os.path.abspath(source)) for source in sources]  # noqa: PTH100 - without following links
    missing = [path for path in absolute if not path.exists()]
    if missing:
        raise SourceMissing(missing)
    found: set[Path] = set()
    folders: list[Path] = []
    closed: list[OSError] = []
    for path in absolute:
        if not path.is_dir():
            found.add(path)
            continue
        files = set(_walk(path, closed))
        if not files and not closed:
            raise NoArticles(path)
        found |= files
        folders.append(path)
    shut = tuple((Path(str(error.filename)), error.strerror or str(error)) for error in closed)
    return SourceFiles(tuple(sorted(found)), tuple(folders), shut)


def _walk(folder: Path, closed: list[OSError]) -> Iterator[Path]:
    """Article files below `folder`; links to folders are not followed, nor links to files that lie outside of it.

    Folders that cannot be entered are added to `closed`.
    """
    inside = folder.resolve()
    for place, folder_names, file_names in os.walk(folder, followlinks=False, onerror=closed.append):
        folder_names[:] = [name for name in folder_names if not name.startswith(".")]
        for name in file_names:
            path = Path(place, name)
            if name.startswith(".") or path.suffix.lower() not in SUFFIXES:
                continue
            if path.is_symlink() and not path.resolve().is_relative_to(inside):
                continue
            yield path


def shown(path: Path) -> str:
    """The path with forward slashes as the tables keep it; bytes of a name that are not UTF-8 are written as escapes."""
    return path.as_posix().encode("utf-8", "backslashreplace").decode()
