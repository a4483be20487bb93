"""Sitemaps: indexes, lists of pages, news sitemaps, plain lists of addresses; packed or not.

Belongs here: from a sitemap's bytes to what it lists. Does not: which of it is taken, nor fetching further sitemaps.
"""

from __future__ import annotations

import zlib
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from assets.sources.addresses import joined
from assets.sources.items import Item, Listed, day_of
from assets.sources.refusal import Refusal

_GZIP = b"\x1f\x8b"
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def parse_sitemap(body: bytes, address: str, most_bytes: int) -> Listed:
    """What a sitemap lists, in its own order; a packed one may have `most_bytes` unpacked. Raises Refusal."""
    content = _unpacked(body, address, most_bytes).removeprefix(_BYTE_ORDER_MARK).strip()
    if content and not content.startswith(b"<"):
        lines = content.decode("utf-8", "replace").splitlines()
        return Listed(tuple(Item(_resolved(address, line)) for line in lines if line.strip()))
    try:
        root = fromstring(content, forbid_dtd=True)
    except DefusedXmlException as error:
        raise Refusal("broken", f"{address} declares entities, which no sitemap needs; it is not read.") from error
    except ParseError as error:
        raise Refusal("broken", f"{address} is not valid XML: {error}. Check it in a browser.") from error
    kind = _name(root)
    if kind == "sitemapindex":
        return Listed(children=_items(root, "sitemap", address))
    if kind == "urlset":
        return Listed(_items(root, "url", address))
    raise Refusal("broken", f"{address} is no sitemap: its XML is <{kind}>. A feed is named with feed = …")


def _items(root: Element, kind: str, address: str) -> tuple[Item, ...]:
    found: list[Item] = []
    for element in root:
        if _name(element) != kind:
            continue
        said = {_name(part): (part.text or "").strip() for part in element if len(part) == 0}
        news = {_name(part): (part.text or "").strip() for group in element if _name(group) == "news" for part in group}
        if not said.get("loc"):
            continue
        found.append(
            Item(
                address=_resolved(address, said["loc"]),
                title=news.get("title") or None,
                published_on=day_of(news.get("publication_date")),
                lastmod=said.get("lastmod") or None,
            )
        )
    return tuple(found)


def _resolved(address: str, target: str) -> str:
    try:
        return joined(address, target)
    except Refusal:
        # listed all the same, so that it is said why it was not fetched
        return target.strip()


def _name(element: Element) -> str:
    """The name of an element without its namespace; comments have none."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _unpacked(body: bytes, address: str, most_bytes: int) -> bytes:
    if not body.startswith(_GZIP):
        return body
    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        content = unpacker.decompress(body, most_bytes + 1)
    except zlib.error as error:
        raise Refusal("broken", f"{address} cannot be unpacked: {error}.") from error
    if len(content) > most_bytes:
        raise Refusal(
            "too_large", f"{address} has more than {most_bytes:,} bytes unpacked. Raise answer_bytes of [fetch]."
        )
    if not unpacker.eof:
        raise Refusal("broken", f"{address} breaks off before its end. Try again later.")
    return content
