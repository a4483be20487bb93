"""What a page states about itself in its markup: title, meta tags, JSON-LD, times, language.

Belongs here: collecting and decoding these statements. Does not: choosing between them (`publication`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from assets.reading.boilerplate import Markers, bare
from assets.reading.html_tokens import Token, decode_entities
from assets.reading.json_ld import ArticleFacts, article_facts

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
PUBLISHER_META = ("og:site_name", "dc.publisher", "dcterms.publisher", "publisher", "citation_publisher")
SITE_META = ("application-name", "apple-mobile-web-app-title")
"""Names of the site as a program: asked only where nothing names the publisher."""

AUTHOR_META = ("author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator", "byl")
TITLE_META = ("og:title", "twitter:title", "dc.title", "headline")
_CHARS_OF_LABEL = 40


@dataclass(slots=True)
class Stated:
    """Statements of a page about itself, as written; empty for a text file.

    `meta`: the content of each meta tag by its lower-case property, name or itemprop, the first one counts. `times`:
    the datetime of each `<time>`, those marked as the publication date first, then the nearest to the main heading, and
    those of a revision last. `article`: what JSON-LD says of the article.
    """

    title: str | None = None
    language: str | None = None
    meta: dict[str, str] = field(default_factory=dict[str, str])
    times: list[str] = field(default_factory=list[str])
    article: ArticleFacts = field(default_factory=ArticleFacts)

    def first_meta(self, names: Sequence[str]) -> str | None:
        """The content of the first of `names` that the page has and that is not empty."""
        return next((self.meta[name] for name in names if self.meta.get(name)), None)


@dataclass(frozen=True, slots=True)
class _Time:
    """A `<time>`: what it says, where it stands among the tokens, and whether it is marked as published or as revised."""

    value: str
    index: int
    is_marked: bool
    is_revised: bool


def stated_facts(source: str, page_tokens: Sequence[Token], markers: Markers) -> Stated:
    """What the page `source`, whose tokens are given, says about itself."""
    stated = Stated()
    scripts: list[str] = []
    times: list[_Time] = []
    is_json_ld, heading, label = False, 0, ""
    for index, token in enumerate(page_tokens):
        if token.kind == "text":
            label = source[token.start : token.end].strip()[-_CHARS_OF_LABEL:] or label
        elif token.kind == "start":
            is_json_ld = token.name == "script" and "ld+json" in (token.attribute("type") or "").lower()
            heading = heading or (index if token.name == "h1" else 0)
            if token.name == "meta":
                _read_meta(stated, token)
            elif token.name == "html":
                stated.language = (token.attribute("lang") or token.attribute("xml:lang") or "").strip().lower() or None
            elif token.name == "time" and token.attribute("datetime"):
                times.append(_read_time(token, index, label, markers))
                label = ""
        elif token.kind == "raw" and token.name == "title" and stated.title is None:
            stated.title = " ".join(decode_entities(source[token.start : token.end]).split()) or None
        elif token.kind == "raw" and is_json_ld:
            scripts.append(source[token.start : token.end])
    times.sort(key=lambda t: (not t.is_marked, t.is_revised, abs(t.index - heading) if heading else t.index))
    stated.times = [time.value for time in times]
    stated.article = article_facts(scripts, stated.first_meta(TITLE_META) or stated.title or "")
    return stated


def _read_time(token: Token, index: int, label: str, markers: Markers) -> _Time:
    """A time is one of a revision by its itemprop, its class, or the label in front of it ('Updated 3 June')."""
    itemprop = (token.attribute("itemprop") or "").lower()
    classes = (token.attribute("class") or "").lower().split()
    is_marked = token.attribute("pubdate") is not None or "datepublished" in itemprop or "published" in classes
    revised = "datemodified" in itemprop or not markers.revised_label.isdisjoint((*classes, bare(label)))
    return _Time(token.attribute("datetime") or "", index, is_marked, revised and not is_marked)


def _read_meta(stated: Stated, token: Token) -> None:
    content = " ".join((token.attribute("content") or "").split())
    for key in ("property", "name", "itemprop"):
        name = (token.attribute(key) or "").strip().lower()
        if name and content:
            stated.meta.setdefault(name, content)
