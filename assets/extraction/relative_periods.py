"""Periods that count from publication or from another period: 'last year', 'a year earlier', 'the past five years'."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache

from assets.extraction.period_model import (
    Clock,
    Period,
    count_word,
    is_ahead,
    leads_ahead,
    month_span,
    period_words,
    season_months,
    trailing_year,
    weekday_numbers,
)
from assets.extraction.tokens import Token, without_genitive
from assets.extraction.vocabulary import Match, phrases, scales

LONGEST_BACK = 100
"""Years or decades that a text may count back and still mean the calendar."""


NEXT_REACH = 14
"""Tokens from 'this year' to the 'next' that leaves its noun out."""
TIME_TO_REPORT = 90
"""Days in which 'the full year' is still the year before."""


def relative_at(tokens: Sequence[Token], index: int, clock: Clock) -> Period | None:
    """A phrase of the lexicon `relative_periods`, or a count of years, months or days back."""
    match = phrases("relative_periods").at(tokens, index) or _with_genitive(tokens, index)
    if match is None:
        return (
            _same_months(tokens, index)
            or _next_one(tokens, index, clock)
            or _at_a_clock_time(tokens, index, clock)
            or _counted_back(tokens, index, clock)
        )
    unit, _, offset = match.entry.canonical.partition(":")
    amount, last, today = int(offset), match.last, clock.today
    behind = tokens[last].low if last < len(tokens) else ""
    if (unit == "night" and _is_adjective(tokens, index, last)) or (
        unit == "fullyear" and behind in period_words("ending")
    ):
        return None
    if unit == "earlier":
        year = trailing_year(tokens, last)
        return Period(index, last if year is None else year[1], None, None, "relative", "earlier", True)
    if unit == "months":
        return Period(index, last, None, None, "relative", "earlier", True, amount)
    if unit == "same":
        year = trailing_year(tokens, last)
        if year is None:
            return None
        return Period(index, year[1], date(year[0], 1, 1), None, "explicit", "same", True)
    if today is None:
        return None
    start, end, kind = _span_of(unit, amount, today, max(clock.fiscal_start, clock.financial_start))
    if unit == "night" and is_ahead(tokens, index):
        start = end = today
    if unit == "yearend" and index and tokens[index - 1 - (tokens[index - 1].low == "the")].low == "since":
        start = end = _close_of_the_last_year(today, clock)
    if kind in ("year", "span") and [t.low for t in tokens[max(0, index - 2) : index]] == ["end", "of"]:
        ahead = amount > 0 or (amount == 0 and end > today)
        return Period(index, last, None if ahead else end, end, clock.basis, "until" if ahead else "day")
    return _bounded(tokens, index, Period(index, last, start, end, clock.basis, kind))


def _close_of_the_last_year(today: date, clock: Clock) -> date:
    """'since the year end': the last day before the year of the report, or of the calendar, that has begun."""
    begin = clock.half_start or clock.financial_start
    return date(today.year - (1 if today.month < begin else 0), begin, 1) - timedelta(1)


def _is_adjective(tokens: Sequence[Token], first: int, last: int) -> bool:
    """'2.3 million overnight stays': a word of time between a number and its noun."""
    if first == 0 or last >= len(tokens) or tokens[last].kind != "word":
        return False
    before = tokens[first - 1]
    return before.kind == "num" or before.low in scales() or before.low in ("of", "the", "an", "all")


def _same_months(tokens: Sequence[Token], index: int) -> Period | None:
    """'(the) same six months of 2024', 'the same nine months last year'."""
    at = index + 1 if tokens[index].low == "the" else index
    if at + 3 >= len(tokens) or tokens[at].low != "same" or not count_word(tokens[at + 1]):
        return None
    if tokens[at + 2].low not in ("months", "quarters", "weeks", "days"):
        return None
    year = trailing_year(tokens, at + 3)
    if year is not None:
        return Period(index, year[1], date(year[0], 1, 1), None, "explicit", "same", True)
    back = phrases("relative_periods").at(tokens, at + 3 + (tokens[at + 3].low in ("of", "in")))
    if back is None or back.entry.canonical not in ("year:-1", "earlier:1"):
        return None
    return Period(index, back.last, None, None, "relative", "earlier", True)


def _next_one(tokens: Sequence[Token], index: int, clock: Clock) -> Period | None:
    """'4% this year and 3% next': the noun of 'next' is left out."""
    ends = index + 1 >= len(tokens) or tokens[index + 1].kind == "punct" or tokens[index + 1].low in ("and", "but")
    if tokens[index].low != "next" or not ends or clock.today is None:
        return None
    named = (i for i in range(index - 1, max(0, index - NEXT_REACH), -1) if tokens[i - 1].low == "this")
    match = next((m for i in named if (m := phrases("relative_periods").at(tokens, i - 1)) is not None), None)
    unit = match.entry.canonical.partition(":")[0] if match is not None else ""
    if unit not in ("year", "month", "quarter", "season", "fiscal"):
        return None
    start, end, kind = _span_of(unit, 1, clock.today, max(clock.fiscal_start, clock.financial_start))
    return Period(index, index + 1, start, end, clock.basis, kind)


def _at_a_clock_time(tokens: Sequence[Token], index: int, clock: Clock) -> Period | None:
    """'as of 6 p.m.', 'by 1030 GMT': the day of publication, where no other day is named beside the hour."""
    at = index + 2 if [t.low for t in tokens[index : index + 2]] in (["as", "of"], ["as", "at"]) else index + 1
    if clock.published is None or (at == index + 1 and tokens[index].low != "by"):
        return None
    if at + 1 >= len(tokens) or tokens[at].kind != "num" or tokens[at + 1].low not in _clock_words():
        return None
    last = at + 2
    while last < min(len(tokens), at + 7) and (tokens[last].low in _clock_words() or tokens[last].text == "."):
        last += 1
    if last + 1 < len(tokens) and (tokens[last].low == "on" or tokens[last].text in weekday_numbers()):
        return None
    return Period(index, last, clock.published, clock.published, "relative", "day")


@cache
def _clock_words() -> frozenset[str]:
    return period_words("clock") | {"p", "m", "a", "local", "time"}


def season_at(tokens: Sequence[Token], index: int, clock: Clock) -> Period | None:
    """'summer 2022', 'the autumn of 2026': three months; winter by the year in which it begins."""
    month = season_months().get(tokens[index].low)
    year = trailing_year(tokens, index + 1) if month is not None else None
    if month is None or year is None or tokens[index + 1].text == ",":
        return None
    start, end = date(year[0], month, 1), _season_end(year[0], month)
    lead = (
        tokens[index - 2].low
        if index > 1 and tokens[index - 1].low == "the"
        else tokens[index - 1].low
        if index
        else ""
    )
    if lead == "since":
        return Period(index, year[1], start, None, "explicit", "since")
    if lead in period_words("until"):
        return Period(index, year[1], None, end if lead != "before" else start - timedelta(1), "explicit", "until")
    return Period(index, year[1], start, end, "explicit", "span")


def _span_of(unit: str, amount: int, today: date, fiscal_start: int) -> tuple[date, date, str]:
    """First day, last day and kind of the unit `amount` units from today."""
    if unit in ("year", "fiscal"):
        first_month = fiscal_start if unit == "fiscal" else 1
        year = today.year + amount - (1 if today.month < first_month else 0)
        return *month_span(year, first_month, (first_month + 10) % 12 + 1), "year"
    if unit in season_months():
        first_month = season_months()[unit]
        year = today.year - (1 if first_month == 12 and today.month < 12 else 0)
        started = date(year, first_month, 1) <= today
        year += amount if started and amount and _season_end(year, first_month) >= today else 0
        year -= 1 if amount and not started else 0
        return date(year, first_month, 1), _season_end(year, first_month), "span"
    if unit == "season":
        begin = today.year + amount - (1 if today.month < 7 else 0)
        return date(begin, 7, 1), date(begin + 1, 6, 30), "year"
    if unit == "todate":
        return date(today.year, 1, 1), today, "span"
    if unit == "fullyear":
        year = (today - timedelta(TIME_TO_REPORT)).year
        return *month_span(year, 1, 12), "year"
    if unit == "yearend":
        return date(today.year, 12, 31), date(today.year, 12, 31), "day"
    if unit == "christmas":
        return date(today.year, 12, 25), date(today.year, 12, 25), "day"
    if unit == "month":
        month0 = today.year * 12 + today.month - 1 + amount
        return *month_span(month0 // 12, month0 % 12 + 1, month0 % 12 + 1), "span"
    if unit == "quarter":
        quarter0 = today.year * 4 + (today.month - 1) // 3 + amount
        first = quarter0 % 4 * 3 + 1
        return *month_span(quarter0 // 4, first, first + 2), "span"
    monday = today + timedelta(amount * 7 - today.weekday())
    if unit == "week":
        return monday, monday + timedelta(6), "day"
    if unit == "weekstart":
        return monday, monday, "day"
    if unit == "weekend":
        saturday = monday + timedelta(5)
        saturday -= timedelta(7) if saturday > today else timedelta(0)
        return saturday, saturday + timedelta(1), "day"
    day = today + timedelta(amount)  # a day, or the night that began on it
    return day, day, "day"


def _season_end(year: int, first_month: int) -> date:
    return month_span(year, first_month, (first_month + 1) % 12 + 1)[1]


def _bounded(tokens: Sequence[Token], index: int, period: Period) -> Period:
    """'by year-end', 'before the end of the month', 'since last week': the bound that a preposition makes of a time."""
    lead = tokens[index - 1].low if index else ""
    if lead in period_words("until") and period.end is not None and period.start is not None:
        end = period.start - timedelta(1) if lead == "before" and period.kind != "day" else period.end
        return Period(index - 1, period.last, None, end, period.basis, "until")
    if lead == "since":
        return Period(index - 1, period.last, period.start, None, period.basis, "since")
    return period


def _with_genitive(tokens: Sequence[Token], index: int) -> Match | None:
    """'next year's exports': the phrase with its last word's genitive left off."""
    behind = next((i for i in range(index, min(len(tokens), index + 3)) if tokens[i].low[-2:] == "'s"), None)
    if behind is None:
        return None
    window = [*tokens[index:behind], without_genitive(tokens[behind])]
    matches = phrases("relative_periods").among(window, (0,))
    return Match(index, index + matches[0].last, matches[0].entry) if matches else None


def _counted_back(tokens: Sequence[Token], index: int, clock: Clock) -> Period | None:
    """'the past decade', 'the last three months', 'the last two months of 2024', 'five days ago', 'a week ago'."""
    today, low = clock.today, tokens[index].low
    if low in ("past", "last") and index + 1 < len(tokens):
        count = count_word(tokens[index + 1])
        at = index + 2 if count else index + 1
        unit = _UNITS.get(tokens[at].low) if at < len(tokens) else None
        if unit is None or not (count or unit == "decade"):
            return None
        year = trailing_year(tokens, at + 1)
        if year is not None and unit == "month" and count and count < 12:
            return Period(index, year[1], *month_span(year[0], 13 - count, 12), "explicit", "span")
        if today is None:
            return None
        return Period(index, at + 1, *_back(unit, count or 1, today), clock.basis, "day" if unit == "day" else "span")
    ago = next((i for i in (index + 2,) if i < len(tokens) and tokens[i].low == "ago"), None)
    unit = _UNITS.get(tokens[index + 1].low) if ago is not None else None
    count = 1 if low in ("a", "one") else count_word(tokens[index]) if unit else None
    if ago is None or unit is None or not count or today is None or count > LONGEST_BACK:
        return None
    if unit in ("year", "month"):
        start, end, _ = _span_of(unit, -count, today, 1)
        return Period(index, ago + 1, start, end, clock.basis, "year" if unit == "year" else "span")
    day = today - timedelta(count * (7 if unit == "week" else 1))
    return None if unit == "decade" else Period(index, ago + 1, day, day, clock.basis, "day")


_UNITS = {f"{unit}{s}": unit for unit in ("day", "week", "month", "year", "decade") for s in ("", "s")}


def _back(unit: str, count: int, today: date) -> tuple[date, date]:
    """The last `count` units: whole calendar years and decades, which statistics count in; else up to today."""
    if unit in ("year", "decade"):
        years = min(LONGEST_BACK, count * (10 if unit == "decade" else 1))
        return date(today.year - years, 1, 1), date(today.year - 1, 12, 31)
    if unit == "month":
        month0 = today.year * 12 + today.month - 1 - count
        return date(month0 // 12, month0 % 12 + 1, 1), month_span(today.year, today.month, today.month)[0] - timedelta(
            1
        )
    return today - timedelta(count * (7 if unit == "week" else 1)), today


def year_for(tokens: Sequence[Token], last: int, clock: Clock, end_month: int) -> tuple[int, int, str] | None:
    """The year that goes with months: printed behind them, relative ('of last year'), or the latest that has ended."""
    printed = trailing_year(tokens, last)
    if printed is not None:
        return printed[0], printed[1], "explicit"
    today = clock.today
    if today is None:
        return None
    skip = last + 1 if last < len(tokens) and tokens[last].low == "of" else last
    match = phrases("relative_periods").at(tokens, skip)
    if match is not None and match.entry.canonical.startswith("year:"):
        return today.year + int(match.entry.canonical[5:]), match.last, clock.basis
    if is_ahead(tokens, last) or leads_ahead(tokens, last):
        return today.year + (1 if end_month < today.month else 0), last, clock.basis
    return today.year - (1 if end_month > today.month else 0), last, clock.basis


def bounded_at(tokens: Sequence[Token], index: int, clock: Clock) -> Period | None:
    """'the end of the decade' as a bound, where the publication day is known."""
    words = [t.low for t in tokens[index : index + 4]]
    if words == ["end", "of", "the", "decade"] and clock.published is not None:
        return Period(index, index + 4, None, date(clock.published.year // 10 * 10 + 9, 12, 31), "relative", "until")
    return None
