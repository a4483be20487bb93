"""Periods that count from publication or from another period: 'last year', 'a year earlier', 'the end of the decade'."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from assets.extraction.period_model import Clock, Period, month_span, trailing_year
from assets.extraction.tokens import Token
from assets.extraction.vocabulary import Match, phrases

_AHEAD = frozenset(("will", "due", "scheduled", "forecast", "expected", "planned", "set", "next"))
LOOK_BACK = 16
"""Words before a month in which a word of the future makes it the coming one."""


def relative_at(tokens: Sequence[Token], index: int, clock: Clock) -> Period | None:
    match = phrases("relative_periods").at(tokens, index) or _with_genitive(tokens, index)
    if match is None:
        return None
    unit, _, offset = match.entry.canonical.partition(":")
    amount, last, today = int(offset), match.last, clock.published
    if unit == "earlier":
        year = trailing_year(tokens, last)
        return Period(index, last if year is None else year[1], None, None, "relative", "earlier", True)
    if unit == "same":
        year = trailing_year(tokens, last)
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


def _with_genitive(tokens: Sequence[Token], index: int) -> Match | None:
    """'next year's exports': the phrase with its last word's genitive left off."""
    if not any(t.low.endswith("'s") for t in tokens[index : index + 3]):
        return None
    window = [
        Token(
            t.text.removesuffix("'s").removesuffix("’s"),
            t.low.removesuffix("'s"),
            t.kind,
            t.start,
            t.end,
            t.capitalised,
        )
        for t in tokens[index : index + 3]
    ]
    matches = phrases("relative_periods").among(window, (0,))
    return Match(index, index + matches[0].last, matches[0].entry) if matches else None


def year_for(tokens: Sequence[Token], last: int, clock: Clock, end_month: int) -> tuple[int, int, str] | None:
    """The year that goes with months: printed behind them, relative ('of last year'), or the latest that has ended."""
    printed = trailing_year(tokens, last)
    if printed is not None:
        return printed[0], printed[1], "explicit"
    today = clock.published
    if today is None:
        return None
    skip = last + 1 if last < len(tokens) and tokens[last].low == "of" else last
    match = phrases("relative_periods").at(tokens, skip)
    if match is not None and match.entry.canonical.startswith("year:"):
        return today.year + int(match.entry.canonical[5:]), match.last, "relative"
    if any(t.low in _AHEAD for t in tokens[max(0, last - LOOK_BACK) : last]):
        return today.year + (1 if end_month < today.month else 0), last, "relative"
    return today.year - (1 if end_month > today.month else 0), last, "relative"


def bounded_at(tokens: Sequence[Token], index: int, clock: Clock) -> Period | None:
    """'the end of the decade' as a bound, where the publication day is known."""
    words = [t.low for t in tokens[index : index + 4]]
    if words == ["end", "of", "the", "decade"] and clock.published is not None:
        return Period(index, index + 4, None, date(clock.published.year // 10 * 10 + 9, 12, 31), "relative", "until")
    return None
