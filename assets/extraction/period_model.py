"""What a period is, what relative times count from, and the calendar arithmetic that both need."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from assets.extraction.tokens import Token
from warehouse.lexicon import lexicon

DASHES = frozenset("-\u2010\u2011\u2012\u2013\u2014")
UNTIL = frozenset(("by", "until", "till", "before"))


@dataclass(frozen=True, slots=True)
class Period:
    """A time named at tokens[first:last): first and last day inclusive, null where open.

    `kind` is span, year, day, until, since, or earlier (one year before another period, `start` and `end` null).
    """

    first: int
    last: int
    start: date | None
    end: date | None
    basis: str
    kind: str
    is_base: bool = False


@dataclass(frozen=True, slots=True)
class Clock:
    """What relative times count from: the publication day, and the month in which the fiscal year begins."""

    published: date | None
    fiscal_start: int = 1


@cache
def month_numbers() -> dict[str, int]:
    return {entry.alias: int(entry.canonical) for entry in lexicon("months")}


@cache
def weekday_numbers() -> dict[str, int]:
    return {entry.alias: int(entry.canonical) for entry in lexicon("weekdays")}


def month_span(year: int, first: int, last: int) -> tuple[date, date]:
    """First day of month `first` and last day of month `last`; a last month before the first lies in the next year."""
    end_year = year + (1 if last < first else 0)
    return date(year, first, 1), date(end_year, last, calendar.monthrange(end_year, last)[1])


def shift_years(day: date | None, years: int) -> date | None:
    """The same day `years` later, 29 February falling back to the 28th."""
    if day is None or not 1 <= day.year + years <= 9998:
        return None
    return day.replace(year=day.year + years, day=28 if (day.month, day.day) == (2, 29) else day.day)


def year_number(tokens: Sequence[Token], index: int) -> int | None:
    if index >= len(tokens) or tokens[index].kind != "num":
        return None
    text = tokens[index].text
    return int(text) if len(text) == 4 and text.isdecimal() and 1800 <= int(text) <= 2150 else None


def trailing_year(tokens: Sequence[Token], index: int) -> tuple[int, int] | None:
    """A year at tokens[index], with 'of', 'in' or a comma before it; the year and where it ends."""
    for skip in (0, 1):
        if skip and (index >= len(tokens) or tokens[index].low not in ("of", "in", ",", "'")):
            return None
        year = year_number(tokens, index + skip)
        if year is not None:
            return year, index + skip + 1
    return None
