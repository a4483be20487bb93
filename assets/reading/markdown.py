"""Markdown: headings, items, rows of tables and the words of paragraphs, each character traced to the file; front matter as facts.

Belongs here: which of the file's characters are words, and what the blocks are. Does not: Markdown's rules (markdown-it-py knows
them, though not where its words stand: they are found again here, in order, between the marks).
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, cast

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token as MarkdownToken

from assets.reading.boilerplate import Markers
from assets.reading.decode import decode
from assets.reading.document import BlockKind, Document, Hints
from assets.reading.html_builder import CELL_BREAK, LINE_BREAK, TextBuilder
from assets.reading.html_facts import Stated
from assets.reading.html_tokens import Token, tokens
from assets.reading.publication import publication_facts
from assets.reading.stated_fields import address_in, folded, with_fields
from assets.reading.told_blocks import Told, told_blocks

MEDIA_TYPE = "text/markdown"

_FRONT_MATTER = re.compile(r"\A(---|\+\+\+)[ \t]*\r?\n(.{0,65536}?)^(?:\1|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.S | re.M)
_LINE = re.compile(r"[^\n]*(?:\n|\Z)")
_TAG = re.compile(r"</?([A-Za-z][\w-]*)")
_VOID_TAGS = frozenset("br hr img wbr".split())
_UNREAD_TAGS = frozenset("script style template iframe".split())
_CELL = re.compile(r"(?:[^|\\\n]|\\.)*", re.S)


def read_markdown(raw: bytes, name: str, hints: Hints, markers: Markers) -> tuple[Document, ...]:
    """The file as an article. Raises Unreadable."""
    decoded = decode(raw, name, hints.charset)
    fields, start = front_matter(decoded.text)
    words = _Words(decoded.text)
    words.read(start)
    text = "".join(words.built.parts)
    blocks = told_blocks(text, words.told, markers)
    facts = with_fields(publication_facts(text, blocks, Stated(), None, None, markers), fields)
    offsets = words.built.offsets(decoded.offsets)
    document = Document(text, blocks, facts, MEDIA_TYPE, decoded.encoding, offsets, doubts=decoded.doubts)
    return (replace(document, address=address_in(fields)),)


def front_matter(source: str) -> tuple[dict[str, object], int]:
    """The fields that stand above the text as YAML or TOML, and where the text begins; what is neither is text."""
    found = _FRONT_MATTER.match(source)
    if found is None:
        return {}, 0
    try:
        made: object = tomllib.loads(found[2]) if found[1] == "+++" else yaml.safe_load(found[2])
    except (yaml.YAMLError, tomllib.TOMLDecodeError, ValueError, RecursionError):
        return {}, 0
    if not isinstance(made, dict):
        return {}, 0
    return folded({str(name): value for name, value in cast("dict[Any, object]", made).items()}), found.end()


@dataclass(slots=True)
class _Words:
    """The words of a source so far, and the blocks in which they stand."""

    source: str
    built: TextBuilder = field(init=False)
    told: list[Told] = field(default_factory=list[Told])
    lines: list[tuple[int, int]] = field(default_factory=list[tuple[int, int]])

    def __post_init__(self) -> None:
        self.built = TextBuilder(self.source)

    def read(self, start: int) -> None:
        """Reads the source from the character `start` on."""
        # the parser sees all line ends as '\n', so a lone carriage return must not make a line for us
        body = self.source[start:].replace("\x00", "\ufffd")
        spans = ((m.start() + start, m.end() + start) for m in _LINE.finditer(body) if m.end() > m.start())
        self.lines = list(spans)
        parsed = MarkdownIt("commonmark").enable(["table", "strikethrough"]).disable("text_join").parse(body)
        kind: BlockKind = "paragraph"
        open_items, in_row, heading_level = 0, False, 0
        row_at: tuple[int, int] | None = None
        first_heading = True
        for token in parsed:
            if token.type == "heading_open":
                heading_level = int(token.tag[1:])
            elif token.type == "heading_close":
                heading_level = 0
            elif token.type in ("list_item_open", "list_item_close"):
                open_items += 1 if token.type == "list_item_open" else -1
            elif token.type == "tr_open" and token.map:
                in_row, row_at = True, self.lines[token.map[0]]
            elif token.type == "tr_close":
                self._end("row")
                in_row = False
            elif token.type in ("th_close", "td_close"):
                self.built.separator = CELL_BREAK
            elif token.type == "html_block" and token.map:
                self._read_markup(*self._span(token.map))
                self._end("paragraph")
            elif token.type == "inline" and in_row and row_at is not None:
                row_at = (self._read_cell(token, row_at), row_at[1])
            elif token.type == "inline" and token.map:
                self._read_inline(token, [self.lines[line] for line in range(*token.map)])
                kind = "heading" if heading_level else "item" if open_items else "paragraph"
                if heading_level == 1 and first_heading:
                    kind, first_heading = "title", False
                self._end(kind)

    def _span(self, lines: Sequence[int]) -> tuple[int, int]:
        return self.lines[lines[0]][0], self.lines[lines[1] - 1][1]

    def _end(self, kind: BlockKind) -> None:
        span = self.built.end_block()
        if span:
            self.told.append(Told(kind, *span))

    def _add(self, start: int, end: int) -> None:
        """Adds characters as they stand, entities and all."""
        if end > start:
            self.built.read(Token("text", start, end))

    def _read_markup(self, start: int, end: int) -> None:
        unread = ""
        for token in tokens(self.source[start:end]):
            if token.kind == "text" and not unread:
                self._add(start + token.start, start + token.end)
            elif token.kind == "start" and token.name == "br":
                self.built.separator = LINE_BREAK
            elif token.kind == "start" and token.name in _UNREAD_TAGS:
                unread = token.name
            elif token.kind == "end" and token.name == unread:
                unread = ""

    def _read_cell(self, token: MarkdownToken, row: tuple[int, int]) -> int:
        """Reads the next cell of a row, and gives the place behind it."""
        position = row[0]
        while position < row[1] and self.source[position] in " \t|>":
            position += 1
        cell = _CELL.match(self.source, position, row[1])
        end = cell.end() if cell else row[1]
        if token.content:
            self._read_inline(token, [(position, end)])
            return end
        return row[0] + 1 if self.source[row[0] : row[0] + 1] == "|" else position

    def _read_inline(self, token: MarkdownToken, lines: Sequence[tuple[int, int]]) -> None:
        """Adds the words of a paragraph, heading or cell, whose source is these lines with marks of lists and quotes before them."""
        position, last = lines[0][0], lines[-1][1]
        children = token.children or []
        paired = _paired_tags(children)
        in_address = False
        for child in children:
            if child.type == "link_open":
                in_address = child.info == "auto"
            elif child.type in ("text", "text_special") and not in_address:
                written = child.markup if child.type == "text_special" and child.markup else child.content
                for part in _verbatim(written, self.source, position, last):
                    found = self.source.find(part, position, last)
                    if found < 0:
                        continue  # a character that the parser made itself
                    self._add(found + (part[:1] == "\\" and len(part) == 2), found + len(part))
                    position = found + len(part)
            elif child.type in ("softbreak", "hardbreak"):
                position = self._next_line(position, lines)
                self.built.separator = LINE_BREAK if child.type == "hardbreak" else " "
            elif child.type == "code_inline":
                position = self._behind(child.markup, self._behind(child.markup, position, last), last)
                self.built.separator = self.built.separator or " "
            elif child.type == "link_close":
                in_address = False
                position = self._behind_target(position, last)
            elif child.type == "image":
                position = self._behind_target(self.source.find("![", position, last) + 2, last, child.content)
            elif child.type == "html_inline":
                found = self.source.find(child.content, position, last)
                if found >= 0:
                    name = _TAG.match(child.content)
                    if name is not None and name[1].lower() not in paired:
                        self._add(found, found + len(child.content))
                    elif name is not None and name[1].lower() == "br":
                        self.built.separator = LINE_BREAK
                    position = found + len(child.content)

    def _next_line(self, position: int, lines: Sequence[tuple[int, int]]) -> int:
        return next((start for start, _ in lines if start > position), position)

    def _behind(self, mark: str, position: int, last: int) -> int:
        found = self.source.find(mark, position, last)
        return position if found < 0 else found + len(mark)

    def _behind_target(self, position: int, last: int, label: str = "") -> int:
        """The place behind `](target "title")`, `][name]` or `]`; behind `<…>` that holds an address."""
        if label:
            position = max(position, self.source.find(label, position, last) + len(label))
        close = self.source.find("]", position, last)
        angle = self.source.find(">", position, last)
        if close < 0 or (0 <= angle < close and "\n" not in self.source[position:angle]):
            return angle + 1 if angle >= 0 else position
        following = self.source[close + 1 : close + 2]
        if following == "[":
            return self.source.find("]", close + 1, last) + 1 or close + 1
        return self._behind_parenthesis(close + 1, last) if following == "(" else close + 1

    def _behind_parenthesis(self, start: int, last: int) -> int:
        depth, position = 0, start
        while position < last:
            char = self.source[position]
            if char == "\\":
                position += 1
            depth += (char == "(") - (char == ")")
            position += 1
            if depth == 0:
                return position
        return start


def _paired_tags(children: Sequence[MarkdownToken]) -> Counter[str]:
    """Names of inline tags that are opened and closed, or need no end: others are words that only look like tags."""
    opened, closed = Counter[str](), Counter[str]()
    for child in children:
        if child.type == "html_inline" and (name := _TAG.match(child.content)):
            (closed if child.content.startswith("</") else opened)[name[1].lower()] += 1
    paired = Counter({name: count for name, count in opened.items() if closed[name] or name in _VOID_TAGS})
    return paired + Counter(name for name in closed if opened[name])


def _verbatim(written: str, source: str, start: int, end: int) -> Iterator[str]:
    """The parts of a text that stand in the source as they are: between line ends and, in cells, escaped bars."""
    for part in filter(None, written.split("\n")):
        yield from (part,) if source.find(part, start, end) >= 0 else filter(None, part.split("|"))
