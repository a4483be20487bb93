"""RSS and Atom, from bytes that were fetched before: feedparser never opens an address here.

Belongs here: from a feed's bytes to its items. Does not: which of them are taken.
"""

from __future__ import annotations

import html
import io
import re
from collections.abc import Mapping
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from typing import Any

import feedparser

from assets.sources.addresses import joined
from assets.sources.items import Item, Listed, day_of
from assets.sources.refusal import Refusal

_TAG = re.compile(r"<[^<>]{0,500}>")
_SPACES = re.compile(r"\s+")
_MOST_CHARS = 500
_MOST_TAGS = 500_000
_DEEPEST = 1_000
_DEEPEST_BASES = 40
# with what stands between the letters in encodings of two or four bytes a character
_BASE = re.compile(rb"b\0*a\0*s\0*e(?=[\0\s]*=)", re.I)
_LONG_BASE = re.compile(rb"base\s{0,100}=\s{0,100}[\"'][^\"']{2000}", re.I)
_NESTING = re.compile(rb"<[A-Za-z]|</|/>")


def parse_feed(body: bytes, address: str, content_type: str | None) -> Listed:
    """The items of a feed in its own order; relative links count from `address`. Raises Refusal for what is no feed.

    A feed that is broken in the middle gives what stands before and after, and `problem` says so.
    """
    body = _harmless(body, address)
    headers = {"content-location": address, "content-type": content_type or ""}
    # a stream: a string could be taken for an address or a file name and be opened
    parsed: Mapping[str, Any] = feedparser.parse(io.BytesIO(body), response_headers=headers, sanitize_html=False)
    if not parsed.get("version") and not parsed["entries"]:
        raise Refusal(
            "broken", f"{address} is no RSS or Atom feed{_why(parsed)}. Check the address; a page often names its feed."
        )
    language = parsed["feed"].get("language")
    items = tuple(item for entry in parsed["entries"] if (item := _item(entry, address, language)))
    problem = f"The feed is broken{_why(parsed)}; {len(items)} items could be read." if _is_broken(parsed) else None
    return Listed(items, problem=problem)


def _harmless(body: bytes, address: str) -> bytes:
    """The feed, without bases where these would keep the parser busy for minutes: feedparser joins that of each element to that of
    the one around it, which grows in a nest of open elements.

    Raises Refusal for elements in the hundred thousands, or thousands deep.
    """
    # of text in two or four bytes a character the markup is left; articles in CDATA are text
    plain = body.replace(b"\0", b"")
    markup = b"".join(
        part.partition(b"]]>")[2] if index else part for index, part in enumerate(plain.split(b"<![CDATA["))
    )
    if markup.count(b"<") > _MOST_TAGS:
        raise Refusal("too_large", f"{address} has more than {_MOST_TAGS:,} tags, which no feed needs; it is not read.")
    deep = deepest = 0
    for tag in _NESTING.finditer(markup):
        deep = max(0, deep + (1 if tag[0][:1] == b"<" and tag[0] != b"</" else -1))
        deepest = max(deepest, deep)
        if deep > _DEEPEST:
            raise Refusal("broken", f"{address} has elements more than {_DEEPEST:,} deep; it is not read.")
    if deepest <= _DEEPEST_BASES and not _LONG_BASE.search(plain):
        return body
    return _BASE.sub(lambda base: base[0].replace(b"e", b"_").replace(b"E", b"_"), body)


def _item(entry: Mapping[str, Any], address: str, language: str | None) -> Item | None:
    link = entry.get("link") or next((one.get("href") for one in entry.get("links", ()) if one.get("href")), None)
    if not link:
        return None
    try:
        target = joined(address, str(link))
    except Refusal:
        # it is listed all the same, so that it is said why it was not fetched
        target = str(link)
    return Item(
        address=target,
        title=_plain(entry.get("title")),
        author=_plain(entry.get("author")),
        published_on=_day(entry),
        language=_plain(entry.get("language") or language),
    )


def _day(entry: Mapping[str, Any]) -> date | None:
    """The day of publication as the feed writes it, in the time zone of the publisher; the day of change where it is all there is."""
    for name in ("published", "updated"):
        written = str(entry.get(name) or "")
        try:
            return parsedate_to_datetime(written).date()
        except (ValueError, TypeError, OverflowError, IndexError):
            pass
        parsed = entry.get(f"{name}_parsed")
        found = day_of(written) or (datetime(*parsed[:6]).date() if parsed else None)
        if found:
            return found
    return None


def _plain(text: object) -> str | None:
    """A title as one line of plain text; feeds put markup into them."""
    return _SPACES.sub(" ", html.unescape(_TAG.sub("", str(text or "")))).strip()[:_MOST_CHARS] or None


def _is_broken(parsed: Mapping[str, Any]) -> bool:
    # a wrong encoding in the header or a missing content type is bozo too, and harmless
    return bool(parsed.get("bozo")) and "SAX" in type(parsed.get("bozo_exception")).__name__


def _why(parsed: Mapping[str, Any]) -> str:
    error = parsed.get("bozo_exception")
    line = getattr(error, "getLineNumber", lambda: None)()
    return f" at line {line} ({error.getMessage()})" if line and error is not None else ""
