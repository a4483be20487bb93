"""The event that an article tells of, the day of its news, and the events that it names with their times.

Belongs here: what a sentence says of when something happened. Does not: which figures take that time (`undated`).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from assets.extraction.memory import Event, Memory
from assets.extraction.period_distance import is_as_of, is_of_speech
from assets.extraction.period_model import Clock, Period, count_word, period_words
from assets.extraction.tokens import Token, Tokens
from assets.extraction.vocabulary import words

LEAD_SENTENCES = 3
NEWS_DAYS = 31
"""Days before publication in which the event of a news article lies."""
LONGEST_EVENT = 7
OPENING = 3
"""A time that begins so soon may date an event that its sentence names behind it."""
GOING_ON = 7
"""Tokens from 'was' to the day on which something was going on."""
NOUN_REACH = 12
"""Tokens between an event's noun and its time."""


def may_tell_of_event(tokens: Tokens, memory: Memory) -> bool:
    """Whether a sentence is of the lead, or names an event that it may date."""
    return memory.body_sentences <= LEAD_SENTENCES or not words("event_nouns").isdisjoint(tokens.lows)


def notice_event(tokens: Sequence[Token], periods: Sequence[Period], clock: Clock, memory: Memory) -> None:
    """Keeps what a sentence says of the article's event, of the day of the news, and of events that it names and dates."""
    published = clock.published
    happened = [
        p for p in periods
        if not p.is_base and p.start is not None and not is_of_speech(tokens, p) and not _goes_on(tokens, p)
        and not is_as_of(tokens, p) and not (p.basis == "explicit" and p.start == published)  # the line that says when it was published
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
    for period in sorted(happened, key=lambda p: not _is_of_an_event(tokens, p)):
        start, end = period.start, period.end or period.start
        if start is None or end is None or not earliest <= start <= published or (end - start).days >= LONGEST_EVENT:
            continue
        named = any(t.low in words("event_nouns") for t in tokens[period.last : period.last + 3])
        genitive = tokens[period.first].low[-2:] == "'s"
        if period.kind in ("day", "since", "span") and (named if genitive else lead):
            memory.event = Event(start, min(end, published), memory.body_sentences)
            return
    if lead and not happened and _tells_a_result(tokens):
        memory.event = Event(published, published, memory.body_sentences)
        return
    days_after = _days_after(tokens) if lead else None
    if days_after is not None:
        day = published - timedelta(days_after)
        memory.event = Event(day, day, memory.body_sentences)


def _is_of_an_event(tokens: Sequence[Token], period: Period) -> bool:
    """'announced today the result of the ballot held on 3 May': the day behind an event's noun, rather than that of the news."""
    for index in range(period.first - 1, max(-1, period.first - NOUN_REACH), -1):
        if tokens[index].kind == "punct":
            return False
        if tokens[index].low in words("event_nouns"):
            return True
    return False


def _goes_on(tokens: Sequence[Token], period: Period) -> bool:
    """'smoke was drifting over the port on Wednesday': what was going on then had begun before."""
    reach = range(max(0, period.first - GOING_ON), period.first - 1)
    return any(tokens[i].low in ("was", "were") and tokens[i + 1].low.endswith("ing") for i in reach)


def _tells_a_result(tokens: Sequence[Token]) -> bool:
    """'beat the visitors 3-1': the result of a match, which is news on its own day."""
    contest = period_words("contest")
    return any(t.low in contest for t in tokens) and any(
        tokens[i].kind == "dash" and _is_score(tokens[i - 1]) and _is_score(tokens[i + 1])
        for i in range(1, len(tokens) - 1)
    )


def _is_score(token: Token) -> bool:
    return token.kind == "num" and token.text.isdecimal() and len(token.text) <= 3


def _days_after(tokens: Sequence[Token]) -> int | None:
    """'Five days after the river burst its banks, …': how long ago the event was."""
    for index in range(min(4, len(tokens) - 2)):
        if tokens[index + 1].low in ("day", "days") and tokens[index + 2].low in ("after", "since", "on"):
            low = tokens[index].low
            return 1 if low in ("a", "one") else count_word(tokens[index])
    return None


def _name_events(tokens: Sequence[Token], periods: Sequence[Period], memory: Memory) -> None:
    """'the visit to the port in April 2025', 'Saturday's deluge', 'In May they held a fair': the time of the noun nearest to it."""
    for period in periods:
        if period.end is None or period.kind not in ("day", "span", "year"):
            continue
        reach = NOUN_REACH if period.first <= OPENING else 1
        behind = range(period.last, min(len(tokens), period.last + reach))
        for index in (*behind, *range(period.first - 1, max(-1, period.first - NOUN_REACH), -1)):
            if tokens[index].kind == "punct" and index < period.first:
                break
            if tokens[index].low in words("event_nouns"):
                memory.named[tokens[index].low] = period
                break
