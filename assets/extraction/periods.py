"""The times that a sentence names: months, quarters, years, ranges of them, and what counts from the publication day.

Anchored patterns over tokens only; a free search for dates invents them. Which figure a period belongs to is decided
in `context`.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache

from assets.extraction.tokens import Token
from assets.extraction.vocabulary import phrases, word_values
from warehouse.lexicon import lexicon

_DASHES = frozenset("-\u2010\u2011\u2012\u2013\u2014")
_QUARTERS = {"q1": 1, "q2": 2, "q3": 3, "q4": 4}
_QUARTER_OF_YEAR = re.compile(r"q([1-4])(fy)?(\d{2}|\d{4})")
_BEFORE_BASE = frozenset(("with", "to", "than", "from", "against", "versus", "vs", "over"))
_MULTIPLES = frozenset(("times", "fold", "double", "triple", "twice", "half"))
_FILLERS = frozenset(("in", "for", "the", "during", "of"))
_UNTIL = frozenset(("by", "until", "till", "before"))


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
def _months() -> dict[str, int]:
    return {entry.alias: int(entry.canonical) for entry in lexicon("months")}


@cache
def _weekdays() -> dict[str, int]:
    return {entry.alias: int(entry.canonical) for entry in lexicon("weekdays")}


def month_span(year: int, first: int, last: int) -> tuple[date, date]:
    """First day of month `first` and last day of month `last`; a last month before the first lies in the next year."""
    end_year = year + (1 if last < first else 0)
    return date(year, first, 1), date(end_year, last, calendar.monthrange(end_year, last)[1])


def find_periods(tokens: Sequence[Token], clock: Clock) -> list[Period]:
    """All times named in a sentence, in order, without overlap."""
    found: list[Period] = []
    index = 0
    while index < len(tokens):
        period = _period_at(tokens, index, clock)
        if period is None or period.last <= index:
            index += 1
            continue
        found.append(_mark_base(tokens, period))
        index = period.last
    return found


def shift_years(day: date | None, years: int) -> date | None:
    """The same day `years` later, 29 February falling back to the 28th."""
    if day is None or not 1 <= day.year + years <= 9998:
        return None
    return day.replace(year=day.year + years, day=28 if (day.month, day.day) == (2, 29) else day.day)


def _mark_base(tokens: Sequence[Token], period: Period) -> Period:
    lead = [t.low for t in tokens[max(0, period.first - 5) : period.first]]
    if lead[-1:] == ["the"] and lead[-2:-1] and lead[-2] in _MULTIPLES:
        return replace(period, is_base=True)  # 'twice the 2023 level'
    while lead and lead[-1] in _FILLERS:
        lead.pop()
    base = bool(lead) and (
        lead[-1] in ("than", "against", "versus", "vs")
        or (len(lead) > 1 and lead[-1] in _BEFORE_BASE and lead[-2] in ("compared", "comparison"))
    )
    return replace(period, is_base=True) if base else period


def _period_at(tokens: Sequence[Token], index: int, clock: Clock) -> Period | None:
    token = tokens[index]
    if token.kind == "num":
        return _day_month(tokens, index, clock) or _year_at(tokens, index)
    if token.kind != "word":
        return None
    for reader in (_relative, _months_to, _first_months, _quarter, _month, _fiscal, _bounded):
        period = reader(tokens, index, clock)
        if period is not None:
            return period
    weekday = _weekdays().get(token.text)
    if weekday is not None and clock.published is not None:
        day = clock.published - timedelta((clock.published.weekday() - weekday) % 7)
        return Period(index, index + 1, day, day, "relative", "day")
    return None


def _year(tokens: Sequence[Token], index: int) -> int | None:
    if index >= len(tokens) or tokens[index].kind != "num":
        return None
    text = tokens[index].text
    return int(text) if len(text) == 4 and text.isdigit() and 1800 <= int(text) <= 2150 else None


def _year_at(tokens: Sequence[Token], index: int) -> Period | None:
    """'2024', '2015-2024', '2025/26' as years; a counted noun behind is left to the caller's exclusion rules."""
    year = _year(tokens, index)
    if year is None:
        return None
    lead = tokens[index - 1].low if index else ""
    end = _year(tokens, index + 2) if index + 2 < len(tokens) and tokens[index + 1].text in _DASHES else None
    if (
        end is None
        and index + 2 < len(tokens)
        and lead in ("between", "from")
        and tokens[index + 1].low in ("and", "to")
    ):
        end = _year(tokens, index + 2)
    if end is not None and end > year:
        return Period(index, index + 3, date(year, 1, 1), date(end, 12, 31), "explicit", "span")
    last_day = date(year, 12, 31)
    if lead in _UNTIL:
        return Period(index - 1, index + 1, None, last_day, "explicit", "until")
    if lead == "since":
        return Period(index - 1, index + 1, date(year, 1, 1), None, "explicit", "since")
    if [t.low for t in tokens[max(0, index - 2) : index]] == ["end", "of"]:
        kind = "until" if index > 3 and any(t.low in _UNTIL for t in tokens[index - 4 : index - 2]) else "day"
        return Period(index, index + 1, None if kind == "until" else last_day, last_day, "explicit", kind)
    return Period(index, index + 1, date(year, 1, 1), last_day, "explicit", "year")


def _relative(tokens: Sequence[Token], index: int, clock: Clock) -> Period | None:
    match = phrases("relative_periods").at(tokens, index)
    if match is None:
        return None
    unit, _, offset = match.entry.canonical.partition(":")
    amount, last, today = int(offset), match.last, clock.published
    if unit == "earlier":
        year = _trailing_year(tokens, last)
        return Period(index, last if year is None else year[1], None, None, "relative", "earlier", True)
    if unit == "same":
        year = _trailing_year(tokens, last)
        if year is None:
            return None
        return Period(index, year[1], date(year[0], 1, 1), None, "explicit", "same", True)
    if today is None:
        return None
    if unit in ("year", "fiscal"):
        first_month = clock.fiscal_start if unit == "fiscal" else 1
        year = today.year + amount - (1 if today.month < first_month else 0)
        start, end = month_span(year, first_month, (first_month + 10) % 12 + 1)
        if [t.low for t in tokens[max(0, index - 2) : index]] == ["end", "of"]:
            ahead = amount > 0 or (amount == 0 and end > today)
            return Period(index, last, None if ahead else end, end, "relative", "until" if ahead else "day")
        return Period(index, last, start, end, "relative", "year")
    if unit == "month":
        month0 = today.year * 12 + today.month - 1 + amount
        return Period(index, last, *month_span(month0 // 12, month0 % 12 + 1, month0 % 12 + 1), "relative", "span")
    if unit == "quarter":
        quarter0 = today.year * 4 + (today.month - 1) // 3 + amount
        first = quarter0 % 4 * 3 + 1
        return Period(index, last, *month_span(quarter0 // 4, first, first + 2), "relative", "span")
    days = amount * 7 if unit == "week" else amount
    day = today + timedelta(days)
    start = day - timedelta(day.weekday()) if unit == "week" else day
    return Period(index, last, start, start + timedelta(6) if unit == "week" else day, "relative", "day")


def _trailing_year(tokens: Sequence[Token], index: int) -> tuple[int, int] | None:
    """A year at tokens[index], with 'of', 'in' or a comma before it; the year and where it ends."""
    for skip in (0, 1):
        if skip and (index >= len(tokens) or tokens[index].low not in ("of", "in", ",", "'")):
            return None
        year = _year(tokens, index + skip)
        if year is not None:
            return year, index + skip + 1
    return None


def _year_for(tokens: Sequence[Token], last: int, clock: Clock, end_month: int) -> tuple[int, int, str] | None:
    """The year that goes with months: printed behind them, relative ('of last year'), or the latest that has ended."""
    printed = _trailing_year(tokens, last)
    if printed is not None:
        return printed[0], printed[1], "explicit"
    today = clock.published
    if today is None:
        return None
    skip = last + 1 if last < len(tokens) and tokens[last].low == "of" else last
    match = phrases("relative_periods").at(tokens, skip)
    if match is not None and match.entry.canonical.startswith("year:"):
        return today.year + int(match.entry.canonical[5:]), match.last, "relative"
    return today.year - (1 if end_month > today.month else 0), last, "relative"


def _months_to(tokens: Sequence[Token], index: int, clock: Clock) -> Period | None:
    """'January–April 2025', 'January to October 2023', 'between January and April', 'May-June'."""
    months = _months()
    first = months.get(tokens[index].text)
    if first is None or index + 2 >= len(tokens):
        return None
    joint = index + 1
    first_year = _trailing_year(tokens, joint)
    if first_year is not None and first_year[1] < len(tokens):
        joint = first_year[1]
    joined = tokens[joint].text in _DASHES or tokens[joint].low in ("to", "through", "and")
    second = months.get(tokens[joint + 1].text) if joined and joint + 1 < len(tokens) else None
    if second is None or (tokens[joint].low == "and" and not (index and tokens[index - 1].low == "between")):
        return None
    year = _year_for(tokens, joint + 2, clock, second)
    if year is None:
        return None
    begin = first_year[0] if first_year is not None else year[0] - (1 if first > second else 0)
    return Period(index, year[1], date(begin, first, 1), month_span(year[0], second, second)[1], year[2], "span")


def _count_word(token: Token) -> int | None:
    if token.kind == "num" and token.text.isdigit() and len(token.text) <= 2:
        return int(token.text)
    value = word_values("cardinal").get(token.low)
    return int(value) if value else None


def _first_months(tokens: Sequence[Token], index: int, clock: Clock) -> Period | None:
    """'first nine months of 2023', 'first half', 'three months to June 30', 'the year to March 2025', 'quarter ended June'."""
    low = tokens[index].low
    if low == "first" and index + 2 < len(tokens):
        count = _count_word(tokens[index + 1])
        if count and 1 <= count <= 12 and tokens[index + 2].low in ("months", "month"):
            year = _year_for(tokens, index + 3, clock, count)
            return None if year is None else Period(index, year[1], *month_span(year[0], 1, count), year[2], "span")
    if low in ("first", "second") and index + 1 < len(tokens) and tokens[index + 1].low == "half":
        last_month = 6 if low == "first" else 12
        year = _year_for(tokens, index + 2, clock, last_month)
        return (
            None
            if year is None
            else Period(index, year[1], *month_span(year[0], last_month - 5, last_month), year[2], "span")
        )
    count, after = _count_word(tokens[index]), index + 2
    if low in ("quarter", "year", "half", "months"):
        count, after = {"quarter": 3, "year": 12, "half": 6}.get(low), index + 1
    elif index + 1 >= len(tokens) or tokens[index + 1].low not in ("months", "month"):
        return None
    if (
        not count
        or after >= len(tokens)
        or tokens[after].low not in ("to", "through", "ended", "ending", "until", "in")
    ):
        return None
    return _ending(tokens, index, after + 1, count, clock)


def _ending(tokens: Sequence[Token], index: int, at: int, count: int, clock: Clock) -> Period | None:
    """The `count` months that end in the month at tokens[at], whose day of the month is skipped."""
    if at < len(tokens) and tokens[at].low == "end":
        at += 1
    if at < len(tokens) and tokens[at].low in ("on", "in", "of"):
        at += 1
    if at + 1 < len(tokens) and tokens[at].kind == "num" and tokens[at + 1].text in _months():
        at += 1
    end_month = _months().get(tokens[at].text) if at < len(tokens) else None
    if end_month is None:
        return None
    last = at + 1
    if last < len(tokens) and tokens[last].kind == "num" and len(tokens[last].text) <= 2:
        last += 1
    year = _year_for(tokens, last, clock, end_month)
    if year is None:
        return None
    month0 = year[0] * 12 + end_month - count
    start = date(month0 // 12, month0 % 12 + 1, 1)
    return Period(index, year[1], start, month_span(year[0], end_month, end_month)[1], year[2], "span")


def _quarter(tokens: Sequence[Token], index: int, clock: Clock) -> Period | None:
    """'Q1 2025', 'first quarter of FY2025/26', 'first-quarter', 'Q1'."""
    low = tokens[index].low
    joined = _QUARTER_OF_YEAR.fullmatch(low)
    if joined is not None:
        year = int(joined[3]) + (2000 if len(joined[3]) == 2 else 0)
        begin = clock.fiscal_start if joined[2] else 1
        month0 = (year - (1 if begin > 1 else 0)) * 12 + begin - 1 + 3 * (int(joined[1]) - 1)
        first = month0 % 12 + 1
        return Period(index, index + 1, *month_span(month0 // 12, first, (first + 1) % 12 + 1), "explicit", "span")
    number, last = _QUARTERS.get(low[:2]) if len(low) == 2 else None, index + 1
    if number is None and low in ("first", "second", "third", "fourth") and index + 1 < len(tokens):
        step = 2 if tokens[index + 1].kind == "dash" else 1
        if index + step < len(tokens) and tokens[index + step].low in ("quarter", "quarters"):
            number, last = int(word_values("ordinal")[low]), index + step + 1
    if number is None:
        return None
    skip = last + 1 if last < len(tokens) and tokens[last].low in ("of", "in") else last
    fiscal = _fiscal(tokens, skip, clock) if skip < len(tokens) and tokens[skip].kind == "word" else None
    offset = (number - 1) * 3
    if fiscal is not None and fiscal.start is not None:
        month0 = fiscal.start.year * 12 + fiscal.start.month - 1 + offset
        start = date(month0 // 12, month0 % 12 + 1, 1)
        return Period(
            index, fiscal.last, *month_span(start.year, start.month, (start.month + 1) % 12 + 1), "explicit", "span"
        )
    first = (clock.fiscal_start - 1 + offset) % 12 + 1
    year = _year_for(tokens, last, clock, first + 2 if first < 11 else first - 10)
    return (
        None
        if year is None
        else Period(index, year[1], *month_span(year[0], first, (first + 1) % 12 + 1), year[2], "span")
    )


def _month(tokens: Sequence[Token], index: int, clock: Clock) -> Period | None:
    """'April 2025', 'April 24', 'April 24, 2025', 'in April', 'by December 2029'; a bare month needs a preposition."""
    month = _months().get(tokens[index].text)
    if month is None:
        return None
    if [t.low for t in tokens[index + 1 : index + 3] if t.kind != "dash"][:1] == ["quarter"]:
        return _ending(tokens, index, index, 3, clock)  # 'the June quarter'
    lead = tokens[index - 1].low if index else ""
    after = index + 1
    if after < len(tokens) and tokens[after].text == "." and len(tokens[index].text) <= 4:
        after += 1
    day = (
        int(tokens[after].text)
        if after < len(tokens) and tokens[after].text.isdigit() and len(tokens[after].text) <= 2
        else 0
    )
    if 1 <= day <= calendar.monthrange(2024, month)[1]:
        return _day(tokens, index, after + 1, day, month, clock)
    year = _year_for(tokens, after, clock, month)
    if year is None or (
        year[2] == "relative"
        and year[1] == after
        and lead not in ("in", "by", "since", "last", "of", "for", "until", "to", "alone")
    ):
        return None
    start, end = month_span(year[0], month, month)
    if lead in _UNTIL:
        if year[2] == "relative" and clock.published is not None and end < clock.published:
            end = shift_years(end, 1) or end
        return Period(index - 1, year[1], None, end, year[2], "until")
    if lead == "since":
        return Period(index - 1, year[1], start, None, year[2], "since")
    return Period(index, year[1], start, end, year[2], "span")


def _day_month(tokens: Sequence[Token], index: int, clock: Clock) -> Period | None:
    """'24 April 2025', '24 April', '24th of April'."""
    text = tokens[index].text
    if not (text.isdigit() and len(text) <= 2):
        return None
    at = index + 1
    while at < len(tokens) and tokens[at].low in ("st", "nd", "rd", "th", "of"):
        at += 1
    month = _months().get(tokens[at].text) if at < len(tokens) else None
    if month is None or not 1 <= int(text) <= calendar.monthrange(2024, month)[1]:
        return None
    return _day(tokens, index, at + 1, int(text), month, clock)


def _day(tokens: Sequence[Token], index: int, last: int, day: int, month: int, clock: Clock) -> Period | None:
    year = _year_for(tokens, last, clock, month)
    if year is None or day > calendar.monthrange(year[0], month)[1]:
        return None
    found = date(year[0], month, day)
    lead = tokens[index - 1].low if index else ""
    if lead in _UNTIL:
        return Period(index - 1, year[1], None, found, year[2], "until")
    return Period(index, year[1], found, found, year[2], "day")


def _fiscal(tokens: Sequence[Token], index: int, clock: Clock) -> Period | None:
    """'FY26', 'FY2025/26', 'FY 2025', 'fiscal 2025'; a fiscal year is named by the year in which it ends."""
    low = tokens[index].low
    digits, last = (low[2:], index + 1) if low.startswith("fy") and low[2:].isdigit() else ("", index + 1)
    if low in ("fy", "fiscal") and index + 1 < len(tokens) and tokens[index + 1].kind == "num":
        digits, last = tokens[index + 1].text, index + 2
    if not digits.isdigit() or len(digits) not in (2, 4):
        return None
    year = int(digits) + (2000 if len(digits) == 2 else 0)
    if (
        last + 1 < len(tokens)
        and tokens[last].text in ("/", "-")
        and tokens[last + 1].text.isdigit()
        and len(tokens[last + 1].text) in (2, 4)
    ):
        year, last = year + 1, last + 2
    begin = year if clock.fiscal_start == 1 else year - 1
    if not 1800 <= begin <= 2150:
        return None
    start, end = month_span(begin, clock.fiscal_start, (clock.fiscal_start + 10) % 12 + 1)
    return Period(index, last, start, end, "explicit", "year")


def _bounded(tokens: Sequence[Token], index: int, clock: Clock) -> Period | None:
    """'the end of the decade' as a bound, where the publication day is known."""
    words = [t.low for t in tokens[index : index + 4]]
    if words == ["end", "of", "the", "decade"] and clock.published is not None:
        return Period(index, index + 4, None, date(clock.published.year // 10 * 10 + 9, 12, 31), "relative", "until")
    return None
