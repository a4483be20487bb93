"""How a figure was read: the steps from its characters to what they mean, each with the lexicon or rule behind it.

Belongs here: writing down what the other rooms decided. Does not: deciding anything.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import NamedTuple

from assets.extraction.changes import Movement
from assets.extraction.measures import Measured
from assets.extraction.model import ExtractedFigure
from assets.extraction.period_model import Period
from assets.extraction.single_quantity import Quantity
from assets.extraction.tokens import Token
from assets.extraction.vocabulary import Match, phrases

WORDS_BEFORE, WORDS_BEHIND = 12, 4
"""Tokens in which the word of a movement stands, before a figure and behind it."""
_Said = Callable[[int, int], str]
"""The characters of tokens[first:last), '' for none."""


class Step(NamedTuple):
    """`said` are the characters ('' where nothing in the sentence says it), `source` the lexicon or the rule."""

    step: str
    said: str
    means: str
    source: str


def steps_of(
    text: str,
    tokens: Sequence[Token],
    quantity: Quantity,
    movement: Movement,
    measured: Measured,
    period: Period | None,
    cues: Sequence[Match],
    figure: ExtractedFigure,
    pointer: tuple[int, int] = (0, 0),
) -> tuple[Step, ...]:
    """The steps of one figure, from its number outwards; `cues` are the words of status in its sentence.

    `pointer` is where the sentence says 'the company' for the subject, as tokens[first:last).
    """

    def said(first: int, last: int) -> str:
        return text[tokens[first].start : tokens[last - 1].end] if 0 <= first < last <= len(tokens) else ""

    steps = [_number(quantity, said), _unit(quantity, figure, said), _modifier(quantity, said)]
    if movement.change is not None:
        steps.append(_change(quantity, movement.change, tokens, said))
    if figure.measure is not None:
        steps.append(_measure(measured, figure, tokens, said))
    for facet in ("subject", "counterparty", "product", "place"):
        value = getattr(figure, facet)
        if facet == "subject" and pointer[1]:
            steps.append(Step(facet, said(*pointer), value, "whom the document calls so"))
        elif value is not None:
            steps.append(Step(facet, "", value, "assumed" if facet in figure.assumed else "named in the sentence"))
    if period is not None:
        here = figure.period_basis in ("explicit", "relative") and period.last <= len(tokens)
        days = f"{figure.period_start or '…'} to {figure.period_end or '…'}"
        steps.append(Step("period", said(period.first, period.last) if here else "", days, figure.period_basis))
    steps.append(_status(figure, quantity, cues, said))
    return tuple(step for step in steps if step is not None)


def _number(quantity: Quantity, said: _Said) -> Step:
    first, last = quantity.core_first, quantity.core_last
    if quantity.unit_first == first < quantity.unit_last < last:
        first = quantity.unit_last  # a sign before the digits
    elif first < quantity.unit_first < last:
        last = quantity.unit_first
    values = [v for v in (quantity.value, quantity.value_low, quantity.value_high) if v is not None]
    printed = " to ".join(_plain(v / quantity.factor if quantity.factor else v) for v in values)
    words = said(first, last)
    source = "digits" if any(c.isdigit() for c in words) else "numerals"
    return Step("number", words, printed, f"{source} and scales" if quantity.scaled else source)


def _unit(quantity: Quantity, figure: ExtractedFigure, said: _Said) -> Step | None:
    if not figure.unit:
        return None
    source = "currencies" if quantity.dimension.startswith("money") else "units"
    if quantity.dimension in ("count", "rank"):
        source = "the counted noun" if quantity.unit_last > quantity.unit_first else quantity.rule
    factor = "" if quantity.factor == 1 else f", one is {_plain(quantity.factor)}"
    return Step("unit", said(quantity.unit_first, quantity.unit_last), figure.unit + factor, source)


def _modifier(quantity: Quantity, said: _Said) -> Step | None:
    if quantity.modifier is None:
        return None
    before = said(quantity.first, quantity.core_first)
    behind = said(max(quantity.core_last, quantity.unit_last), quantity.last)
    return Step("modifier", before or behind, quantity.modifier, "modifiers")


def _change(quantity: Quantity, change: str, tokens: Sequence[Token], said: _Said) -> Step:
    """The nearest word that says this movement, before the figure or right behind it."""
    direction, table = change.partition("_")[0], phrases("directions")
    for end in range(quantity.first, max(0, quantity.first - WORDS_BEFORE), -1):
        match = table.ending_at(tokens, end)
        if match is not None and match.entry.canonical == direction:
            return Step("change", said(match.first, match.last), change, "directions")
    for first in range(quantity.last, min(len(tokens), quantity.last + WORDS_BEHIND)):
        match = table.at(tokens, first)
        if match is not None and match.entry.canonical == direction:
            return Step("change", said(match.first, match.last), change, "directions")
    return Step("change", "", change, "folds" if quantity.dimension == "fold" else "the figures beside it")


def _measure(measured: Measured, figure: ExtractedFigure, tokens: Sequence[Token], said: _Said) -> Step:
    if "measure" in figure.assumed:
        source = "assumed from the sentences before"
    elif measured.first >= 0:
        source = "measures"
    else:
        source = "the counted noun" if str(figure.measure).startswith("~") else "measures, by its unit"
    last = measured.last if measured.last > measured.first else measured.first + 1
    words = said(measured.first, last) if 0 <= measured.first < len(tokens) else ""
    return Step("measure", words, str(figure.measure), source)


def _status(figure: ExtractedFigure, quantity: Quantity, cues: Sequence[Match], said: _Said) -> Step:
    if "status" in figure.assumed:
        return Step("status", "", figure.status, "assumed")
    same = [c for c in cues if c.entry.canonical == figure.status]
    if not same:
        return Step("status", "", figure.status, "its period or role")
    near = min(same, key=lambda c: abs(c.first - quantity.core_first))
    return Step("status", said(near.first, near.last), figure.status, "status_cues")


def _plain(value: Decimal) -> str:
    """The number without exponent and without zeros that say nothing."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
