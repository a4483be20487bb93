"""Who published an article, who wrote it, when, and under which title: choosing between what its parts say.

Belongs here: the order of trust between markup, header lines, dateline and text. Does not: taking a line apart
(`header_lines`), names in running text (`credits`), or concluding a date (`inferred_date`).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from assets.reading.article_parts import ArticleParts, article_parts
from assets.reading.boilerplate import Markers
from assets.reading.credits import author_in_text, publisher_in_text
from assets.reading.dates import date_mentions, iso_day
from assets.reading.document import Block, PublicationFacts, PublishedBasis
from assets.reading.headline import quoted_title
from assets.reading.html_facts import AUTHOR_META, PUBLISHED_META, Stated, names_of
from assets.reading.inferred_date import complete_year, infer_day


def publication_facts(
    text: str, blocks: Sequence[Block], stated: Stated, title: str | None, publisher: str | None, markers: Markers
) -> PublicationFacts:
    """Publication facts of a text in blocks. `stated` is what its markup says; `title` and `publisher` are what a page
    was found to be called, None for a text file."""
    parts = article_parts(text, blocks, markers)
    first_lines = (*parts.bylines, *parts.opening[:1])
    published_on, basis = _published(parts, stated)
    publisher = publisher or publisher_in_text(parts, markers)
    return PublicationFacts(
        title=title or parts.title or next(filter(None, map(quoted_title, first_lines)), None),
        publisher=publisher,
        author=_stated_author(stated) or author_in_text(parts, publisher, markers),
        published_on=published_on,
        published_basis=basis,
        language=stated.language or (stated.meta.get("og:locale") or "")[:2].lower() or None,
    )


def _published(parts: ArticleParts, stated: Stated) -> tuple[date | None, PublishedBasis]:
    """The day of publication and what it rests on: markup before visible lines, visible lines before conclusions."""
    in_meta = iso_day(stated.first_meta(PUBLISHED_META) or "")
    if in_meta:
        return in_meta, "meta"
    in_json = iso_day(str(stated.article.get("datePublished") or ""))
    if in_json:
        return in_json, "json-ld"
    in_time = next(filter(None, map(iso_day, stated.times)), None)
    if in_time:
        return in_time, "time"
    for line in parts.header:
        if line.mention and line.mention.full:
            return line.mention.full, "dateline" if line.place_first and line.names[0].isupper() else "visible"
    if parts.dateline and parts.dateline.mention and parts.dateline.mention.full:
        return parts.dateline.mention.full, "dateline"
    return _concluded(parts)


def _concluded(parts: ArticleParts) -> tuple[date | None, PublishedBasis]:
    """A day without a year in a header line or the dateline, a month without a day, a day in the title, or the dates of
    the text."""
    mentions = [line.mention for line in parts.header if line.mention]
    if parts.dateline and parts.dateline.mention:
        mentions.append(parts.dateline.mention)
    told = " ".join((parts.body, *parts.notices))
    for mention in mentions:
        day = complete_year(mention, " ".join(parts.opening), told) if mention.year is None else mention.earliest
        if day:
            return day, "inferred"
    in_title = (mention.full for mention in date_mentions(parts.title or "") if mention.full)
    day = next(in_title, None) or infer_day(parts.body)
    return day, "inferred" if day else "none"


def _stated_author(stated: Stated) -> str | None:
    name = names_of(stated.article.get("author")) or stated.first_meta(AUTHOR_META)
    return None if name is None or "://" in name else name.removeprefix("By ").removeprefix("by ")
