"""Which of a sentence's periods each quantity is about, and what it inherits from the sentences before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assets.extraction.changes import Movement
from assets.extraction.period_model import Period, shift_years
from assets.extraction.single_quantity import Quantity
from assets.extraction.tokens import Token
from assets.extraction.vocabulary import words

_BREAKS = frozenset((";", "while", "but", "whereas", "when", "after"))
TOO_FAR = 48
"""A period behind a clause break and other quantities is about those, not about this one."""
DAY_COST = 40
"""A day next to a total mostly says when it was told; any span in the sentence beats it."""
INHERITING = frozenset(
    ("money", "ratio", "point", "fold", "mass", "energy", "volume", "oil volume", "count", "container")
)


def choose_periods(
    tokens: Sequence[Token],
    quantities: Sequence[Quantity],
    movements: Sequence[Movement],
    periods: Sequence[Period],
    heirs: Sequence[Period | None],
) -> list[tuple[Period | None, str]]:
    """One (period, basis) for each quantity; basis is explicit, relative, inherited or none.

    `heirs` holds for each quantity the period that it may inherit, null where its measure is no flow.
    """
    usable = [p for p in periods if not _is_dateline_or_speech(tokens, p)]
    plain = [p for p in usable if not p.is_base and p.kind not in ("earlier", "same")]
    based = [p for p in usable if p.is_base or p.kind in ("earlier", "same")]
    bases = [q for q, m in zip(quantities, movements, strict=True) if m.role == "base"]
    free = [p for p in plain if not any(0 <= p.first - q.last <= 1 for q in bases)]
    chosen: list[tuple[Period | None, str]] = []
    for quantity, movement, inherited in zip(quantities, movements, heirs, strict=True):
        anchor = _main_anchor(tokens, quantity, quantities, movements, plain if movement.role == "base" else free)
        if movement.role == "base" or _stands_by(tokens, quantity, based, quantities):
            chosen.append(_base_period(tokens, quantity, quantities, plain, based, anchor or inherited, inherited))
        elif anchor is not None and _gap(tokens, quantity, quantities, anchor) < TOO_FAR:
            chosen.append((anchor, anchor.basis))
        elif (
            inherited is not None
            and quantity.dimension in INHERITING
            and not plain
            and inherited.kind in ("span", "year")
        ):
            chosen.append((inherited, "inherited"))
        else:
            chosen.append((None, "none"))
    return chosen


def _is_dateline_or_speech(tokens: Sequence[Token], period: Period) -> bool:
    """A day that says when somebody spoke, not when something was so."""
    if period.kind != "day":
        return False
    lead = [t.low for t in tokens[max(0, period.first - 4) : period.first]]
    return any(word in words("speech_verbs") for word in lead)


def _gap(tokens: Sequence[Token], quantity: Quantity, quantities: Sequence[Quantity], period: Period) -> float:
    """Tokens between quantity and period; crossing another quantity or a clause break costs more."""
    low, high = (period.last, quantity.first) if period.last <= quantity.first else (quantity.last, period.first)
    between = range(low, high)
    crossed = sum(q is not quantity and low <= q.core_first < high for q in quantities)
    breaks = sum(tokens[i].low in _BREAKS for i in between)
    joints = sum(tokens[i].low in ("and", ",") for i in between)
    day = DAY_COST if period.kind == "day" and quantity.dimension in INHERITING else 4 if period.kind == "day" else 0
    return max(0, high - low) + 6 * crossed + 20 * breaks + 3 * joints + day


def _main_anchor(
    tokens: Sequence[Token],
    quantity: Quantity,
    quantities: Sequence[Quantity],
    movements: Sequence[Movement],
    plain: Sequence[Period],
) -> Period | None:
    """The nearest plain period; a change takes the period of the level that it moves."""
    if not plain:
        return None
    if quantity.dimension in ("ratio", "fold", "point"):
        levels = [
            q for q, m in zip(quantities, movements, strict=True)
            if m.role == "main" and q.dimension not in ("ratio", "fold", "point", "time", "duration")
        ]  # fmt: skip
        beside = [
            p for p in plain
            if p.last <= quantity.first and quantity.first - p.last <= 2
            and not any(t.kind == "punct" for t in tokens[p.last : quantity.first])
        ]  # fmt: skip
        if levels and not beside:
            level = min(levels, key=lambda q: abs(q.core_first - quantity.core_first))
            return min(plain, key=lambda p: _gap(tokens, level, quantities, p))
    return min(plain, key=lambda p: _gap(tokens, quantity, quantities, p))


def _stands_by(
    tokens: Sequence[Token], quantity: Quantity, based: Sequence[Period], quantities: Sequence[Quantity]
) -> bool:
    """Whether 'a year earlier' or 'for the same period in 2022' belongs to this level rather than to the sentence."""
    if quantity.dimension in ("ratio", "fold", "point"):
        return False
    for period in based:
        gap = _gap(tokens, quantity, quantities, period)
        later = [q for q in quantities if q.core_first > quantity.core_first and q.core_first < period.first]
        comparative = (
            period.is_base
            and period.first > 0
            and tokens[period.first - 1].low in ("with", "to", "than", "over", "the")
        )
        if period.first >= quantity.last and not later and gap <= 6 and not comparative:
            return True
        told = [t.low for t in tokens[period.last : quantity.first]]
        if period.last <= quantity.first and "when" in told and len(told) <= 6:
            return True
        opens = period.first <= 1 and period.last <= quantity.first
        if opens and len([q for q in quantities if q.dimension == quantity.dimension]) == 1:
            return True
    return False


def _base_period(
    tokens: Sequence[Token],
    quantity: Quantity,
    quantities: Sequence[Quantity],
    plain: Sequence[Period],
    based: Sequence[Period],
    main: Period | None,
    inherited: Period | None,
) -> tuple[Period | None, str]:
    """The period of what is compared with: printed ('in 2022'), or the main period of the year before."""
    beside = [p for p in plain if p.first >= quantity.last and _gap(tokens, quantity, quantities, p) <= 4]
    if beside and beside[0] != main:
        return beside[0], beside[0].basis
    explicit = [p for p in plain if p is not main and p.start is not None and main is not None and p.end is not None
                and main.start is not None and p.end < main.start]  # fmt: skip
    if beside and len(plain) > 1 and explicit:
        return beside[0], beside[0].basis
    if based and main is not None and main.start is not None and main.end is not None:
        mark = min(based, key=lambda p: _gap(tokens, quantity, quantities, p))
        years = mark.start.year - main.start.year if mark.kind == "same" and mark.start is not None else -1
        if mark.start is not None and mark.end is not None:
            return mark, mark.basis
        shifted = replace(main, start=shift_years(main.start, years), end=shift_years(main.end, years), is_base=True)
        return shifted, "relative"
    if explicit:
        return explicit[0], explicit[0].basis
    if beside:
        return beside[0], beside[0].basis
    if inherited is not None and main is not None and main.start is not None and main.end is not None:
        # 'grew 11 % to X from Y': a flow is compared with the same period of the year before
        return replace(
            main, start=shift_years(main.start, -1), end=shift_years(main.end, -1), is_base=True
        ), "inherited"
    return None, "none"
