"""Times for figures that no sentence dates: from the event that the article tells of, or from its day of publication.

Belongs here: finding the event and the day of the news, and what they say of a toll, a state or a count. Does not: what a
sentence says of time, or what it inherits from the paragraph (`period_choice`). All of it is assumed, and marked so.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TypeAlias

from assets.extraction.measures import Measured
from assets.extraction.memory import Event, Memory, Undated
from assets.extraction.model import ExtractedFigure
from assets.extraction.period_choice import is_of_speech
from assets.extraction.period_model import Clock, Period, count_word, how_dated, kind_of, month_span, period_words
from assets.extraction.single_quantity import Quantity
from assets.extraction.tense import tense_at
from assets.extraction.tokens import Token
from assets.extraction.vocabulary import words

LEAD_SENTENCES = 3
NEAR_SENTENCES = 3
"""A happening without a time is the event's own so many sentences behind the one that names the event's day."""
NEWS_DAYS = 31
"""Days before publication in which the event of a news article lies."""
LONGEST_EVENT = 7
NOUN_REACH = 12
"""Tokens between an event's noun and its time."""
Days: TypeAlias = tuple[date | None, date | None]
HOURS = frozenset(("minute", "hour", "day", "second"))


def settle_plan(
    tokens: Sequence[Token],
    quantity: Quantity,
    figure: ExtractedFigure,
    period: Period | None,
    memory: Memory,
    clock: Clock,
) -> None:
    """The time of a plan or a goal: its own is kept for what is said of it later; one without takes it from before.

    What is planned is not of the past period that its paragraph reports on.
    """
    intended = figure.status in ("planned", "target", "agreed", "projected")
    past = clock.published is not None and figure.period_end is not None and figure.period_end <= clock.published
    if figure.period_basis == "inherited" and figure.status in ("planned", "target", "agreed") and past:
        figure.period_start = figure.period_end = None
        figure.period_basis = "none"
        figure.assumed.discard("period")
    own = period is not None and figure.period_basis in ("explicit", "relative")
    if figure.boilerplate or figure.role == "base":
        return
    if own and period is not None:
        if figure.status == "target" and period.kind == "until":
            memory.goals[figure.dimension] = period
        if intended and figure.measure and not figure.measure.startswith("~"):
            memory.plans[figure.measure] = (period, memory.body_sentences)
        return
    found = _of_a_goal(tokens, quantity, figure, memory)
    if found is None and intended and figure.period_basis == "none":
        plan = memory.plans.get(figure.measure or "")
        found = plan[0] if plan is not None and memory.body_sentences - plan[1] <= 1 else None
    if found is not None:
        figure.period_start, figure.period_end, figure.period_basis = found.start, found.end, "inherited"
        figure.assumed.add("period")


def _of_a_goal(tokens: Sequence[Token], quantity: Quantity, figure: ExtractedFigure, memory: Memory) -> Period | None:
    """'Less than half of the promise', 'the total will be 6 GW': the date of the goal that the article told before."""
    if not memory.goals:
        return None
    behind = [t.low for t in tokens[quantity.last : quantity.last + 3]]
    if behind[:1] == ["of"] and len(behind) == 3 and behind[2] in period_words("goal"):
        return list(memory.goals.values())[-1]
    guessed = (
        figure.status in ("projected", "target") and "status" not in figure.assumed and figure.period_basis == "none"
    )
    return memory.goals.get(figure.dimension) if guessed else None


def may_tell_of_event(tokens: Sequence[Token], memory: Memory) -> bool:
    """Whether a sentence is of the lead, or names an event that it may date."""
    return memory.body_sentences <= LEAD_SENTENCES or any(t.low in words("event_nouns") for t in tokens)


def notice_event(tokens: Sequence[Token], periods: Sequence[Period], clock: Clock, memory: Memory) -> None:
    """Keeps what a sentence says of the article's event, of the day of the news, and of events that it names and dates."""
    published = clock.published
    happened = [
        p for p in periods
        if not p.is_base and p.start is not None and not is_of_speech(tokens, p)
        and not (p.basis == "explicit" and p.start == published)  # the line that says when it was published
    ]  # fmt: skip
    _name_events(tokens, happened, memory)
    if published is None:
        return
    lead = memory.body_sentences <= LEAD_SENTENCES
    if lead and memory.news_day is None:
        days = [p.end for p in periods if p.kind == "day" and p.end is not None and p.end <= published]
        memory.news_day = max(days, default=None)
    if memory.event is not None:
        return
    earliest = published - timedelta(NEWS_DAYS)
    for period in happened:
        start, end = period.start, period.end or period.start
        if start is None or end is None or not earliest <= start <= published or (end - start).days >= LONGEST_EVENT:
            continue
        named = any(t.low in words("event_nouns") for t in tokens[period.last : period.last + 3])
        genitive = tokens[period.first].low[-2:] == "'s"
        if period.kind in ("day", "since", "span") and (named if genitive else lead):
            memory.event = Event(start, min(end, published), memory.body_sentences)
            return
    days_after = _days_after(tokens) if lead else None
    if days_after is not None:
        day = published - timedelta(days_after)
        memory.event = Event(day, day, memory.body_sentences)


def _days_after(tokens: Sequence[Token]) -> int | None:
    """'Five days after the river burst its banks, …': how long ago the event was."""
    for index in range(min(4, len(tokens) - 2)):
        if tokens[index + 1].low in ("day", "days") and tokens[index + 2].low in ("after", "since", "on"):
            low = tokens[index].low
            return 1 if low in ("a", "one") else count_word(tokens[index])
    return None


def _name_events(tokens: Sequence[Token], periods: Sequence[Period], memory: Memory) -> None:
    """'the visit to the port in April 2025', 'Saturday's deluge': the time goes with the noun nearest to it."""
    for period in periods:
        if period.end is None or period.kind not in ("day", "span", "year"):
            continue
        behind = period.last if period.last < len(tokens) else period.first
        for index in (behind, *range(period.first - 1, max(-1, period.first - NOUN_REACH), -1)):
            if tokens[index].kind == "punct":
                break
            if tokens[index].low in words("event_nouns"):
                memory.named[tokens[index].low] = period
                break


def await_event(
    tokens: Sequence[Token], quantity: Quantity, quantities: Sequence[Quantity], measured: Sequence[Measured],
    figure: ExtractedFigure, period: Period | None, memory: Memory,
) -> None:  # fmt: skip
    """Keeps a figure whose time the article may tell elsewhere: that of an event, of a state, of a toll."""
    measure = _measure_that_dates(quantity, quantities, measured)
    dated = how_dated(measure)
    if figure.boilerplate or figure.status != "actual" or figure.kind == "rank":
        return
    if period is not None and not (dated == "toll" and period.kind == "day" and period.end is not None):
        return
    if not dated and kind_of(measure) is not None:
        return
    if figure.role == "base" and period is None:
        return
    if not dated and figure.dimension == "time" and figure.unit not in HOURS:
        return
    tense = tense_at(tokens, quantity.first, quantity.last)
    around = [*tokens[max(0, quantity.first - 2) : quantity.first], *tokens[quantity.core_last : quantity.last]]
    increment = any(t.low in period_words("increment") for t in around)
    memory.undated.append(Undated(figure, dated, tense, period, memory.body_sentences, increment))


def _measure_that_dates(quantity: Quantity, quantities: Sequence[Quantity], measured: Sequence[Measured]) -> str | None:
    """The figure's own measure; of a share that has none, that of the nearest level, which it is a share of."""
    measures = dict(zip((q.core_first for q in quantities), (m.measure for m in measured), strict=True))
    own = measures[quantity.core_first]
    levels = [q for q in quantities if q.dimension not in ("ratio", "point", "fold", "time", "duration")]
    if own is not None or quantity.dimension != "ratio" or not levels:
        return own
    return measures[min(levels, key=lambda q: abs(q.core_first - quantity.core_first)).core_first]


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
    for figure in figures:
        if not figure.in_title or figure.period_basis != "none" or figure.value is None:
            continue
        same = (
            f for f in figures
            if not f.in_title and f.value == figure.value and f.unit == figure.unit and f.period_basis != "none" and f.role != "base"
        )  # fmt: skip
        body = next(same, None)
        if body is not None:
            figure.period_start, figure.period_end, figure.period_basis = body.period_start, body.period_end, "document"
            figure.assumed.add("period")
