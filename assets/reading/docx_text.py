"""The text of WordprocessingML: its paragraphs with their styles, rows of tables, items of lists.

Belongs here: what the elements mean to a reader. Does not: the archive in which they stand (`docx`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple
from xml.etree.ElementTree import Element

from assets.reading.document import BlockKind

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CHOICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Choice"
_ALTERNATE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_P, _TBL, _TR, _TC, _R, _TXBX = (f"{_W}{name}" for name in ("p", "tbl", "tr", "tc", "r", "txbxContent"))
_SKIPPED = frozenset(
    f"{_W}{name}" for name in ("del", "moveFrom", "instrText", "delText", "pPr", "rPr", "footnoteRef", "rt")
)
_BREAKS = {f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}tab": "\t", f"{_W}ptab": "\t", f"{_W}noBreakHyphen": "\u2011"}
_HEADING_STYLE = re.compile(
    r"(?:heading|titre|überschrift|título|titolo|kop|rubrik|otsikko|заголовок)\s*\d|subtitle", re.I
)
_LIST_STYLE = re.compile(r"list\b(?! table)", re.I)
_MAX_DEPTH = 60
CELL_BREAK = " | "


class Piece(NamedTuple):
    """A paragraph or a row as it reads; `kind` 'paragraph' says only that nothing else is known."""

    kind: BlockKind
    text: str


def style_kinds(styles: Element | None) -> dict[str, BlockKind]:
    """What each style with a meaning says of a paragraph, by its id."""
    kinds: dict[str, BlockKind] = {}
    for style in styles.iter(f"{_W}style") if styles is not None else ():
        name_element = style.find(f"{_W}name")
        name = (name_element.get(f"{_W}val") or "") if name_element is not None else ""
        level = style.find(f"{_W}pPr/{_W}outlineLvl")
        kind: BlockKind | None = None
        if name.lower() == "title":
            kind = "title"
        elif _HEADING_STYLE.match(name) or (level is not None and level.get(f"{_W}val") != "9"):
            kind = "heading"
        elif name.lower() == "caption":
            kind = "caption"
        elif _LIST_STYLE.match(name) or style.find(f"{_W}pPr/{_W}numPr") is not None:
            kind = "item"
        if kind:
            kinds[style.get(f"{_W}styleId") or ""] = kind
    return kinds


def pieces_of(part: Element, kinds: dict[str, BlockKind]) -> Iterator[Piece]:
    """The paragraphs and rows of a part of the document, in its order; those of a text box come behind their paragraph."""
    yield from _pieces(part, kinds, 0)


def _pieces(parent: Iterable[Element], kinds: dict[str, BlockKind], depth: int) -> Iterator[Piece]:
    if depth > _MAX_DEPTH:
        return
    for element in parent:
        if element.tag == _P:
            text = _text_of(element).strip()
            if text:
                yield Piece(_kind_of(element, kinds), text)
            for box in _boxes(element):
                yield from _pieces(box, kinds, depth + 1)
        elif element.tag == _TBL:
            yield from _rows(element, kinds, depth)
        elif element.tag not in _SKIPPED:
            yield from _pieces(_chosen(element), kinds, depth + 1)


def _rows(table: Element, kinds: dict[str, BlockKind], depth: int) -> Iterator[Piece]:
    """A row a piece, its cells with bars between; a table of one column is what its cells hold."""
    rows = [_inside(row, _TC) for row in _inside(table, _TR)]
    if all(len(cells) <= 1 for cells in rows):
        for cells in rows:
            for cell in cells:
                yield from _pieces(cell, kinds, depth + 1)
        return
    for cells in rows:
        texts = [" ".join(" ".join(_text_of(p).split()) for p in cell.iter(_P)).strip() for cell in cells]
        if any(texts):
            yield Piece("row", CELL_BREAK.join(texts).rstrip())


def _inside(parent: Element, tag: str) -> list[Element]:
    """The children of that name, also those in a content control; not those of a table inside."""
    found: list[Element] = []
    for child in parent:
        if child.tag == tag:
            found.append(child)
        elif child.tag == f"{_W}sdt":
            found += child.findall(f"{_W}sdtContent/{tag}")
    return found


def _kind_of(paragraph: Element, kinds: dict[str, BlockKind]) -> BlockKind:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    named = kinds.get(style.get(f"{_W}val") or "") if style is not None else None
    if named is None and paragraph.find(f"{_W}pPr/{_W}outlineLvl") is not None:
        return "heading"
    is_listed = paragraph.find(f"{_W}pPr/{_W}numPr") is not None
    return named or ("item" if is_listed else "paragraph")


def _text_of(paragraph: Element) -> str:
    """What a paragraph says, without what was deleted, what is hidden and what stands in text boxes."""
    parts: list[str] = []
    waiting: list[Element] = [paragraph]
    while waiting:
        element = waiting.pop()
        if element.tag == f"{_W}t":
            parts.append(element.text or "")
        elif element.tag in _BREAKS:
            parts.append(_BREAKS[element.tag])
        elif element.tag == _R and _is_hidden(element):
            continue
        elif element.tag == _R and _raises_digits(element, parts):
            parts.append("^")
            waiting.extend(reversed(element))
        elif element.tag not in _SKIPPED and element.tag != _TXBX:
            waiting.extend(reversed(_chosen(element)))
    return "".join(parts)


def _is_hidden(run: Element) -> bool:
    hidden = run.find(f"{_W}rPr/{_W}vanish")
    return hidden is not None and hidden.get(f"{_W}val") not in ("0", "false", "off")


def _raises_digits(run: Element, before: list[str]) -> bool:
    """Whether the run is a footnote's number or a power right behind a digit: it must not become another number."""
    raised = run.find(f"{_W}rPr/{_W}vertAlign")
    if raised is None or raised.get(f"{_W}val") != "superscript":
        return False
    first = next((t.text for t in run.iter(f"{_W}t") if t.text), "")
    last = next((part for part in reversed(before) if part), "")
    return first[:1].isdigit() and last[-1:].isdigit()


def _boxes(paragraph: Element) -> Iterator[Element]:
    """The contents of text boxes that hang on a paragraph, each once: older programs find them written a second time."""
    waiting: list[Element] = [paragraph]
    while waiting:
        element = waiting.pop()
        if element.tag == _TXBX:
            yield element
        else:
            waiting.extend(reversed(_chosen(element)))


def _chosen(element: Element) -> Element | list[Element]:
    """What to read of an element: of alternatives the first."""
    if element.tag != _ALTERNATE:
        return element
    choice = element.find(_CHOICE)
    return [choice] if choice is not None else list(element)[:1]
