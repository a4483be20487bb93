"""The times that a sentence names: months, quarters, years, ranges of them, and what counts from the publication day.

Anchored patterns over tokens only; a free search for dates invents them. Which figure a period belongs to is decided
in `period_choice`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache

from assets.extraction.calendar_periods import (
    first_months_at,
    fiscal_at,
    month_at,
    months_to_at,
    quarter_at,
)
from assets.extraction.day_periods import days_at, weekday_at, weekdays_at
from assets.extraction.period_marks import marked
from assets.extraction.period_model import (
    DASHES,
    Clock,
    Period,
    month_numbers,
    month_span,
    period_words,
    season_months,
    split_year_at,
    weekday_numbers,
    year_number,
)
from assets.extraction.relative_periods import bounded_at, relative_at, season_at
from assets.extraction.tokens import Token
from assets.extraction.vocabulary import word_values
from warehouse.lexicon import lexicon


def find_periods(tokens: Sequence[Token], clock: Clock) -> list[Period]:
    """All times named in a sentence, in order, without overlap."""
    found: list[Period] = []
    index = 0
    openers = _openers()
    while index < len(tokens):
        token = tokens[index]
        if token.low not in openers and token.kind != "num" and token.low[:2] not in _SHORT_OPENERS:
            index += 1
            continue
        period = _period_at(tokens, index, clock)
        if period is None or period.last <= index:
            index += 1
            continue
        told = marked(tokens, period)
        if told is not None:
            found.append(told)
        index = period.last
    return found


def _period_at(tokens: Sequence[Token], index: int, clock: Clock) -> Period | None:
    token = tokens[index]
    if token.kind == "num":
        for reader in (days_at, first_months_at, quarter_at):
            period = reader(tokens, index, clock)
            if period is not None:
                return period
        return relative_at(tokens, index, clock) or _year_at(tokens, index, clock)
    if token.kind != "word":
        return None
    if token.low in _phrase_openers():
        return relative_at(tokens, index, clock)
    for reader in _READERS:
        period = reader(tokens, index, clock)
        if period is not None:
            return period
    return None


@cache
def _phrase_openers() -> frozenset[str]:
    """First words of relative times that begin nothing else: 'the', 'in', 'this'."""
    names = {name.lower() for name in (*month_numbers(), *weekday_numbers())}
    others = {*names, *word_values("cardinal"), *word_values("ordinal"), *_OPENING_WORDS} - {"a"}
    phrases = {entry.alias.lower().split(" ")[0] for entry in lexicon("relative_periods")}
    return frozenset(word for word in phrases | {"a"} if word not in others and "-" not in word)


_SHORT_OPENERS = frozenset(("fy", "q1", "q2", "q3", "q4"))


@cache
def _openers() -> frozenset[str]:
    """First words of all that a time may begin with, other than digits."""
    names = [name.lower() for name in (*month_numbers(), *weekday_numbers(), *season_months())]
    phrases = [
        entry.alias.lower().split(" ")[0].split("-")[0].removesuffix("'s") for entry in lexicon("relative_periods")
    ]
    plain = [*names, *phrases, *word_values("cardinal"), *word_values("ordinal"), *_OPENING_WORDS]
    return frozenset(plain) | {f"{word}'s" for word in (*names, *phrases)}


_OPENING_WORDS = (
    "first second third fourth final quarter year half months week fortnight h1 h2 fiscal end past last a one as by same"
).split()
_READERS = (
    relative_at,
    months_to_at,
    first_months_at,
    quarter_at,
    days_at,
    month_at,
    fiscal_at,
    season_at,
    bounded_at,
    weekdays_at,
    weekday_at,
)


def _year_at(tokens: Sequence[Token], index: int, clock: Clock) -> Period | None:
    """'2024', '2015-2024', '2025/26' as years; a counted noun behind is left to the caller's exclusion rules."""
    year = year_number(tokens, index)
    if year is None or _is_reference(tokens, index):
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
    if split_year_at(tokens, index) is not None:
        begin = clock.split_start
        return Period(index, index + 3, *month_span(year, begin, (begin + 10) % 12 + 1), "explicit", "year")
    following = tokens[index + 1] if index + 1 < len(tokens) else None
    if following is not None and following.low == "s" and following.start == tokens[index].end and year % 10 == 0:
        return Period(index, index + 2, date(year, 1, 1), date(year + 9, 12, 31), "explicit", "span")
    return _listed_years(tokens, index, year) or _one_year(tokens, index, year, clock)


def _is_reference(tokens: Sequence[Token], index: int) -> bool:
    """'notice no. 12/2025': the year in the number of a document."""
    stroke = index > 1 and tokens[index - 1].text == "/" and tokens[index - 2].kind == "num"
    return stroke and tokens[index - 2].end == tokens[index - 1].start and tokens[index - 1].end == tokens[index].start


def _listed_years(tokens: Sequence[Token], index: int, year: int) -> Period | None:
    """'(in 2005, 2015 and 2025)': years in a list hold one thing, from the first to the last of them."""
    if index + 2 >= len(tokens) or tokens[index + 1].text != ",":
        return None
    last, at = year, index + 1
    while at + 1 < len(tokens) and (tokens[at].text == "," or tokens[at].low == "and"):
        at += 1
        at += 1 if tokens[at].low == "and" else 0
        following = year_number(tokens, at)
        if following is None or following <= last:
            break
        last, at = following, at + 1
    listed = at > index + 3 and last > year and year_number(tokens, at - 1) == last
    return Period(index, at, date(year, 1, 1), date(last, 12, 31), "explicit", "span") if listed else None


def _one_year(tokens: Sequence[Token], index: int, year: int, clock: Clock) -> Period:
    """A year, or the bound that the words before it make of it: 'by 2030', 'before 2030', 'end-2027', 'from 2026'."""
    first_day, last_day = date(year, 1, 1), date(year, 12, 31)
    words = [t.low for t in tokens[max(0, index - 4) : index]]
    lead = words[-1] if words else ""
    if lead in period_words("until"):
        end = date(year - 1, 12, 31) if lead == "before" else last_day
        return Period(index - 1, index + 1, None, end, "explicit", "until")
    if lead == "since":
        return Period(index - 1, index + 1, first_day, None, "explicit", "since")
    if lead in ("from", "starting") and clock.published is not None and year > clock.published.year:
        return Period(index - 1, index + 1, first_day, None, "explicit", "since")
    joined = tokens[index - 1].kind == "dash" if index else False
    point = (words[-2] if len(words) > 1 else "") if joined or lead == "of" else lead
    if point not in ("end", "mid", "middle"):
        return Period(index, index + 1, first_day, last_day, "explicit", "year")
    day = last_day if point == "end" else date(year, 6, 30)
    at = len(words) - 1 - words[::-1].index(point)
    bound = any(word in period_words("until") for word in words[max(0, at - 2) : at])
    if point != "end" and not bound:
        return Period(index, index + 1, first_day, last_day, "explicit", "year")
    return Period(index, index + 1, None if bound else day, day, "explicit", "until" if bound else "day")
