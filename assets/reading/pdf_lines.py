"""The lines of a PDF page as PDFium finds its characters: their text, their place and their size.

Belongs here: characters to lines, and lines to cells. Does not: paragraphs (`pdf_paragraphs`). Lengths are in points; the origin
is the lower left corner of the page.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from statistics import median

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

_LIGATURES = {
    "\ufb00": "ff",
    "\ufb01": "fi",
    "\ufb02": "fl",
    "\ufb03": "ffi",
    "\ufb04": "ffl",
    "\ufb05": "st",
    "\ufb06": "st",
}
HYPHEN = "\u00ad"
"""Stands at the end of a line where the file itself tells that a word was broken."""

_BREAKING_HYPHENS = frozenset("\ufffe\x02")
"""What PDFium makes of a hyphen at a line's end, whether the word has one or not."""

_CELL_GAP = 1.0
_SHIFT = 0.5
_RAISED = 0.8
_ALIKE = 0.3
_WORDS_OF_PROSE, _LINES_OF_COLUMN = 3, 3
_BOLD = 600
MAX_CHARS_ON_PAGE = 400_000


@dataclass(slots=True)
class Line:
    """Characters that stand beside each other, from `left` to `right`. `cells`: the texts that wide gaps part, one for prose.

    `size` is the height of a character's box with its room, some 1.15 times the size of the font.
    """

    cells: list[str]
    left: float
    right: float
    bottom: float
    top: float
    size: float
    is_bold: bool = False
    cell_lefts: list[float] = field(default_factory=list[float])
    cell_rights: list[float] = field(default_factory=list[float])

    @property
    def text(self) -> str:
        """The line as it reads, with bars between cells."""
        return " | ".join(self.cells)


def page_lines(page: pdfium.PdfPage) -> list[Line]:
    """The lines of a page, in the order in which the file writes them; where it writes across columns, column by column."""
    text_page = page.get_textpage()
    try:
        return _columns_apart(_stretched_joined(_joined_cells(list(_runs(text_page)))))
    finally:
        text_page.close()


def _runs(text_page: pdfium.PdfTextPage) -> Iterator[Line]:
    """Runs of characters without a wide gap, in the order of the file."""
    box = pdfium_c.FS_RECTF()
    run: Line | None = None
    parts: list[str] = []
    bold = 0
    is_apart = False
    for index in range(min(text_page.count_chars(), MAX_CHARS_ON_PAGE)):
        code = pdfium_c.FPDFText_GetUnicode(text_page, index)
        char = chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd" if code else ""
        if char in "\r\n" or not char:
            is_apart = is_apart or bool(char)
            continue
        if char in _BREAKING_HYPHENS:
            char = "-"
        if char.isspace() or pdfium_c.FPDFText_IsGenerated(text_page, index) == 1:
            if char.isspace() and parts and parts[-1] != " ":
                parts.append(" ")
            elif not char.isspace():
                parts.append(char)
            continue
        if not pdfium_c.FPDFText_GetLooseCharBox(text_page, index, ctypes.byref(box)):
            parts.append(char)
            continue
        left, right, bottom, top = min(box.left, box.right), max(box.left, box.right), box.bottom, box.top
        if run is None or is_apart or _is_apart(run, left, bottom, top):
            if run is not None:
                yield from _ended(run, parts, bold)
            run = Line([], left, right, bottom, top, top - bottom)
            parts, bold, is_apart = [], 0, False
        elif char.isdigit() and parts and parts[-1][-1:].isdigit() and _is_raised(run, bottom, top):
            parts.append("^")  # a footnote's number or a power must not become another number
        parts.append(_LIGATURES.get(char, char))
        run.right = max(run.right, right)
        if top - bottom >= run.size:
            run.bottom, run.top, run.size = bottom, top, top - bottom
        bold += pdfium_c.FPDFText_GetFontWeight(text_page, index) >= _BOLD if len(parts) <= 2 else 0
    if run is not None:
        yield from _ended(run, parts, bold)


def _ended(run: Line, parts: Sequence[str], bold: int) -> Iterator[Line]:
    text = "".join(parts).strip()
    if text:
        yield replace(run, cells=[text], is_bold=bold > 0, cell_lefts=[run.left], cell_rights=[run.right])


def _is_apart(run: Line, left: float, bottom: float, top: float) -> bool:
    """Whether a character does not go on where the run stands: behind a wide gap, further left, or on another line."""
    middle = (bottom + top) / 2
    return (
        left - run.right > _CELL_GAP * run.size
        or left < run.right - 2 * run.size
        or not run.bottom - 0.2 * run.size <= middle <= run.top + 0.2 * run.size
    )


def _is_raised(run: Line, bottom: float, top: float) -> bool:
    return top - bottom < _RAISED * run.size and (bottom + top) / 2 > (run.bottom + run.top) / 2


def _joined_cells(runs: Sequence[Line]) -> list[Line]:
    """Runs that stand on one line and follow each other in the file as the cells of that line."""
    lines: list[Line] = []
    for run in runs:
        last = lines[-1] if lines else None
        if last is None or run.left < last.right - 0.3 * run.size or abs(run.bottom - last.bottom) > _SHIFT * run.size:
            lines.append(run)
            continue
        gap = run.left - last.right
        if gap <= _CELL_GAP * last.size:
            space = " " if gap > 0.15 * last.size else ""
            last.cells[-1] += space + run.cells[0]
            last.cell_rights[-1] = run.right
        else:
            last.cells += run.cells
            last.cell_lefts += run.cell_lefts
            last.cell_rights += run.cell_rights
        last.right = run.right
        last.size = max(last.size, run.size)
    return lines


def _stretched_joined(lines: Sequence[Line]) -> list[Line]:
    """Lines of justified prose whose words stand far apart as one cell: all gaps are alike, and a line beside it is as wide."""
    made = list(lines)
    for position, line in enumerate(lines):
        gaps = [left - right for left, right in zip(line.cell_lefts[1:], line.cell_rights, strict=False)]
        if not gaps or max(gaps) - min(gaps) > 0.35 * line.size or any(" " in cell for cell in line.cells):
            continue
        beside = (lines[p] for p in (position - 1, position + 1) if 0 <= p < len(lines))
        if any(_is_as_wide(line, other) for other in beside):
            text = " ".join(line.cells)
            made[position] = replace(line, cells=[text], cell_lefts=[line.left], cell_rights=[line.right])
    return made


def _is_as_wide(line: Line, other: Line) -> bool:
    """Whether the other line is prose that fills the same column."""
    is_prose = len(other.cells) == 1 and other.text.count(" ") >= _WORDS_OF_PROSE - 1
    return is_prose and max(abs(line.left - other.left), abs(line.right - other.right)) < _ALIKE * line.size


def _columns_apart(lines: Sequence[Line]) -> list[Line]:
    """Lines across columns taken apart: where some lines in a row hold prose on both sides of one gap, it is no table."""
    made: list[Line] = []
    position = 0
    while position < len(lines):
        end = position
        while end < len(lines) and _is_across(lines[end]) and len(lines[end].cells) == len(lines[position].cells):
            end += 1
        if end - position >= _LINES_OF_COLUMN and _share_gaps(lines[position:end]):
            lefts = [
                median(line.cell_lefts[c] for line in lines[position:end]) for c in range(len(lines[position].cells))
            ]
            columns: list[list[Line]] = [[_cell(line, c) for line in lines[position:end]] for c in range(len(lefts))]
            # one column may be longer than the others, and the last lines of paragraphs are short
            while end < len(lines) and (places := _columns_of(lines[end], lefts, lines[end - 1])):
                for cell, column in enumerate(places):
                    columns[column].append(_cell(lines[end], cell))
                end += 1
            made += [line for column in columns for line in column]
            position = end
        else:
            made.append(lines[position])
            position += 1
    return made


def _columns_of(line: Line, lefts: Sequence[float], above: Line) -> list[int]:
    """The columns in which the cells of a line stand, right below the line above; none if one of them stands in no column."""
    is_below = -0.6 * line.size < above.bottom - line.top < 2 * line.size
    if not is_below or abs(line.size - above.size) > 0.12 * line.size:
        return []
    places: list[int] = []
    for cell_left, cell_right in zip(line.cell_lefts, line.cell_rights, strict=True):
        for column, (left, stop) in enumerate(zip(lefts, [*lefts[1:], float("inf")], strict=True)):
            if left - line.size < cell_left and cell_right < stop:
                places.append(column)
    return places if len(set(places)) == len(line.cells) == len(places) else []


def _is_across(line: Line) -> bool:
    """Whether each side of a gap reads like a piece of a sentence; the last line of a paragraph may be short."""
    if len(line.cells) < 2:
        return False
    words = [len(cell.split()) for cell in line.cells]
    return max(words) >= _WORDS_OF_PROSE and sum(words) >= 2 * _WORDS_OF_PROSE


def _share_gaps(lines: Sequence[Line]) -> bool:
    """Whether the columns begin at the same places, and most of their lines are pieces of sentences."""
    for column in range(1, len(lines[0].cells)):
        lefts = [line.cell_lefts[column] for line in lines]
        if median(abs(left - median(lefts)) for left in lefts) > lines[0].size:
            return False
    cells = [cell for line in lines for cell in line.cells]
    return median(len(cell.split()) for cell in cells) >= _WORDS_OF_PROSE


def _cell(line: Line, column: int) -> Line:
    left, right = line.cell_lefts[column], line.cell_rights[column]
    return replace(line, cells=[line.cells[column]], left=left, right=right, cell_lefts=[left], cell_rights=[right])
