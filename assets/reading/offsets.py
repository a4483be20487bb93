"""Maps from characters to bytes, small enough to keep: one entry for each run of characters, not for each character.

Belongs here: arithmetic on offsets, and how a map is kept in a store. Does not: decoding, or deciding which source a character
stands for.
"""

from __future__ import annotations

import codecs
import re
import sys
import zlib
from array import array
from bisect import bisect_right
from dataclasses import dataclass, field

_SAME_WIDTH = {
    # lone surrogates stand for bytes that were no UTF-8, one each
    "utf-8": re.compile(
        "([\x00-\x7f\udc80-\udcff]+)|([\x80-\u07ff]+)|([\u0800-\udc7f\udd00-\uffff]+)|([\U00010000-\U0010ffff]+)"
    ),
    "utf-16": re.compile("([\x00-\uffff]+)|([\U00010000-\U0010ffff]+)"),
    "utf-32": re.compile("([\x00-\U0010ffff]+)"),
}
_WIDTHS = {"utf-8": (1, 2, 3, 4), "utf-16": (2, 4), "utf-32": (4,)}
_COLUMNS = 4


def _column() -> array[int]:
    return array("Q")


@dataclass(frozen=True, slots=True)
class ByteRuns:
    """Where the characters of a text stand in its file.

    Run k begins at character `starts[k]` and ends where the next one begins, the last one at `length`. It stands for the bytes
    `[firsts[k], ends[k])`: with a width of 1 or more each of its characters for so many of them, in order; with a width of 0
    each for all of them, as the characters of an entity or of a page of a PDF do. The columns are equally long.
    """

    length: int = 0
    starts: array[int] = field(default_factory=_column)
    firsts: array[int] = field(default_factory=_column)
    ends: array[int] = field(default_factory=_column)
    widths: array[int] = field(default_factory=_column)

    def span(self, char_start: int, char_end: int) -> tuple[int, int]:
        """Bytes `[start, end)` for the characters `[char_start, char_end)`, which must lie in the text."""
        if char_start == char_end:
            at = self._bytes_of(char_start)[0] if char_start < self.length else self.ends[-1] if self.ends else 0
            return at, at
        return self._bytes_of(char_start)[0], self._bytes_of(char_end - 1)[1]

    def runs(self) -> list[tuple[int, int, int, int, int]]:
        """(first character, character after the last, first byte, byte after the last, width) of each run."""
        stops = [*self.starts[1:], self.length]
        return list(zip(self.starts, stops, self.firsts, self.ends, self.widths, strict=True))

    def packed(self) -> bytes:
        """The map as bytes, for a store; `unpacked` reads them."""
        columns = array("Q", [self.length])
        for column in (self.starts, self.firsts, self.ends, self.widths):
            columns.extend(column)
        if sys.byteorder == "big":
            columns.byteswap()
        return zlib.compress(columns.tobytes(), 1)

    def _bytes_of(self, char: int) -> tuple[int, int]:
        run = bisect_right(self.starts, char) - 1
        width = self.widths[run]
        if not width:
            return self.firsts[run], self.ends[run]
        start = self.firsts[run] + (char - self.starts[run]) * width
        return start, start + width


def unpacked(kept: bytes) -> ByteRuns:
    """The map that `ByteRuns.packed` gave."""
    columns = array("Q", zlib.decompress(kept))
    if sys.byteorder == "big":
        columns.byteswap()
    size = (len(columns) - 1) // _COLUMNS
    starts, firsts, ends, widths = (columns[1 + k * size : 1 + (k + 1) * size] for k in range(_COLUMNS))
    return ByteRuns(columns[0], starts, firsts, ends, widths)


class RunBuilder:
    """Puts a map together run by run, from the first character on; runs that go on evenly become one."""

    def __init__(self) -> None:
        self._length = 0
        self._starts, self._firsts, self._ends, self._widths = _column(), _column(), _column(), _column()

    def add(self, chars: int, first: int, end: int, width: int) -> None:
        """`chars` more characters, which stand for the bytes `[first, end)`, each for `width` of them or, with 0, for all."""
        if width and self._widths and self._widths[-1] == width and self._ends[-1] == first:
            self._ends[-1] = end
        elif chars:
            for column, value in zip(
                (self._starts, self._firsts, self._ends, self._widths), (self._length, first, end, width), strict=True
            ):
                column.append(value)
        self._length += chars

    def built(self) -> ByteRuns:
        """The map of all characters that were added."""
        return ByteRuns(self._length, self._starts, self._firsts, self._ends, self._widths)


def encoded_offsets(text: str, content: bytes, encoding: str, first_byte: int) -> ByteRuns:
    """Offsets of `text`: `content` decoded by `encoding`, after a byte order mark of `first_byte` bytes."""
    family = encoding[:6] if encoding.startswith(("utf-16", "utf-32")) else encoding
    runs = RunBuilder()
    byte = first_byte
    if family in _SAME_WIDTH:
        for match in _SAME_WIDTH[family].finditer(text):
            chars, width = len(match[0]), _WIDTHS[family][(match.lastindex or 1) - 1]
            runs.add(chars, byte, byte + chars * width, width)
            byte += chars * width
    elif len(text) == len(content):
        runs.add(len(text), byte, byte + len(content), 1)
    else:
        _decode_by_byte(runs, content, encoding, first_byte)
    return runs.built()


def _decode_by_byte(runs: RunBuilder, content: bytes, encoding: str, first_byte: int) -> None:
    """For the older multi-byte encodings: watches at which byte each character comes out of the decoder."""
    decoder = codecs.getincrementaldecoder(encoding)()
    first = first_byte
    for position in range(len(content)):
        made = decoder.decode(content[position : position + 1])
        if made:
            end = first_byte + position + 1
            # two characters that come at once stand for the same bytes
            runs.add(len(made), first, end, end - first if len(made) == 1 else 0)
            first = end


def through(pieces: list[tuple[int, int, int]], length: int, source: ByteRuns) -> ByteRuns:
    """The map of a text that was built from pieces of a source, such as the visible text of a page, with the source's own map.

    A piece is (its first character in the text, first character in the source, character after the last there): one for one if
    both are equally long, else each of its characters stands for all of that source.
    """
    runs = RunBuilder()
    known = source.runs()
    stops = [*(piece[0] for piece in pieces), length][1:]
    for (start, first, end), stop in zip(pieces, stops, strict=True):
        if end - first != stop - start:
            runs.add(stop - start, *source.span(first, end), 0)
            continue
        at = bisect_right(source.starts, first) - 1
        while first < end:
            begin, after, byte, byte_end, width = known[at]
            taken = min(end, after) - first
            if width:
                byte += (first - begin) * width
                runs.add(taken, byte, byte + taken * width, width)
            else:
                runs.add(taken, byte, byte_end, 0)
            first, at = first + taken, at + 1
    return runs.built()
