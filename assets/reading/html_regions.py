"""Which parts of a page are furniture, decided after all of it was seen; and which tables only lay it out.

Belongs here: weighing regions against each other. Does not: reading a class or a tag name.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from assets.reading.html_tokens import Token

_ARTICLE_SHARE = 0.3
_ALMOST_ALL = 0.8
_PARAGRAPHS_IN_LAYOUT_CELL = 3
_CHARS_IN_LAYOUT_CELL = 600


@dataclass(slots=True)
class Regions:
    """Elements that look like furniture, numbered in the order in which they begin; -1 is the page outside them.

    A tag such as nav or footer is certain. A class name is not: pages have `<div class="layout has-sidebar">` around
    everything. Such a region is not furniture if it holds the main heading (or `<main>`) and 30 % of the prose, or
    80 % of the prose without it. Prose is what stands in paragraphs, or all text where a page has none.
    """

    parents: list[int] = field(default_factory=list[int])
    certain: list[bool] = field(default_factory=list[bool])
    anchored: list[bool] = field(default_factory=list[bool])
    chars: list[int] = field(default_factory=list[int])
    prose_chars: list[int] = field(default_factory=list[int])
    page_chars: int = 0
    page_prose_chars: int = 0

    def begin(self, parent: int, is_certain: bool) -> int:
        """A new region inside `parent`; gives its number."""
        self.parents.append(parent)
        self.certain.append(is_certain)
        self.anchored.append(False)
        self.chars.append(0)
        self.prose_chars.append(0)
        return len(self.parents) - 1

    def anchor(self, region: int) -> None:
        """The main heading or the main element begins in `region`."""
        if region >= 0:
            self.anchored[region] = True

    def count(self, region: int, chars: int, in_paragraph: bool) -> None:
        """`chars` characters of text stand in `region`."""
        prose = chars if in_paragraph else 0
        if region >= 0:
            self.chars[region] += chars
            self.prose_chars[region] += prose
        self.page_chars += chars
        self.page_prose_chars += prose

    def furniture(self) -> list[bool]:
        """For each region, whether it is furniture, by itself or as part of another."""
        has_prose = self.page_prose_chars > 0
        weights = list(self.prose_chars if has_prose else self.chars)
        anchored = list(self.anchored)
        for region in range(len(weights) - 1, -1, -1):  # a region's number is higher than its parent's
            parent = self.parents[region]
            if parent >= 0:
                weights[parent] += weights[region]
                anchored[parent] = anchored[parent] or anchored[region]
        whole = max(self.page_prose_chars if has_prose else self.page_chars, 1)
        decided: list[bool] = []
        for region, weight in enumerate(weights):
            is_article = weight >= (_ARTICLE_SHARE if anchored[region] else _ALMOST_ALL) * whole
            parent = self.parents[region]
            inherited = parent >= 0 and decided[parent]
            decided.append(inherited or self.certain[region] or not is_article)
        return decided

    def certainly(self) -> list[bool]:
        """For each region, whether its tag or role, or that of one around it, says that it is furniture."""
        decided: list[bool] = []
        for parent, is_certain in zip(self.parents, self.certain, strict=True):
            decided.append(is_certain or (parent >= 0 and decided[parent]))
        return decided


def layout_tables(page_tokens: Sequence[Token]) -> frozenset[int]:
    """Indexes of the table tags that lay out the page rather than hold data.

    Those around another table, a heading, an article, or a cell with three paragraphs or 600 characters.
    """
    found: set[int] = set()
    open_tables: list[list[int]] = []  # index of the tag; paragraphs and characters in the cell so far
    for index, token in enumerate(page_tokens):
        if token.kind == "start" and token.name == "table":
            if open_tables:
                found.add(open_tables[-1][0])
            open_tables.append([index, 0, 0])
        elif not open_tables:
            continue
        elif token.kind == "end":
            if token.name == "table":
                open_tables.pop()
        elif token.kind == "text":
            open_tables[-1][2] += token.end - token.start
        elif token.name in ("td", "th"):
            open_tables[-1][1:] = [0, 0]
        elif token.name == "p":
            open_tables[-1][1] += 1
        elif token.name in ("h1", "h2", "h3", "article", "main"):
            found.add(open_tables[-1][0])
        if open_tables and (
            open_tables[-1][1] >= _PARAGRAPHS_IN_LAYOUT_CELL or open_tables[-1][2] >= _CHARS_IN_LAYOUT_CELL
        ):
            found.add(open_tables[-1][0])
    return frozenset(found)
