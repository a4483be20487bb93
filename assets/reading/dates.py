"""Dates as they are written in articles, by anchored patterns: a day, a month or a year with their place in a string.

Belongs here: recognising the written forms. Does not: which of an article's dates is the day of publication.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from warehouse.lexicon import lexicon

_GAP = r"[ \t\u00a0\u2007\u2009\u202f]{1,4}"
_YEAR = r"(?:19|20)\d\d"
_ORDINAL = r"(?:st|nd|rd|th)?"
_CLOCK = r"(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?)?"
_NOT_A_DAY = rf"(?![\d:%]|[.,]\d|{_GAP}(?:per{_GAP}?cent|percent|million|billion|trillion|thousand|bn|mn)\b)"
_FIRST_YEAR, _LAST_YEAR, _NO_DAY = 1800, 2200, date(1970, 1, 1)
"""What programs print that know no day: 0001-01-01, 9999-12-31, and the day from which they count seconds."""


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date written at `[start, end)`: year only, year and month, month and day, or all three; None is not written."""

    start: int
    end: int
    year: int | None
    month: int | None = None
    day: int | None = None

    def in_year(self, year: int) -> date | None:
        """The mentioned day in `year`; None if no day is mentioned or there is none such (29 February)."""
        return None if self.month is None or self.day is None else _valid(year, self.month, self.day)

    @property
    def full(self) -> date | None:
        """The day, if year, month and day are written."""
        return None if self.year is None else self.in_year(self.year)

    @property
    def earliest(self) -> date | None:
        """The first day of the mentioned year, month or day; None without a year."""
        return None if self.year is None else _valid(self.year, self.month or 1, self.day or 1)


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


@cache
def _months() -> dict[str, int]:
    return {entry.alias: int(entry.canonical) for entry in lexicon("months")}


@cache
def _mention() -> re.Pattern[str]:
    """Day, month, year in the usual orders. Every repetition is bounded, so that searching is linear."""
    names = sorted(_months(), key=len, reverse=True)
    month = f"(?:{'|'.join(re.escape(form) for name in names for form in (name, name.upper()))})\\b\\.?"
    return re.compile(
        rf"(?<![\w/:$€£#])(?<!\d[.,])(?:"
        rf"(?P<d1>\d{{1,2}}){_ORDINAL}(?:{_GAP}of)?(?:{_GAP}|-)(?P<m1>{month})(?:(?:,?{_GAP}|-)(?P<y1>{_YEAR})(?!\d))?"
        rf"|(?P<m2>{month}){_GAP}(?P<d2>\d{{1,2}}){_ORDINAL}{_NOT_A_DAY}(?:,?{_GAP}(?P<y2>{_YEAR})(?!\d))?"
        rf"|(?P<m3>{month}),?{_GAP}(?:of{_GAP})?(?P<y3>{_YEAR})(?!\d)"
        rf"|(?P<y4>{_YEAR})(?P<s4>[-/.])(?P<n4>\d\d?)(?P=s4)(?P<d4>\d\d?)(?!\d){_CLOCK}"
        rf"|(?P<d5>\d\d?)(?P<s5>[./-])(?P<n5>\d\d?)(?P=s5)(?P<y5>{_YEAR})(?!\d)"
        rf"|(?P<y6>{_YEAR})(?![\w%]|[.,]\d|-\d))"
    )


def date_mentions(text: str) -> Iterator[DateMention]:
    """Every date, month with year, and year that is written in `text`, in order."""
    for match in _mention().finditer(text):
        mention = _read(match)
        if mention is not None:
            yield mention


def iso_day(value: str) -> date | None:
    """The day of a machine-readable date and time, as written there, whatever its zone; None if it is none.

    Seconds and milliseconds since 1970 count too.
    """
    match = re.match(r"\s*(\d{4})-?(\d\d)-?(\d\d)(?!\d)", value)
    if match:
        day = _valid(int(match[1]), int(match[2]), int(match[3]))
        return day if day is not None and _FIRST_YEAR <= day.year <= _LAST_YEAR and day != _NO_DAY else None
    if re.fullmatch(r"\s*1\d{9}(?:\d{3})?\s*", value):
        return _NO_DAY + timedelta(seconds=int(value.strip()[:10]))
    return next((m.full for m in date_mentions(value[:80]) if m.full), None)


def _read(match: re.Match[str]) -> DateMention | None:
    form = (match.lastgroup or "y6")[-1]
    start, end = match.span()
    if form == "6":
        return DateMention(start, end, int(match["y6"]))
    if form == "3":
        return DateMention(start, end, int(match["y3"]), _month_number(match["m3"]))
    year = int(match[f"y{form}"]) if match[f"y{form}"] else None
    day = int(match[f"d{form}"])
    month = _month_number(match[f"m{form}"]) if form in "12" else int(match[f"n{form}"])
    if form == "5" and match["s5"] == "/":
        # which of the two is the month depends on the country: only where one of them cannot be
        if day <= 12 and month <= 12 and day != month:
            return None
        day, month = (month, day) if month > 12 else (day, month)
    return DateMention(start, end, year, month, day) if _valid(year or 2024, month, day) else None


def _month_number(written: str) -> int:
    name = written.rstrip(".")
    return _months().get(name) or _months()[name.capitalize()]
