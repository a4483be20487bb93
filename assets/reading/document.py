"""What reading hands on: a text with its blocks, its publication facts and the way back to the bytes of the file.

Belongs here: these types and the reasons why a file cannot be read. Does not: how any of it is found.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from assets.reading.offsets import ByteRuns

MAX_BYTES = 16 * 1024 * 1024
"""Longest file that is read, in bytes. A news page has less than one megabyte; sixteen leaves room for long reports."""

BlockKind = Literal["title", "heading", "paragraph", "item", "row", "caption", "byline", "boilerplate"]
PublishedBasis = Literal["given", "meta", "json-ld", "time", "dateline", "visible", "inferred", "none"]
UnreadableReason = Literal["empty", "binary", "undecodable", "too_large", "no_text", "missing", "not_a_file"]
Doubt = Literal["encoding_guessed", "main_text_disputed", "invisible_characters", "date_inferred"]


class Unreadable(Exception):
    """A file from which no text can be had. `reason` is a short code, `detail` a sentence: what, where, what to do."""

    def __init__(self, reason: UnreadableReason, detail: str) -> None:
        super().__init__(reason, detail)
        self.reason: UnreadableReason = reason
        self.detail = detail

    def __str__(self) -> str:
        return f"{self.reason}: {self.detail}"


@dataclass(frozen=True, slots=True)
class Block:
    """A run of the text that stands together, at `[char_start, char_end)` in code points, without surrounding space.

    `boilerplate` is true exactly when `kind` is 'boilerplate': furniture of the site, not the article's own words.
    A 'byline' is the article's own, but says who wrote it, where and when. `heading` is the nearest heading above
    (the title is not one), None before the first.
    """

    kind: BlockKind
    char_start: int
    char_end: int
    boilerplate: bool
    heading: str | None


@dataclass(frozen=True, slots=True)
class PublicationFacts:
    """Who published what and when; None where the file does not say. `published_on` is the day as the source writes it.

    `published_basis`: 'given' (by the user, beside the file), 'meta', 'json-ld', 'time' (markup), 'dateline' (opens the story),
    'visible' (a line above or below it), 'inferred' (the day, the month or the year follows from the text), 'none'.
    """

    title: str | None
    publisher: str | None
    author: str | None
    published_on: date | None
    published_basis: PublishedBasis
    language: str | None


@dataclass(frozen=True, slots=True)
class Hints:
    """What the user says of a file beside it: in its sidecar file, or of its source in the settings. None where nothing is said.

    A hint goes before what the file says of itself. `uri` is the address at which the piece was published,
    `encoding` the Python codec name of the encoding that the user, or the server that sent it, declares.
    """

    uri: str | None = None
    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    published_on: date | None = None
    language: str | None = None
    licence: str | None = None
    encoding: str | None = None


NO_HINTS = Hints()


@dataclass(frozen=True, slots=True)
class Document:
    """One article as text. `encoding` is a Python codec name; a byte order mark counts as bytes but not as text.

    `blocks` are in the order of the text and do not overlap. Between them stands only what separates them. A file that holds several
    articles gives several documents: `fragment` names each within it ('' for one that is the whole file), and it stands at
    the bytes `[raw_start, raw_end)` of the file (None: its end), from which its own byte offsets count. `pages` are the first
    characters of its pages, where the format has pages. `doubts` are what a reader should know about how it was read.
    """

    text: str
    blocks: tuple[Block, ...]
    facts: PublicationFacts
    media_type: str
    encoding: str
    byte_offsets: ByteRuns = field(repr=False, compare=False)
    fragment: str = ""
    raw_start: int = 0
    raw_end: int | None = None
    pages: tuple[int, ...] = ()
    doubts: tuple[Doubt, ...] = ()

    def byte_span(self, char_start: int, char_end: int) -> tuple[int, int]:
        """Bytes `[start, end)` of the raw file that say `text[char_start:char_end]`.

        An entity counts with all its bytes. What was put in to separate blocks or cells stands for the markup between
        them. Raises ValueError for a span that does not lie in the text.
        """
        if not 0 <= char_start <= char_end <= len(self.text):
            raise ValueError(f"no span of this text: [{char_start}, {char_end}); it has {len(self.text)} characters")
        return self.byte_offsets.span(char_start, char_end)

    def page_of(self, char: int) -> int | None:
        """The page, from 1, on which a character stands; None where the format has no pages."""
        return bisect_right(self.pages, char) or None
