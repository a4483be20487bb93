"""Periods named by the calendar: months and ranges of them, quarters, halves, fiscal years. Days are in `day_periods`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from assets.extraction.period_model import (
    DASHES,
    Clock,
    Period,
    count_word,
    is_ahead,
    month_numbers,
    month_span,
    period_words,
    shift_years,
    split_year_at,
    trailing_year,
)
from assets.extraction.relative_periods import year_for
from assets.extraction.tokens import Token
from assets.extraction.vocabulary import word_values

_QUARTERS = {"q1": 1, "q2": 2, "q3": 3, "q4": 4}
_TURNED = re.compile(r"([1-4])([qh])(fy)?(\d{2}|\d{4})")
"""'4Q24', '1H2025': as brokers write it."""
_QUARTER_OF_YEAR = re.compile(r"q([1-4])(fy)?(\d{2}|\d{4})")


def months_to_at(tokens: Sequence[Token], index: int, clock: Clock) -> Period | None:
    """'January–April 2025', 'January to October 2023', 'between January and April', 'May-June'."""
    months = month_numbers()
    first = months.get(tokens[index].text)
    if first is None or index + 2 >= len(tokens):
        return None
    joint = index + 1
    first_year = trailing_year(tokens, joint)
    if first_year is not None and first_year[1] < len(tokens):
        joint = first_year[1]
    joined = tokens[joint].text in DASHES or tokens[joint].low in ("to", "through", "and")
    second = months.get(tokens[joint + 1].text) if joined and joint + 1 < len(tokens) else None
    lead = tokens[index - 1].low if index else ""
    both = lead == "between" or (lead == "in" and second == first % 12 + 1)
    if second is None or (tokens[joint].low == "and" and not both):
        return None
    year = year_for(tokens, joint + 2, clock, second)
    if year is None:
        return None
    begin = first_year[0] if first_year is not None else year[0] - (1 if first > second else 0)
    return Period(index, year[1], date(begin, first, 1), month_span(year[0], second, second)[1], year[2], "span")


def first_months_at(tokens: Sequence[Token], index: int, clock: Clock) -> Period | None:
    """'first nine months of 2023', 'first half', 'three months to June 30', 'the year to March 2025', 'quarter ended June'."""
    low = tokens[index].low
    if low == "first" and index + 2 < len(tokens):
        count = count_word(tokens[index + 1])
        if count and count <= 4 and tokens[index + 2].low == "quarters":
            year = year_for(tokens, index + 3, clock, 3 * count)
            return None if year is None else Period(index, year[1], *month_span(year[0], 1, 3 * count), year[2], "span")
        if count and 1 <= count <= 12 and tokens[index + 2].low in ("months", "month"):
            return _months_of_the_financial_year(tokens, index, count, clock) or _first_of_year(
                tokens, index, count, clock
            )
    if low in ("first", "second") and index + 1 < len(tokens):
        at = index + (2 if tokens[index + 1].kind == "dash" else 1)
        if at < len(tokens) and tokens[at].low == "half":
            return _half(tokens, index, at + 1, 1 if low == "first" else 2, clock)
    count, after = count_word(tokens[index]), index + 2
    year_at = trailing_year(tokens, after)
    months = after - 1 < len(tokens) and tokens[after - 1].low == "months"
    if (
        count
        and count < 12
        and months
        and year_at is not None
        and year_at[1] == after + 2
        and not _counts_from_the_end(tokens, index)
    ):
        return Period(index, year_at[1], *month_span(year_at[0], 1, count), "explicit", "span")
    if low == "half" and [t.low for t in tokens[index + 1 : index + 3]] == ["-", "year"]:
        count, after = 6, index + 3
    elif low in ("quarter", "year", "half", "months"):
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


def _half(tokens: Sequence[Token], index: int, last: int, number: int, clock: Clock) -> Period | None:
    """'the first half of 2024', 'H1 2024/25', and 'the second half' of the year of a firm that reports on its first."""
    skip = last + 1 if last < len(tokens) and tokens[last].low in ("of", "in") else last
    split = split_year_at(tokens, skip)
    if split is not None:
        return Period(index, skip + 3, *_half_of(split, clock.split_start, number, clock), "explicit", "span")
    year = year_for(tokens, last, clock, 6 * number)
    if year is None or year[1] != last or not clock.half_start or clock.today is None:
        return year and Period(index, year[1], *month_span(year[0], 6 * number - 5, 6 * number), year[2], "span")
    begun = clock.today.year - (1 if clock.today.month < clock.half_start else 0)
    if number == 1 and _half_of(begun, clock.half_start, 1, clock)[1] > clock.today and not is_ahead(tokens, index):
        begun -= 1
    return Period(index, last, *_half_of(begun, clock.half_start, number, clock), clock.basis, "span")


def _half_of(year: int, begin: int, number: int, clock: Clock) -> tuple[date, date]:
    """First and last day of a half of the year that begins in month `begin`; a shop's first one ends on the day that it prints."""
    later, first = divmod(begin + 5, 12)
    second = month_span(year + later, first + 1, (first + 5) % 12 + 1)
    middle = second[0] - timedelta(1)
    if begin == clock.half_start and clock.half_end is not None:
        middle = middle.replace(day=min(clock.half_end[1], middle.day))
    return (date(year, begin, 1), middle) if number == 1 else (middle + timedelta(1), second[1])


def _first_of_year(tokens: Sequence[Token], index: int, count: int, clock: Clock) -> Period | None:
    """'the first nine months of 2023', 'in the first nine months'."""
    year = year_for(tokens, index + 3, clock, count)
    return None if year is None else Period(index, year[1], *month_span(year[0], 1, count), year[2], "span")


def _months_of_the_financial_year(tokens: Sequence[Token], index: int, count: int, clock: Clock) -> Period | None:
    """'the first nine months of the year' in March, where the text speaks of a financial year: the calendar's are not over."""
    begin, today = max(clock.financial_start, clock.fiscal_start), clock.today
    said = [t.low for t in tokens[index + 3 : index + 7]]
    fiscal = said[:2] == ["of", "the"] and said[2:3] in (["financial"], ["fiscal"]) and said[3:] == ["year"]
    if begin == 1 or today is None or not (fiscal or said[:3] == ["of", "the", "year"]):
        return None
    year = today.year - (1 if today.month < begin else 0)
    start, end = month_span(year, begin, (begin + count - 2) % 12 + 1)
    if not fiscal and (end >= today or today.month > count):
        return None
    return Period(index, index + (7 if fiscal else 6), start, end, clock.basis, "span")


def _counts_from_the_end(tokens: Sequence[Token], index: int) -> bool:
    """'the last two months of 2024', 'the other ten months of 2024'."""
    return index > 0 and tokens[index - 1].low in ("last", "final", "closing", "other", "remaining")


def _ending(tokens: Sequence[Token], index: int, at: int, count: int, clock: Clock) -> Period | None:
    """The `count` months that end in the month at tokens[at], on the day that is told, else on its last day."""
    while at < len(tokens) and tokens[at].low in ("the", "end", "of"):
        at += 1
    if at < len(tokens) and tokens[at].low in ("on", "in", "of"):
        at += 1
    day = 0
    if at + 1 < len(tokens) and tokens[at].kind == "num" and tokens[at + 1].text in month_numbers():
        day, at = count_word(tokens[at]) or 0, at + 1
    end_month = month_numbers().get(tokens[at].text) if at < len(tokens) else None
    if end_month is None:
        return None
    last = at + 1
    if last < len(tokens) and tokens[last].kind == "num" and len(tokens[last].text) <= 2:
        day, last = count_word(tokens[last]) or 0, last + 1
    year = year_for(tokens, last, clock, end_month)
    if year is None:
        return None
    month0 = year[0] * 12 + end_month - count
    start = date(month0 // 12, month0 % 12 + 1, 1)
    end = month_span(year[0], end_month, end_month)[1]
    if 15 < day < end.day:
        end = end.replace(day=day)  # 'the year to 27 February'
    return Period(index, year[1], start, end, year[2], "span")


def quarter_at(tokens: Sequence[Token], index: int, clock: Clock) -> Period | None:
    """'Q1 2025', 'first quarter of FY2025/26', 'first-quarter', 'Q1'."""
    low = tokens[index].low
    joined = _QUARTER_OF_YEAR.fullmatch(low)
    if joined is not None:
        year = int(joined[3]) + (2000 if len(joined[3]) == 2 else 0)
        begin = clock.fiscal_start if joined[2] else 1
        month0 = (year - (1 if begin > 1 else 0)) * 12 + begin - 1 + 3 * (int(joined[1]) - 1)
        first = month0 % 12 + 1
        return Period(index, index + 1, *month_span(month0 // 12, first, (first + 1) % 12 + 1), "explicit", "span")
    glued = index + 1 < len(tokens) and tokens[index].end == tokens[index + 1].start
    turned = _TURNED.fullmatch(low + tokens[index + 1].low) if glued else None
    if turned is not None:
        year, half = int(turned[4]) + (2000 if len(turned[4]) == 2 else 0), turned[2] == "h"
        months, begin = (6 if half else 3), clock.fiscal_start if turned[3] else 1
        month0 = (year - (1 if begin > 1 else 0)) * 12 + begin - 1 + months * (int(turned[1]) - 1)
        span = month_span(month0 // 12, month0 % 12 + 1, (month0 + months - 1) % 12 + 1)
        return None if half and int(turned[1]) > 2 else Period(index, index + 2, *span, "explicit", "span")
    if low in ("h1", "h2"):
        return _half(tokens, index, index + 1, int(low[1]), clock)
    number, last = _QUARTERS.get(low[:2]) if len(low) == 2 else None, index + 1
    if number is None and low in ("first", "second", "third", "fourth", "final") and index + 1 < len(tokens):
        step = 2 if tokens[index + 1].kind == "dash" else 1
        if index + step < len(tokens) and tokens[index + step].low in ("quarter", "quarters"):
            number, last = 4 if low == "final" else int(word_values("ordinal")[low]), index + step + 1
    if number is None:
        return None
    skip = last + 1 if last < len(tokens) and tokens[last].low in ("of", "in") else last
    fiscal = fiscal_at(tokens, skip, clock) if skip < len(tokens) and tokens[skip].kind == "word" else None
    offset = (number - 1) * 3
    if fiscal is not None and fiscal.start is not None:
        month0 = fiscal.start.year * 12 + fiscal.start.month - 1 + offset
        start = date(month0 // 12, month0 % 12 + 1, 1)
        return Period(
            index, fiscal.last, *month_span(start.year, start.month, (start.month + 1) % 12 + 1), "explicit", "span"
        )
    first = (clock.fiscal_start - 1 + offset) % 12 + 1
    year = year_for(tokens, last, clock, first + 2 if first < 11 else first - 10)
    return (
        None
        if year is None
        else Period(index, year[1], *month_span(year[0], first, (first + 1) % 12 + 1), year[2], "span")
    )


def month_at(tokens: Sequence[Token], index: int, clock: Clock) -> Period | None:
    """'April 2025', 'in April', 'by December 2029'; a bare month needs a preposition."""
    written = tokens[index].text
    genitive = written[-2:] in ("'s", "’s")
    month = month_numbers().get(written[:-2] if genitive else written)
    if month is None:
        return None
    if [t.low for t in tokens[index + 1 : index + 3] if t.kind != "dash"][:1] == ["quarter"]:
        return _ending(tokens, index, index, 3, clock)  # 'the June quarter'
    lead = tokens[index - 1].low if index else ""
    if lead in DASHES and index > 1:
        lead = tokens[index - 2].low  # 'mid-May'
    after = index + 1
    year = year_for(tokens, after, clock, month)
    if year is not None and year[2] != "explicit" and lead == "last" and clock.today is not None:
        # of the month before one says 'last month': its name with 'last' is that of the year before
        recent = (clock.today.year - year[0]) * 12 + clock.today.month - month <= 1
        year = (year[0] - 1, year[1], year[2]) if recent else year
    if year is None or (
        year[2] != "explicit"
        and year[1] == after
        and not genitive
        and lead not in ("in", "by", "since", "last", "of", "for", "until", "to", "alone", "mid", "early", "late")
    ):
        return None
    start, end = month_span(year[0], month, month)
    if lead in period_words("until"):
        if year[2] != "explicit" and clock.today is not None and end < clock.today:
            start, end = shift_years(start, 1) or start, shift_years(end, 1) or end
        end = start - timedelta(1) if lead == "before" else end
        return Period(index - 1, year[1], None, end, year[2], "until")
    if lead == "since":
        return Period(index - 1, year[1], start, None, year[2], "since")
    point = tokens[index - 2].low if lead == "of" and index > 1 else ""
    if point in ("end", "start", "beginning"):
        day = end if point == "end" else start
        bound = any(t.low in period_words("until") for t in tokens[max(0, index - 4) : index - 2])
        if bound and year[2] != "explicit" and clock.today is not None and day < clock.today:
            day = shift_years(day, 1) or day
        return Period(index, year[1], None if bound else day, day, year[2], "until" if bound else "day")
    return Period(index, year[1], start, end, year[2], "span")


def fiscal_at(tokens: Sequence[Token], index: int, clock: Clock) -> Period | None:
    """'FY26', 'FY2025/26', 'FY 2025', 'fiscal 2025'; a fiscal year is named by the year in which it ends."""
    low = tokens[index].low
    digits, last = (low[2:], index + 1) if low.startswith("fy") and low[2:].isdecimal() else ("", index + 1)
    if low in ("fy", "fiscal") and index + 1 < len(tokens) and tokens[index + 1].kind == "num":
        digits, last = tokens[index + 1].text, index + 2
    if not digits.isdecimal() or len(digits) not in (2, 4):
        return None
    year = int(digits) + (2000 if len(digits) == 2 else 0)
    if (
        last + 1 < len(tokens)
        and tokens[last].text in ("/", "-")
        and tokens[last + 1].text.isdecimal()
        and len(tokens[last + 1].text) in (2, 4)
    ):
        year, last = year + 1, last + 2
    first = clock.fiscal_start if clock.fiscal_start > 1 else clock.fiscal_named
    begin = year if first == 1 else year - 1
    if not 1800 <= begin <= 2150:
        return None
    start, end = month_span(begin, first, (first + 10) % 12 + 1)
    return Period(index, last, start, end, "explicit", "year")
