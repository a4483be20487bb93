"""The day of publication where no line gives it in full: it follows from the latest past date that the text mentions.

A year follows only from a day, a month or another part of a year that the text tells as its news. A year alone, and a
time that something is held against ('the highest since June 2019'), may lie any number of years back; a wrong day would
date every figure.

Belongs here: what the dates of a text allow to conclude, and no more. Does not: reading header lines or markup.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from assets.reading.dates import DateMention, date_mentions
from warehouse.lexicon import lexicon

_AHEAD = re.compile(
    r"\b(?:will|would|shall|plans?|planned|planning|intends?|expects?|expected|due|scheduled|targets?|targeted|"
    r"forecasts?|projects|projected|aims?|aimed|goal|next|upcoming|deadline)\b",
    re.I,
)
_BOUND = re.compile(r"\b(?:by|until|till|before|starting|beginning|towards?)\s+(?:\S+\s+){0,3}$", re.I)
"""A preposition right before a date makes it a bound; 'by the time that it ended on' does not."""
_LAST_YEAR = re.compile(r",?\s+(?:of\s+)?(?:last|the previous) year\b")
_PART_OF_YEAR = re.compile(
    r"\b(?:half|quarters?|months?|weeks?|q[1-4]|h[12])(?:\s+(?:of|in)(?:\s+the\s+year)?)?\s+$", re.I
)
_SENTENCE_END = re.compile(r"[.!?]\s")
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_OF_A_FORECAST = re.compile(r"\s+(?:\S+\s+){0,2}?(?:forecast|outlook|guidance|target|budget|estimate)s?\b", re.I)
_THEN_AHEAD = re.compile(
    r"(?:,?\s+(?:\S+\s+){0,2}?(?:is|are|was|were)\s+(?:now\s+)?(?:forecast|expected|projected|planned|due|set|seen|likely|scheduled)|"
    r"\s+will)\b",
    re.I,
)
"""What the words behind a date say of it: 'the season to June 2031 is forecast'."""
_WITHIN = r"(?:[^.;!?]|(?<=\d)\.(?=\d))"
_THIS_YEAR_AGAINST = re.compile(
    rf"\bthis year\b{_WITHIN}{{0,60}}?\b(?:from|against|than|with)\b{_WITHIN}{{0,40}}?\bin (?P<year>\d{{4}})\b"
)
_YEARS_AHEAD = 3
"""How many years ahead a plan names at most for its year to tell that of the news: in so few no day falls on its weekday twice."""
_REACH_BACK, _REACH_AHEAD = timedelta(days=180), timedelta(days=185)
_CHARS_SEARCHED = 200_000
_CHARS_BEFORE = 120
_CHARS_OF_HISTORY = 40
_CHARS_OF_EVIDENCE = 40
_EDGES = ".,;:()'\"\u2018\u2019\u201c\u201d"


@dataclass(frozen=True, slots=True)
class Concluded:
    """A day that follows from a text, and the phrases that it follows from."""

    day: date
    evidence: tuple[str, ...]


def complete_year(mention: DateMention, opening: str, body: str) -> Concluded | None:
    """The day of a dateline without a year: the first such day that is not before what the text tells of.

    A weekday in `opening` ('said on Tuesday') decides between that year and the one after: it is the day of the
    dateline or the day before. Where the text tells no year of its news, the weekday itself finds it in the years before
    the first one that is said to lie ahead. None if neither says a year that must be its own.
    """
    news = _year_of_the_news(body)
    found = next((m for m in re.finditer(r"\bon ([A-Z][a-z]+day)\b", opening) if m[1].lower() in _WEEKDAYS), None)
    weekday = None if found is None else _WEEKDAYS.index(found[1].lower())
    named = () if found is None else (found[0],)
    if news is None or news.earliest is None:
        return _after_the_year_before(mention, body) or (
            None if weekday is None else _before_the_plans(mention, weekday, named, body)
        )
    floor = news.earliest
    days = [day for year in (floor.year, floor.year + 1) if (day := mention.in_year(year)) and day >= floor]
    if weekday is not None:
        days = [d for d in days if weekday in (d.weekday(), (d - timedelta(days=1)).weekday())] or days
    return Concluded(days[0], (*named, _phrase(body, news))) if days else None


def _after_the_year_before(mention: DateMention, body: str) -> Concluded | None:
    """The day in the year that a text calls this one and holds against the one before: '8 million this year, from 7 million in 2029'."""
    found = _THIS_YEAR_AGAINST.search(body[:_CHARS_SEARCHED])
    day = None if found is None else mention.in_year(int(found["year"]) + 1)
    return None if found is None or day is None else Concluded(day, (" ".join(found[0].split()),))


def _before_the_plans(mention: DateMention, weekday: int, named: tuple[str, ...], body: str) -> Concluded | None:
    """The day that falls on the weekday, in the year of the first plan or forecast or shortly before it, and in no year
    before one that the text tells of."""
    text = body[:_CHARS_SEARCHED]
    ahead = {m.year: m for m in reversed(list(date_mentions(text))) if m.year is not None and _lies_ahead(text, m)}
    if not ahead:
        return None
    plan = min(ahead)
    told = {m.year for m in date_mentions(text) if m.year is not None} - set(ahead)
    first = max((plan - _YEARS_AHEAD, *told))
    days = (mention.in_year(year) for year in range(plan, first - 1, -1))
    day = next((day for day in days if day is not None and day.weekday() == weekday), None)
    return None if day is None else Concluded(day, (*named, _phrase(text, ahead[plan])))


def _lies_ahead(text: str, mention: DateMention) -> bool:
    before = _SENTENCE_END.split(text[max(0, mention.start - _CHARS_BEFORE) : mention.start])[-1]
    bound = _AHEAD.search(before) or _BOUND.search(before)
    return bound is not None or any(said.match(text, mention.end) for said in (_OF_A_FORECAST, _THEN_AHEAD))


def infer_day(body: str) -> Concluded | None:
    """The latest day that the text tells of as past, if its year is the latest too; None if there is no such day.

    A day without a year lies in the half year around the latest month or year that the text tells of. A month or a
    year alone gives no day, and a day before the latest month is none of publication.
    """
    latest = _latest_told(body)
    if latest is None or latest.earliest is None:
        return None
    floor = latest.earliest
    days: list[tuple[date, DateMention]] = []
    sure = _year_of_the_news(body) is not None
    for mention, _ in _told(body):
        if mention.full is not None and mention.full.year >= floor.year:
            days.append((mention.full, mention))
        elif mention.year is None and sure:
            near = (mention.in_year(year) for year in (floor.year + 1, floor.year, floor.year - 1))
            days.extend((day, mention) for day in near if day and -_REACH_BACK <= day - floor < _REACH_AHEAD)
    if not days:
        return None
    day, mention = max(days, key=lambda found: found[0])
    if day < floor:
        return None  # the text tells of a later month: it was not published on that day
    said = (mention,) if mention.year is not None else (mention, latest)
    return Concluded(day, tuple(_phrase(body, m) for m in said))


def _phrase(body: str, mention: DateMention) -> str:
    """The words around a date, up to some forty characters before and after it, of its own sentence."""
    before = _SENTENCE_END.split(body[max(0, mention.start - _CHARS_OF_EVIDENCE) : mention.start])[-1]
    if len(before) == _CHARS_OF_EVIDENCE:
        before = before.partition(" ")[2] or before
    after = _SENTENCE_END.split(body[mention.end : mention.end + _CHARS_OF_EVIDENCE])[0]
    if len(after) == _CHARS_OF_EVIDENCE:
        after = after.rpartition(" ")[0]
    return " ".join(f"{before}{body[mention.start : mention.end]}{after}".split())


def _latest_told(body: str) -> DateMention | None:
    """The mention of the latest year, month or day that the text tells of as past, by its first day."""
    told = [m for m, _ in _told(body) if m.earliest]
    return max(told, key=lambda m: m.earliest or date.min, default=None)


def _year_of_the_news(body: str) -> DateMention | None:
    """The latest told time, if its year is that of a part of a year that nothing is merely held against."""
    latest = _latest_told(body)
    return latest if latest is not None and any(m.year == latest.year and news for m, news in _told(body)) else None


def _told(body: str) -> Iterator[tuple[DateMention, bool]]:
    """Dates in the text that are not said to lie ahead, or in the year before; and whether they can be of the news."""
    text = body[:_CHARS_SEARCHED]
    for mention in date_mentions(text):
        before = _SENTENCE_END.split(text[max(0, mention.start - _CHARS_BEFORE) : mention.start])[-1]
        ahead = _AHEAD.search(before) or _BOUND.search(before) or _THEN_AHEAD.match(text, mention.end)
        if not ahead and not _LAST_YEAR.match(text, mention.end):
            near = before[-_CHARS_OF_HISTORY:]
            part = mention.month is not None or _PART_OF_YEAR.search(near) is not None
            yield mention, part and not any(w.strip(_EDGES) in _words_of_history() for w in near.lower().split())


@cache
def _words_of_history() -> frozenset[str]:
    """'since', 'peak', 'record': words beside a time that something is held against."""
    return frozenset(e.alias for e in lexicon("period_words") if "history" in e.canonical.split("|"))
