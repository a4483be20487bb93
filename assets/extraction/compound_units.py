"""Amounts told in two units: 'three years and four months', '2 hours 14 minutes', '6 feet 2 inches'.

Belongs here: adding the second to the first. Does not: a second reading of the same amount (`conversions`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assets.extraction.numbers import number_at
from assets.extraction.single_quantity import Quantity
from assets.extraction.tokens import Token
from assets.extraction.units import unit_after, without_excess

_DIMENSIONS = ("time", "duration", "length", "mass")


def with_lower_unit(tokens: Sequence[Token], quantity: Quantity | None) -> Quantity | None:
    """The quantity with the part of it that is told in a lower unit right behind."""
    if quantity is None or quantity.dimension not in _DIMENSIONS or quantity.value is None or quantity.pointed:
        return quantity
    if quantity.last != quantity.core_last or quantity.scaled or _is_first_of_two(tokens, quantity):
        return quantity
    first = quantity.last
    first += first < len(tokens) and tokens[first].low == "and"
    if first >= len(tokens) or tokens[first].kind not in ("num", "word"):
        return quantity
    number = number_at(tokens, first)
    unit = unit_after(tokens, number.last) if number is not None and number.form != "fraction" else None
    if number is None or unit is None or unit.canonical != quantity.unit or unit.last <= number.last:
        return quantity
    if (
        not unit.factor < quantity.factor
        or number.value * unit.factor >= quantity.factor
        or tokens[number.last].kind == "dash"
    ):
        return quantity
    behind = tokens[unit.last].low if unit.last < len(tokens) else ""
    if behind in ("per", "a", "an") or number.value == 0:
        return quantity
    lead = tokens[quantity.first - 1].low if quantity.first else ""
    if behind in ("ago", "later", "earlier") or (behind in ("before", "after") and lead != "for"):
        return None  # when, not how long
    value = without_excess(quantity.value + number.value * unit.factor)
    return replace(
        quantity, value=value, step=number.step * unit.factor, last=unit.last, core_last=unit.last, unit_last=unit.last
    )


def _is_first_of_two(tokens: Sequence[Token], quantity: Quantity) -> bool:
    """'between two years and six months': two amounts; '3 years, 2 months and 14 days' is a list of them."""
    return bool(quantity.first) and tokens[quantity.first - 1].low in ("between", "from", ",")
