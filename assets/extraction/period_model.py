"""What a period is, what relative times count from, and the calendar arithmetic that both need."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from typing import TypeAlias

from assets.extraction.tokens import Token
from assets.extraction.vocabulary import word_values
from warehouse.lexicon import Entry, lexicon

DASHES = frozenset("-\u2010\u2011\u2012\u2013\u2014")


@dataclass(slots=True)
class Period:
    """A time named at tokens[first:last): first and last day inclusive, null where open.

    `kind` is span, year, day, until, since, when (only of what the clause behind it tells), earlier (`months_back` before
    another period, `start` and `end` null) or same (the same days of another year). `brackets` are the places of the round
    brackets around it and another number, whose time it is and no other's: '£38m (2023: £34m)'. Of a relative period that an article
    without a day of publication names, `basis` is inherited: it counts from the period that the article reports on.
    """

    first: int
    last: int
    start: date | None
    end: date | None
    basis: str
    kind: str
    is_base: bool = False
    months_back: int = 12
    brackets: tuple[int, int] | None = None

    def is_open_to(self, token: int) -> bool:
        """Whether it may be the time of what stands at tokens[token]: of all but what stands outside its brackets."""
        return self.brackets is None or self.brackets[0] < token < self.brackets[1]


Days: TypeAlias = tuple[date | None, date | None]
"""First and last day, null where open."""


@dataclass(frozen=True, slots=True)
class Clock:
    """What relative times count from: the publication day, and the month in which the fiscal year begins.

    `financial_start` is the month in which what a text calls its financial year begins, where that differs from its
    quarters. `split_start` is the month in which '2024/25' begins.
    `fiscal_named` is the month in which 'fiscal 2024' begins, where a text prints its end; `half_end` are month
    and day on which the first half of a firm's year ends on which it reports, None where it reports on none.
    `anchor` stands in for an unknown publication day: the end of the period that the article reports on.
    """

    published: date | None
    fiscal_start: int = 1
    anchor: date | None = None
    financial_start: int = 1
    split_start: int = 7
    fiscal_named: int = 1
    half_end: tuple[int, int] | None = None

    @property
    def half_start(self) -> int:
        """The month in which the reported half-year begins; 0 where the text reports on none."""
        return 0 if self.half_end is None else (self.half_end[0] + 6) % 12 + 1

    @property
    def today(self) -> date | None:
        """The day from which 'this year' and 'in June' count."""
        return self.published or self.anchor

    @property
    def basis(self) -> str:
        """How sure a time is that counts from `today`."""
        return "relative" if self.published is not None else "inherited"


@cache
def period_words(role: str) -> frozenset[str]:
    """The words of the lexicon `period_words` that play a role beside a time: until, ahead, base lead, break, …"""
    return frozenset(entry.alias for entry in lexicon("period_words") if role in entry.canonical.split("|"))


@cache
def month_numbers() -> dict[str, int]:
    return {entry.alias: int(entry.canonical) for entry in lexicon("months")}


@cache
def weekday_numbers() -> dict[str, int]:
    return {entry.alias: int(entry.canonical) for entry in lexicon("weekdays")}


@cache
def season_months() -> dict[str, int]:
    """First months of the seasons, of the northern half of the world."""
    return {entry.alias: int(entry.canonical) for entry in lexicon("seasons")}


def month_span(year: int, first: int, last: int) -> tuple[date, date]:
    """First day of month `first` and last day of month `last`; a last month before the first lies in the next year."""
    end_year = year + (1 if last < first else 0)
    return date(year, first, 1), date(end_year, last, calendar.monthrange(end_year, last)[1])


def shift_years(day: date | None, years: int) -> date | None:
    """The same day `years` later, 29 February falling back to the 28th."""
    if day is None or not 1 <= day.year + years <= 9998:
        return None
    return day.replace(year=day.year + years, day=28 if (day.month, day.day) == (2, 29) else day.day)


def split_year_at(tokens: Sequence[Token], index: int) -> int | None:
    """'2024/25', '2024-25': the year in which a season, a school year or a financial year begins."""
    if index + 2 >= len(tokens) or tokens[index + 1].start != tokens[index].end:
        return None
    if tokens[index + 1].text != "/" and tokens[index + 1].text not in DASHES:
        return None
    year, tail = year_number(tokens, index), tokens[index + 2].text
    split = year is not None and tail.isdecimal() and len(tail) == 2 and (year + 1) % 100 == int(tail)
    return year if split else None


def year_number(tokens: Sequence[Token], index: int) -> int | None:
    if index >= len(tokens) or tokens[index].kind != "num":
        return None
    text = tokens[index].text
    if len(text) != 4 or not text.isdecimal() or not 1800 <= int(text) <= 2150:
        return None
    behind = tokens[index + 1].low if index + 1 < len(tokens) else ""
    return None if behind in period_words("clock") else int(text)  # '1852 GMT'


def shift_period(period: Period, months: int) -> Period:
    """The period so many months later, as a base; the last day of a month stays the last."""
    return replace(period, start=_shifted(period.start, months), end=_shifted(period.end, months), is_base=True)


def _shifted(day: date | None, months: int) -> date | None:
    if day is None:
        return None
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not 1 <= year <= 9998:
        return None
    last = calendar.monthrange(year, month + 1)[1]
    closes = (day + timedelta(1)).day == 1
    return date(year, month + 1, last if closes else min(day.day, last))


def trailing_year(tokens: Sequence[Token], index: int) -> tuple[int, int] | None:
    """A year at tokens[index], with 'of', 'in' or a comma before it; the year and where it ends."""
    for skip in (0, 1):
        if skip and (index >= len(tokens) or tokens[index].low not in ("of", "in", ",", "'")):
            return None
        year = year_number(tokens, index + skip)
        if year is not None:
            return year, index + skip + 1
    return None


LOOK_AHEAD = 16
"""Words before a time in which a word of the future makes it the coming one."""


def is_ahead(tokens: Sequence[Token], index: int) -> bool:
    """Whether a word of the future stands before the time at tokens[index]."""
    ahead, reach = period_words("ahead"), range(max(0, index - LOOK_AHEAD), min(index, len(tokens)))
    return any(tokens[i].low in ahead or _is_to(tokens, i) for i in reach)


def _is_to(tokens: Sequence[Token], index: int) -> bool:
    """'output is to grow', 'the works are to close'."""
    return tokens[index].low in ("is", "are") and index + 1 < len(tokens) and tokens[index + 1].low == "to"


OPENING_REACH = 6
"""Tokens before the end of a time within which its sentence begins, and behind it in which the verb of its clause stands."""


_OPENERS = frozenset(("for", "in", "during", "from", "on"))


def leads_ahead(tokens: Sequence[Token], last: int) -> bool:
    """'For the third quarter it expects …', 'From 1 May it will …': a word of the future behind the time that opens its sentence."""
    if last > OPENING_REACH or not tokens or tokens[0].low not in _OPENERS:
        return False
    behind = range(last, min(len(tokens), last + OPENING_REACH))
    return any(tokens[i].low in period_words("ahead") or _is_to(tokens, i) for i in behind)


def count_word(token: Token) -> int | None:
    """A small number in digits or in a word, as periods count with."""
    if token.kind == "num" and token.text.isdecimal() and len(token.text) <= 2:
        return int(token.text)
    value = word_values("cardinal").get(token.low)
    return int(value) if value else None


def months_of(period: Period) -> int | None:
    """How many whole calendar months a period is, or the quarters that its weeks stand for; None where it cuts a month."""
    if period.start is None or period.end is None:
        return None
    last = calendar.monthrange(period.end.year, period.end.month)[1]
    months = (period.end.year - period.start.year) * 12 + period.end.month - period.start.month + 1
    if period.start.day == 1 and period.end.day == last:
        return months
    weeks, days = divmod((period.end - period.start).days + 1, 7)
    if period.kind != "span" or days or weeks not in _WEEKS_OF_MONTHS:
        return None
    return _WEEKS_OF_MONTHS[weeks]


_WEEKS_OF_MONTHS = {12: 3, 13: 3, 14: 3, 26: 6, 27: 6, 39: 9, 40: 9, 52: 12, 53: 12}
"""Shops and their panels report on weeks: the months of the calendar that so many of them stand for."""


@cache
def _kinds() -> dict[str, Entry]:
    return {entry.alias: entry for entry in lexicon("measure_kinds")}


def kind_of(measure: str | None) -> str | None:
    """How a measure behaves over time (flow, state, static, …); None where the lexicon does not know it."""
    entry = _kinds().get(measure or "")
    return None if entry is None else entry.canonical


def how_dated(measure: str | None) -> str:
    """What dates a figure of the measure that names no time: balance, now, event, toll; '' where nothing does."""
    entry = _kinds().get(measure or "")
    return "" if entry is None else entry["dated"]
