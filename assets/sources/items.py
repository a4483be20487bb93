"""What a feed or a sitemap lists: addresses with what it says of each.

Belongs here: these types, and their form as JSON. Does not: parsing (`assets.sources.feeds`, `assets.sources.sitemaps`).
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class Item:
    """One page as it is listed. `lastmod` is what a sitemap says of its last change, as written."""

    address: str
    title: str | None = None
    author: str | None = None
    published_on: date | None = None
    language: str | None = None
    lastmod: str | None = None

    @property
    def day(self) -> date | None:
        """How old the page is, as far as it is said: the day of its last change or of its publication."""
        return day_of(self.lastmod) or self.published_on


@dataclass(frozen=True, slots=True)
class Listed:
    """What one feed or sitemap said: pages, further sitemaps, and what is wrong with it where something could be had all the same."""

    items: tuple[Item, ...] = ()
    children: tuple[Item, ...] = ()
    problem: str | None = None


def day_of(written: str | None) -> date | None:
    """The day of a moment in ISO 8601, as it is written there; None for anything else."""
    try:
        return date.fromisoformat((written or "").strip()[:10])
    except ValueError:
        return None


def as_json(listed: Listed) -> dict[str, Any]:
    """What was listed, as JSON knows it."""
    parts = {name: [_plain(item) for item in getattr(listed, name)] for name in ("items", "children")}
    return {**parts, "problem": listed.problem}


def listed_of(said: object) -> Listed | None:
    """What `as_json` wrote; None for anything else. Other keys are passed over."""
    if not isinstance(said, dict):
        return None
    try:
        items, children = (tuple(_item(one) for one in said[name]) for name in ("items", "children"))
        problem = said["problem"]
    except (AttributeError, KeyError, TypeError, ValueError):
        return None
    return Listed(items, children, problem) if problem is None or isinstance(problem, str) else None


def _plain(item: Item) -> dict[str, str]:
    return {name: str(value) for name, value in asdict(item).items() if value is not None}


def _item(said: dict[str, str]) -> Item:
    if not all(isinstance(value, str) for value in said.values()):
        raise TypeError("an item says words alone")
    item = Item(**{**said, "published_on": None})  # pyright: ignore[reportArgumentType]
    written = said.get("published_on")
    return replace(item, published_on=date.fromisoformat(written)) if written else item
