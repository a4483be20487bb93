"""Rows of tables: which cell holds a number, and what its column, its row and the caption say about it.

A number in a cell says little by itself: its unit and scale stand in the head of the column, in the label of the row or
in the caption, and so do its time and its measure. Belongs here: following a table through a document, and the
quantities of its rows. Does not: what one head says (`table_heads`), nor prose.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from assets.extraction.figure_builder import Line
from assets.extraction.measures import Measured, measure_mentions, measure_of
from assets.extraction.model import ExtractedFigure
from assets.extraction.numbers import number_at
from assets.extraction.period_model import Clock, Period, how_dated, shift_years
from assets.extraction.periods import find_periods
from assets.extraction.quantities import scan
from assets.extraction.single_quantity import Quantity, count_step
from assets.extraction.table_heads import Head, read_head
from assets.extraction.tokens import Token, tokenise
from assets.extraction.units import currency_before, unit_after

MAX_CAPTION = 160
"""A longer text before a table is prose, not its caption."""
MAX_CELLS = 60
_SIGNS = frozenset(("+", "-", "\u2212", "\u2013"))
_MARKS = frozenset(("*", "p", "r", "e", "†", "‡"))
"""What stands behind a number without being part of it: provisional, revised, a footnote."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A quantity of a row with the heads that speak of it."""

    quantity: Quantity
    column: Head
    label: Head
    caption: Head
    last_told: Period | None

    @property
    def is_told(self) -> bool:
        """Whether a head names its time and the other one what it is of: then it is a figure, however small and without a unit."""
        return bool((self.column.periods and self.label.thing) or (self.label.periods and self.column.thing))

    def measured(self, told: Measured, directed: bool) -> Measured:
        """The measure that the row itself tells, else that of the column's head, else that of the caption."""
        if told.measure is not None and not told.assumed and not told.measure.startswith("~"):
            return told
        for head in (self.label, self.column, self.caption):
            if not head.mentions:
                continue
            end = len(head.tokens)
            behind = replace(self.quantity, first=end, last=end + 1, core_first=end, core_last=end + 1)
            found = measure_of(
                head.tokens, replace(behind, unit_first=end, unit_last=end), [], measure_mentions(head.tokens), directed
            )
            if found.measure is not None and not found.measure.startswith("~"):
                return replace(found, first=-1)
        return told

    def told_at(self, chosen: tuple[Period | None, str]) -> tuple[Period | None, str]:
        """The period that the heads name, before what the row alone would give."""
        period = self._period()
        return (self._at_the_edge(period), period.basis) if period is not None else chosen

    def _at_the_edge(self, period: Period) -> Period:
        """'Opening stocks', 'Closing stocks' and debt under a year: what stands on its first or its last day."""
        if period.kind not in ("span", "year") or "change" in self.column.roles:
            return period
        balance = any(how_dated(m.entry.canonical) == "balance" for m in self.label.mentions)
        day = period.start if "opening" in self.label.roles else period.end
        stands = balance or not self.label.roles.isdisjoint(("opening", "closing"))
        return replace(period, start=day, end=day, kind="day") if stands and day is not None else period

    def _period(self) -> Period | None:
        """The time in the column's head, the row's label, or the caption; of a column of changes the last one told."""
        day = self._day_of_the_row()
        if day is not None:
            return day
        for head in (self.column, self.label, self.caption):
            spans = [p for p in head.periods if p.start is not None or p.end is not None]
            if spans:
                return spans[0]
            if head is self.column and "change" in head.roles and self.last_told is not None:
                return self.last_told
        return None

    def _day_of_the_row(self) -> Period | None:
        """'Staff (30 June)' under 'H1 2024': the row's day in the column's time; of a column of changes in the last one's."""
        columns = [self.last_told] if "change" in self.column.roles else self.column.periods
        for day in (p for p in self.label.periods if p.kind == "day" and p.start is not None):
            for span in (p for p in columns if p is not None and p.start is not None and p.end is not None):
                assert span.end is not None and day.start is not None
                there = shift_years(day.start, span.end.year - day.start.year)
                if there is not None and span.start is not None and span.start <= there <= span.end:
                    return replace(day, start=there, end=there, basis=span.basis)
        return None

    def set_apart(self, figure: ExtractedFigure) -> None:
        """Two rows or columns of one measure speak of different things: what only their heads name is the product.

        The row of all the others is of none of the things that the text named before.
        """
        if "whole" in self.label.roles and "subject" in figure.assumed:
            figure.subject = figure.place = None
        things = [h.thing for h in (self.label, self.column) if h.thing and "whole" not in h.roles]
        known = f"{figure.subject or ''} {figure.place or ''} {figure.product or ''}"
        apart = [t for t in things if t not in known]
        if apart and figure.product is None:
            figure.product = " / ".join(apart)
        for status in ("projected", "target", "planned"):
            if status in self.column.roles | self.label.roles:
                figure.status = status


@dataclass(slots=True)
class Tables:
    """Follows a document's lines. `row` is asked for each line in order, and remembers the head of the table they are in."""

    clock: Clock
    _continental: bool = False
    _before: str = ""
    _caption: Head = field(default_factory=Head)
    _section: Head = field(default_factory=Head)
    _heads: Sequence[Head] = ()
    _begun: bool = False
    _told: bool = False

    def row(self, text: str, line: Line) -> Sequence[Cell | Quantity] | None:
        """The quantities of a row of a table, in order; None for a line that is no row; none for a row of heads."""
        self._continental = line.continental
        if line.block.kind != "row" or line.block.boilerplate:
            self._before, self._begun = text[line.block.char_start : line.block.char_end], False
            return None
        if not self._begun:
            self._caption = self._head(self._before if len(self._before) <= MAX_CAPTION else "")
            self._section, self._heads, self._begun, self._told = Head(), (), True, False
        cells = _cells(text, line.tokens)[:MAX_CELLS]
        numbers = {i: q for i, c in enumerate(cells) if i and (q := _number_in(line.tokens, *c)) is not None}
        if self._is_head(line.tokens, cells, numbers):
            self._heads = self._joined([self._head(_text_of(text, line.tokens, c)) for c in cells])
            return []
        self._told = True
        if len(cells) == 1:
            self._section = self._head(_text_of(text, line.tokens, cells[0]))
            return None
        return self._cells(text, line.tokens, cells, numbers)

    def _head(self, said: str) -> Head:
        tokens = tokenise(said, 0, len(said), continental=self._continental)
        return read_head(tokens, find_periods(tokens, self.clock)) if tokens else Head()

    def _is_head(self, tokens: Sequence[Token], cells: Sequence[tuple[int, int]], numbers: dict[int, Quantity]) -> bool:
        """A row above all numbers: it has none, or only years, and these in a second row of heads leave the first column free."""
        if self._told or len(cells) < 2 or not all(_is_year(tokens, q) for q in numbers.values()):
            return False
        if not self._heads or not numbers:
            return not self._heads or len(cells) == len(self._heads)
        first = _number_in(tokens, *cells[0]) if cells[0][0] < cells[0][1] else None
        if cells[0][0] == cells[0][1]:
            return len(cells) == len(self._heads)
        return first is not None and _is_year(tokens, first) and len(self._heads) - len(cells) in (0, 1)

    def _joined(self, heads: Sequence[Head]) -> Sequence[Head]:
        """A second row of heads says more about the same columns: one above several stands over the first of them."""
        if len(self._heads) - len(heads) == 1:
            heads = [Head(), *heads]
        if len(heads) != len(self._heads):
            return heads
        both: list[Head] = []
        over = Head()
        for number, (above, below) in enumerate(zip(self._heads, heads, strict=True)):
            over = above if above.tokens else over
            above = over if below.tokens and number else above
            moved = [
                replace(p, first=p.first + len(above.tokens), last=p.last + len(above.tokens)) for p in below.periods
            ]
            both.append(read_head([*above.tokens, *below.tokens], [*above.periods, *moved]))
        return both

    def _cells(
        self, text: str, tokens: Sequence[Token], cells: Sequence[tuple[int, int]], numbers: dict[int, Quantity]
    ) -> Sequence[Cell | Quantity]:
        # in a row into which a cell above reaches, the first that says something
        named = next((c for i, c in enumerate(cells) if c[0] < c[1] and i not in numbers), cells[0])
        label = self._head(_text_of(text, tokens, named))
        caption = self._caption if not self._section.tokens else self._section
        shift = len(cells) - len(self._heads)
        last = self._last_told()
        found: list[Cell | Quantity] = []
        for index, quantity in numbers.items():
            column = self._heads[index - shift] if self._heads and shift in (0, 1) and index >= shift else Head()
            if "rank" in column.roles or (_is_year(tokens, quantity) and not (column.unit or column.mentions)):
                continue
            headed = _with_heads(quantity, column, label, caption, self._caption)
            found.append(Cell(headed, column, label, caption if caption.mentions else self._caption, last))
        plain = [c for i, c in enumerate(cells) if i not in numbers]
        prose = [q for q in scan(tokens) if any(a <= q.core_first and q.core_last <= b for a, b in plain)]
        return sorted([*found, *prose], key=lambda c: (c.quantity if isinstance(c, Cell) else c).core_first)

    def _last_told(self) -> Period | None:
        """The latest of the times in the heads: what a column of changes leads to."""
        last: tuple[date, Period] | None = None
        for period in (p for h in self._heads for p in h.periods):
            if period.end is not None and (last is None or period.end > last[0]):
                last = period.end, period
        return last[1] if last is not None else None


def _with_heads(quantity: Quantity, column: Head, label: Head, section: Head, caption: Head) -> Quantity:
    """The quantity with the unit and the scale that its heads give it."""
    above = [] if label.counts else [section, caption]
    heads = [column, label, *above]
    changes = "change" in column.roles
    sign = quantity.sign or ("+" if changes else "")
    if quantity.unit:
        scales = (h.scale for h in heads if h.scale != 1 and h.unit in ("", quantity.unit))
        bare_money = quantity.dimension == "money" and not quantity.scaled
        return _scaled(replace(quantity, sign=sign), next(scales, Decimal(1)) if bare_money else Decimal(1), changes)
    if not column.unit and not label.unit and (column.is_ratio or label.is_ratio):
        return replace(quantity, unit="percent", dimension="ratio", kind="percentage", sign=sign, bare=False)
    source = next((h for h in heads if h.unit and (not changes or h is column)), None)
    if source is None:
        scales = (h.scale for h in heads if h.scale != 1 and not h.unit)
        return _scaled(quantity, Decimal(1) if changes else next(scales, Decimal(1)), changes)
    scale = Decimal(1)
    if source.dimension not in ("ratio", "point"):
        scale = next((h.scale for h in heads if h.scale != 1 and (h is source or not h.unit)), Decimal(1))
    united = replace(quantity, unit=source.unit, dimension=source.dimension, kind=source.kind, bare=False, sign=sign)
    return _scaled(united, source.factor * scale, changes)


def _scaled(quantity: Quantity, scale: Decimal, changes: bool) -> Quantity:
    """The quantity by its scale; a minus before a level makes it negative, and before a change or a share a fall."""
    if quantity.value is None:
        return quantity
    value, sign = quantity.value, quantity.sign
    if not changes and quantity.dimension not in ("ratio", "point"):
        value, sign = -abs(value) if sign == "-" else value, ""
    return replace(
        quantity, value=value * scale, step=quantity.step * scale, sign=sign, scaled=quantity.scaled or scale != 1
    )


def _cells(text: str, tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """Half-open token ranges of the cells of a row; tabs or bars stand between them."""
    found: list[tuple[int, int]] = []
    first = 0
    for index in range(len(tokens) + 1):
        bar = index < len(tokens) and tokens[index].text == "|"
        tabs = 0
        if 0 < index < len(tokens):
            tabs = text.count("\t", tokens[index - 1].end, tokens[index].start)
        if index == len(tokens) or bar or tabs:
            if first < index or (bar and index):
                found.append((first, index))
            found.extend((index, index) for _ in range(tabs - 1))
            first = index + 1 if bar else index
    return found


def _text_of(text: str, tokens: Sequence[Token], cell: tuple[int, int]) -> str:
    first, last = cell
    return text[tokens[first].start : tokens[last - 1].end] if last > first else ""


def _number_in(tokens: Sequence[Token], first: int, last: int) -> Quantity | None:
    """The number that is all a cell says: '1,214.6', '-3.7', '€9.7bn', '(120)', '12.1%', '34.5 p'."""
    index = first
    negative = last - first > 2 and tokens[first].text == "(" and tokens[last - 1].text == ")"
    if negative:
        index, last = first + 1, last - 1
    sign = "-" if negative else ""
    if index < last and tokens[index].text in _SIGNS:
        sign, index = "+" if tokens[index].text == "+" else "-", index + 1
    core = index
    money = next(
        (m for j in (1, 2, 3) if index + j < last and (m := currency_before(tokens, index + j)) and m.first == index),
        None,
    )
    index = money.last if money is not None else index
    number = number_at(tokens, index, money=money is not None) if index < last else None
    if number is None or number.last > last or number.form == "words":
        return None
    unit = money or (unit_after(tokens, number.last) if number.last < last else None)
    end = number.last if unit is None else max(number.last, unit.last)
    if end > last or any(t.low not in _MARKS for t in tokens[end:last]):
        return None
    first = core - bool(sign and not negative)
    if unit is None:
        return Quantity(
            first, end, core, end, "number", "", "count", number.value, None, None, count_step(number), None, "table cell",
            sign=sign, bare=True, scaled=number.scaled, pointed=number.pointed,
        )  # fmt: skip
    value = -number.value if sign == "-" and unit.dimension == "temperature" else number.value
    return Quantity(
        first, end, core, end, unit.kind, unit.canonical, unit.dimension, value * unit.factor, None, None,
        number.step * unit.factor, None, "table cell", sign=sign, scaled=number.scaled, pointed=number.pointed,
    )  # fmt: skip


def _is_year(tokens: Sequence[Token], quantity: Quantity) -> bool:
    """Whether a cell may be a year rather than an amount."""
    text = tokens[quantity.core_first].text
    return quantity.bare and not quantity.sign and len(text) == 4 and text.isdecimal() and 1800 <= int(text) <= 2150
