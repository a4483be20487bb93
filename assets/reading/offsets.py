"""Maps from characters to bytes, small enough to keep: one entry for each run of characters, not for each character.

Belongs here: arithmetic on offsets. Does not: decoding, or deciding which source a character stands for.
"""

from __future__ import annotations

import codecs
import re
from array import array
from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

_SAME_WIDTH = {
    "utf-8": re.compile("([\x00-\x7f]+)|([\x80-\u07ff]+)|([\u0800-\uffff]+)|([\U00010000-\U0010ffff]+)"),
    "utf-16": re.compile("([\x00-\uffff]+)|([\U00010000-\U0010ffff]+)"),
}
_WIDTHS = {"utf-8": (1, 2, 3, 4), "utf-16": (2, 4)}


class ByteOffsets(Protocol):
    """Where the characters of a text stand in its file."""

    def span(self, char_start: int, char_end: int) -> tuple[int, int]:
        """Bytes `[start, end)` for the characters `[char_start, char_end)`, which must lie in the text."""
        ...


@dataclass(frozen=True, slots=True)
class EncodedOffsets:
    """Offsets of a decoded text: run k begins at character `char_starts[k]` and byte `byte_starts[k]`, and each of its
    characters takes `widths[k]` bytes. The arrays have the same length, at least one."""

    char_starts: array[int]
    byte_starts: array[int]
    widths: array[int]

    def offset(self, char: int) -> int:
        """Byte at which the character `char` begins; for the length of the text, the byte after the last."""
        run = bisect_right(self.char_starts, char) - 1
        return self.byte_starts[run] + (char - self.char_starts[run]) * self.widths[run]

    def span(self, char_start: int, char_end: int) -> tuple[int, int]:
        """Bytes `[start, end)` of the characters `[char_start, char_end)`."""
        return self.offset(char_start), self.offset(char_end)


def encoded_offsets(text: str, content: bytes, encoding: str, first_byte: int) -> EncodedOffsets:
    """Offsets of `text`: `content` decoded by `encoding`, after a byte order mark of `first_byte` bytes."""
    family = "utf-16" if encoding.startswith("utf-16") else encoding
    offsets = EncodedOffsets(array("Q"), array("Q"), array("Q"))
    byte = first_byte
    if family in _SAME_WIDTH:
        for match in _SAME_WIDTH[family].finditer(text):
            width = _WIDTHS[family][(match.lastindex or 1) - 1]
            _begin_run(offsets, match.start(), byte, width)
            byte += len(match[0]) * width
    elif len(text) == len(content):
        _begin_run(offsets, 0, byte, 1)
    else:
        _decode_by_byte(offsets, content, encoding, first_byte)
    if not offsets.char_starts:
        _begin_run(offsets, 0, first_byte, 1)
    return offsets


def _begin_run(offsets: EncodedOffsets, char: int, byte: int, width: int) -> None:
    offsets.char_starts.append(char)
    offsets.byte_starts.append(byte)
    offsets.widths.append(width)


def _decode_by_byte(offsets: EncodedOffsets, content: bytes, encoding: str, first_byte: int) -> None:
    """For the older multi-byte encodings: watches at which byte each character comes out of the decoder."""
    decoder = codecs.getincrementaldecoder(encoding)()
    ends = array("Q", [first_byte])
    for position in range(len(content)):
        made = decoder.decode(content[position : position + 1])
        # two characters at once: the first gets no bytes of its own, so that both lie inside the same bytes
        ends.extend([ends[-1]] * (len(made) - 1))
        if made:
            ends.append(first_byte + position + 1)
    before = 0
    for char, (start, end) in enumerate(pairwise(ends)):
        if end - start != before:
            before = end - start
            _begin_run(offsets, char, start, before)


@dataclass(frozen=True, slots=True)
class TracedOffsets:
    """Offsets of a text that was built from pieces of a decoded source, such as the visible text of a page.

    Run k begins at character `text_starts[k]` of the text and stands for the source characters
    `[source_starts[k], source_ends[k])`: one for one if both are equally long, else each for all of them.
    """

    text_starts: array[int]
    source_starts: array[int]
    source_ends: array[int]
    text_length: int
    source: EncodedOffsets

    def span(self, char_start: int, char_end: int) -> tuple[int, int]:
        """Bytes `[start, end)` for the characters `[char_start, char_end)`."""
        if char_start == char_end:
            at = self._source_span(char_start)[0] if char_start < self.text_length else self.source_ends[-1]
            return self.source.offset(at), self.source.offset(at)
        start, end = self._source_span(char_start)[0], self._source_span(char_end - 1)[1]
        return self.source.offset(start), self.source.offset(end)

    def _source_span(self, char: int) -> tuple[int, int]:
        run = bisect_right(self.text_starts, char) - 1
        begin = self.text_starts[run]
        end = self.text_starts[run + 1] if run + 1 < len(self.text_starts) else self.text_length
        start, stop = self.source_starts[run], self.source_ends[run]
        if stop - start == end - begin:
            return start + char - begin, start + char - begin + 1
        return start, stop
