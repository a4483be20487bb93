"""Addresses of the web: the one form under which a page is known, and a readable name for its file.

Belongs here: functions from address to address. Does not: whether a host may be asked (`assets.sources.guard`), nor asking it.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import cache
from urllib.parse import unquote, urlsplit

import httpx

from assets.sources.refusal import Refusal
from warehouse.lexicon import lexicon

_MAX_CHARS = 2000
_SLUG_CHARS = 60
_FEW_LETTERS = 4
_HEX = re.compile(r"%[0-9a-fA-F]{2}")
_HOST = re.compile(r"[A-Za-z0-9._-]+|[0-9A-Fa-f:.]+")
_NOT_SLUG = re.compile(r"[^a-z0-9]+")
_PAGE_SUFFIX = re.compile(r"\.(?:html?|php|aspx?|jsp|shtml|txt|md|pdf|docx)$", re.I)


def canonical(address: str) -> str:
    """The form under which a page is known: host in lower case, no default port, no fragment, no tracking parameters.

    Raises Refusal for what is no address of the web.
    """
    url = _parsed(address)
    query = "&".join(part for part in url.query.decode("ascii").split("&") if part and not _is_tracking(part))
    bare = url.copy_with(query=query.encode("ascii") if query else None, fragment=None)
    parts = urlsplit(_HEX.sub(lambda match: match[0].upper(), str(bare)))
    return parts._replace(path=parts.path or "/").geturl()


def joined(base: str, target: str) -> str:
    """The address to which `target` leads from the page at `base`, as it is to be asked for. Raises Refusal."""
    try:
        return str(_parsed(str(httpx.URL(base).join(target.strip()))).copy_with(fragment=None))
    except (httpx.InvalidURL, ValueError) as error:
        raise Refusal("bad_address", f"{target[:200]!r} is no address: {error}.") from error


def host_of(address: str) -> str:
    """Host and port as the pace of requests is kept for them: 'example.org', 'example.org:8080'."""
    url = httpx.URL(address)
    return url.netloc.decode("ascii")


def origin_of(address: str) -> str:
    """Scheme, host and port, without a slash at the end; robots.txt holds for one of these."""
    url = httpx.URL(address)
    return f"{url.scheme}://{url.netloc.decode('ascii')}"


def is_front_page(address: str) -> bool:
    """Whether an address is the first page of its site, as to which sites lead from pages that they no longer have."""
    url = httpx.URL(address)
    return url.path in ("", "/") and not url.query


def file_stem(address: str, title: str | None) -> str:
    """'port-grows-1a2b3c4d5e': what the address says in letters (the title where it says little), and a hash of the address."""
    last = next((part for part in reversed(httpx.URL(address).path.split("/")) if part), "")
    slug = slug_of(_PAGE_SUFFIX.sub("", unquote(last)))
    if sum(char.isalpha() for char in slug) < _FEW_LETTERS:
        slug = slug_of(title or "") or slug or slug_of(httpx.URL(address).host)
    return f"{slug or 'page'}-{hashlib.sha256(address.encode('utf-8')).hexdigest()[:10]}"


def slug_of(text: str) -> str:
    """A text in small ASCII letters, digits and hyphens, cut at a word where it is long; '' where it has none."""
    plain = unicodedata.normalize("NFKD", text[:500]).encode("ascii", "ignore").decode("ascii").lower()
    slug = _NOT_SLUG.sub("-", plain).strip("-")
    return slug if len(slug) <= _SLUG_CHARS else slug[:_SLUG_CHARS].rpartition("-")[0] or slug[:_SLUG_CHARS]


def _parsed(address: str) -> httpx.URL:
    shown = address[:200]
    if len(address) > _MAX_CHARS:
        raise Refusal(
            "bad_address", f"{shown!r}… has {len(address):,} characters; at most {_MAX_CHARS:,} are followed."
        )
    try:
        url = httpx.URL(address.strip())
        # a host that cannot be written in the letters of the name system is found only when it is asked for
        named = bool(url.raw_host)
    except (httpx.InvalidURL, ValueError) as error:
        raise Refusal("bad_address", f"{shown!r} is no address: {error}.") from error
    if url.scheme not in ("http", "https"):
        raise Refusal("scheme", f"{shown!r} is not followed: only http and https are.")
    if not named or not _HOST.fullmatch(url.raw_host.decode("ascii")):
        raise Refusal("bad_address", f"{shown!r} names no host.")
    if url.userinfo:
        raise Refusal(
            "bad_address", f"{shown.split('@')[-1]!r} comes with a user name; such addresses are not followed."
        )
    return url


def _is_tracking(part: str) -> bool:
    return _tracking().fullmatch(part.partition("=")[0]) is not None


@cache
def _tracking() -> re.Pattern[str]:
    names = (re.escape(entry.alias).replace(r"\*", ".*") for entry in lexicon("tracking_parameters"))
    return re.compile("|".join(names), re.I)
