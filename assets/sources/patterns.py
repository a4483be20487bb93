"""Patterns by which a source says what it takes: globs over paths below a folder, and over addresses.

Belongs here: what a pattern means. Does not: which files or addresses there are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from urllib.parse import urlsplit


def takes_path(relative: str, include: Sequence[str], exclude: Sequence[str]) -> bool:
    """Whether rules take a file, given its path below the folder, with forward slashes. No include takes everything.

    A pattern without a slash is held against the file's name at any depth; one that ends in a slash takes all that is below.
    """
    return _takes(include, exclude, lambda pattern: _path_matches(relative, pattern))


def takes_address(address: str, include: Sequence[str], exclude: Sequence[str]) -> bool:
    """Whether rules take an address. A pattern that begins with a slash is held against its path, with and without the query;
    any other against the whole address."""
    return _takes(include, exclude, lambda pattern: _address_matches(address, pattern))


def address_pattern_problem(pattern: str) -> str | None:
    """Why a pattern can never match an address, and what to write instead; None for one that can."""
    if pattern.startswith("/") or "://" in pattern:
        return None
    return f"{pattern!r} is held against addresses: write a path such as '/news/**', or a whole one such as 'https://*.example.org/**'"


def _takes(include: Sequence[str], exclude: Sequence[str], matches: Callable[[str], bool]) -> bool:
    return (not include or any(map(matches, include))) and not any(map(matches, exclude))


def _path_matches(relative: str, pattern: str) -> bool:
    pattern = pattern.removeprefix("./").removeprefix("/")
    if pattern.endswith("/"):
        pattern += "**"
    target = relative if "/" in pattern else relative.rpartition("/")[2]
    return _compiled(pattern).fullmatch(target) is not None


def _address_matches(address: str, pattern: str) -> bool:
    parts = urlsplit(address)
    bare = parts._replace(query="", fragment="")
    if pattern.startswith("/"):
        path = parts.path or "/"
        targets = (path, f"{path}?{parts.query}")
    else:
        targets = (bare.geturl(), address)
    compiled = _compiled(pattern)
    return any(compiled.fullmatch(target) for target in targets)


@lru_cache(maxsize=1024)
def _compiled(pattern: str) -> re.Pattern[str]:
    """`**` is anything, also nothing together with the slash behind it; `*` and `?` stop at a slash; `[a-c]` is one of them."""
    parts: list[str] = []
    at = 0
    while at < len(pattern):
        rest = pattern[at:]
        group = re.match(r"\[(!?)([^\]/]+)\]", rest)
        if rest.startswith("**/"):
            parts.append("(?:.*/)?")
            at += 3
        elif rest.startswith("**"):
            parts.append(".*")
            at += 2
        elif rest[0] == "*":
            parts.append("[^/]*")
            at += 1
        elif rest[0] == "?":
            # in an address a question mark begins the query, and matching any one character takes that too
            parts.append("[^/]")
            at += 1
        elif group:
            parts.append(f"[{'^' if group[1] else ''}{re.escape(group[2]).replace(chr(92) + '-', '-')}]")
            at += group.end()
        else:
            parts.append(re.escape(rest[0]))
            at += 1
    return re.compile("".join(parts), re.DOTALL)
