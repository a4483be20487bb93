"""What reaches the terminal: underlined quotes in wrapped sentences, and plain tables. Text of articles is made safe first.

Belongs here: layout of text in columns. Does not: which findings or rows there are, nor any file or database.
"""

from __future__ import annotations

import os
import shutil
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from warehouse.safe_text import clipped, visible

_UNDERLINE, _BOLD, _DIM, _PLAIN = "\x1b[4m", "\x1b[1m", "\x1b[2m", "\x1b[0m"
_MAX_WIDTH = 110


@dataclass(frozen=True, slots=True)
class Screen:
    """How wide the terminal is, and whether it understands ANSI codes; `mark` draws underlines where it does not."""

    width: int = 100
    ansi: bool = False
    mark: str = "‾"

    def bold(self, text: str) -> str:
        """Text in bold where the terminal can."""
        return f"{_BOLD}{text}{_PLAIN}" if self.ansi else text

    def dim(self, text: str) -> str:
        """Text that steps back where the terminal can."""
        return f"{_DIM}{text}{_PLAIN}" if self.ansi else text


def screen_of_stdout() -> Screen:
    """The screen behind standard output; no ANSI codes into a file or a pipe."""
    tty = sys.stdout.isatty()
    encoding = (sys.stdout.encoding or "").lower().replace("-", "")
    width = min(shutil.get_terminal_size((100, 24)).columns, _MAX_WIDTH)
    return Screen(
        width=max(width, 40),
        ansi=tty and os.environ.get("TERM") != "dumb",
        mark="‾" if encoding.startswith("utf") else "^",
    )


def columns_of(text: str) -> int:
    """Terminal columns that a text takes: two for East Asian wide characters, none for combining ones."""
    return sum(_columns(char) for char in text)


def _columns(char: str) -> int:
    if unicodedata.combining(char) or unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def underlined_sentence(
    sentence: str, spans: Sequence[tuple[int, int]], screen: Screen, indent: str = "    "
) -> list[str]:
    """Lines that show a sentence, wrapped, with its half-open `spans` underlined. Safe for any text.

    With ANSI the quotes carry the underline themselves; without, a row of marks stands below them.
    """
    cells: list[tuple[str, bool]] = []
    done = 0
    for start, end in sorted(spans):
        cells += [(char, False) for char in visible(sentence[done:start])]
        cells += [(char, True) for char in visible(sentence[max(done, start) : end])]
        done = max(done, end)
    cells += [(char, False) for char in visible(sentence[done:])]
    lines: list[str] = []
    for row in _wrapped(cells, screen.width - len(indent)):
        lines.extend(indent + line for line in _drawn(row, screen))
    return lines


def _wrapped(cells: list[tuple[str, bool]], width: int) -> list[list[tuple[str, bool]]]:
    """Cells in rows no wider than `width` columns, broken at blanks, or inside a word that is wider than a row."""
    rows: list[list[tuple[str, bool]]] = []
    row: list[tuple[str, bool]] = []
    used = 0
    last_blank = -1
    for cell in cells:
        if not row and cell[0] == " ":
            continue
        row.append(cell)
        used += _columns(cell[0])
        if cell[0] == " ":
            last_blank = len(row) - 1
        if used > width:
            cut = last_blank if last_blank > 0 else len(row) - 1
            rows.append(row[:cut])
            row = row[cut:]
            while row and row[0][0] == " ":
                row.pop(0)
            used = sum(_columns(char) for char, _ in row)
            last_blank = -1
    if row:
        rows.append(row)
    return rows


def _drawn(row: list[tuple[str, bool]], screen: Screen) -> list[str]:
    if screen.ansi:
        drawn, on = "", False
        for char, underlined in row:
            if underlined != on:
                drawn += _UNDERLINE if underlined else _PLAIN
                on = underlined
            drawn += char
        return [drawn + (_PLAIN if on else "")]
    text = "".join(char for char, _ in row).rstrip()
    marks = "".join((screen.mark if underlined else " ") * _columns(char) for char, underlined in row).rstrip()
    return [text, marks] if marks else [text]


def paragraph(text: str, screen: Screen, indent: str = "") -> list[str]:
    """Lines of a text, wrapped to the screen; safe for any text."""
    rows = _wrapped([(char, False) for char in visible(text)], screen.width - len(indent))
    return [indent + "".join(char for char, _ in row).rstrip() for row in rows]


def table(header: Sequence[str], rows: Iterable[Sequence[object]], screen: Screen, widest: int = 60) -> list[str]:
    """Lines of a table in columns: numbers to the right, long text cut, None as a dash, no more than `widest` a column."""
    body = [list(row) for row in rows]
    shown = [[_cell(value, widest) for value in row] for row in body]
    widths = [max([columns_of(name), *(columns_of(row[i]) for row in shown)]) for i, name in enumerate(header)]
    right = [
        bool(body) and all(isinstance(row[i], int | float | None) and not isinstance(row[i], bool) for row in body)
        for i in range(len(header))
    ]
    lines = [screen.bold(_row(list(header), widths, right)), screen.dim("─" * (sum(widths) + 2 * (len(widths) - 1)))]
    return lines + [_row(row, widths, right) for row in shown]


def _cell(value: object, widest: int) -> str:
    if value is None:
        return "–"
    if isinstance(value, float):
        return f"{value:,.6g}" if abs(value) < 1e6 else f"{value:,.0f}"
    return clipped(visible(str(value)), widest)


def _row(cells: list[str], widths: list[int], right: list[bool]) -> str:
    padded = []
    for cell, width, to_right in zip(cells, widths, right, strict=True):
        blank = " " * (width - columns_of(cell))
        padded.append(blank + cell if to_right else cell + blank)
    return "  ".join(padded).rstrip()
