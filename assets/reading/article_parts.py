"""The parts of an article in which publication facts stand: above the body, its opening, the body, and below it.

Belongs here: sorting blocks into these parts. Does not: what the parts say about the article.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assets.reading.boilerplate import Markers
from assets.reading.document import Block
from assets.reading.header_lines import Dateline, HeaderLine, read_dateline, read_header_line

_SHORTEST_BODY_CHARS = 60
_LONGEST_NOTICE_CHARS = 600
_LINES_KEPT = 60
"""Of each part, those nearest to the body, and the last ones: a bound for pages with thousands of links."""

_BODY_KINDS = ("paragraph", "item")


@dataclass(frozen=True, slots=True)
class ArticleParts:
    """The texts of an article's blocks by where they stand, each in the order of the text.

    `masthead`: above the title. `above`: between title and body. `below`: after the body. These hold furniture too.
    `bylines`: the blocks of that kind. `header`: what the header lines say, those nearest below the title first.
    `opening`: the first two paragraphs, `closing`: the last one. `body`: all that is no furniture, from the first paragraph to the last.
    """

    title: str | None
    masthead: tuple[str, ...]
    above: tuple[str, ...]
    below: tuple[str, ...]
    bylines: tuple[str, ...]
    header: tuple[HeaderLine, ...]
    dateline: Dateline | None
    opening: tuple[str, ...]
    closing: str
    body: str

    @property
    def notices(self) -> tuple[str, ...]:
        """Lines outside the body that may name the publisher, those below it first: notices stand there."""
        return tuple(line for line in (*self.below, *self.masthead, *self.above) if len(line) <= _LONGEST_NOTICE_CHARS)


def article_parts(text: str, blocks: Sequence[Block], markers: Markers) -> ArticleParts:
    """Sorts the blocks of `text` into the parts of the article."""
    texts = [text[block.char_start : block.char_end] for block in blocks]
    paragraphs = [
        index
        for index, block in enumerate(blocks)
        if block.kind in _BODY_KINDS and block.char_end - block.char_start >= _SHORTEST_BODY_CHARS
    ]
    start, end = (paragraphs[0], paragraphs[-1] + 1) if paragraphs else (len(blocks), len(blocks))
    title = next((index for index, block in enumerate(blocks[:start]) if block.kind == "title"), None)
    first_above = 0 if title is None else title + 1
    masthead, above, below = texts[: title or 0][-_LINES_KEPT:], texts[first_above:start][:_LINES_KEPT], texts[end:]
    below = below[:_LINES_KEPT] + below[_LINES_KEPT:][-_LINES_KEPT:]
    opening = [texts[index] for index in paragraphs[:2]]
    inside = [texts[i] for i in range(start, end) if blocks[i].kind == "byline"][:_LINES_KEPT]
    lines = [read_header_line(line, markers) for line in (*above, *reversed(masthead), *inside)]
    lines += _closing_lines(below, markers)
    return ArticleParts(
        title=None if title is None else texts[title],
        masthead=tuple(masthead),
        above=tuple(above),
        below=tuple(below),
        bylines=tuple(line for line, block in zip(texts, blocks, strict=True) if block.kind == "byline"),
        header=tuple(line for line in lines if line is not None),
        dateline=_dateline(above, opening),
        opening=tuple(opening),
        closing=texts[paragraphs[-1]] if len(paragraphs) > 2 else "",
        body=" ".join(texts[index] for index in range(start, end) if not blocks[index].boilerplate),
    )


def _closing_lines(below: Sequence[str], markers: Markers) -> list[HeaderLine]:
    """Header lines after the body. A date alone counts only if there is no second: lists of articles have many."""
    lines = [line for line in (read_header_line(text, markers) for text in below) if line is not None]
    alone = [line for line in lines if line.label is None and not line.names and not line.is_byline]
    return lines if len(alone) <= 1 else [line for line in lines if line not in alone]


def _dateline(above: Sequence[str], opening: Sequence[str]) -> Dateline | None:
    """The dateline of the first paragraph, or of a short one before it."""
    for line in above:
        dateline = read_dateline(line)
        if dateline is not None and dateline.mention is not None:
            return dateline
    return read_dateline(opening[0]) if opening else None
