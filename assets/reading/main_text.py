"""What two extractors take for the main text of a page, laid beside our own blocks of it by their words.

Neither knows where in the file its text stands, so they have a say and not the last word: what they miss is not lost, and
what they keep must be a block of ours. Belongs here: asking them, and comparing. Does not: our own view of a block
(`html_regions`, `boilerplate`), or how the three are weighed (`page_blocks`).
"""

from __future__ import annotations

import logging
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass

_WORD = re.compile(r"\w+")
_RUN = 3
_MOST_CHARS = 2_000_000
"""Of a page's source; a longer one is read by our own rules alone."""

_SAID_SHARE = 0.6
_SHORTEST_COMPARED = 40
"""In characters. Shorter blocks are headings, labels and cells: they follow what stands around them."""

_SUBSTANTIAL = 0.25
"""Share of the prose of a page on which opinions must differ for its main text to be disputed."""

_ALIKE = 0.02


@dataclass(frozen=True, slots=True)
class MainText:
    """For each block whether the first and the second extractor keep it; None for blocks too short to tell.

    An extractor that was not asked, failed or found nothing has no opinion: its tuple is None.
    """

    first: tuple[bool | None, ...] | None
    second: tuple[bool | None, ...] | None

    def both_keep(self, index: int) -> bool:
        """Whether both extractors take the block for main text."""
        return None not in (self.first, self.second) and all(o[index] is True for o in (self.first, self.second) if o)

    def both_drop(self, index: int) -> bool:
        """Whether neither does."""
        return None not in (self.first, self.second) and all(o[index] is False for o in (self.first, self.second) if o)

    def disputes(self, blocks: Sequence[str], kept: Sequence[bool]) -> bool:
        """Whether opinions differ on a substantial part of the page: an extractor with `kept`, and with the other one if it was asked."""
        pairs = [(a, b) for a, b in ((kept, self.first), (kept, self.second), (self.first, self.second)) if a and b]
        differing = [_differing(blocks, a, b) > _SUBSTANTIAL for a, b in pairs]
        return sum(differing) >= max(1, len(differing) - 1)


def main_text(source: str, blocks: Sequence[str], ours: Sequence[bool]) -> MainText:
    """Asks trafilatura which of the `blocks` of the page `source` are main text, and readability where that differs from
    `ours`, or ours leave out much.

    Where an extractor finds nothing or fails, it has no opinion.
    """
    if not any(len(block) >= _SHORTEST_COMPARED for block in blocks):
        return MainText(None, None)
    first = _opinion(_by_trafilatura, source, blocks)
    if first is not None and _differing(blocks, ours, first) <= _ALIKE and _left_out(blocks, ours) <= _SUBSTANTIAL:
        return MainText(first, None)
    return MainText(first, _opinion(_by_readability, source, blocks))


def _opinion(extract: Callable[[str], str], source: str, blocks: Sequence[str]) -> tuple[bool | None, ...] | None:
    """Which blocks the text that `extract` finds says; None where it finds next to nothing."""
    if len(source) > _MOST_CHARS:
        return None
    try:
        said = _runs(extract(source))
    except Exception:  # an opinion is not needed to read a page; which errors a parser may raise is not ours to know
        return None
    found = tuple(_says(said, block) for block in blocks)
    return found if any(found) else None


def repeating(blocks: Sequence[str], others: Sequence[str]) -> list[bool]:
    """For each block, whether it hardly says more than the `others`: a comment that quotes the article, a summary above it."""
    said = frozenset[str]().union(*map(_runs, others))
    return [_says(said, block) is True for block in blocks]


def _says(said: frozenset[str], block: str) -> bool | None:
    """Whether most runs of words of a block are among those said; repeated paragraphs count, though extractors print one."""
    if len(block) < _SHORTEST_COMPARED:
        return None
    runs = _runs(block)
    return len(runs & said) >= _SAID_SHARE * len(runs) if runs else None


def _runs(text: str) -> frozenset[str]:
    """Every three words that follow each other, numbers among them, in one form of letters and marks."""
    words = _WORD.findall(unicodedata.normalize("NFC", text).lower())
    return frozenset(" ".join(words[i : i + _RUN]) for i in range(max(len(words) - _RUN + 1, min(len(words), 1))))


def _differing(blocks: Sequence[str], a: Sequence[bool | None], b: Sequence[bool | None]) -> float:
    """The share of the prose that one of two opinions keeps on which they differ, by characters."""
    compared = [(len(t), x, y) for t, x, y in zip(blocks, a, b, strict=True) if len(t) >= _SHORTEST_COMPARED]
    kept = sum(chars for chars, x, y in compared if x or y)
    return sum(chars for chars, x, y in compared if x is not y) / kept if kept else 0.0


def _left_out(blocks: Sequence[str], ours: Sequence[bool]) -> float:
    """The share of the prose of a page that our own rules do not keep, by characters."""
    prose = [(len(t), kept) for t, kept in zip(blocks, ours, strict=True) if len(t) >= _SHORTEST_COMPARED]
    return sum(chars for chars, kept in prose if not kept) / sum(chars for chars, _ in prose)


def _by_trafilatura(source: str) -> str:
    import trafilatura  # only pages need it, and importing it takes a second

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    document = trafilatura.bare_extraction(source, fast=True, include_comments=False, include_tables=True)
    text = None if document is None or isinstance(document, dict) else document.text
    return text or ""


def _by_readability(source: str) -> str:
    from lxml.html import document_fromstring
    from readability import Document

    logging.getLogger("readability").setLevel(logging.CRITICAL)
    summary: str = Document(source).summary(html_partial=True)
    return " ".join(document_fromstring(summary).itertext()) if summary.strip() else ""
