"""Hints and documents as messages, and back. What comes back from a child is checked before anything else sees it.

Belongs here: these forms. Does not: how a message travels (`messages`).
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields, replace
from datetime import date
from itertools import pairwise
from typing import Any

from assets.reading import Document, Hints, document_of, kept
from assets.reading.offsets import ByteRuns
from assets.sandbox.messages import BrokenMessage, Message

_MAP_BYTES_A_CHAR = 4 * 8
_KEPT = frozenset("text blocks facts media_type encoding byte_offsets pages doubts".split())
_PLACE = tuple(field.name for field in fields(Document) if field.name not in _KEPT)
"""What a document says of its place in a file, which `kept` leaves to others."""


def with_hints(hints: Hints) -> dict[str, object]:
    """Hints as JSON knows them."""
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in asdict(hints).items()}


def hints_of(said: Mapping[str, Any]) -> Hints:
    """The hints that `with_hints` wrote."""
    return Hints(**{**said, "published_on": _day(said["published_on"])})


def with_documents(documents: Sequence[Document]) -> Message:
    """Documents as one message: the columns that a store keeps, and where in its file each stands."""
    parts: list[bytes] = []
    rows: list[dict[str, object]] = []
    for document in documents:
        place = {name: getattr(document, name) for name in _PLACE}
        rows.append({name: _sent(value, parts) for name, value in {**kept(document), **place}.items()})
    return Message({"documents": rows}, tuple(parts))


def documents_of(message: Message) -> tuple[Document, ...]:
    """The documents of a message. Raises BrokenMessage where they cannot be what reading gave."""
    try:
        return tuple(_document(message, row) for row in message.head["documents"])
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError, OverflowError, zlib.error) as error:
        raise BrokenMessage(f"its documents make no sense: {type(error).__name__}: {error}") from error


def _sent(value: object, parts: list[bytes]) -> object:
    """A column as JSON knows it: bytes and texts of any length travel beside it, half surrogate pairs included."""
    if isinstance(value, date):
        return {"day": value.isoformat()}
    if isinstance(value, str | bytes):
        parts.append(value.encode("utf-8", "surrogatepass") if isinstance(value, str) else value)
        return {"text" if isinstance(value, str) else "bytes": len(parts) - 1}
    return value


def _received(message: Message, value: object) -> object:
    match value:
        case {"day": said}:
            return _day(said)
        case {"text": number}:
            return message.part(number).decode("utf-8", "surrogatepass")
        case {"bytes": number}:
            return message.part(number)
        case None | bool() | int() | float():
            return value
        case _:
            raise BrokenMessage("a column is no value")


def _document(message: Message, row: Mapping[str, Any]) -> Document:
    columns: dict[str, Any] = {name: _received(message, value) for name, value in row.items()}
    place = {name: columns.pop(name) for name in _PLACE}
    _refuse_inflated(columns["byte_map"], len(columns["text"]))
    document = replace(document_of(columns), **place)
    _refuse_senseless(document)
    return document


def _refuse_inflated(packed: bytes, chars: int) -> None:
    """Raises where a packed map would be larger than the largest that a text of this length can have."""
    most = _MAP_BYTES_A_CHAR * (chars + 1)
    if len(zlib.decompressobj().decompress(packed, most + 1)) > most:
        raise BrokenMessage("a map from characters to bytes is larger than its text")


def _refuse_senseless(document: Document) -> None:
    """Raises where a document's places do not lie in it, in order."""
    runs: ByteRuns = document.byte_offsets
    ends = [place for block in document.blocks for place in (block.char_start, block.char_end)]
    raw_end = document.raw_start if document.raw_end is None else document.raw_end
    holds = (
        runs.length == len(document.text)
        and len(runs.starts) == len(runs.firsts) == len(runs.ends) == len(runs.widths)
        and all(a <= b for a, b in pairwise([0, *ends, len(document.text)]))
        and all(a < b for a, b in pairwise(runs.starts))
        and list(runs.starts[:1]) == ([0] if document.text else [])
        and 0 <= document.raw_start <= raw_end
    )
    if not holds:
        raise BrokenMessage("a place lies outside of its text")


def _day(said: str | None) -> date | None:
    return None if said is None else date.fromisoformat(said)
