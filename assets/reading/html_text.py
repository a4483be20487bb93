"""The visible text of a page in blocks: walks its tags, and knows for each piece of text which elements it lies in.

Belongs here: what a reader of the page sees, in order, and which part of it is furniture. Does not: who published it
and when (`html_facts`), finding tags (`html_tokens`), or white space (`html_builder`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from assets.reading.boilerplate import Markers
from assets.reading.document import BlockKind
from assets.reading.html_builder import CELL_BREAK, EDGE, FIRST_EDGE, LINE_BREAK, SUBSCRIPT, SUPERSCRIPT, TextBuilder
from assets.reading.html_columns import MOST_COLUMNS, Columns
from assets.reading.html_elements import (
    BLOCKS,
    FURNITURE,
    FURNITURE_ROLES,
    HEAD_ONLY,
    IMPLIED_END,
    INLINE_HOSTS,
    KINDS,
    NEVER_BY_CLASS,
    PARAGRAPH_END,
    PLAIN,
    SKIPPED,
    VOID,
)
from assets.reading.html_regions import Regions, layout_tables
from assets.reading.html_tokens import Token
from assets.reading.offsets import ByteRuns

_LOOK_BACK = 16
"""How many open elements an omitted end tag is looked for among: a bound, so that deep nesting stays linear."""

_TIME_SHARE = 0.8
_LONGEST_BYLINE = 300
"""In characters. An element of class 'author' with more text is the whole page of that author, not a byline."""


@dataclass(frozen=True, slots=True)
class HtmlBlock:
    """A block `[char_start, char_end)` of the visible text. `level` is 1 to 6 in a heading, else 0.

    `is_byline`: the markup calls it one, or it is hardly more than a `<time>`. `link_share`: of its characters, those in links.
    `is_furniture`: it lies in an element that is furniture; `is_certain`: by its tag or role, not only by its class.
    """

    kind: BlockKind
    char_start: int
    char_end: int
    level: int
    is_byline: bool
    link_share: float
    is_furniture: bool
    is_certain: bool


@dataclass(frozen=True, slots=True)
class VisibleText:
    """The text of a page, the way back to the bytes, and its blocks in order."""

    text: str
    offsets: ByteRuns
    blocks: tuple[HtmlBlock, ...]


@dataclass(frozen=True, slots=True)
class _Context:
    """What an element hands down to everything inside it. `region` is the furniture it lies in (see Regions)."""

    kind: BlockKind = "paragraph"
    level: int = 0
    region: int = -1
    is_skipped: bool = False
    in_row: bool = False
    in_layout: bool = False
    in_article: bool = False
    in_sentence: bool = False
    in_paragraph: bool = False
    in_time: bool = False
    in_link: bool = False
    is_byline: bool = False


class _Element(NamedTuple):
    """An open element. `byline_start`: where it began, in blocks and in characters, if it is the outermost byline."""

    name: str
    context: _Context
    begins_region: bool = False
    byline_start: tuple[int, int] | None = None


class _Page:
    """Walks the tokens of one page. Nothing recurses, and each token costs a bounded amount of work."""

    def __init__(self, source: str, markers: Markers) -> None:
        self.markers = markers
        self.built = TextBuilder(source)
        self.regions = Regions()
        self.blocks: list[tuple[_Context, int, int]] = []
        self.bylines: list[bool] = []  # one for each block
        self.link_shares: list[float] = []  # likewise
        self.open = [_Element("#page", _Context())]
        self.open_count: dict[str, int] = {}
        self.owner = self.open[0].context  # of the element in which the block began
        self.time_chars = self.link_chars = 0
        self.tables = [Columns()]
        self.at = 0  # where the tag begins that is being read

    def walk(self, page_tokens: Sequence[Token]) -> None:
        layout = layout_tables(page_tokens)
        for index, token in enumerate(page_tokens):
            self.at = token.start
            if token.kind == "text":
                self._text(token)
            elif token.kind == "start":
                self._start(token, index in layout)
            elif token.kind == "end":
                self._end(token.name)
        while len(self.open) > 1:
            self._pop()
        self._end_block()

    def _text(self, token: Token) -> None:
        top = self.open[-1].context
        if top.is_skipped:
            return
        was_open = self.built.block_start >= 0
        chars = self.built.read(token)
        if chars and not was_open:
            self.owner, self.time_chars, self.link_chars = top, 0, 0
        self.time_chars += chars if top.in_time else 0
        self.link_chars += chars if top.in_link else 0
        self.regions.count(top.region, chars, top.in_paragraph)

    def _end_block(self) -> None:
        span = self.built.end_block()
        if span is not None:
            start, end = span
            self.blocks.append((self.owner, start, end))
            self.bylines.append(self.owner.is_byline or self.time_chars >= _TIME_SHARE * (end - start))
            self.link_shares.append(self.link_chars / (end - start))

    def _break(self, name: str, in_row: bool) -> None:
        """A block element begins or ends: a new block, or inside a table row a space."""
        if name == "tr" or not in_row:
            table = self.tables[-1]
            if name == "tr" and table.column > 0 and table.width > 1:
                self.built.add_to_block(EDGE * table.width, self.at)
            self._end_block()
        else:
            self.built.separator = self.built.separator or " "

    def _begin_cell(self, token: Token) -> None:
        """A cell begins in a row: what follows is in the next column, and an empty cell between two is a column too.

        Where cells span columns or rows, those that are empty for it are written in front of the first cell as well.
        """
        table = self.tables[-1]
        empty = table.begin_cell(token)
        before = self.built.separator if self.built.separator.startswith(CELL_BREAK) else ""
        breaks = CELL_BREAK * min(1 + empty, MOST_COLUMNS)
        self.built.separator = before + breaks if len(before) < MOST_COLUMNS * len(CELL_BREAK) else before
        if table.has_spans and 0 < table.column < MOST_COLUMNS:
            self.built.lead = FIRST_EDGE * (table.column + 1)

    def _start(self, token: Token, is_layout: bool) -> None:
        name = token.name
        if name not in HEAD_ONLY and name != "head" and self.open_count.get("head"):
            self._end("head")
        if not self.open[-1].context.is_skipped:
            self._separate(token)
        if name not in VOID and not token.closes_itself:
            self._push(token, is_layout)

    def _separate(self, token: Token) -> None:
        """Puts between the text before and after a start tag what its element asks for."""
        name = token.name
        if name in BLOCKS:
            self._end_implied(PARAGRAPH_END)
            if name in IMPLIED_END:
                self._end_implied(IMPLIED_END[name])
            self._break(name, self.open[-1].context.in_row)
            if name == "tr":
                self.tables[-1].begin_row()
            elif name in ("td", "th") and self.open[-1].context.in_row:
                self._begin_cell(token)
        elif name == "br":
            self._line_break()
        elif name in ("sup", "sub"):
            self.built.separator = self.built.separator or (SUPERSCRIPT if name == "sup" else SUBSCRIPT)

    def _line_break(self) -> None:
        """One br is a line break, two are a new block."""
        if self.open[-1].context.in_row:
            self.built.separator = self.built.separator or " "
        elif self.built.separator == LINE_BREAK:
            self._end_block()
        elif self.built.block_start >= 0:
            self.built.separator = LINE_BREAK

    def _push(self, token: Token, is_layout: bool) -> None:
        name, above = token.name, self.open[-1].context
        context = above if name in PLAIN and not token.attributes else self._context(token, above, is_layout)
        begins_region = context.region != above.region
        if begins_region and not above.in_row:
            self._end_block()
        if name == "table":
            self.tables.append(Columns())
        if name in ("h1", "main"):
            self.regions.anchor(context.region)
        begins_byline = context.is_byline and not above.is_byline
        byline_start = (len(self.blocks), self.built.length) if begins_byline else None
        self.open.append(_Element(name, context, begins_region, byline_start))
        self.open_count[name] = self.open_count.get(name, 0) + 1

    def _context(self, token: Token, above: _Context, is_layout: bool) -> _Context:
        """What the element that begins with `token` hands down."""
        name = token.name
        in_layout = is_layout if name == "table" else above.in_layout
        is_data_row = name == "tr" and not in_layout
        is_skipped = above.is_skipped or name in SKIPPED or _is_hidden(token)
        says_byline = _attribute_words(token, "class", "id", "rel", "itemprop")
        return _Context(
            kind="row" if is_data_row else KINDS.get(name, above.kind),
            level=int(name[1]) if KINDS.get(name) == "heading" else 0 if name in KINDS else above.level,
            region=above.region if is_skipped else self._region(token, above),
            is_skipped=is_skipped,
            in_row=above.in_row or is_data_row,
            in_layout=in_layout,
            in_article=above.in_article or name in ("article", "main"),
            in_sentence=above.in_sentence or name in INLINE_HOSTS,
            in_paragraph=above.in_paragraph or name == "p",
            in_time=above.in_time or name == "time",
            in_link=above.in_link or name == "a",
            is_byline=above.is_byline or (name not in NEVER_BY_CLASS and self.markers.names_byline(says_byline)),
        )

    def _region(self, token: Token, above: _Context) -> int:
        """The region that an element lies in: its own, if its tag, role or class says that it is furniture."""
        name = token.name
        by_tag = name in FURNITURE or (name == "header" and not above.in_article)
        by_tag = by_tag or _attribute_words(token, "role") in FURNITURE_ROLES
        is_link_in_sentence = name not in BLOCKS and above.in_sentence
        by_class = name not in NEVER_BY_CLASS and not is_link_in_sentence
        called = _attribute_words(token, "class", "id")
        called = f"{called} {name}" if "-" in name else called  # a custom element is called what it is: <amp-ad>
        if by_tag or (by_class and self.markers.names_furniture(called)):
            # whole pages stand in one form; nothing else that these tags hold is ever the article
            return self.regions.begin(above.region, by_tag and name != "form")
        return above.region

    def _end(self, name: str) -> None:
        """An end tag: closes up to its element, if it is open; an inline one does not close blocks."""
        if not self.open_count.get(name):
            if name == "p" and not self.open[-1].context.is_skipped:
                self._break(name, self.open[-1].context.in_row)  # as browsers do, who make an empty paragraph of it
            return
        if name not in BLOCKS and name not in SKIPPED:
            for element in reversed(self.open[-_LOOK_BACK:]):
                if element.name == name:
                    break
                if element.name in BLOCKS:
                    return
        while self._pop() != name:
            pass

    def _end_implied(self, rule: tuple[frozenset[str], frozenset[str]]) -> None:
        """Closes the element whose end tag may be left out before the one that begins now."""
        ends, stops = rule
        for element in reversed(self.open[-_LOOK_BACK:]):
            if element.name in ends:
                self._end(element.name)
                return
            if element.name in stops:
                return

    def _pop(self) -> str:
        element = self.open.pop()
        self.open_count[element.name] -= 1
        if element.name == "table":
            self.tables.pop()
        if element.name in BLOCKS and not element.context.is_skipped:
            self._break(element.name, self.open[-1].context.in_row)
        elif element.begins_region and not element.context.in_row:
            self._end_block()
        if element.byline_start is not None and self.built.length - element.byline_start[1] > _LONGEST_BYLINE:
            first = element.byline_start[0]
            self.bylines[first:] = [False] * (len(self.blocks) - first)
        return element.name


def _attribute_words(token: Token, *names: str) -> str:
    """The values of these attributes of a tag, joined by spaces."""
    return " ".join(value for name in names if (value := token.attribute(name))) if token.attributes else ""


def _is_hidden(token: Token) -> bool:
    if not token.attributes:
        return False
    style = (token.attribute("style") or "").replace(" ", "").lower()
    return token.attribute("hidden") is not None or "display:none" in style


def visible_text(source: str, page_tokens: Sequence[Token], offsets: ByteRuns, markers: Markers) -> VisibleText:
    """The visible text of the page `source`, whose tokens and byte offsets are given."""
    page = _Page(source, markers)
    page.walk(page_tokens)
    furniture, certain = page.regions.furniture(), page.regions.certainly()
    blocks = tuple(
        HtmlBlock(
            owner.kind,
            start,
            end,
            owner.level,
            is_byline,
            link_share,
            owner.region >= 0 and furniture[owner.region],
            owner.region >= 0 and certain[owner.region],
        )
        for (owner, start, end), is_byline, link_share in zip(page.blocks, page.bylines, page.link_shares, strict=True)
    )
    return VisibleText("".join(page.built.parts), page.built.offsets(offsets), blocks)
