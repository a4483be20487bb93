"""The time of what a figure is compared with: printed beside it, the same days of another year, or the very same time.

Belongs here: levels behind 'from', 'than', 'against', 'a year earlier'. Does not: which quantity is a base (`changes`).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from assets.extraction.period_distance import gap
from assets.extraction.period_model import Period, period_words, shift_period
from assets.extraction.single_quantity import Quantity
from assets.extraction.tokens import Token

BASE_REACH = 14
"""Tokens from what is compared with to the time at which it was told."""
OWNED_REACH = 4
"""Tokens from a time in the genitive to its level."""
GUESS_REACH = 6
"""Tokens from an amount to the word that says who had guessed it: 'the $3 analysts had expected'."""
REVISION_REACH = 20
"""Tokens from 'raised its forecast' to what it was before."""


def base_period(
    tokens: Sequence[Token],
    quantity: Quantity,
    quantities: Sequence[Quantity],
    plain: Sequence[Period],
    based: Sequence[Period],
    main: Period | None,
    inherited: Period | None,
) -> tuple[Period | None, str]:
    """The period of what is compared with: printed ('in 2022'), or the main period of the year before."""
    if _is_guess(tokens, quantity) or _is_ahead_of(tokens, quantity) or _is_revised(tokens, quantity):
        return (main, main.basis if main is not inherited else "inherited") if main is not None else (None, "none")
    owner = next((p for p in (*based, *plain) if owns(tokens, p, quantity) and p.start is not None), None)
    if owner is not None:
        return owner, owner.basis
    beside = [p for p in plain if p.first >= quantity.last and (
        gap(tokens, quantity, quantities, p) <= 4 or belongs_to_base(tokens, quantity, p))]  # fmt: skip
    if beside and beside[0] != main:
        return beside[0], beside[0].basis
    explicit = [p for p in plain if p is not main and p.start is not None and main is not None and p.end is not None
                and main.start is not None and p.end < main.start]  # fmt: skip
    if beside and len(plain) > 1 and explicit:
        return beside[0], beside[0].basis
    if based and main is not None and main.start is not None and main.end is not None:
        mark = min(based, key=lambda p: gap(tokens, quantity, quantities, p))
        same = mark.start.year - main.start.year if mark.kind == "same" and mark.start is not None else None
        if mark.start is not None and mark.end is not None:
            return mark, mark.basis
        return shift_period(main, -mark.months_back if same is None else 12 * same), "relative"
    if explicit:
        return explicit[0], explicit[0].basis
    if beside:
        return beside[0], beside[0].basis
    if inherited is not None and main is not None and main.start is not None and main.end is not None:
        # 'grew 11 % to X from Y': a flow is compared with the same period of the year before
        return shift_period(main, -12), "inherited"
    return None, "none"


def stands_by(
    tokens: Sequence[Token], quantity: Quantity, based: Sequence[Period], quantities: Sequence[Quantity]
) -> bool:
    """Whether 'a year earlier' or 'for the same period in 2022' belongs to this level rather than to the sentence."""
    if any(owns(tokens, p, quantity) for p in based):
        return True
    if quantity.dimension in ("ratio", "fold", "point"):
        return False
    others = [q for q in quantities if q is not quantity]
    for period in based:
        if any(owns(tokens, period, q) for q in others):
            continue
        distance = gap(tokens, quantity, quantities, period)
        later = [q for q in quantities if q.core_first > quantity.core_first and q.core_first < period.first]
        comparative = (
            period.is_base
            and period.first > 0
            and any(t.low in period_words("comparing") for t in tokens[max(0, period.first - 2) : period.first])
        )
        if period.first >= quantity.last and not later and distance <= 6 and not comparative:
            return True
        told = [t.low for t in tokens[period.last : quantity.first]]
        if period.last <= quantity.first and "when" in told and len(told) <= 6:
            return True
        opens = period.first <= 1 and period.last <= quantity.first
        if opens and len([q for q in quantities if q.dimension == quantity.dimension]) == 1:
            return True
    return False


def owns(tokens: Sequence[Token], period: Period, quantity: Quantity) -> bool:
    """'January's 75%', 'Monday's close of 846': the time in the genitive of a level is its own."""
    between = quantity.first - period.last
    if not 0 <= between <= OWNED_REACH or tokens[period.last - 1].low[-2:] not in ("'s", "s'"):
        return False
    return between == 0 or (between > 1 and tokens[quantity.first - 1].low == "of")


def belongs_to_base(tokens: Sequence[Token], base: Quantity, period: Period) -> bool:
    """'from 8 Mt in 2022', 'than the 8 Mt pencilled in when they met in 2022': the year is that of the base alone."""
    if period.brackets is not None and period.brackets[0] < base.core_first < period.first:
        return True
    if not 0 <= period.first - base.last <= BASE_REACH:
        return False
    between = [t.low for t in tokens[base.last : period.first]]
    while between and between[-1] in period_words("filler"):
        between.pop()
    return not between or between[0] in period_words("told of a base")


def is_a_multiple_of(tokens: Sequence[Token], quantity: Quantity) -> bool:
    """'half the 9.7% recorded in May': what another figure is a multiple or a part of."""
    lead = [t.low for t in tokens[max(0, quantity.first - 2) : quantity.first]]
    return len(lead) == 2 and lead[1] == "the" and lead[0] in period_words("multiple")


def _is_ahead_of(tokens: Sequence[Token], quantity: Quantity) -> bool:
    """'ahead of Norway with 9bn': another party in the same time."""
    lead = [t.low for t in tokens[max(0, quantity.first - 6) : quantity.first]]
    return any(pair in (("ahead", "of"), ("short", "of")) for pair in pairwise(lead))


def _is_revised(tokens: Sequence[Token], quantity: Quantity) -> bool:
    """'raised its forecast for 2026 to 85 from 82': the older forecast is of the same time."""
    revisions = period_words("revision")
    for index in range(max(0, quantity.first - REVISION_REACH), quantity.first):
        if tokens[index].low in revisions:
            nouns = tokens[index + 1 : index + 5]
            if any(t.low in period_words("guess") or t.low in period_words("goal") for t in nouns):
                return True
    return False


def _is_guess(tokens: Sequence[Token], quantity: Quantity) -> bool:
    """'ahead of our 1.9bn', 'against forecasts of 2bn': a guess at the very period, not the year before."""
    guesses, behind = period_words("guess"), period_words("when guessed")
    if any(t.low in guesses for t in tokens[max(0, quantity.first - 3) : quantity.first]):
        return True
    told = [t.low for t in tokens[quantity.last : quantity.last + GUESS_REACH]]
    return any(low in behind and all(x.isalpha() for x in told[:n]) for n, low in enumerate(told))
