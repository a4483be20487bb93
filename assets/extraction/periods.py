"""The times that a sentence names: months, quarters, years, ranges of them, and what counts from the publication day.

Anchored patterns over tokens only; a free search for dates invents them. Which figure a period belongs to is decided
in `period_choice`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from assets.extraction.calendar_periods import (
    day_month_at,
    first_months_at,
    fiscal_at,
    month_at,
    months_to_at,
    quarter_at,
)
from assets.extraction.period_model import DASHES, UNTIL, Clock, Period, weekday_numbers, year_number
from assets.extraction.relative_periods import bounded_at, relative_at
from assets.extraction.tokens import Token

_BEFORE_BASE = frozenset(("with", "to", "than", "from", "against", "versus", "vs", "over"))
_MULTIPLES = frozenset(("times", "fold", "double", "triple", "twice", "half"))
_FILLERS = frozenset(("in", "for", "the", "during", "of"))


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
        return day_month_at(tokens, index, clock) or first_months_at(tokens, index, clock) or _year_at(tokens, index)
    if token.kind != "word":
        return None
    for reader in (relative_at, months_to_at, first_months_at, quarter_at, month_at, fiscal_at, bounded_at):
        period = reader(tokens, index, clock)
        if period is not None:
            return period
    weekday = weekday_numbers().get(token.text)
    if weekday is not None and clock.published is not None:
        back = (clock.published.weekday() - weekday) % 7
        ahead = any(
            t.low in ("will", "forecast", "expected", "due", "next") for t in tokens[max(0, index - 12) : index]
        )
        day = clock.published + timedelta((7 - back) % 7) if ahead else clock.published - timedelta(back)
        return Period(index, index + 1, day, day, "relative", "day")
    return None


def _year_at(tokens: Sequence[Token], index: int) -> Period | None:
    """'2024', '2015-2024', '2025/26' as years; a counted noun behind is left to the caller's exclusion rules."""
    year = year_number(tokens, index)
    if year is None:
        return None
    lead = tokens[index - 1].low if index else ""
    end = year_number(tokens, index + 2) if index + 2 < len(tokens) and tokens[index + 1].text in DASHES else None
    if (
        end is None
        and index + 2 < len(tokens)
        and lead in ("between", "from")
        and tokens[index + 1].low in ("and", "to")
    ):
        end = year_number(tokens, index + 2)
    if end is not None and end > year:
        return Period(index, index + 3, date(year, 1, 1), date(end, 12, 31), "explicit", "span")
    if _is_split_year(tokens, index):
        return Period(index, index + 3, date(year, 7, 1), date(year + 1, 6, 30), "explicit", "year")
    following = tokens[index + 1] if index + 1 < len(tokens) else None
    if following is not None and following.low == "s" and following.start == tokens[index].end and year % 10 == 0:
        return Period(index, index + 2, date(year, 1, 1), date(year + 9, 12, 31), "explicit", "span")
    last_day = date(year, 12, 31)
    if lead in UNTIL:
        return Period(index - 1, index + 1, None, last_day, "explicit", "until")
    if lead == "since":
        return Period(index - 1, index + 1, date(year, 1, 1), None, "explicit", "since")
    if [t.low for t in tokens[max(0, index - 2) : index]] == ["end", "of"]:
        kind = "until" if index > 3 and any(t.low in UNTIL for t in tokens[index - 4 : index - 2]) else "day"
        return Period(index, index + 1, None if kind == "until" else last_day, last_day, "explicit", kind)
    return Period(index, index + 1, date(year, 1, 1), last_day, "explicit", "year")


def _is_split_year(tokens: Sequence[Token], index: int) -> bool:
    """'2024/25': a season, a school year, a marketing year; from July to June where nothing says otherwise."""
    if index + 2 >= len(tokens) or tokens[index + 1].text != "/" or tokens[index + 1].start != tokens[index].end:
        return False
    tail = tokens[index + 2].text
    return tail.isdecimal() and len(tail) == 2 and (int(tokens[index].text) + 1) % 100 == int(tail)
