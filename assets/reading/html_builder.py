"""Puts the visible text of a page together, character by character traceable, with separators where they belong.

Belongs here: white space, breaks, cells, marks between digits. Does not: which element begins or ends.
"""

from __future__ import annotations

import re
from array import array
from dataclasses import dataclass, field

from assets.reading.html_tokens import Token, entity_at
from assets.reading.offsets import ByteRuns, through

BLOCK_BREAK = "\n\n"
LINE_BREAK = "\n"
CELL_BREAK = " | "
EDGE, FIRST_EDGE = " |", "| "
"""Around cells that are empty at the end and at the beginning of a row: one more than there are empty cells."""
SUPERSCRIPT = "^"
SUBSCRIPT = "_"

_PIECE = re.compile(r"[ \t\n\r\f\v]+|&|\x00|[^& \t\n\r\f\v\x00]+(?: [^& \t\n\r\f\v\x00]+)*")
_SPACE = frozenset(" \t\n\r\f\v")


@dataclass(slots=True)
class TextBuilder:
    """The text so far and its trace (see `through`). `block_start` is -1 between blocks.

    `separator` stands before the next character, if one comes in the same block: a space, a line or cell break, or a
    super- or subscript mark; `lead` before the first character of the next block. The marks are used only between two digits: 'km2'
    is read as it looks, but a footnote 3 at '2,000' or the power of 10^6 must not become another number.
    """

    source: str
    parts: list[str] = field(default_factory=list[str])
    length: int = 0
    block_start: int = -1
    separator: str = ""
    lead: str = ""
    text_starts: array[int] = field(default_factory=lambda: array("Q"))
    source_starts: array[int] = field(default_factory=lambda: array("Q"))
    source_ends: array[int] = field(default_factory=lambda: array("Q"))
    _space: tuple[int, int] | None = None  # source of the first white space since the last character

    def read(self, token: Token) -> int:
        """Adds the text of a token, and gives the number of visible characters in it."""
        position, added = token.start, 0
        while position < token.end:
            match = _PIECE.match(self.source, position, token.end)
            piece = match[0] if match else self.source[position]
            start, position = position, position + len(piece)
            if piece[0] in _SPACE:
                self._space = self._space or (start, position)
                continue
            made = piece
            if piece == "&":
                made, position = entity_at(self.source, start)
            elif piece == "\x00":
                made = "\ufffd"  # dropping it would join digits that the file keeps apart
            if made:
                self._separate(made, start)
                self._add(made, start, position)
                added += len(made)
        return added

    def end_block(self) -> tuple[int, int] | None:
        """Ends the block, if one is open, and gives its half-open span."""
        span = (self.block_start, self.length) if self.block_start >= 0 else None
        self.block_start, self.separator, self.lead, self._space = -1, "", "", None
        return span

    def add_to_block(self, made: str, end: int) -> None:
        """Adds characters to the open block; they stand for the source between its last character and `end`."""
        if self.block_start >= 0 and made:
            self._add(made, self.source_ends[-1], end)

    def offsets(self, source: ByteRuns) -> ByteRuns:
        """The map of the text to the bytes of its file, from that of the page's source."""
        pieces = list(zip(self.text_starts, self.source_starts, self.source_ends, strict=True))
        return through(pieces, self.length, source)

    def _separate(self, made: str, start: int) -> None:
        """Adds what stands between the last character and `made`; it stands for the source in between."""
        before = self.source_ends[-1] if self.source_ends else 0
        if self.block_start < 0:
            if self.length:
                self._add(BLOCK_BREAK, before, start)
            self.block_start = self.length
            if self.lead:
                self._add(self.lead, before, start)
        elif self.separator in (SUPERSCRIPT, SUBSCRIPT) and self._space is None:
            if made[0].isdigit() and self.parts[-1][-1].isdigit():
                self._add(self.separator, before, start)
        elif self.separator and self.separator not in (SUPERSCRIPT, SUBSCRIPT):
            self._add(self.separator, before, start)
        elif self._space is not None:
            self._add(" ", *self._space)
        self.separator, self.lead, self._space = "", "", None

    def _add(self, made: str, start: int, end: int) -> None:
        follows = bool(self.source_ends) and self.source_ends[-1] == start
        if follows and len(made) == end - start and self._last_is_verbatim():
            self.source_ends[-1] = end
        else:
            self.text_starts.append(self.length)
            self.source_starts.append(start)
            self.source_ends.append(end)
        self.parts.append(made)
        self.length += len(made)

    def _last_is_verbatim(self) -> bool:
        return self.length - self.text_starts[-1] == self.source_ends[-1] - self.source_starts[-1]
