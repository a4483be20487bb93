"""Which column of its table a cell stands in, where others span several columns or rows.

Belongs here: counting columns. Does not: what is written for those that are empty (`html_text`, `html_builder`).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from assets.reading.html_tokens import Token

MOST_COLUMNS = 60
_MOST_ROWS = 1000


@dataclass(slots=True)
class Columns:
    """One table, read cell by cell. `has_spans`: a cell of it spans several columns or rows, so that its cells must be counted.

    `column` is that of the last cell that began, `width` how many columns that one spans.
    """

    has_spans: bool = False
    column: int = -1
    width: int = 1
    _held: dict[int, int] = field(default_factory=dict[int, int])
    """column -> rows, from the present one on, through which a cell reaches"""
    _taken: frozenset[int] = frozenset()
    """columns of the present row that cells above reach into"""

    def begin_row(self) -> None:
        """A row begins: cells above reach down into it."""
        self._held = {column: rows - 1 for column, rows in self._held.items() if rows > 1}
        self._taken = frozenset(self._held)
        self.column, self.width = -1, 1

    def begin_cell(self, token: Token) -> int:
        """A cell begins: how many columns stand empty between it and the cell before."""
        place = self.column + self.width if self.column >= 0 else 0
        while place in self._taken:
            place += 1
        empty = place - self.column - 1
        width, height = (
            _span(token, name, most) for name, most in (("colspan", MOST_COLUMNS), ("rowspan", _MOST_ROWS))
        )
        if place < MOST_COLUMNS and (width > 1 or height > 1):
            self.has_spans = True
            if height > 1:
                self._held |= dict.fromkeys(range(place, min(place + width, MOST_COLUMNS)), height)
        self.column, self.width = place, width
        return empty


def _span(token: Token, name: str, most: int) -> int:
    """What an attribute says, between 1 and `most`; no rows at all means all that follow."""
    said = (token.attribute(name) or "").strip() if token.attributes else ""
    if not said.isascii() or not said.isdecimal() or len(said) > 6:
        return 1
    return min(int(said), most) or (most if name == "rowspan" else 1)
