"""Messages between a process and its children: one JSON object and any number of byte strings, each with its length before it.

Belongs here: how they stand in a stream, and that no stream can make the reader allocate what it did not expect. Does not: what
they say (`forms`).
"""

from __future__ import annotations

import json
import struct
from dataclasses import dataclass, field
from typing import Any, BinaryIO

_LENGTH = struct.Struct(">Q")
_COUNT = struct.Struct(">I")
_MOST_PARTS = 1_000_000


class BrokenMessage(Exception):
    """What came is no message: it ended early, is too long, or is no JSON object."""


@dataclass(frozen=True, slots=True)
class Message:
    """`head` as JSON knows it; `parts` are byte strings that it speaks of by their number."""

    head: dict[str, Any]
    parts: tuple[bytes, ...] = field(default=(), repr=False)

    def part(self, number: object) -> bytes:
        """The byte string of that number. Raises BrokenMessage where there is none."""
        if not isinstance(number, int) or not 0 <= number < len(self.parts):
            raise BrokenMessage("it speaks of a part that it does not have")
        return self.parts[number]


def write_message(stream: BinaryIO, message: Message) -> None:
    """Writes the message and flushes. Raises OSError when nobody reads any more."""
    parts = (json.dumps(message.head).encode("ascii"), *message.parts)
    stream.write(_COUNT.pack(len(parts)) + b"".join(_LENGTH.pack(len(part)) for part in parts))
    for part in parts:
        stream.write(part)
    stream.flush()


def read_message(stream: BinaryIO, most_bytes: int) -> Message | None:
    """The next message, None at the end of the stream. Raises BrokenMessage."""
    opening = stream.read(_COUNT.size)
    if not opening:
        return None
    (count,) = _COUNT.unpack(_whole(opening, _COUNT.size))
    if not 1 <= count <= _MOST_PARTS:
        raise BrokenMessage(f"it has {count} parts")
    lengths = [length for (length,) in _LENGTH.iter_unpack(_read(stream, count * _LENGTH.size))]
    if sum(lengths) > most_bytes:
        raise BrokenMessage(f"it has {sum(lengths):,} bytes; at most {most_bytes:,} are taken")
    head, *parts = (_read(stream, length) for length in lengths)
    try:
        said = json.loads(head)
    except (ValueError, RecursionError) as error:
        raise BrokenMessage("it is no JSON") from error
    if not isinstance(said, dict):
        raise BrokenMessage("it is no JSON object")
    return Message(said, tuple(parts))


def _read(stream: BinaryIO, size: int) -> bytes:
    return _whole(stream.read(size), size)


def _whole(found: bytes, size: int) -> bytes:
    if len(found) != size:
        raise BrokenMessage("it ended early")
    return found
