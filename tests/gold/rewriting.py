"""Articles with some characters replaced: which new character stands for which old one, in the raw bytes of text files and pages alike.

Belongs here: edits, applying them, and the way back from a figure of the rewritten article to the figure of the original. Does not:
which edits keep what an article says (`twins`) and which plant an error (`slips`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from assets.extraction import ExtractedFigure, extract_figures
from assets.reading import Document, read_document


@dataclass(frozen=True, slots=True)
class Edit:
    """`text` in place of the original's `[start, end)`. `order`: the text is these slices of the original, in their new order."""

    start: int
    end: int
    text: str
    order: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Original:
    """An article as it was found, with its figures outside of site furniture."""

    path: Path
    raw: bytes
    document: Document
    figures: Sequence[ExtractedFigure]

    @classmethod
    def read(cls, path: Path) -> Original:
        """The article in a file. Raises Unreadable as reading does."""
        raw = path.read_bytes()
        document = read_document(raw, path.name)
        return cls(path, raw, document, [f for f in extract_figures(document) if not f.boilerplate])


@dataclass(frozen=True, slots=True)
class Rewrite:
    """The rewritten bytes, and where each stretch of the new text comes from: (new start, new end, old start, old end)."""

    raw: bytes
    edits: tuple[Edit, ...]
    stretches: tuple[tuple[int, int, int, int], ...]

    def origin(self, start: int, end: int) -> tuple[int, int] | None:
        """The old span behind the new `[start, end)`; an edit counts as a whole. None where nothing stands behind it."""
        touched = [s for s in self.stretches if s[0] < end and start < s[1]]
        if not touched:
            return None
        ends = []
        for new_start, new_end, old_start, old_end in touched:
            kept = new_end - new_start == old_end - old_start
            ends.append(
                (old_start + max(start - new_start, 0), old_end - max(new_end - end, 0))
                if kept
                else (old_start, old_end)
            )
        return min(first for first, _ in ends), max(last for _, last in ends)


def rewritten(original: Original, edits: Sequence[Edit], publisher: str | None = None) -> Rewrite | None:
    """The article with the edits, and, where a name is given, with its publisher called that.

    None where the edits overlap, or where the new text does not read as it should: markup lay inside, or a rule of reading now
    sees another article.
    """
    chosen = sorted([*edits, *_publisher_edits(original, publisher)], key=lambda e: e.start)
    if any(a.end > b.start for a, b in pairwise(chosen)):
        return None
    raw, text = original.raw, original.document.text
    for edit in reversed(chosen):
        first, last = original.document.byte_span(edit.start, edit.end)
        if edit.order and (b"<" in raw[first:last] or b"&" in raw[first:last]):
            return None
        raw = raw[:first] + edit.text.encode(original.document.encoding) + raw[last:]
        text = text[: edit.start] + edit.text + text[edit.end :]
    if publisher is not None and original.document.facts.publisher:
        raw = raw.replace(original.document.facts.publisher.encode(original.document.encoding), publisher.encode())
    if read_document(raw, original.path.name).text != text:
        return None
    return Rewrite(raw, tuple(chosen), tuple(_stretches(chosen, len(original.document.text))))


def _publisher_edits(original: Original, publisher: str | None) -> list[Edit]:
    """The publisher's name wherever the visible text says it."""
    name, text, found = original.document.facts.publisher, original.document.text, list[Edit]()
    if publisher is None or not name:
        return found
    at = text.find(name)
    while at >= 0:
        found.append(Edit(at, at + len(name), publisher))
        at = text.find(name, at + len(name))
    return found


def _stretches(edits: Sequence[Edit], length: int) -> list[tuple[int, int, int, int]]:
    found: list[tuple[int, int, int, int]] = []
    new = old = 0
    for edit in edits:
        if old < edit.start:
            found.append((new, new + edit.start - old, old, edit.start))
        new += edit.start - old
        for start, end in edit.order:
            found.append((new, new + end - start, start, end))
            new += end - start
        if not edit.order:
            found.append((new, new + len(edit.text), edit.start, edit.end))
            new += len(edit.text)
        old = edit.end
    return [*found, (new, new + length - old, old, length)]
