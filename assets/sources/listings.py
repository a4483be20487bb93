"""What feeds and sitemaps list, asked for again only where it may have changed; what they said last is kept beside their pages.

Belongs here: from a source to its items, in their order, after its rules. Does not: fetching the pages themselves.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from assets.sandbox.listings import ListTask, list_one
from assets.sources.addresses import canonical
from assets.sources.answer import Answer
from assets.sources.browser import Browser
from assets.sources.items import Item, Listed, as_json, listed_of
from assets.sources.model import FetchOptions, WebSource
from assets.sources.patterns import takes_address
from assets.sources.refusal import Refusal
from assets.sources.sidecar import write_whole

_STATE = ".listings.json"
_MOST_SITEMAPS = 500
_MOST_LEVELS = 3


@dataclass(frozen=True, slots=True)
class SourceItems:
    """What a source lists: `offered` pages altogether, `items` after its rules and limits, and what went wrong, by address."""

    offered: int
    items: tuple[Item, ...]
    problems: tuple[tuple[str, Refusal], ...] = ()


def list_items(
    source: WebSource, browser: Browser, folder: Path, options: FetchOptions, today: date, *, keep: bool
) -> SourceItems:
    """The pages of a source. What its feeds and sitemaps said is kept in `folder`, unless `keep` is false."""
    if source.kind == "addresses":
        found = [Item(address) for address in source.addresses]
        return _after_rules(source, found, [], today)
    asked = _Asked(source, browser, _State(folder / _STATE), options)
    found: list[Item] = []
    for address in source.addresses:
        found += asked.items_of(address)
    if keep:
        asked.state.write()
    return _after_rules(source, found, asked.problems, today)


def _after_rules(source: WebSource, found: list[Item], problems: list[tuple[str, Refusal]], today: date) -> SourceItems:
    """Each page once, those that the rules take, the newest first where all say how old they are, at most so many."""
    once: dict[str, Item] = {}
    for item in found:
        try:
            once.setdefault(canonical(item.address), item)
        except Refusal as refusal:
            problems.append((item.address, refusal))
    taken = [item for address, item in once.items() if takes_address(address, source.include, source.exclude)]
    if source.max_age_days is not None:
        oldest = today - timedelta(days=source.max_age_days)
        taken = [item for item in taken if item.day is None or item.day >= oldest]
    if source.kind != "addresses":
        if all(item.day for item in taken):
            taken.sort(key=lambda item: item.day or today, reverse=True)
        taken = taken[: source.max_items]
    return SourceItems(len(found), tuple(taken), tuple(problems))


class _Asked:
    """The feeds and sitemaps of one source, each asked for once."""

    def __init__(self, source: WebSource, browser: Browser, state: _State, options: FetchOptions) -> None:
        self.state = state
        self.problems: list[tuple[str, Refusal]] = []
        self._source = source
        self._browser = browser
        self._options = options
        self._seen: set[str] = set()

    def items_of(self, address: str, level: int = 1) -> list[Item]:
        """The pages that a feed or a sitemap lists, those of the sitemaps in it included, as far as they can be had."""
        if address in self._seen or len(self._seen) >= _MOST_SITEMAPS or level > _MOST_LEVELS:
            return []
        self._seen.add(address)
        try:
            listed = self._listed(address)
        except Refusal as refusal:
            self.problems.append((address, refusal))
            return []
        if listed.problem:
            self.problems.append((address, Refusal("broken", listed.problem)))
        found = list(listed.items)
        # the newest first, so that the limits leave out the oldest
        for child in sorted(listed.children, key=lambda item: item.lastmod or "", reverse=True):
            if all(item.lastmod for item in listed.children) and self._are_enough(found):
                break
            found += self.items_of(child.address, level + 1)
        return found

    def _are_enough(self, found: list[Item]) -> bool:
        source = self._source
        return sum(takes_address(item.address, source.include, source.exclude) for item in found) >= source.max_items

    def _listed(self, address: str) -> Listed:
        known = canonical(address)
        answer = self._browser.get(address, lambda at: self.state.conditions(at, known))
        if answer.status in (404, 410):
            raise Refusal("gone", f"The server has no such {self._source.kind} ({answer.status}). Check the address.")
        if answer.status == 304:
            before = self.state.listed(known)
            if before is None:
                raise Refusal("status", "The server answers 304 although nothing was said of an earlier answer.")
            return before
        listed = self._parsed(answer)
        self.state.remember(known, answer, listed)
        return listed

    def _parsed(self, answer: Answer) -> Listed:
        kind = "feed" if self._source.kind == "feed" else "sitemap"
        content_type = answer.headers.get("content-type")
        task = ListTask(kind, answer.body, answer.address, content_type, self._options.answer_bytes)
        return list_one(task, limits_of=self._options.limits.of_file)


class _State:
    """What feeds and sitemaps said last; a file that cannot be read is as none, and they are asked for anew."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._known: dict[str, dict[str, Any]] = {}
        try:
            found = json.loads(file.read_text(encoding="utf-8"))
            self._known = {address: said for address, said in found.items() if _kept(said) is not None}
        except (OSError, ValueError, AttributeError, RecursionError):
            return

    def conditions(self, at: str, known: str) -> Mapping[str, str]:
        """Headers that ask for it only if it is another one, at the address at which they were said."""
        said = self._known.get(known)
        if said is None or said["address"] != at:
            return {}
        headers = {"If-None-Match": said["etag"], "If-Modified-Since": said["last_modified"]}
        return {name: value for name, value in headers.items() if value}

    def listed(self, known: str) -> Listed | None:
        """What it listed last."""
        return _kept(self._known.get(known))

    def remember(self, known: str, answer: Answer, listed: Listed) -> None:
        """What it lists now."""
        self._known[known] = {
            "address": canonical(answer.address),
            "etag": answer.headers.get("etag"),
            "last_modified": answer.headers.get("last-modified"),
            **as_json(listed),
        }

    def write(self) -> None:
        """Puts what is known into the file. One that cannot be written costs a request the next time, and nothing else."""
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            write_whole(self._file, json.dumps(self._known, ensure_ascii=True).encode("ascii"))
        except OSError:
            return


def _kept(said: object) -> Listed | None:
    """What was kept, as it was said; None where it cannot be understood."""
    whole = isinstance(said, dict) and {"address", "etag", "last_modified"} <= set(said)
    return listed_of(said) if whole else None
