"""What a page is called and which site it belongs to, from its markup and its headings.

Belongs here: choosing between heading, meta tags, JSON-LD and `<title>`, and taking the site's name off. Does not:
pages that name neither, which are read like text files.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assets.reading.headline import long_words, overlap
from assets.reading.html_facts import PUBLISHER_META, SITE_META, TITLE_META, Stated
from assets.reading.html_text import HtmlBlock

_SEPARATOR = re.compile(r"\s+[|\-–—·:»«]{1,2}\s+|\s*[|»]\s*")
_LONGEST_SITE_WORDS = 6
_LONGEST_TITLE_CHARS = 400


@dataclass(frozen=True, slots=True)
class PageNames:
    """The title of a page, the index of the block that shows it, and the publisher; None for what is not there."""

    title: str | None
    block: int | None
    publisher: str | None


def page_names(text: str, blocks: Sequence[HtmlBlock], stated: Stated) -> PageNames:
    """Title and publisher of the page with these blocks."""
    site = stated.first_meta(PUBLISHER_META) or stated.article.publisher
    names = [stated.first_meta(TITLE_META), stated.article.headline, stated.title]
    written = [" ".join(name.split()) for name in names if name and name.strip()]
    block = _title_block(text, blocks, " ".join(written), site)
    shown = None if block is None else " ".join(text[blocks[block].char_start : blocks[block].char_end].split())
    title = shown or (_without_site(written[0], site) if written else None)
    if site is None and title and stated.title:
        site = _site_in(stated.title, title)
    site = site or stated.first_meta(SITE_META)
    return PageNames(title, block, site)


def _title_block(text: str, blocks: Sequence[HtmlBlock], written: str, site: str | None) -> int | None:
    """Index of the heading that is the title: of the highest level there is, the one most like what markup says.

    A heading that only names the site is not. Furniture counts if markup agrees: titles stand in page headers too.
    """
    best: tuple[float, int] | None = None
    written_words = long_words(written)
    for index, block in enumerate(blocks):
        heading = text[block.char_start : block.char_end]
        if (
            block.level not in (1, 2)
            or len(heading) > _LONGEST_TITLE_CHARS
            or (site and heading.lower() == site.lower())
        ):
            continue
        # a page that states no title is called by its first heading
        likeness = overlap(heading, written_words) if written else 1.0
        if block.level == 2 and (likeness < 0.8 or block.is_furniture):
            continue
        if block.is_furniture and likeness < 0.5:
            continue
        score = likeness - (2 if block.level == 2 else 0) - (0.25 if block.is_furniture else 0)
        if best is None or score > best[0]:
            best = (score, index)
    return None if best is None else best[1]


def _without_site(title: str, site: str | None) -> str:
    """The title without a last part that is the site's name."""
    separators = list(_SEPARATOR.finditer(title))
    if site and separators and title[separators[-1].end() :].strip().lower() == site.lower():
        return title[: separators[-1].start()]
    return title


def _site_in(page_title: str, title: str) -> str | None:
    """What `<title>` adds to the title of the article: 'Title - Section | Site' and 'Site: Title' give 'Site'."""
    whole, part = page_title.lower(), title.lower()
    if whole.startswith(part):
        added = [name.strip() for name in _SEPARATOR.split(page_title[len(title) :]) if name.strip()][-1:]
    elif whole.endswith(part):
        added = [_SEPARATOR.split(page_title[: -len(title)])[0].strip(" :")]
    else:
        added = []
    return added[0] if added and 1 <= len(added[0].split()) <= _LONGEST_SITE_WORDS else None
