"""What a page states about itself in its markup: title, meta tags, JSON-LD, times, language.

Belongs here: collecting and decoding these statements. Does not: choosing between them (`publication`).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from assets.reading.html_tokens import Token, decode_entities

PUBLISHED_META = (
    "article:published_time",
    "og:published_time",
    "article:published",
    "datepublished",
    "date_published",
    "publish-date",
    "publish_date",
    "publication_date",
    "publishdate",
    "pubdate",
    "citation_publication_date",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "dc.date",
    "dcterms.date",
    "date",
)
PUBLISHER_META = (
    "og:site_name",
    "application-name",
    "dc.publisher",
    "dcterms.publisher",
    "publisher",
    "citation_publisher",
)
AUTHOR_META = ("author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator", "byl")
TITLE_META = ("og:title", "twitter:title", "dc.title", "headline")
_LARGEST_JSON = 1_000_000


@dataclass(slots=True)
class Stated:
    """Statements of a page about itself, as written; empty for a text file.

    `meta`: the content of each meta tag by its lower-case property, name or itemprop, the first one counts. `times`:
    the datetime of each `<time>` in order, those marked as the publication date first.
    """

    title: str | None = None
    language: str | None = None
    meta: dict[str, str] = field(default_factory=dict[str, str])
    times: list[str] = field(default_factory=list[str])
    article: dict[str, Any] = field(default_factory=dict[str, Any])

    def first_meta(self, names: Sequence[str]) -> str | None:
        """The content of the first of `names` that the page has and that is not empty."""
        return next((self.meta[name] for name in names if self.meta.get(name)), None)


def stated_facts(source: str, page_tokens: Sequence[Token]) -> Stated:
    """What the page `source`, whose tokens are given, says about itself."""
    stated = Stated()
    is_json_ld = False
    marked_times: list[str] = []
    for token in page_tokens:
        if token.kind == "start":
            is_json_ld = token.name == "script" and "ld+json" in (token.attribute("type") or "").lower()
            if token.name == "meta":
                _read_meta(stated, token)
            elif token.name == "html":
                stated.language = (token.attribute("lang") or token.attribute("xml:lang") or "").strip().lower() or None
            elif token.name == "time" and token.attribute("datetime"):
                is_marked = token.attribute("pubdate") is not None or token.attribute("itemprop") == "datePublished"
                (marked_times if is_marked else stated.times).append(token.attribute("datetime") or "")
        elif token.kind == "raw" and token.name == "title" and stated.title is None:
            stated.title = " ".join(decode_entities(source[token.start : token.end]).split()) or None
        elif token.kind == "raw" and is_json_ld and not stated.article:
            stated.article = _article_of(source[token.start : token.end])
    stated.times = marked_times + stated.times
    return stated


def _read_meta(stated: Stated, token: Token) -> None:
    content = " ".join((token.attribute("content") or "").split())
    for key in ("property", "name", "itemprop"):
        name = (token.attribute(key) or "").strip().lower()
        if name and content:
            stated.meta.setdefault(name, content)


def _article_of(script: str) -> dict[str, Any]:
    """The JSON-LD object that describes the article, {} if there is none or the script is broken."""
    try:
        content = json.loads(script[:_LARGEST_JSON].strip().removeprefix("<!--").removesuffix("-->"))
    except (ValueError, RecursionError):
        return {}
    for thing in _objects(content):
        if "datePublished" in thing or "headline" in thing:
            return thing
    return {}


def _objects(content: object) -> Iterator[dict[str, Any]]:
    """The objects of a JSON value, the outer before the inner, without recursion."""
    waiting: list[object] = [content]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            thing = cast("dict[str, Any]", value)
            yield thing
            waiting.extend(reversed(list(thing.values())))
        elif isinstance(value, list):
            waiting.extend(reversed(cast("list[Any]", value)))


def names_of(value: object) -> str | None:
    """The name in a JSON-LD value: a string, an object with a name, or a list of these, joined by ', '."""
    values = cast("list[Any]", value) if isinstance(value, list) else [value]
    names = [cast("dict[str, Any]", v).get("name") if isinstance(v, dict) else v for v in values]
    return ", ".join(" ".join(name.split()) for name in names if isinstance(name, str) and name.strip()) or None
