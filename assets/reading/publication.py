"""Who published an article, who wrote it, when, and under which title: choosing between what its parts say.

Belongs here: the order of trust between markup, header lines, dateline and text. Does not: taking a line apart
(`header_lines`), names in running text (`credits`), or concluding a date (`inferred_date`).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from assets.reading.article_parts import ArticleParts, article_parts
from assets.reading.boilerplate import Markers
from assets.reading.credits import author_in_text, publisher_in_text
from assets.reading.dates import date_mentions, iso_day
from assets.reading.document import Block, PublicationFacts, PublishedBasis
from assets.reading.headline import quoted_title
from assets.reading.html_facts import AUTHOR_META, PUBLISHED_META, Stated
from assets.reading.inferred_date import complete_year, infer_day


def publication_facts(
    text: str, blocks: Sequence[Block], stated: Stated, title: str | None, publisher: str | None, markers: Markers
) -> PublicationFacts:
    """Publication facts of a text in blocks. `stated` is what its markup says; `title` and `publisher` are what a page
    was found to be called, None for a text file."""
    parts = article_parts(text, blocks, markers)
    first_lines = (*parts.bylines, *parts.opening[:1])
    published = _published(parts, stated)
    publisher = publisher or publisher_in_text(parts, markers)
    return PublicationFacts(
        title=title or parts.title or next(filter(None, map(quoted_title, first_lines)), None),
        publisher=publisher,
        author=_stated_author(stated, publisher) or author_in_text(parts, publisher, markers),
        published_on=published.day,
        published_basis=published.basis,
        language=stated.language or (stated.meta.get("og:locale") or "")[:2].lower() or None,
        published_evidence=published.evidence,
    )


class _Published(NamedTuple):
    """The day of publication, what it rests on, and the words or markup that say it."""

    day: date | None
    basis: PublishedBasis
    evidence: str | None


def _published(parts: ArticleParts, stated: Stated) -> _Published:
    """The day of publication: markup before visible lines, visible lines before conclusions."""
    name = next((name for name in PUBLISHED_META if iso_day(stated.meta.get(name, ""))), None)
    if name is not None:
        return _Published(iso_day(stated.meta[name]), "meta", f"{name}: {stated.meta[name]}")
    in_json = stated.article.published or ""
    if iso_day(in_json):
        return _Published(iso_day(in_json), "json-ld", f"datePublished: {in_json}")
    in_time = next(filter(iso_day, stated.times), None)
    if in_time:
        return _Published(iso_day(in_time), "time", f"time: {in_time}")
    for line in parts.header:
        if line.mention and line.mention.full:
            basis: PublishedBasis = "dateline" if line.place_first and line.names[0].isupper() else "visible"
            return _Published(line.mention.full, basis, line.said)
    if parts.dateline and parts.dateline.mention and parts.dateline.mention.full:
        return _Published(parts.dateline.mention.full, "dateline", parts.dateline.said)
    return _concluded(parts)


def _concluded(parts: ArticleParts) -> _Published:
    """A day without a year in a header line or the dateline, a month without a day, a day in the title, or the dates of
    the text."""
    dated = [(line.mention, line.said) for line in (*parts.header, parts.dateline) if line and line.mention]
    told = " ".join((parts.body, *parts.notices))
    for mention, said in dated:
        if mention.year is None:
            found = complete_year(mention, " ".join(parts.opening), told)
            if found:
                return _inferred(found.day, said, *found.evidence)
        elif mention.earliest:
            return _inferred(mention.earliest, said)
    title = parts.title or ""
    in_title = next((mention.full for mention in date_mentions(title) if mention.full), None)
    if in_title:
        return _inferred(in_title, title)
    found = infer_day(parts.body)
    return _inferred(found.day, *found.evidence) if found else _Published(None, "none", None)


def _inferred(day: date, *said: str) -> _Published:
    return _Published(day, "inferred", " … ".join(dict.fromkeys(said)))


def _stated_author(stated: Stated, publisher: str | None) -> str | None:
    """The author that markup names: no address of a profile, and not the publisher itself."""
    for name in (stated.article.author, stated.first_meta(AUTHOR_META)):
        name = (name or "").removeprefix("By ").removeprefix("by ").strip()
        if name and "://" not in name and not name.startswith("@") and name.casefold() != (publisher or "").casefold():
            return name
    return None
