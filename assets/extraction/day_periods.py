"""Periods named by days: a day of the calendar, a weekday, days from one to another, a week that ends on a day.

Belongs here: what names days. Does not: months and longer spans (`calendar_periods`), or what counts from the day of
publication in words (`relative_periods`).
"""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from assets.extraction.period_model import (
    DASHES,
    Clock,
    Period,
    count_word,
    is_ahead,
    leads_ahead,
    month_numbers,
    period_words,
    shift_years,
    weekday_numbers,
)
from assets.extraction.relative_periods import year_for
from assets.extraction.tense import verb_tense
from assets.extraction.tokens import Token

HAD_REACH = 24
"""Tokens from 'had' to the day by which something had been reached."""
LENGTH_REACH = 24
"""Tokens between the day on which something starts and the words that say how many days it lasts."""
_LENGTHS = {"week": 7, "weeks": 7, "fortnight": 14}
_JOINTS = frozenset(("to", "through", "until", "and"))


def days_at(tokens: Sequence[Token], index: int, clock: Clock) -> Period | None:
    """A span of days or a single day at tokens[index]."""
    if tokens[index].kind == "num":
        return (
            _weeks_to(tokens, index, clock)
            or _days_of_a_month(tokens, index, clock)
            or _day_to_day(tokens, index, clock)
            or _single(tokens, index, _day_month(tokens, index, clock), clock)
        )
    return (
        _weeks_to(tokens, index, clock)
        or _day_to_day(tokens, index, clock)
        or _single(tokens, index, _month_day(tokens, index, clock), clock)
    )


def _single(tokens: Sequence[Token], index: int, day: Period | None, clock: Clock) -> Period | None:
    """A day, or the bound that 'by' and 'since' make of it."""
    if day is None or day.start is None:
        return day
    lead = tokens[index - 1].low if index else ""
    if lead == "by" and _is_reached(tokens, index - 1, day, clock):
        return replace(day, first=index - 1)
    if lead == "from":
        return _that_starts(tokens, index, day, clock)
    if lead in period_words("until"):
        last_day = day.start - timedelta(1) if lead == "before" else day.start
        return Period(index - 1, day.last, None, last_day, day.basis, "until")
    if lead == "since":
        return Period(index - 1, day.last, day.start, None, day.basis, "since")
    return day


def _that_starts(tokens: Sequence[Token], index: int, day: Period, clock: Clock) -> Period:
    """'for three days from 4 July', 'in the week from 4 July'; 'from 4 July' alone begins what has no end told, if it is to come."""
    assert day.start is not None
    length = _length_before(tokens, index - 1) or _days_that_last(tokens, index)
    if length:
        return replace(day, end=day.start + timedelta(length - 1), kind="span")
    ahead = clock.published is not None and day.start > clock.published
    return replace(day, first=index - 1, end=None, kind="since") if ahead else day


def _length_before(tokens: Sequence[Token], index: int) -> int | None:
    """The days of 'three days', 'the week', 'two weeks' right before 'from' at tokens[index]."""
    if index < 2:
        return None
    unit = tokens[index - 1].low
    count = count_word(tokens[index - 2])
    if unit in ("day", "days"):
        return count
    length = _LENGTHS.get(unit)
    return None if length is None else length * (count or 1)


def _is_reached(tokens: Sequence[Token], index: int, day: Period, clock: Clock) -> bool:
    """'had burned 300 homes by Thursday': what was so on a day that has passed, and no bound of a plan."""
    if clock.published is None or day.end is None or day.end > clock.published or is_ahead(tokens, index):
        return False
    behind = range(day.last, min(len(tokens), day.last + HAD_REACH)) if index <= 1 else range(0)
    return any(tokens[i].low == "had" for i in (*range(max(0, index - HAD_REACH), index), *behind))


def _day_month(tokens: Sequence[Token], index: int, clock: Clock) -> Period | None:
    """'24 April 2025', '24 April', '24th of April'."""
    number = _day_number(tokens, index)
    at = index + 1
    while at < len(tokens) and tokens[at].low in ("st", "nd", "rd", "th", "of"):
        at += 1
    month = month_numbers().get(tokens[at].text) if number and at < len(tokens) else None
    return None if month is None else _day(tokens, index, at + 1, number, month, clock)


def _month_day(tokens: Sequence[Token], index: int, clock: Clock) -> Period | None:
    """'April 24', 'April 24, 2025', 'Apr. 24'."""
    month = month_numbers().get(tokens[index].text)
    if month is None:
        return None
    after = index + 1
    if after < len(tokens) and tokens[after].text == "." and len(tokens[index].text) <= 4:
        after += 1
    number = _day_number(tokens, after)
    return _day(tokens, index, after + 1, number, month, clock) if number else None


def _day_number(tokens: Sequence[Token], index: int) -> int:
    text = tokens[index].text if index < len(tokens) else ""
    return int(text) if text.isdecimal() and len(text) <= 2 else 0


def _day(tokens: Sequence[Token], index: int, last: int, day: int, month: int, clock: Clock) -> Period | None:
    if not 1 <= day <= calendar.monthrange(2024, month)[1]:
        return None
    year = year_for(tokens, last, clock, month)
    if year is None or day > calendar.monthrange(year[0], month)[1]:
        return None
    found = date(year[0], month, day)
    if year[2] != "explicit" and year[1] == last:
        found = _nearest(tokens, index, last, found, clock)
    return Period(index, year[1], found, found, year[2], "day")


def _nearest(tokens: Sequence[Token], index: int, last: int, latest: date, clock: Clock) -> date:
    """'The toll falls to £3 on 1 October', said in September: a day that is close ahead, where nothing tells it as past."""
    coming = shift_years(latest, 1)
    if clock.today is None or coming is None or not timedelta(0) < coming - clock.today <= CLOSE_AHEAD:
        return latest
    return latest if verb_tense(tokens, index, last) == "past" else coming


CLOSE_AHEAD = timedelta(60)
"""How far ahead lies the day that a text names without its year, rather than most of a year back."""


def _day_to_day(tokens: Sequence[Token], index: int, clock: Clock) -> Period | None:
    """'April 1 to May 30', '3 May – 9 June 2024', 'May 3-9'; the first day takes the year of the second."""
    month_first = tokens[index].kind == "word"
    first = _month_day(tokens, index, clock) if month_first else _day_month(tokens, index, clock)
    if first is None or first.start is None or not _joins(tokens, index, first.last):
        return None
    at = first.last + 1
    second = _month_day(tokens, at, clock) or _day_month(tokens, at, clock) if at < len(tokens) else None
    if second is None and month_first and (number := _day_number(tokens, at)):
        second = _day(tokens, at, at + 1, number, first.start.month, clock)
    if second is None or second.start is None:
        return None
    start, end = first.start, second.start
    if first.basis != second.basis and (start.month, start.day) != (2, 29):
        start = start.replace(year=end.year - (1 if (start.month, start.day) > (end.month, end.day) else 0))
    return Period(index, second.last, start, end, second.basis, "span") if start < end else None


def _days_of_a_month(tokens: Sequence[Token], index: int, clock: Clock) -> Period | None:
    """'3-9 May', 'between 3 and 9 May', 'from 3 to 9 May'."""
    number = _day_number(tokens, index)
    if not number or index + 3 > len(tokens) or not _joins(tokens, index, index + 1):
        return None
    end = _day_month(tokens, index + 2, clock)
    if end is None or end.end is None or number >= end.end.day:
        return None
    return Period(index, end.last, end.end.replace(day=number), end.end, end.basis, "span")


def _joins(tokens: Sequence[Token], first: int, joint: int) -> bool:
    """Whether tokens[joint] joins two ends of a span that begins at tokens[first]; 'and' does so behind 'between' alone."""
    if joint + 1 >= len(tokens):
        return False
    lead = tokens[first - 1].low if first else ""
    if tokens[joint].low == "and":
        return lead == "between" or _are_two_days(tokens, joint)
    return tokens[joint].text in DASHES or tokens[joint].low in _JOINTS


def _are_two_days(tokens: Sequence[Token], joint: int) -> bool:
    """'11 and 12 May', 'May 11 and 12': a day and the next one."""
    first, second = _day_number(tokens, joint - 1), _day_number(tokens, joint + 1)
    return first > 0 and second == first + 1


def _weeks_to(tokens: Sequence[Token], index: int, clock: Clock) -> Period | None:
    """'the week to 8 June', 'the fortnight ended May 9', 'the 26 weeks to 29 August': so many days, the last one told."""
    count = count_word(tokens[index])
    at = index + 1 if count else index
    length = _LENGTHS.get(tokens[at].low) if at < len(tokens) else None
    if length is None or at + 2 >= len(tokens) or tokens[at + 1].low not in ("to", "ended", "ending", "through"):
        return None
    at += 3 if tokens[at + 2].low == "on" else 2
    if at >= len(tokens):
        return None
    day = _month_day(tokens, at, clock) or _day_month(tokens, at, clock) or weekday_at(tokens, at, clock)
    if day is None or day.end is None:
        return None
    return Period(index, day.last, day.end - timedelta((count or 1) * length - 1), day.end, day.basis, "span")


def weekdays_at(tokens: Sequence[Token], index: int, clock: Clock) -> Period | None:
    """'from Monday to Wednesday', 'between Friday and Sunday': the latest such days, or the coming ones."""
    weekdays = weekday_numbers()
    first, lead = weekdays.get(tokens[index].text), tokens[index - 1].low if index else ""
    second = weekdays.get(tokens[index + 2].text) if index + 2 < len(tokens) else None
    if first is None or second is None or clock.published is None or not _joins(tokens, index, index + 1):
        return None
    if lead not in ("from", "between") and tokens[index + 1].low not in ("to", "through"):
        return None
    last = clock.published - timedelta((clock.published.weekday() - second) % 7)
    if is_ahead(tokens, index) or verb_tense(tokens, index, index + 3) != "past":
        last += timedelta(7 if last < clock.published else 0)
    return Period(index, index + 3, last - timedelta((second - first) % 7), last, "relative", "span")


def weekday_at(tokens: Sequence[Token], index: int, clock: Clock) -> Period | None:
    """'on Monday', 'Monday's': the latest one, or the coming one behind a word of the future; 'since Monday', 'by Monday'."""
    written = tokens[index].text
    weekday = weekday_numbers().get(written[:-2] if written[-2:] in ("'s", "’s") else written)
    if weekday is None or clock.published is None:
        return None
    back = (clock.published.weekday() - weekday) % 7
    lead = tokens[index - 1].low if index else ""
    latest = clock.published - timedelta(back)
    last = index + 2 if index + 1 < len(tokens) and tokens[index + 1].low in period_words("daypart") else index + 1
    if lead == "by" and _is_reached(tokens, index - 1, Period(index, last, latest, latest, "relative", "day"), clock):
        return Period(index - 1, last, latest, latest, "relative", "day")
    ahead = is_ahead(tokens, index) or lead == "by" or _starts_then(tokens, index, last) or leads_ahead(tokens, last)
    day = clock.published + timedelta((7 - back) % 7) if ahead else latest
    if lead == "last" and not back:
        day -= timedelta(7)
    if lead == "from" and day > clock.published:
        length = _length_before(tokens, index - 1) or _days_that_last(tokens, index)
        end = day + timedelta(length - 1) if length else None
        return Period(index - 1, last, day, end, "relative", "span" if length else "since")
    at = index - 1
    while at > 0 and index - at < 3 and tokens[at].low in ("at", "least", "early", "late"):
        at -= 1
    if at >= 0 and tokens[at].low in period_words("until"):  # 'closed until at least Monday'
        ahead = not ahead and verb_tense(tokens, at, last) != "past"
        if ahead and tokens[at].low != "before":
            coming = clock.published + timedelta((7 - back) % 7)
            return Period(at, last, clock.published, coming, "relative", "span")
        return Period(at, last, None, day, "relative", "until")
    if lead == "since":
        return Period(index - 1, last, day, None, "relative", "since")
    return Period(index, last, day, day, "relative", "day")


def _starts_then(tokens: Sequence[Token], index: int, last: int) -> bool:
    """'buses will stop from Monday', 'face delays from Monday': what starts on a day and is not told as past."""
    if index == 0 or tokens[index - 1].low != "from" or (last < len(tokens) and tokens[last].low in _JOINTS):
        return False
    return verb_tense(tokens, index - 1, last) != "past"


def _days_that_last(tokens: Sequence[Token], index: int) -> int | None:
    """The days of 'a three-day walkout' in the same sentence, where only one such length is told."""
    found = [
        count_word(tokens[i - 2])
        for i in range(max(2, index - LENGTH_REACH), min(len(tokens) - 1, index + LENGTH_REACH))
        if tokens[i].low == "day" and tokens[i - 1].kind == "dash"
    ]
    return found[0] if len(found) == 1 else None
