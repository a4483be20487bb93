"""The transfer encodings of mail, base64 and quoted-printable, taken off with a map from each byte to those of the file.

Belongs here: both encodings in both directions of the map. Does not: the parts of a message (`mail`).
"""

from __future__ import annotations

import binascii
import re

from assets.reading.offsets import ByteRuns, RunBuilder, through

_LETTERS = re.compile(rb"[A-Za-z0-9+/]")
_HEX_OR_BREAK = re.compile(rb"=([0-9A-Fa-f]{2})|=[ \t]*\r?\n|[ \t]+(?=\r?\n)|=[ \t]*\Z")


def undone(content: bytes, encoding: str, first_byte: int) -> tuple[bytes, ByteRuns]:
    """The bytes that `content` carries and, for each of them, where it stands in the file; `content` begins at `first_byte`."""
    if encoding == "base64":
        return _from_base64(content, first_byte)
    if encoding == "quoted-printable":
        return _from_quoted_printable(content, first_byte)
    runs = RunBuilder()
    runs.add(len(content), first_byte, first_byte + len(content), 1)
    return content, runs.built()


def _from_base64(content: bytes, first_byte: int) -> tuple[bytes, ByteRuns]:
    """Four letters carry three bytes, so each of the three stands for all four; line ends and strangers are passed over."""
    places = [match.start() for match in _LETTERS.finditer(content)]
    letters = content.translate(None, bytes(set(range(256)) - set(_ALPHABET)))
    whole = len(letters) - (len(letters) % 4 == 1)
    made = binascii.a2b_base64(letters[:whole] + b"=" * (-whole % 4))
    runs = RunBuilder()
    for start in range(0, whole, 4):
        last = places[min(start + 3, whole - 1)]
        runs.add(min(3, len(made) - start // 4 * 3), first_byte + places[start], first_byte + last + 1, 0)
    return made, runs.built()


_ALPHABET = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"


def _from_quoted_printable(content: bytes, first_byte: int) -> tuple[bytes, ByteRuns]:
    """'=E9' carries one byte, '=' at a line's end none; what is neither stands for itself."""
    runs, parts, position = RunBuilder(), list[bytes](), 0
    for match in _HEX_OR_BREAK.finditer(content):
        before = content[position : match.start()]
        runs.add(len(before), first_byte + position, first_byte + match.start(), 1)
        parts.append(before)
        if match[1]:
            runs.add(1, first_byte + match.start(), first_byte + match.end(), 3)
            parts.append(bytes((int(match[1], 16),)))
        position = match.end()
    rest = content[position:]
    runs.add(len(rest), first_byte + position, first_byte + len(content), 1)
    return b"".join((*parts, rest)), runs.built()


def carried(characters: ByteRuns, carrier: ByteRuns) -> ByteRuns:
    """The map of characters to bytes of the file, from their map to carried bytes and that of the carried bytes to the file's."""
    pieces: list[tuple[int, int, int]] = []
    for first, stop, byte, end, width in characters.runs():
        if width == 1:
            pieces.append((first, byte, end))
        elif width:
            pieces += [(c, byte + (c - first) * width, byte + (c - first + 1) * width) for c in range(first, stop)]
        else:
            pieces.append((first, byte, end)) if end - byte != stop - first else pieces.extend(
                (c, byte, end) for c in range(first, stop)
            )
    return through(pieces, characters.length, carrier)
