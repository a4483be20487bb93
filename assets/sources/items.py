"""What a feed or a sitemap lists: addresses with what it says of each.

Belongs here: these types. Does not: parsing (`assets.sources.feeds`, `assets.sources.sitemaps`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


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
