"""What times a document is about, decided once for all of it: the day of a count, the span reported on, the year of a plan.

Belongs here: finding these in headline, lead and captions, and handing them down to figures that no sentence dates. Does
not: the event of a news story (`article_event`, `undated`), nor what a sentence says or inherits (`period_choice`). All of
it is assumed, and marked so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from assets.extraction.figure_builder import Line
from assets.extraction.model import ExtractedFigure
from assets.extraction.period_distance import INHERITING, SHARES, is_as_of, is_of_speech
from assets.extraction.period_model import Clock, Days, Period, how_dated, kind_of, period_words, shift_years
from assets.extraction.tokens import Tokens

LEAD_SENTENCES = 3
COUNT_REACH = 5
"""Tokens between the day of a count and the word that says so."""
NEWS_OF_A_VOTE = timedelta(31)
"""How long after a vote an article is about its result; a later one names it as history."""
OPENING_SENTENCES = 2
LONGEST_DAYS = 28
"""Days of a span that the first sentence names as what it tells of; a longer one is found by its months."""
_DATED_OTHERWISE = frozenset(("static", "fixed", "flow", "net_flow", "period"))
"""Kinds of measures that are of no day of a count."""


@dataclass(slots=True)
class Topic:
    """The days of a document: `counted` and, of the count before, `counted_before`; `reported` and `planned` are spans.

    `is_vote`: what was counted are votes, and with them turnout, shares and seats.
    """

    counted: Period | None = None
    is_vote: bool = False
    counted_before: Period | None = None
    reported: Period | None = None
    planned: Period | None = None


@dataclass(slots=True)
class Waiting:
    """Figures that no sentence dates, each with the tense of its clause, None where it has no verb.

    `measures_of_a_plan` are those that an article on a plan tells as its parts: items of a list, and moves in the present
    tense ('pensions go up by 4%').
    """

    figures: list[tuple[ExtractedFigure, str | None]] = field(default_factory=list)
    measures_of_a_plan: list[ExtractedFigure] = field(default_factory=list)

    def add(self, figure: ExtractedFigure, tense: str | None, *, is_listed: bool) -> None:
        """Keeps a figure until all of the document is read."""
        self.figures.append((figure, tense))
        if tense != "past" and (is_listed or figure.change is not None):
            self.measures_of_a_plan.append(figure)


def names_a_count(tokens: Tokens) -> bool:
    """Whether a sentence may name the day of a count: 'census', 'counted', 'snapshot', or that of a vote."""
    return not (period_words("count").isdisjoint(tokens.lows) and period_words("vote").isdisjoint(tokens.lows))


def notice_topic(topic: Topic, line: Line, periods: Sequence[Period], clock: Clock, sentence: int) -> None:
    """Keeps what a sentence, number `sentence` of the body, says of the document's times."""
    if clock.published is None or line.block.boilerplate:
        return
    titled = line.block.kind == "title"
    for period in periods:
        if period.start is None or period.end is None or is_of_speech(line.tokens, period):
            continue
        past = period.end <= clock.published
        if period.kind == "day" and past and period.start == period.end:
            lead = sentence <= LEAD_SENTENCES
            _notice_count(topic, line.tokens, period, lead=lead)
            if lead and topic.counted is None and clock.published - period.end <= NEWS_OF_A_VOTE:
                topic.is_vote = _is_of_a_vote(line.tokens, period)
                topic.counted = period if topic.is_vote else None
        if sentence <= OPENING_SENTENCES and past and topic.reported is None and _are_some_days(period):
            topic.reported = period
        if titled and period.kind in ("span", "year") and not period.is_base:
            if past and topic.reported is None:
                topic.reported = period
            elif period.start > clock.published and topic.planned is None:
                topic.planned = period


def _are_some_days(period: Period) -> bool:
    """'the first five days, 3 to 7 May': days from one to another, shorter than a month."""
    if period.kind != "span" or period.start is None or period.end is None or period.is_base:
        return False
    return (period.end - period.start).days < LONGEST_DAYS


def _notice_count(topic: Topic, tokens: Tokens, period: Period, *, lead: bool) -> None:
    around = tokens[max(0, period.first - COUNT_REACH) : period.last + 1]
    counted = any(t.low in period_words("count") for t in around)
    if not counted and not (lead and topic.counted is None and _tells_a_stand(tokens, period)):
        return
    if topic.counted is None:
        topic.counted = period
    elif counted and period.end is not None and topic.counted.end is not None and period.end != topic.counted.end:
        later, earlier = (period, topic.counted) if period.end > topic.counted.end else (topic.counted, period)
        topic.counted, topic.counted_before = later, topic.counted_before or earlier


def _is_of_a_vote(tokens: Tokens, period: Period) -> bool:
    """'the election held on 4 May', 'Sunday's referendum': whether the noun of a vote stands beside its day."""
    around = tokens[max(0, period.first - COUNT_REACH - 3) : period.last + 3]
    return any(t.low in period_words("vote") for t in around)


def _tells_a_stand(tokens: Tokens, period: Period) -> bool:
    """'At the end of May 7,310 people were waiting', 'On 18 May 900 had signed up': what had come about by a day."""
    had = any(t.low in ("had", "were") for t in tokens[period.last : period.last + 2 * COUNT_REACH])
    opens = period.first <= 2 and not any(t.low in period_words("break") for t in tokens[: period.first])
    return (opens and had) or is_as_of(tokens, period)


def date_by_topic(topic: Topic, waiting: Waiting, figures: Sequence[ExtractedFigure]) -> None:
    """Gives figures the days of the document's count, of its report or of its plan, now that all of it is read."""
    if topic.counted is not None:
        for figure in figures:
            _move_to_the_count(figure, topic)
    if topic.planned is not None:
        for figure in waiting.measures_of_a_plan:
            _plan_the_measure(figure)
    for figure, tense in waiting.figures:
        if figure.period_basis == "none":
            days = (
                _of_the_count(figure, topic, tense)
                or _of_the_report(figure, topic, tense)
                or _of_the_plan(figure, topic)
            )
            if days is not None:
                figure.period_start, figure.period_end = days
                figure.period_basis = "document"
                figure.assumed.add("period")


def _is_counted(figure: ExtractedFigure, topic: Topic) -> bool:
    """Whether it is of the sort that a count tells: a number of things, a share of them, or how either moved."""
    states = figure.dimension in SHARES or figure.dimension == "count"
    if not states or figure.status != "actual":
        return False
    dated = how_dated(figure.measure)
    if topic.is_vote and dated in ("event", "vote"):
        return True
    return kind_of(figure.measure) not in _DATED_OTHERWISE and not dated


def _of_the_count(figure: ExtractedFigure, topic: Topic, tense: str | None) -> Days | None:
    if topic.counted is None or not _is_counted(figure, topic):
        return None
    if figure.statistic == "change":
        return _between_counts(topic)
    if figure.role == "base":
        before = topic.counted_before
        return None if before is None else (before.start, before.end)
    return topic.counted.start, topic.counted.end


def _between_counts(topic: Topic) -> Days | None:
    assert topic.counted is not None
    before = topic.counted_before
    return (topic.counted.start if before is None else before.start), topic.counted.end


def _move_to_the_count(figure: ExtractedFigure, topic: Topic) -> None:
    """'2016 | 2026' over the columns of a census: the year of a count stands for its day."""
    counted, before = topic.counted, topic.counted_before
    if counted is None or before is None or not _is_counted(figure, topic) or figure.period_end is None:
        return
    first, last = figure.period_start, figure.period_end
    for count in (counted, before):
        year_of_it = _is_year_of(count, first, last)
        change = figure.statistic == "change" and (year_of_it or (first, last) == (count.start, count.end))
        if change and count is counted:
            figure.period_start, figure.period_end = before.start, counted.end
        elif year_of_it:
            figure.period_start, figure.period_end = count.start, count.end
        else:
            continue
        figure.period_basis = "document"
        figure.assumed.add("period")
        return


def _is_year_of(count: Period, first: date | None, last: date) -> bool:
    assert count.end is not None
    return (first, last) == (date(count.end.year, 1, 1), date(count.end.year, 12, 31))


def _of_the_report(figure: ExtractedFigure, topic: Topic, tense: str | None) -> Days | None:
    """'Shops opened: 6' under a headline that names a quarter: what happened, and what a list tells, was in it."""
    reported = topic.reported
    if reported is None or figure.status != "actual" or tense == "now" or figure.kind == "rank":
        return None
    if figure.dimension.removesuffix(" rate") not in INHERITING or how_dated(figure.measure):
        return None
    if kind_of(figure.measure) in ("static", "fixed", "state"):
        return None
    if figure.role == "base":
        return shift_years(reported.start, -1), shift_years(reported.end, -1)
    return reported.start, reported.end


def _plan_the_measure(figure: ExtractedFigure) -> None:
    """'Roads: £3m' under a headline that names the year of a plan: planned, and not of a past time that was told before."""
    if figure.role == "base" or figure.status != "actual" or "status" not in figure.assumed:
        return
    figure.status = "planned"
    if figure.period_basis == "inherited":
        figure.period_start = figure.period_end = None
        figure.period_basis = "none"
        figure.assumed.discard("period")


def _of_the_plan(figure: ExtractedFigure, topic: Topic) -> Days | None:
    planned = topic.planned
    if planned is None or figure.status not in ("planned", "agreed", "projected") or figure.role == "base":
        return None
    if figure.dimension in SHARES:
        return None  # of what is seldom said, so that any two of them would meet
    if figure.dimension.removesuffix(" rate") not in INHERITING or kind_of(figure.measure) in ("static", "fixed"):
        return None
    return planned.start, planned.end
