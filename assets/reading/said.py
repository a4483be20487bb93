"""What the raw bytes at a span say, by the rules of their format alone: the proof that a quote stands where its figure points.

Belongs here: decoding a span without the map that led to it, and comparing what it says with a quote. Does not: reading files, or
making maps.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from assets.reading import docx, json_lines, mail, markdown, pdf
from assets.reading.document import Document
from assets.reading.html_tokens import decode_entities, tokens

_INSERTED = frozenset("|^_")
"""What is put between cells, and between a number and a raised one behind it; bytes do not say it."""

_EMPHASIS = frozenset("*~[]")
"""Marks of Markdown that may stand inside a quote's bytes, and as themselves in the quote."""

_TARGET = r"(?:\((?:[^()]|\([^()]*\))*\)|\[[^\]]*\])"
_MARKS = (
    (re.compile(rf"!\[[^\]]*\]{_TARGET}?"), ""),
    (re.compile(rf"\]{_TARGET}"), "]"),
    (re.compile(r"(`+)[^`]*\1"), ""),
    (re.compile(r"</?[A-Za-z][^<>]*>"), ""),
    (re.compile(r"\\([!-/:-@\[-`{-~])"), r"\1"),
)
_INVISIBLE = frozenset("script style template".split())


@dataclass(frozen=True, slots=True)
class Said:
    """What a span says. `is_wide`: it holds more than the quote, because the format packs its text; then the quote is in it."""

    text: str
    is_wide: bool = False

    def holds(self, quote: str) -> bool:
        """Whether the quote is what is said, white space and marks of reading aside."""
        if self.text == quote:
            return True
        said, wanted = _bare(self.text), _bare(quote)
        return bool(wanted) and (wanted in said if self.is_wide else wanted == said)


Teller = Callable[[int, int], Said]


def teller(raw: bytes, document: Document) -> Teller:
    """A function that says what the bytes `[start, end)` of the article's raw bytes say; it holds for the document's format."""
    media_type = document.media_type
    if media_type == docx.MEDIA_TYPE:
        # all quotes of a member or a page have one span
        return cache(lambda start, end: Said(docx.said_by(raw, start, end), is_wide=True))
    if media_type == pdf.MEDIA_TYPE:
        return cache(lambda start, end: Said(pdf.said_on(raw, start, end), is_wide=True))
    if media_type == mail.MEDIA_TYPE:
        return _mail_teller(raw)
    if media_type == json_lines.MEDIA_TYPE:
        return _record_teller(raw, document.encoding)
    return lambda start, end: Said(_read_as(_decoded(raw[start:end], document.encoding), media_type))


def _decoded(span: bytes, encoding: str) -> str:
    return span.decode(encoding, "replace")


def _read_as(source: str, media_type: str) -> str:
    """What a reader sees of a piece of source."""
    if media_type == "text/html":
        return _visible(source)
    return _without_marks(source) if media_type == markdown.MEDIA_TYPE else source


def _visible(source: str) -> str:
    """The text between tags, entities read."""
    seen: list[str] = []
    for token in tokens(source):
        if token.kind == "text" or (token.kind == "raw" and token.name not in _INVISIBLE):
            seen.append(decode_entities(source[token.start : token.end]))
    return "".join(seen)


def _without_marks(source: str) -> str:
    """Markdown without link targets, pictures, code, tags, and the marks of quotes behind line ends; entities and escapes read."""
    source = "\n".join(line.lstrip("> \t") for line in source.split("\n"))
    for pattern, kept in _MARKS:
        source = pattern.sub(kept, source)
    return decode_entities(source)


def _record_teller(raw: bytes, encoding: str) -> Teller:
    """What a span inside a string of a record says: its escapes read, and its tags if the string is markup."""
    found = json_lines.text_field(raw.decode(encoding, "replace"))
    is_page = found is not None and found[1]

    def say(start: int, end: int) -> Said:
        source = json_lines.unescaped(_decoded(raw[start:end], encoding))
        return Said(_visible(source) if is_page else source)

    return say


def _mail_teller(raw: bytes) -> Teller:
    parts = list(mail.parts_of(raw))

    def say(start: int, end: int) -> Said:
        part = next((part for part in parts if part.start <= start and end <= part.end), None)
        if part is None:
            return Said(mail.header_text(raw[start:end]), is_wide=True)
        source, is_packed = part.said_by(raw, start, end)
        return Said(_visible(source) if part.is_page else source, is_wide=is_packed)

    return say


def _bare(text: str) -> str:
    """Without white space and inserted marks."""
    return "".join(char for char in text if not char.isspace() and char not in _INSERTED and char not in _EMPHASIS)
