"""Times for figures that no sentence dates: from the event that the article tells of, or from its day of publication.

Belongs here: which figures wait for that time, and what it says of a toll, a state or a count. Does not: finding the event
(`article_event`), or what a sentence says or inherits (`period_choice`). All of it is assumed, and marked so.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from assets.extraction.measures import Measured
from assets.extraction.memory import Event, Memory, Undated
from assets.extraction.model import ExtractedFigure
from assets.extraction.period_distance import SHARES, is_averaged
from assets.extraction.period_model import Clock, Days, Period, how_dated, kind_of, month_span, period_words
from assets.extraction.single_quantity import Quantity
from assets.extraction.tense import is_perfect, tense_at
from assets.extraction.tokens import Token

NEAR_SENTENCES = 6
"""A happening without a time is the event's own so many sentences behind the one that names the event's day."""
AMASSED = frozenset(("count", "mass", "volume", "money"))
"""Dimensions of what is amassed since an event."""
HOURS = frozenset(("minute", "hour", "day", "second"))


def await_event(
    tokens: Sequence[Token], quantities: Sequence[Quantity], measured: Sequence[Measured], n: int,
    figure: ExtractedFigure, period: Period | None, memory: Memory,
) -> None:  # fmt: skip
    """Keeps the figure of quantity `n`, where the article may tell its time elsewhere: of an event, of a state, of a toll."""
    quantity, measure = quantities[n], _measure_that_dates(quantities, measured, n)
    dated = how_dated(measure)
    if dated == "now" and any(is_averaged(tokens, q) for q in quantities):
        return
    if figure.boilerplate or figure.status != "actual" or figure.kind == "rank" or dated in ("report", "vote"):
        return
    if period is not None and not (dated == "toll" and period.kind == "day" and period.end is not None):
        return
    if not dated and kind_of(measure) not in (None, "generic"):
        return
    if figure.role == "base" and period is None:
        return
    if not dated and figure.dimension == "time" and figure.unit not in HOURS:
        return
    tense = tense_at(tokens, quantity.first, quantity.last)
    around = [*tokens[max(0, quantity.first - 2) : quantity.first], *tokens[quantity.core_last : quantity.last]]
    increment = any(t.low in period_words("increment") for t in around)
    so_far = figure.dimension in AMASSED and figure.change is None and is_perfect(tokens, quantity.first)
    memory.undated.append(Undated(figure, dated, tense, period, memory.body_sentences, increment, so_far))


def _measure_that_dates(quantities: Sequence[Quantity], measured: Sequence[Measured], n: int) -> str | None:
    """The figure's own measure; of a share that has none, that of the nearest level, which it is a share of.

    Things that are counted in one list with what is so now are so now too: '900 troops, backed by 40 trucks'.
    """
    own = measured[n].measure
    if quantities[n].dimension == "count" and (own is None or own.startswith("~")):
        counts = (m.measure for m, q in zip(measured, quantities, strict=True) if q.dimension == "count")
        return next((m for m in counts if how_dated(m) == "now"), own)
    if own is not None or quantities[n].dimension != "ratio":
        return own
    levels = [
        k for k, q in enumerate(quantities) if q.dimension not in SHARES and q.dimension not in ("time", "duration")
    ]
    nearest = min(levels, key=lambda k: abs(quantities[k].core_first - quantities[n].core_first), default=n)
    return measured[nearest].measure


def date_by_event(figures: Sequence[ExtractedFigure], memory: Memory, clock: Clock) -> None:
    """Gives the figures that waited their time, now that the whole article is read; the headline's repeat the body's."""
    body = [waiting for waiting in memory.undated if not waiting.figure.in_title]
    headline = [waiting for waiting in memory.undated if waiting.figure.in_title]
    _date(body, memory, clock)
    _date_headlines(figures)
    _date(headline, memory, clock)


def _date(waiting_figures: Sequence[Undated], memory: Memory, clock: Clock) -> None:
    published, event = clock.published, memory.event
    if published is None:
        return
    disaster = event is not None or any(w.dated == "toll" for w in memory.undated)
    for waiting in waiting_figures:
        if waiting.figure.period_basis == "document" and waiting.dated in ("", "event"):
            continue  # the day of the document's count is that of what it counted
        days = _days(waiting, event, disaster, published, memory.news_day or published)
        if days is None or (waiting.figure.in_title and waiting.figure.period_basis != "none"):
            continue
        figure = waiting.figure
        figure.period_start, figure.period_end = days
        figure.period_basis = "document"
        figure.assumed.add("period")


def _days(waiting: Undated, event: Event | None, disaster: bool, published: date, news_day: date) -> Days | None:
    """The days of a figure that waited, or None where nothing dates it; `disaster`: the article counts victims."""
    if waiting.dated == "toll":
        return _of_a_toll(waiting, event, published)
    if waiting.dated == "whole":
        return _month_of(event.start if event is not None else published) if disaster else None
    if waiting.dated == "now":
        day = news_day if waiting.tense == "past" else published
        return day, day
    if not disaster or waiting.dated == "balance":
        return None
    if waiting.so_far and event is not None:
        return event.start, published
    if waiting.tense == "now":
        return published, published
    if event is None:
        return None
    near = 0 <= waiting.sentence - event.sentence <= NEAR_SENTENCES
    return (event.start, event.end) if near or waiting.dated == "event" else None


def _month_of(day: date) -> Days:
    """The month of an event, which dates what is estimated of the whole of it, whichever day an outlet prints it."""
    return month_span(day.year, day.month, day.month)


def _of_a_toll(waiting: Undated, event: Event | None, published: date) -> Days | None:
    """A toll runs from the event to the day up to which it was counted; an increment is of its own day alone."""
    own = waiting.own
    if event is None:
        return (None, published) if own is None else None
    if waiting.figure.statistic == "change":
        return published, published
    if own is None or own.start is None or own.end is None:
        return event.start, published
    if waiting.increment or own.start < event.start or own.end > published:
        return None
    return event.start, published if own.start == event.start else own.end


def _date_headlines(figures: Sequence[ExtractedFigure]) -> None:
    """A headline repeats a figure of the body: without a time of its own it takes that one's."""
    body: dict[tuple[object, str], ExtractedFigure] = {}
    for figure in figures:
        if not figure.in_title and figure.period_basis != "none" and figure.role != "base":
            body.setdefault((figure.value, figure.unit), figure)
    for figure in figures:
        same = body.get((figure.value, figure.unit)) if figure.in_title and figure.value is not None else None
        if same is not None and figure.period_basis == "none":
            figure.period_start, figure.period_end, figure.period_basis = same.period_start, same.period_end, "document"
            figure.assumed.add("period")
