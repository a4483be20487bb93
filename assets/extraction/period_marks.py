"""What a time of a sentence is there for: the time of a figure, a base that it is held against, or mere history.

Belongs here: words around a time that say so. Does not: which times a sentence names (`periods`), nor which figure is
compared with a base (`period_bases`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from assets.extraction.period_model import Period, month_numbers, period_words, weekday_numbers
from assets.extraction.tense import is_past, is_present
from assets.extraction.tokens import Token
from assets.extraction.vocabulary import word_values, words

SINCE_REACH = 8
"""Tokens from 'since' to the time that its clause names."""
BRACKET_REACH = 10
"""Tokens from a time to the brackets around it."""
SUPERLATIVE_REACH = 8
"""Tokens from a superlative to the 'since' that bounds it."""


def marked(tokens: Sequence[Token], period: Period) -> Period | None:
    """The period as it counts: a base where something is held against it, None where it only tells a history.

    Some days of it that nobody names are a time without ends.
    """
    period.brackets = _brackets_around(tokens, period)
    if _holds_some_days(tokens, period):
        return replace(period, start=None, end=None, kind="day")
    clause = _since_clause(tokens, period)
    if clause is not None or period.kind == "since":
        if _is_of_a_superlative(tokens, period.first if clause is None else clause):
            return _of_the_clause_behind(tokens, period)  # 'the lowest since 1991'
        if clause is not None and period.start is not None:
            return replace(period, start=period.start, end=None, kind="since")
    return None if _tells_a_beginning(tokens, period) else _mark_base(tokens, period)


def _brackets_around(tokens: Sequence[Token], period: Period) -> tuple[int, int] | None:
    """'£38m (2023: £34m)', '4 ships (9 in May)': the brackets around the period and another number."""
    opened = next(
        (i for i in range(period.first - 1, max(-1, period.first - BRACKET_REACH), -1) if tokens[i].text in "()"), -1
    )
    if opened < 0 or tokens[opened].text != "(":
        return None
    reach = range(period.last, min(len(tokens), period.last + BRACKET_REACH))
    closed = next((i for i in reach if tokens[i].text in "()"), -1)
    inside = (*range(opened + 1, period.first), *range(period.last, closed))
    return (opened, closed) if any(tokens[i].kind == "num" for i in inside) else None


def _of_the_clause_behind(tokens: Sequence[Token], period: Period) -> Period | None:
    """'since 1987, when the river rose': a time of what 'when' leads to, and of nothing else."""
    at = period.last + 1 if period.last < len(tokens) and tokens[period.last].text == "," else period.last
    if at >= len(tokens) or tokens[at].low != "when" or period.start is None:
        return None
    end = period.end or (date(period.start.year, 12, 31) if (period.start.month, period.start.day) == (1, 1) else None)
    return None if end is None else replace(period, last=at + 1, end=end, kind="when")


def _holds_some_days(tokens: Sequence[Token], period: Period) -> bool:
    """'for three days in August': days of the month that nobody names, and not all of it."""
    at = period.first - 1
    if period.kind not in ("span", "year") or at < 2 or tokens[at].low not in ("in", "of"):
        return False
    counted = tokens[at - 2].low in word_values("cardinal") or tokens[at - 2].kind == "num"
    return counted and tokens[at - 1].low in ("days", "nights", "hours") and tokens[at - 3].low in ("for", "over", "on")


def _since_clause(tokens: Sequence[Token], period: Period) -> int | None:
    """Where 'since' stands, of which the period is a part: 'since the port was opened in 1991', 'since a 2021 fire'."""
    for index in range(period.first - 1, max(-1, period.first - SINCE_REACH), -1):
        if tokens[index].low == "since":
            return None if _begins_a_time(tokens[index + 1]) else index
        joins = tokens[index].low in ("and", "or") or tokens[index].low in period_words("break")
        if joins or tokens[index].kind not in ("word", "num") or is_present(tokens, index):
            return None
    return None


def _begins_a_time(token: Token) -> bool:
    """'since 2019', 'since May', 'since last year', 'since then'."""
    named = token.text in month_numbers() or token.text in weekday_numbers()
    return named or token.kind == "num" or token.low in ("then", "last", "this", "yesterday")


def _is_of_a_superlative(tokens: Sequence[Token], since: int) -> bool:
    """'the lowest', 'the first time', 'the biggest fall in attendance' before 'since'."""
    for index in range(since - 1, max(-1, since - SUPERLATIVE_REACH), -1):
        low = tokens[index].low
        if tokens[index].kind == "punct" and index < since - 1:
            return False
        if low in words("superlatives") or low in period_words("utmost") or (len(low) > 5 and low[-3:] == "est"):
            return True
    return False


def _tells_a_beginning(tokens: Sequence[Token], period: Period) -> bool:
    """'Founded in 1921, the group runs 14 mills': when something began, and no time of what is told of it."""
    at = period.first - 1
    while at >= 0 and tokens[at].low in ("in", "on", "back", "as", "early", "late", "of", "the", "spring"):
        at -= 1
    if at < 0 or tokens[at].low not in period_words("beginning"):
        return False
    apart = at == 0 or tokens[at - 1].kind == "punct"
    return apart or (tokens[at].low in period_words("founding") and not is_past(tokens, at - 1))


def _mark_base(tokens: Sequence[Token], period: Period) -> Period:
    lead = [t.low for t in tokens[max(0, period.first - 5) : period.first]]
    if lead[-1:] == ["the"] and lead[-2:-1] and lead[-2] in period_words("multiple"):
        return replace(period, is_base=True)  # 'twice the 2023 level'
    if lead[-1:] and lead[-1] in period_words("multiple") and tokens[period.first].low[-2:] == "'s":
        return replace(period, is_base=True)  # 'double Sunday's figure'
    behind = tokens[period.last].low if period.last < len(tokens) else ""
    if lead[-1:] and lead[-1] in ("from", "above", "below", "over", "on") and behind in period_words("base noun"):
        return replace(period, is_base=True)  # 'from last year's base'
    share = lead[-2:] == ["of", "the"] and period.first > 2 and _says_share(tokens[period.first - 3])
    if share and behind in period_words("base noun"):
        return replace(period, is_base=True)  # 'half of the 2019 level'
    if _is_held_against(tokens, period) or _is_of_a_whole(tokens, period):
        return replace(period, is_base=True)
    while lead and lead[-1] in period_words("filler"):
        lead.pop()
    if _is_of_a_comparison(tokens, period):
        return replace(period, is_base=True)
    base = bool(lead) and (
        lead[-1] in period_words("base lead")
        or (len(lead) > 1 and lead[-1] in period_words("compared lead") and lead[-2] in ("compared", "comparison"))
    )
    return replace(period, is_base=True) if base else period


def _is_of_a_comparison(tokens: Sequence[Token], period: Period) -> bool:
    """'9 more than were chosen in 2021', 'fewer than there had been in May': the time of a clause that names no number."""
    for index in range(period.first - 1, max(0, period.first - SINCE_REACH), -1):
        if tokens[index].low == "than":
            return is_past(tokens, index + 1) or tokens[index + 1].low in ("was", "were", "had", "did", "there")
        if tokens[index].kind != "word":
            return False
    return False


def _is_held_against(tokens: Sequence[Token], period: Period) -> bool:
    """'below its peak of 2022', 'half the number of 2005', 'above last year's total', 'down on the 2019 crop'."""
    at = period.first - 1
    if tokens[period.last - 1].low[-2:] in ("'s", "s'") and at >= 0:
        return tokens[at].low in period_words("beyond") or _is_up_on(tokens, at)
    if at > 1 and tokens[at].low == "of":
        determiner = next((i for i in range(at - 2, max(-1, at - 5), -1) if tokens[i].low in _DETERMINERS), None)
        before = tokens[determiner - 1].low if determiner else ""
        return before in period_words("beyond") or before in period_words("multiple")
    noun = period.last < len(tokens) and tokens[period.last].kind == "word"
    if at > 0 and noun and tokens[at].low in _DETERMINERS and tokens[period.first].kind == "num":
        return tokens[at - 1].low in period_words("beyond") or _is_up_on(tokens, at - 1)
    return False


def _is_up_on(tokens: Sequence[Token], index: int) -> bool:
    """'up on', 'down on'."""
    return index > 0 and tokens[index].low == "on" and tokens[index - 1].low in ("up", "down")


_DETERMINERS = frozenset(("the", "its", "their", "his", "her", "our", "a"))


def _is_of_a_whole(tokens: Sequence[Token], period: Period) -> bool:
    """'already three-quarters of the gap recorded in 2020': the year of what is measured against, not of the share."""
    told = period_words("told of a base")
    for index in range(period.first - 1, max(1, period.first - 7), -1):
        if tokens[index].kind != "word":
            return False
        if tokens[index].low in told:
            of = next((i for i in range(index - 2, max(0, index - 6), -1) if tokens[i].low == "of"), None)
            return of is not None and _says_share(tokens[of - 1])
    return False


def _says_share(token: Token) -> bool:
    low = token.low
    return (
        low in ("%", "cent", "percent")
        or low.removesuffix("s") in word_values("fraction")
        or low in period_words("multiple")
    )
