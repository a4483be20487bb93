"""Many texts at once: batches in, batches out. A batch and its figures can be pickled, so that any pool or cluster can map it.

Belongs here: texts without files, and how they are handed to workers in order. Does not: finding figures (`extractor`),
nor where the texts come from or the figures go.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date

from assets.extraction.extractor import extract_figures
from assets.extraction.model import ExtractedFigure
from assets.reading import Block, Document, PublicationFacts
from assets.reading.offsets import encoded_offsets

BATCH_CHARS = 100_000
"""A batch ends with the text that brings it to this length: some twenty articles, a second of work or less."""
AHEAD = 2
"""Batches that wait for each worker: enough to keep it busy, and few enough to keep memory flat."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text by its name, and the day from which 'last year' counts. Its lines are paragraphs."""

    name: object
    text: str
    published_on: date | None = None


Found = list[ExtractedFigure]


def extract_batch(texts: Sequence[Text]) -> list[Found]:
    """The figures of each text, in the order of the texts; offsets are code points of its `text`."""
    return [extract_figures(document_of_text(text)) for text in texts]


def extract_all(texts: Iterable[Text], workers: int = 1) -> Iterator[tuple[Text, Found]]:
    """Each text with its figures, in the order of the texts, as they come; with `workers` processes if more than one.

    Only a few batches are held at any time, however many texts there are.
    """
    if workers <= 1:
        for text in texts:
            yield text, extract_figures(document_of_text(text))
        return
    with ProcessPoolExecutor(workers) as pool:
        waiting: deque[tuple[list[Text], Future[list[Found]]]] = deque()
        for batch in in_batches(texts):
            waiting.append((batch, pool.submit(extract_batch, batch)))
            if len(waiting) > AHEAD * workers:
                yield from _finished(waiting)
        while waiting:
            yield from _finished(waiting)


def _finished(waiting: deque[tuple[list[Text], Future[list[Found]]]]) -> Iterator[tuple[Text, Found]]:
    batch, future = waiting.popleft()
    yield from zip(batch, future.result(), strict=True)


def in_batches(texts: Iterable[Text]) -> Iterator[list[Text]]:
    """The texts in batches of about BATCH_CHARS characters, none of them empty."""
    batch: list[Text] = []
    chars = 0
    for text in texts:
        batch.append(text)
        chars += len(text.text)
        if chars >= BATCH_CHARS:
            yield batch
            batch, chars = [], 0
    if batch:
        yield batch


def document_of_text(text: Text) -> Document:
    """The text as a document of plain paragraphs, one a line; offsets are those of the text as it came."""
    blocks: list[Block] = []
    start = 0
    for line in text.text.splitlines(keepends=True):
        inner = line.strip()
        if inner:
            begin = start + line.index(inner)
            blocks.append(Block("paragraph", begin, begin + len(inner), False, None))
        start += len(line)
    facts = PublicationFacts(None, None, None, text.published_on, "none", None)
    # half of a surrogate pair, which JSON can carry, has no bytes in UTF-8; nothing here asks for bytes
    offsets = encoded_offsets(text.text, text.text.encode("utf-8", "surrogatepass"), "utf-8", 0)
    return Document(text.text, tuple(blocks), facts, "text/plain", "utf-8", offsets)
