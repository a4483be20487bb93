"""Finds the article files in the folders and files that a run was given. Reads names and sizes, never contents.

Belongs here: what counts as an article file, what is never one, and what is said when there is none. Does not: reading
(`assets.reading`), nor whether a file is still being written (`assets.settling`).
"""

from __future__ import annotations

import os
import stat
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

SUFFIXES = (".txt", ".html", ".htm", ".xhtml", ".md", ".markdown", ".pdf", ".docx", ".eml", ".jsonl", ".ndjson")
PACKED_SUFFIX = ".gz"
# hidden files, and the lock files of office programs; unfinished downloads (.part, .tmp, .crdownload) end in no suffix of an article
_NEVER = (".", "~$")
OUTSIDE = "outside"
NOT_A_FILE = "not_a_file"


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
class Barred:
    """An entry of a source folder that is not opened at all: the reason's code, and what to do about it."""

    path: Path
    reason: str
    detail: str


@dataclass(frozen=True, slots=True)
class SourceFiles:
    """Article files in the order of their paths, the folders that were walked, those in them that cannot be entered, entries that
    are not opened, files that are still being written, and those that are no articles by their name, sidecars among them."""

    files: tuple[Path, ...]
    folders: tuple[Path, ...] = ()
    closed: tuple[tuple[Path, str], ...] = ()
    barred: tuple[Barred, ...] = ()
    waiting: tuple[Path, ...] = ()
    passed_over: tuple[Path, ...] = ()

    @property
    def count(self) -> int:
        """How many files a run has to account for: what is still being written is not among them."""
        return len(self.files) + len(self.closed) + len(self.barred)

    def would_have_seen(self, path: str) -> bool:
        """Whether a file at `path` lies in a folder that was walked, so that its absence means it is gone."""
        place = Path(path)
        walked = any(place.is_relative_to(folder) for folder in self.folders)
        return walked and not any(place.is_relative_to(folder) for folder, _ in self.closed)


@dataclass(slots=True)
class _Found:
    """What a walk has come across so far."""

    files: set[str] = field(default_factory=set[str])
    passed_over: set[str] = field(default_factory=set[str])
    barred: dict[str, Barred] = field(default_factory=dict[str, Barred])
    closed: list[OSError] = field(default_factory=list[OSError])


def find_source_files(sources: Sequence[Path]) -> SourceFiles:
    """All article files in `sources`; a file that is named itself is taken whatever its suffix.

    Raises SourceMissing, naming every path that is not there, or NoArticles, before any file is opened.
    """
    absolute = [Path(os.path.abspath(source)) for source in sources]  # noqa: PTH100 - without following links
    missing = [path for path in absolute if not path.exists()]
    if missing:
        raise SourceMissing(missing)
    found = _Found()
    folders: list[Path] = []
    for path in absolute:
        if not path.is_dir():
            _take_named(path, found)
            continue
        here = _Found()
        _walk(path, here)
        if not here.files and not here.barred and not here.closed:
            raise NoArticles(path)
        found.files |= here.files
        found.passed_over |= here.passed_over
        found.barred |= here.barred
        found.closed += here.closed
        folders.append(path)
    shut = tuple((Path(str(error.filename)), error.strerror or str(error)) for error in found.closed)
    barred = tuple(found.barred[path] for path in sorted(found.barred))
    files, others = (tuple(map(Path, sorted(paths))) for paths in (found.files, found.passed_over - found.files))
    return SourceFiles(files, tuple(folders), shut, barred, passed_over=others)


def is_article_name(name: str) -> bool:
    """Whether a file of this name in a source folder is an article: of a known sort, not hidden and not unfinished.

    One that is packed is an article too, so that it is refused and not passed over.
    """
    lower = name.lower().removesuffix(PACKED_SUFFIX)
    return lower.endswith(SUFFIXES) and not lower.startswith(_NEVER)


def shown(path: Path) -> str:
    """The path with forward slashes as the tables keep it; bytes of a name that are not UTF-8 are written as escapes."""
    text = str(path) if os.sep == "/" else path.as_posix()
    return text if text.isascii() else text.encode("utf-8", "backslashreplace").decode()


def _take_named(path: Path, found: _Found) -> None:
    """A file that the user names, a link that leads anywhere included; of what is no file at all, nothing is opened."""
    if stat.S_ISREG(path.stat().st_mode):
        found.files.add(str(path))
    else:
        found.barred[str(path)] = _no_file(path)


def _walk(folder: Path, found: _Found) -> None:
    """Adds what lies below `folder`; links to folders are not followed, nor links to files that lie outside of it."""
    inside = os.path.realpath(folder)
    waiting = [str(folder)]
    while waiting:
        place = waiting.pop()
        try:
            with os.scandir(place) as entries:
                for entry in entries:
                    if entry.name.startswith(_NEVER):
                        continue
                    if entry.is_symlink():
                        _take_link(entry, inside, found)
                    elif entry.is_dir(follow_symlinks=False):
                        waiting.append(entry.path)
                    elif is_article_name(entry.name):
                        if entry.is_file(follow_symlinks=False):
                            found.files.add(entry.path)
                        else:
                            found.barred[entry.path] = _no_file(Path(entry.path))
                    else:
                        found.passed_over.add(entry.path)
        except OSError as error:
            found.closed.append(error)


def _take_link(link: os.DirEntry[str], inside: str, found: _Found) -> None:
    """A link to an article inside the folder is an article; one that leads out is barred, and nothing behind it is looked at.

    A link to a folder inside is passed over: what lies there is read at its own place.
    """
    target = os.path.realpath(link.path)
    is_inside = os.path.commonpath([inside, target]) == inside
    if is_inside and is_article_name(link.name) and not Path(target).is_dir():
        found.files.add(link.path)
    elif not is_inside and (is_article_name(link.name) or Path(target).is_dir()):
        detail = "This link leads out of the source folder; nothing was read through it. Copy the file, or name its folder as a source."
        found.barred[link.path] = Barred(Path(link.path), OUTSIDE, detail)


def _no_file(path: Path) -> Barred:
    return Barred(path, NOT_A_FILE, "This is no regular file; take it out of the folder.")
