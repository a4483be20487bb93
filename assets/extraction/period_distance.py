"""How near a time of a sentence stands to a quantity, in tokens, with what lies between them; and which days are no time of a figure.

Belongs here: distances and what cuts a time off from a quantity. Does not: which period is chosen (`period_choice`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from assets.extraction.period_model import Period, period_words
from assets.extraction.single_quantity import Quantity
from assets.extraction.tense import is_past, is_present
from assets.extraction.tokens import Token
from assets.extraction.vocabulary import words

TOO_FAR = 48
"""A period behind a clause break and other quantities is about those, not about this one."""
DAY_COST = 40
"""A day next to a total mostly says when it was told; any span in the sentence beats it."""
DATELINE = 8
"""Tokens before the date of a line that says where and when the news was sent."""
ASIDE = 14
"""Tokens from the pronoun of a relative clause to its time."""
CLAUSE_REACH = 9
"""Tokens from what a relative clause tells of to the time in it."""
GUESSER_REACH = 6
"""Tokens from 'that' to the guess of a relative clause: 'the 40 that the panel of experts had forecast'."""
ASIDE_ENDS = 8
"""Tokens from the time of a relative clause to the comma that ends it."""
AVERAGE_REACH = 12
"""Tokens from 'average' to the amount that is one."""
INHERITING = frozenset(
    ("money", "ratio", "point", "fold", "mass", "energy", "volume", "oil volume", "count", "container")
)
SHARES = frozenset(("ratio", "fold", "point"))


def gap(tokens: Sequence[Token], quantity: Quantity, quantities: Sequence[Quantity], period: Period) -> float:
    """Tokens between quantity and period; crossing another quantity or a clause break costs more."""
    low, high = (period.last, quantity.first) if period.last <= quantity.first else (quantity.last, period.first)
    between, breaks_words = range(low, high), period_words("break")
    crossed = sum(q is not quantity and low <= q.core_first < high for q in quantities)
    breaks = sum(tokens[i].low in breaks_words or tokens[i].low == ";" for i in between)
    joints = sum(tokens[i].low in ("and", ",") for i in between)
    if is_as_of(tokens, period):
        return max(0, high - low) + 6 * crossed
    close = 0 <= period.first - quantity.last <= 1
    day = 0 if close or not _names_a_day(period) else DAY_COST if quantity.dimension in INHERITING else 4
    away = _is_of_another_clause(tokens, quantity, period, between) or not period.is_open_to(quantity.core_first)
    aside = TOO_FAR if away or is_of_another_item(tokens, quantity, quantities, period) else 0
    return max(0, high - low) + 6 * crossed + 20 * breaks + 3 * joints + day + aside


def is_of_another_item(
    tokens: Sequence[Token], quantity: Quantity, quantities: Sequence[Quantity], period: Period
) -> bool:
    """'9m, up 4% from 8m; for the half-year, 17m': behind a semicolon a time is that of the amounts behind it."""
    stop = next((i for i in range(period.first - 1, quantity.last - 1, -1) if tokens[i].text == ";"), -1)
    return stop >= 0 and any(q.core_first > stop for q in quantities)


def of_its_clause(tokens: Sequence[Token], quantities: Sequence[Quantity], period: Period) -> Period:
    """'the 250 jobs that the board promised in 2019': a time of a relative clause is that of what the clause tells of."""
    if period.brackets is not None or period.is_base or period.start is None:
        return period
    owner = max((q for q in quantities if q.last <= period.first), key=lambda q: q.core_first, default=None)
    if owner is None or not 2 <= period.first - owner.last <= CLAUSE_REACH:
        return period
    between = [t.low for t in tokens[owner.last : period.first]]
    bare = between[0] in _TELLERS or (between[0] in ("the", "a") and tokens[owner.first - 1].low == "the")
    if not (bare or _RELATIVES.intersection(between[:2])):
        return period
    if any(t.kind != "word" for t in tokens[owner.last : period.first]) or not any(
        is_past(tokens, i) for i in range(owner.last, period.first)
    ):
        return period
    return replace(period, brackets=(owner.first - 1, period.last))


_RELATIVES = frozenset(("that", "which", "who", "whom"))
_TELLERS = frozenset(("they", "it", "we", "he", "she", "i", "you"))


def is_taken(tokens: Sequence[Token], quantity: Quantity, quantities: Sequence[Quantity], period: Period) -> bool:
    """'from 12 days in May to 20 in June': a time right behind another quantity is that one's first."""
    if period.last > quantity.first:
        return False
    at = (
        period.first - 1 if period.first and tokens[period.first - 1].low in period_words("of a time") else period.first
    )
    return any(q.last == at for q in quantities)


def _is_of_another_clause(tokens: Sequence[Token], quantity: Quantity, period: Period, between: range) -> bool:
    if period.last <= quantity.first:
        return _is_in_an_aside(tokens, period) or _turns_to_now(tokens, between)
    return _turns_to_past(tokens, quantity, between)


def _names_a_day(period: Period) -> bool:
    """Whether a period is a day within a month, or the bound that 'by' and 'since' make of one."""
    if period.kind in ("until", "day") and period.end is not None:
        return (period.end + timedelta(1)).day != 1  # the end of a month is a day of balance
    return period.kind == "since" and period.start is not None and period.start.day != 1


def _turns_to_now(tokens: Sequence[Token], between: range) -> bool:
    """'lost 3m last year and employs 90': behind 'and' a verb of the present says another thing of the day."""
    return any(tokens[i].low in ("and", "which", "who") and is_present(tokens, i + 1) for i in between)


def _turns_to_past(tokens: Sequence[Token], quantity: Quantity, between: range) -> bool:
    """'has 19 ships and sold 4 last year': what is had is of now, and the time belongs to what happened."""
    has = quantity.first > 0 and is_present(tokens, quantity.first - 1)
    return has and any(tokens[i].low == "and" and is_past(tokens, i + 1) for i in between)


def tells_when_guessed(tokens: Sequence[Token], period: Period) -> bool:
    """'the 40 it forecast in July', 'the 40 pencilled in last autumn': the time of a guess is not that of what is guessed."""
    at = period.first - 1
    if at >= 0 and tokens[at].low == "in":
        at -= 1
    if at < 1 or tokens[at].low not in period_words("when guessed"):
        return False
    if tokens[at].low.startswith("penc") or tokens[at - 1].low in period_words("guesser"):
        return True
    return any(tokens[i].low in ("that", "which") for i in range(max(0, at - GUESSER_REACH), at - 1))


def is_as_of(tokens: Sequence[Token], period: Period) -> bool:
    """'as of 29 August': the day up to which it was counted."""
    at = period.first - 2
    told = at >= 0 and tokens[at].low == "as" and tokens[at + 1].low in ("of", "at")
    return told or (period.kind == "day" and tokens[period.first].low in ("as", "by"))


def _is_in_an_aside(tokens: Sequence[Token], period: Period) -> bool:
    """'the crews, who have been here since May, lifted …': a time of the relative clause between two commas."""
    if period.last < len(tokens) and tokens[period.last].low in ("has", "have", "had", "was", "were", "is", "are"):
        return any(tokens[i].low in ("that", "which", "who") for i in range(max(0, period.first - 6), period.first))
    if not any(tokens[i].text == "," for i in range(period.last, min(len(tokens), period.last + ASIDE_ENDS))):
        return False
    opening = range(max(1, period.first - ASIDE), period.first)
    return any(tokens[i].low in ("who", "which", "whose", "where") and tokens[i - 1].text == "," for i in opening)


def is_averaged(tokens: Sequence[Token], quantity: Quantity) -> bool:
    """'an average price of $70', 'fuel averaged $3': what is told is the mean over a time."""
    if quantity.dimension not in ("money", "money rate"):
        return False
    reach = range(max(0, quantity.first - AVERAGE_REACH), quantity.first)
    return any(tokens[i].low in period_words("average") for i in reach)


def is_beside(tokens: Sequence[Token], quantity: Quantity, period: Period) -> bool:
    """'in 2024 12%', '2.5% next year': nothing but a word stands between the two."""
    if 0 <= period.first - quantity.last <= 1:
        return True
    between = tokens[period.last : quantity.first]
    return period.last <= quantity.first and len(between) <= 2 and all(t.kind != "punct" for t in between)


def is_of_speech(tokens: Sequence[Token], period: Period) -> bool:
    """A day that says when somebody spoke or where the news was sent from, not when something was so."""
    if period.kind != "day" or tokens[period.first].low[-2:] == "'s":
        return False
    behind = tokens[period.last] if period.last < len(tokens) else None
    sent = behind is not None and (behind.kind == "dash" or behind.text == "(") and period.first <= DATELINE
    if sent and period.basis == "explicit":
        return True
    verbs, telling = words("speech_verbs"), period_words("telling")
    around = range(max(0, period.first - 4), min(len(tokens), period.last + 1))
    return any(
        tokens[i].low in verbs or tokens[i].low in telling for i in around if not period.first <= i < period.last
    )
