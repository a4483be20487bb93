"""Documents for the tests of extraction: paragraphs with a chosen publication day, so that no block or date is guessed."""

from __future__ import annotations

from datetime import date
from typing import Literal

from assets.reading import Block, Document, PublicationFacts
from assets.reading.offsets import encoded_offsets


def document_of(text: str, published: date | None = None, title: str | None = None) -> Document:
    """A text whose non-empty lines are paragraphs; `title`, if any, is a line of its own above them.

    The text is what UTF-8 can say: a lone surrogate becomes a question mark.
    """
    whole = text if title is None else f"{title}\n{text}"
    raw = whole.encode("utf-8", "replace")
    whole = raw.decode("utf-8")
    facts = PublicationFacts(title, None, None, published, "none" if published is None else "meta", "en")
    offsets = encoded_offsets(whole, raw, "utf-8", 0)
    return Document(whole, _blocks(whole, titled=title is not None), facts, "text/plain", "utf-8", offsets)


def _blocks(text: str, *, titled: bool) -> tuple[Block, ...]:
    blocks: list[Block] = []
    start = 0
    for line in text.split("\n"):
        begin, end = start + len(line) - len(line.lstrip()), start + len(line.rstrip())
        kind: Literal["title", "paragraph"] = "title" if titled and not blocks else "paragraph"
        if begin < end:
            blocks.append(Block(kind, begin, end, False, None))
        start += len(line) + 1
    return tuple(blocks)
