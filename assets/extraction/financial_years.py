"""The month in which 'the financial year' of a text begins, and in which its '2024/25' does.

Belongs here: what these words mean in a text: the year whose end it prints, else the money it counts in, or that it tells of
universities and schools. Does not: quarters of companies, which begin as they please and are read from what is printed
(`calendar_periods`).
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from assets.extraction.period_model import month_numbers
from warehouse.lexicon import Entry, lexicon

SPLIT_START = 7
"""Crop years and seasons run from July where nothing says otherwise."""
ACADEMIC_WORDS = 3
"""Words of teaching and learning that make a text one about universities or schools."""

PUBLIC_WORDS = 3
"""Words of councils and ministries that make a text one about public money."""


def financial_start(text: str) -> int:
    """The month after the year's printed end, April for a text that counts in pounds; January where nothing tells."""
    if "financial year" not in text:
        return 1
    printed = _month_after_the_end(text) or _half_start(text)
    if printed:
        return printed
    return _by_its_money(text) or 1


def _by_its_money(text: str) -> int | None:
    """The first month of the financial year where the money is spent that a text counts in most."""
    found = [(text.count(entry.alias), int(entry.canonical)) for entry in _rows("financial")]
    count, month = max(found, default=(0, 1))
    return month if count else None


def split_start(text: str) -> int:
    """The month in which '2024/25' begins: after the printed end of a year, August in a text on teaching, that of the
    country's financial year in one on public money, else July."""
    printed = _month_after_the_end(text) or _half_start(text)
    if printed:
        return printed
    low = text.lower()
    rows = _rows("academic")
    academic = sum(low.count(entry.alias) for entry in rows) >= ACADEMIC_WORDS
    if academic:
        return int(rows[0].canonical)
    public = sum(low.count(entry.alias) for entry in _rows("public")) >= PUBLIC_WORDS
    return (_by_its_money(text) if public else None) or SPLIT_START


def fiscal_named(text: str) -> int:
    """The month in which 'fiscal 2024' begins: after its printed end ('fiscal 2024, which ended on June 30'), else January."""
    return (_month_after_the_end(text) if "iscal" in text else None) or 1


@lru_cache(maxsize=2)
def half_end(text: str) -> tuple[int, int] | None:
    """Month and day on which the first half of a firm's year ends, where a text prints one and reports on it."""
    if not any(word in text for word in _OF_A_FIRST_HALF):
        return None
    found = (match.groupdict() for match in _printed_half().finditer(text))
    ends = {(month_numbers()[m["a"] or m["b"]], int(m["d"] or m["e"])) for m in found}
    return ends.pop() if len(ends) == 1 else None


def _half_start(text: str) -> int | None:
    end = half_end(text)
    return None if end is None else (end[0] + 6) % 12 + 1


_OF_A_FIRST_HALF = ("first half", "first-half", "First half", "First-half", "nterim", "half-year", "Half-year", "H1")


@cache
def _printed_half() -> re.Pattern[str]:
    months = "|".join(sorted(month_numbers(), key=len, reverse=True))
    ended = r"(?:to|ended|ending|through)(?: on)?(?: the)?"
    return re.compile(
        rf"\b(?:2[67] weeks|half[- ]year|(?:six|6) months|first half) {ended} "
        rf"(?:(?P<d>3[01]|2[4-9]) (?P<a>{months})\b|(?P<b>{months})\.? (?P<e>3[01]|2[4-9])\b)"
    )


def _rows(sense: str) -> list[Entry]:
    return [entry for entry in lexicon("financial_years") if entry["sense"] == sense]


@cache
def _printed_end() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The end of 'the year', and that of 'fiscal 2024'."""
    months = "|".join(sorted(month_numbers(), key=len, reverse=True))
    day = r"(?:3[01]|2[4-9])"
    return re.compile(
        rf"year (?:(?:ended|ending|that ended)(?: on)?(?: {day})?|to {day}) (?P<a>{months})\b|year to (?P<b>{months}) {day}\b"
    ), re.compile(
        rf"iscal (?:year )?\d{{4}},? (?:which |that )?(?:ended|ends|ending)(?: on)? "
        rf"(?:{day} (?P<a>{months})\b|(?P<b>{months})\.? {day}\b)"
    )


@lru_cache(maxsize=2)
def _month_after_the_end(text: str) -> int | None:
    """'the year to 30 September', 'the year ended June 30': the month after it; None for the calendar's year.

    'Prices rose 3% in the year to May' tells no such end: a day or 'ended' does.
    """
    found = {
        month_numbers()[match["a"] or match["b"]] % 12 + 1
        for word, pattern in zip(("year ", "iscal "), _printed_end(), strict=True)
        if word in text
        for match in pattern.finditer(text)
    } - {1}
    return found.pop() if len(found) == 1 else None
