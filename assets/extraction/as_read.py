"""A document as a reader sees it: soft hyphens, direction marks and their like left out, accents joined to their letters.

Belongs here: the text that is read in place of such a text, and the way back to the places in the original. Does not:
anything that changes what is read; words and numbers stay as they are written.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from assets.extraction.model import ExtractedFigure
from assets.reading import Block, Document
from assets.reading.invisible import MISPRINTED, UNSEEN

_ACCENTS = "\u0300-\u036f"
_THIN = "\u2007-\u200a"
"""Spaces that typesetters put inside numbers; the narrow no-break space stands for all of them."""
_WIDE = "\uff01-\uff5e"
_WIDE_TO_PLAIN = 0xFEE0
_ANY = re.compile(f"[{UNSEEN}{_ACCENTS}{_THIN}{_WIDE}\ufffd]")
_PIECES = re.compile(
    f"(?P<unseen>[{UNSEEN}]+)|(?P<accented>[^\\W\\d_][{_ACCENTS}]+)|(?P<thin>[{_THIN}]+)|(?P<wide>[{_WIDE}]+)"
)


@dataclass(frozen=True, slots=True)
class Places:
    """Where the characters of the text as read stand in the original: run k begins at `read[k]` and takes
    `[starts[k], ends[k])` there. A run has as many characters in both, but for a letter with its accents."""

    read: array[int] = field(default_factory=lambda: array("Q"))
    starts: array[int] = field(default_factory=lambda: array("Q"))
    ends: array[int] = field(default_factory=lambda: array("Q"))

    def add(self, read: int, start: int, end: int) -> None:
        """Adds a run behind the others."""
        self.read.append(read)
        self.starts.append(start)
        self.ends.append(end)

    def start(self, char: int) -> int:
        """Where the character `char` of the text as read begins in the original."""
        run = bisect_right(self.read, char) - 1
        return self.starts[run] + char - self.read[run]

    def end(self, char: int) -> int:
        """Where the character before `char` ends in the original."""
        run = bisect_right(self.read, char - 1) - 1
        last = run + 1 < len(self.read) and self.read[run + 1] == char
        return self.ends[run] if last else self.starts[run] + char - self.read[run]

    def as_read(self, place: int) -> int:
        """The place in the text as read of a place in the original; of what was left out, the place behind it."""
        run = bisect_right(self.starts, place) - 1
        if run < 0:
            return 0
        if place < self.ends[run]:
            return self.read[run] + place - self.starts[run]
        return self.read[run + 1] if run + 1 < len(self.read) else self.read[run] + self.ends[run] - self.starts[run]


def reading_of(document: Document) -> tuple[Document, Places | None]:
    """The document as it is read, with the places of its characters; None where it reads as it is written."""
    text = document.text
    if _ANY.search(text) is None:
        return document, None
    parts: list[str] = []
    places, read, done = Places(), 0, 0
    for match in _PIECES.finditer(text):
        for piece, start, end in ((text[done : match.start()], done, match.start()), _seen(match)):
            if piece:
                parts.append(piece)
                places.add(read, start, end)
                read += len(piece)
        done = match.end()
    parts.append(text[done:])
    places.add(read, done, len(text))
    blocks = tuple(_moved(block, places.as_read) for block in document.blocks)
    return replace(document, text="".join(parts), blocks=blocks), places


def _seen(match: re.Match[str]) -> tuple[str, int, int]:
    """What a reader sees of the characters of a match, and their place in the original."""
    piece, kind = match.group(), match.lastgroup
    if kind == "accented":
        composed = unicodedata.normalize("NFC", piece)
        piece = composed if len(composed) == 1 else piece[0]
    elif kind == "thin":
        piece = "\u202f" * len(piece)
    elif kind == "wide":
        piece = "".join(chr(ord(c) - _WIDE_TO_PLAIN) for c in piece)
    else:
        piece = ""
    return piece, match.start(), match.end()


def _moved(block: Block, as_read: Callable[[int], int]) -> Block:
    return replace(block, char_start=as_read(block.char_start), char_end=as_read(block.char_end))


def put_back(figures: Sequence[ExtractedFigure], places: Places, text: str) -> None:
    """Moves the places of figures from the text as read to the original, whose characters their quotes show.

    A figure that is not printed as its digits say is marked, and no law may use it.
    """
    misprinted = [match.span() for match in MISPRINTED.finditer(text)]
    for figure in figures:
        figure.char_start, figure.char_end = places.start(figure.char_start), places.end(figure.char_end)
        figure.core_start, figure.core_end = places.start(figure.core_start), places.end(figure.core_end)
        figure.sentence_start, figure.sentence_end = (
            places.start(figure.sentence_start),
            places.end(figure.sentence_end),
        )
        if figure.conversion_of is not None:
            figure.conversion_of = places.start(figure.conversion_of)
        figure.quote = text[figure.char_start : figure.char_end]
        figure.sentence = text[figure.sentence_start : figure.sentence_end]
        if any(start < figure.core_end and figure.core_start < end for start, end in misprinted):
            figure.assumed.add("value")
            figure.comparable_key = None
