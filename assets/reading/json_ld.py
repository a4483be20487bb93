"""What the JSON-LD of a page says about its article, whatever shape the page gives it, and even where it is broken.

Belongs here: finding the object that is the article among lists, graphs and references. Does not: choosing between it and
other markup (`publication`, `page_title`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from assets.reading.headline import long_words, overlap
from assets.reading.html_tokens import decode_entities

_LARGEST_JSON = 1_000_000
_MOST_OBJECTS = 5_000
_ARTICLE_TYPE = re.compile(r"(?:Article|Posting|Report)$")
_LOOSE_COMMA = re.compile(r",(?=\s*[}\]])")
_WRAPPING = re.compile(r"^\s*(?://)?\s*(?:<!--|<!\[CDATA\[)|(?://)?\s*(?:-->|\]\]>)\s*$")
_STRING = r'"((?:[^"\\]|\\.){1,400}+)"'
_PLAIN = {name: re.compile(rf'"{name}"\s*:\s*{_STRING}') for name in ("headline", "datePublished")}
_NAMED = {
    name: re.compile(rf'"{name}"\s*:\s*\[?\s*\{{[^{{}}]{{0,400}}?"name"\s*:\s*{_STRING}')
    for name in ("author", "publisher")
}


@dataclass(frozen=True, slots=True)
class ArticleFacts:
    """What JSON-LD says of the article, as written; None where it says nothing."""

    headline: str | None = None
    published: str | None = None
    author: str | None = None
    publisher: str | None = None


def article_facts(scripts: Sequence[str], title: str) -> ArticleFacts:
    """The facts of the article in the JSON-LD `scripts` of a page, whose other markup calls it `title`.

    Of several objects the one that is an article by its type, and whose headline is most like the title. Scripts that are
    not JSON are searched for the same keys.
    """
    things: list[dict[str, Any]] = []
    broken: list[str] = []
    for script in scripts:
        content = _parsed(script[:_LARGEST_JSON])
        if content is None:
            broken.append(script[:_LARGEST_JSON])
        things.extend(_objects(content))
    by_id = {str(thing["@id"]): thing for thing in reversed(things) if "@id" in thing and len(thing) > 1}
    said = long_words(title)
    told = [thing for thing in things if "datePublished" in thing or "headline" in thing]
    if told:
        thing = max(
            told, key=lambda thing: (overlap(_text(thing.get("headline")) or "", said) >= 0.5, _is_article(thing))
        )
        return ArticleFacts(
            headline=_text(thing.get("headline")),
            published=_text(thing.get("datePublished")),
            author=_names(thing.get("author"), by_id),
            publisher=_names(thing.get("publisher"), by_id),
        )
    return _searched(" ".join(broken))


def _parsed(script: str) -> object:
    """The value of a script, None if it is not JSON. Line ends in strings, wrapping marks and loose commas are let pass."""
    stripped = _WRAPPING.sub("", _WRAPPING.sub("", script)).strip().removesuffix(";")
    for text in (stripped, _LOOSE_COMMA.sub("", stripped)):
        try:
            return json.loads(text, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _searched(script: str) -> ArticleFacts:
    """The facts in a script that is not JSON, by the keys before them."""
    found = {name: match for name, form in (*_PLAIN.items(), *_NAMED.items()) if (match := form.search(script))}
    said = {name: _text(re.sub(r"\\(.)", r"\1", match[1])) for name, match in found.items()}
    return ArticleFacts(said.get("headline"), said.get("datePublished"), said.get("author"), said.get("publisher"))


def _objects(content: object) -> Iterator[dict[str, Any]]:
    """The objects of a JSON value, the outer before the inner, without recursion."""
    waiting: list[object] = [content]
    for _ in range(_MOST_OBJECTS):
        if not waiting:
            return
        value = waiting.pop()
        if isinstance(value, dict):
            thing = cast("dict[str, Any]", value)
            yield thing
            waiting.extend(reversed([inner for inner in thing.values() if isinstance(inner, (dict, list))]))
        elif isinstance(value, list):
            waiting.extend(reversed(cast("list[Any]", value)))


def _is_article(thing: Mapping[str, Any]) -> bool:
    types = thing.get("@type")
    named = cast("list[Any]", types) if isinstance(types, list) else [types]
    return any(isinstance(name, str) and _ARTICLE_TYPE.search(name) for name in named)


def _names(value: object, by_id: Mapping[str, Mapping[str, Any]]) -> str | None:
    """The name in a value: a string, an object with a name, a reference to one, or a list of these, joined by ', '."""
    values = cast("list[Any]", value) if isinstance(value, list) else [value]
    names: list[str] = []
    for one in values:
        thing = cast("dict[str, Any]", one) if isinstance(one, dict) else {"name": one}
        name = _text(thing.get("name")) or _text(by_id.get(str(thing.get("@id")), {}).get("name"))
        names += [name] if name else []
    return ", ".join(dict.fromkeys(names)) or None


def _text(value: object) -> str | None:
    """A string without entities and superfluous space, the first of a list; None for anything else."""
    if isinstance(value, list):
        value = next(iter(cast("list[object]", value)), None)
    return (" ".join(decode_entities(value).split()) or None) if isinstance(value, str) else None
