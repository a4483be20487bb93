"""The month in which 'the financial year' of a text begins, and in which its '2024/25' does.

Belongs here: what these words mean in a text: the year whose end it prints, else the money it counts in, or that it tells of
universities and schools. Does not: quarters of companies, which begin as they please and are read from what is printed
(`calendar_periods`).
"""

from __future__ import annotations

import re
from functools import cache

from assets.extraction.period_model import month_numbers
from warehouse.lexicon import Entry, lexicon

SPLIT_START = 7
"""Crop years and seasons run from July where nothing says otherwise."""
ACADEMIC_WORDS = 3
"""Words of teaching and learning that make a text one about universities or schools."""


def financial_start(text: str) -> int:
    """The month after the year's printed end, April for a text that counts in pounds; January where nothing tells."""
    if "financial year" not in text:
        return 1
    found = [(text.count(entry.alias), int(entry.canonical)) for entry in _rows("financial")]
    count, month = max(found, default=(0, 1))
    return _month_after_the_end(text) or (month if count else 1)


def split_start(text: str) -> int:
    """The month in which '2024/25' begins: after the printed end of a year, August in a text on teaching, else July."""
    printed = _month_after_the_end(text)
    if printed is not None:
        return printed
    low = text.lower()
    rows = _rows("academic")
    academic = sum(low.count(entry.alias) for entry in rows) >= ACADEMIC_WORDS
    return int(rows[0].canonical) if academic else SPLIT_START


def _rows(sense: str) -> list[Entry]:
    return [entry for entry in lexicon("financial_years") if entry["sense"] == sense]


@cache
def _printed_end() -> re.Pattern[str]:
    months = "|".join(sorted(month_numbers(), key=len, reverse=True))
    day = r"(?:3[01]|2[89])"
    return re.compile(
        rf"\byear (?:(?:ended|ending|that ended)(?: on)?(?: {day})?|to {day}) (?P<a>{months})\b|\byear to (?P<b>{months}) {day}\b"
    )


def _month_after_the_end(text: str) -> int | None:
    """'the year to 30 September', 'the year ended June 30': the month after it; None for the calendar's year.

    'Prices rose 3% in the year to May' tells no such end: a day or 'ended' does.
    """
    found = {month_numbers()[match["a"] or match["b"]] % 12 + 1 for match in _printed_end().finditer(text)} - {1}
    return found.pop() if len(found) == 1 else None
