"""Tags and text of a page with their exact places, in one pass that is linear in its length whatever it holds.

Belongs here: where a tag begins and ends, its attributes, entities. Does not: what an element means.
`html.parser` is not used: it starts over after each unfinished construct, and '<a x="' repeated takes quadratic time.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from html.entities import html5
from typing import Literal, NamedTuple

TokenKind = Literal["text", "raw", "start", "end"]

_TAG_NAME = re.compile(r"[A-Za-z][^\s/>\x00]*")
_GAP = re.compile(r"[\s/]*")
_ATTRIBUTE_NAME = re.compile(r"=?[^\s/>=]*")
_EQUALS = re.compile(r"\s*=\s*")
_BARE_VALUE = re.compile(r"[^\s>]*")
_RAW_TEXT = {name: re.compile(rf"</{name}(?=[\s/>])", re.I) for name in ("script", "style", "title", "textarea", "xmp")}
_CODE = frozenset({"script", "style"})
_ENTITY = re.compile(r"&(?:#[0-9]+;?|#[xX][0-9a-fA-F]+;?|[A-Za-z][A-Za-z0-9]{1,31};?)")
_LONGEST_NUMBER = len("&#x0010FFFF;")
_REPLACEMENT = "\ufffd"


class Token(NamedTuple):
    """Source characters `[start, end)`: text, raw text (of script, style, title), or a tag.

    `attributes` have lower-case names and undecoded values, the first of each name counts. `closes_itself` is '/>'.
    """

    kind: TokenKind
    start: int
    end: int
    name: str = ""
    attributes: dict[str, str] | None = None
    closes_itself: bool = False

    def attribute(self, name: str) -> str | None:
        """The decoded value of an attribute, '' if it has none, None if it is not there."""
        value = (self.attributes or {}).get(name)
        return None if value is None else decode_entities(value)


def entity_at(source: str, start: int) -> tuple[str, int]:
    """The text of the entity whose '&' is at `start`, and where it ends; a bare '&' stands for itself."""
    match = _ENTITY.match(source, start)
    if match is None:
        return "&", start + 1
    written = match[0]
    if written[1] == "#":
        if len(written) > _LONGEST_NUMBER:
            return _REPLACEMENT, match.end()
        return html.unescape(written), match.end()
    body = written[1:].rstrip(";")
    if body + ";" in html5 and written.endswith(";"):
        return html5[body + ";"], match.end()
    for length in range(len(body), 1, -1):  # '&nbsp' and '&copy2025' without a semicolon, as browsers read them
        if body[:length] in html5:
            return html5[body[:length]], start + 1 + length
    return "&", start + 1


def decode_entities(value: str) -> str:
    """`value` with its entities replaced; linear, and safe against numbers of any length."""
    if "&" not in value:
        return value
    parts: list[str] = []
    position = 0
    while (ampersand := value.find("&", position)) >= 0:
        parts.append(value[position:ampersand])
        made, position = entity_at(value, ampersand)
        parts.append(made)
    return "".join(parts) + value[position:]


class _Scanner:
    """One pass over a source. What is searched for and not found is known from the start, so nothing is read twice."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.last_close = source.rfind(">")
        self.last_comment_end = source.rfind("-->")
        self.last_quote = {quote: source.rfind(quote) for quote in "\"'"}
        self.never_closed: set[str] = set()

    def tokens(self) -> Iterator[Token]:
        source, position = self.source, 0
        while position < len(source):
            less = source.find("<", position)
            if less < 0 or less > self.last_close:
                yield Token("text", position, len(source))
                return
            if less > position:
                yield Token("text", position, less)
            token, position = self._markup(less)
            if token is not None:
                yield token
            if token is not None and token.kind == "start" and token.name in _RAW_TEXT and not token.closes_itself:
                end = self._raw_text_end(token.name, position)
                if end > position:
                    yield Token("raw", position, end, token.name)
                position = end

    def _markup(self, less: int) -> tuple[Token | None, int]:
        """The token at a '<' (None for comments, declarations and unfinished tags), and where to go on."""
        source, after = self.source, less + 1
        if source.startswith("!--", after):
            found = source.find("-->", after + 1) if self.last_comment_end > after else -1
            return None, found + 3 if found >= 0 else source.find(">", after) + 1
        closing = source.startswith("/", after)
        name = _TAG_NAME.match(source, after + closing)
        if name is None:
            if source[after : after + 1] in ("!", "?", "/"):
                return None, source.find(">", after) + 1
            return Token("text", less, after), after  # a stray '<' is text
        if closing:
            end = source.find(">", name.end()) + 1
            return (Token("end", less, end, name[0].lower()), end) if end else (None, len(source))
        return self._start_tag(less, name[0].lower(), name.end())

    def _start_tag(self, less: int, name: str, position: int) -> tuple[Token | None, int]:
        source, attributes = self.source, dict[str, str]()
        while True:
            gap_end = _match_end(_GAP, source, position)
            if gap_end >= len(source):
                return None, len(source)  # the tag never ends: dropped with what it swallowed, as in a browser
            if source[gap_end] == ">":
                closes_itself = gap_end > position and source[gap_end - 1] == "/"
                return Token("start", less, gap_end + 1, name, attributes, closes_itself), gap_end + 1
            name_end = _match_end(_ATTRIBUTE_NAME, source, gap_end)
            attribute, position = source[gap_end:name_end].lower(), name_end
            value = ""
            equals = _EQUALS.match(source, position)
            if equals is not None:
                value, position = self._value(equals.end())
            attributes.setdefault(attribute, value)

    def _value(self, position: int) -> tuple[str, int]:
        quote = self.source[position : position + 1]
        if self.last_quote.get(quote, -1) > position:
            end = self.source.index(quote, position + 1)
            return self.source[position + 1 : end], end + 1
        end = _match_end(_BARE_VALUE, self.source, position)
        return self.source[position:end], end

    def _raw_text_end(self, name: str, position: int) -> int:
        """Where the text of a script, style or title ends; without an end tag, code runs on, other text is parsed."""
        found = None if name in self.never_closed else _RAW_TEXT[name].search(self.source, position)
        if found is not None:
            return found.start()
        self.never_closed.add(name)
        return len(self.source) if name in _CODE else position


def _match_end(pattern: re.Pattern[str], source: str, position: int) -> int:
    match = pattern.match(source, position)
    return match.end() if match else position


def tokens(source: str) -> Iterator[Token]:
    """Tokens of a page in order. Never fails; comments and declarations give none."""
    return _Scanner(source).tokens()
