"""What a source is: a folder with its rules, or addresses of the web that are mirrored into one.

Belongs here: these types. Does not: how `tieout.toml` writes them (`orchestration.source_settings`), nor any look at files.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from assets.reading import MAX_BYTES, NO_HINTS, Hints
from assets.sandbox.limits import USUAL, Allowance
from assets.sources.patterns import takes_path

ROBOT_NAME = "Tieout"
"""The name under which robots.txt may speak of this program."""

WebKind = Literal["feed", "addresses", "sitemap"]
_NOT_IN_NAMES = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class FolderSource:
    """A folder that is read with its subfolders. `folder` is absolute; `include` and `exclude` are globs below it.

    `hints` hold for each of its files that does not say otherwise beside itself. In a `mirror` sidecars also say which pages are
    gone, and it may be empty.
    """

    name: str
    folder: Path
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    hints: Hints = NO_HINTS
    mirror: bool = False

    def holds(self, path: Path) -> bool:
        """Whether a path lies in the folder, taken or not."""
        return path.is_relative_to(self.folder)

    def takes(self, path: Path) -> bool:
        """Whether a path lies in the folder and the rules take it."""
        return self.holds(path) and takes_path(path.relative_to(self.folder).as_posix(), self.include, self.exclude)


@dataclass(frozen=True, slots=True)
class WebSource:
    """Pages of the web: those that a feed or a sitemap lists, or that are named one by one.

    `include` and `exclude` are patterns of addresses. At most `max_items` are listed at a time, the newest first, none older than
    `max_age_days`, where they say how old they are. `private_hosts` are hosts (or host:port) that may lie in a private network.
    """

    name: str
    kind: WebKind
    addresses: tuple[str, ...]
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    max_items: int = 200
    max_age_days: int | None = None
    private_hosts: frozenset[str] = frozenset()
    hints: Hints = NO_HINTS

    @property
    def folder_name(self) -> str:
        """The folder of its pages among the mirrors: the letters and digits of its name."""
        return folder_name(self.name)


Source = FolderSource | WebSource


@dataclass(frozen=True, slots=True)
class FetchOptions:
    """How pages are asked for. Times in seconds, sizes in bytes; see [fetch] of `tieout.toml`. `limits` are for parsing feeds and
    sitemaps."""

    user_agent: str = ROBOT_NAME
    pause_seconds: float = 1.0
    longest_pause_seconds: float = 30.0
    answer_seconds: float = 30.0
    answer_bytes: int = MAX_BYTES
    tries: int = 3
    backoff_seconds: float = 1.0
    longest_wait_seconds: float = 60.0
    limits: Allowance = USUAL


@dataclass(frozen=True, slots=True)
class NamedSources:
    """The sources that have a name in the settings, in their order, and how pages are asked for."""

    folders: tuple[FolderSource, ...] = ()
    web: tuple[WebSource, ...] = ()
    options: FetchOptions = FetchOptions()


def folder_name(name: str) -> str:
    """A source's name as the name of a folder: letters and digits of any script, joined by hyphens; '' where it has none."""
    return _NOT_IN_NAMES.sub("-", name.casefold()).strip("-")


def hints_over(said: Hints, otherwise: Hints) -> Hints:
    """What is said of one file, and what is said of all of its source where the file is silent."""
    silent = {name: getattr(otherwise, name) for name in otherwise.__dataclass_fields__ if getattr(said, name) is None}
    return replace(said, **silent)
