"""Holds what figures claim against a document and its bytes: that a quote stands where it is said to stand.

Belongs here: one quote against one document. Does not: what the bytes of a span say (`said`), nor which files are looked at
(`assets.verify`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from assets.reading.document import Document
from assets.reading.said import teller

SHOWN_CHARS = 200


@dataclass(frozen=True, slots=True)
class Claim:
    """A quote with the place where it stands: characters `[char_start, char_end)` of the text, bytes `[byte_start, byte_end)` of the
    article's own bytes."""

    quote: str
    char_start: int
    char_end: int
    byte_start: int
    byte_end: int


@dataclass(frozen=True, slots=True)
class Broken:
    """A claim that does not hold, by its number: where it does not, and what stands there instead."""

    number: int
    where: Literal["text", "bytes"]
    found: str


def broken_claims(raw: bytes, document: Document, claims: Sequence[Claim]) -> list[Broken]:
    """Those of the claims that do not hold; `raw` are the article's own bytes."""
    say = teller(raw, document)
    found: list[Broken] = []
    for number, claim in enumerate(claims):
        stands = document.text[claim.char_start : claim.char_end]
        if stands != claim.quote:
            found.append(Broken(number, "text", stands[:SHOWN_CHARS]))
            continue
        said = say(claim.byte_start, claim.byte_end)
        there = document.byte_span(claim.char_start, claim.char_end)
        if there != (claim.byte_start, claim.byte_end) or not said.holds(claim.quote):
            found.append(Broken(number, "bytes", said.text[:SHOWN_CHARS]))
    return found
