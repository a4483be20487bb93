"""A figure told again in another unit: '12 miles (19 km)', '£4m ($5.1m)', '104F (40C)'.

The second number is a reading of the first, not another figure: it shares its measure, time and change. Belongs here:
finding such pairs in a sentence, and what the second takes from the first. Does not: rates of exchange.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TypeVar

from assets.extraction.model import ExtractedFigure
from assets.extraction.single_quantity import Quantity
from assets.extraction.tokens import Token

NEAR = Decimal("0.05")
"""How far a rounded conversion may lie from the exact one."""
_NEVER = frozenset(("count", "ratio", "point", "fold", "rank", "magnitude", ""))
_CLOSES = frozenset((")", ",", ";", "/", "]", "or"))
_SECOND_MARKS = frozenset((",", ";", "/", "or"))
_Item = TypeVar("_Item")


def second_readings(tokens: Sequence[Token], quantities: Sequence[Quantity]) -> dict[int, int]:
    """Index of each quantity that says an earlier one in another unit -> index of that one."""
    found: dict[int, int] = {}
    for index in range(1, len(quantities)):
        one, two = quantities[index - 1], quantities[index]
        between = [t.low for t in tokens[one.last : min(two.first, one.last + 3)]] if two.first > one.last else []
        closed = two.last >= len(tokens) or tokens[two.last].low in _CLOSES
        first = found.get(index - 1)
        if first is not None and len(between) == 1 and between[0] in _SECOND_MARKS and closed:
            if _is_other_unit(quantities[first], two):
                found[index] = first
        elif (between in (["("], ["["]) and closed) or between in (["or"], [",", "or"], ["/"]):
            bracketed = between[0] in "(["
            if _is_other_unit(one, two) and (bracketed or one.dimension != "money"):
                found[index] = index - 1
    return found


def _is_other_unit(one: Quantity, two: Quantity) -> bool:
    """Whether both tell one size in two units: other currencies, or lengths and the like that come to the same."""
    if one.dimension != two.dimension or one.dimension in _NEVER:
        return False
    if one.sign != two.sign and one.dimension != "temperature":
        return False  # minus 11 degrees Celsius are 12 Fahrenheit
    if one.unit != two.unit:
        return True
    a, b = _size(one), _size(two)
    same = a is not None and b is not None and abs(a - b) <= NEAR * max(abs(a), abs(b))
    return same and not one.dimension.startswith("money")


def _size(quantity: Quantity) -> Decimal | None:
    return quantity.value if quantity.value is not None else quantity.value_high


def as_first(items: Sequence[_Item], readings: Mapping[int, int]) -> list[_Item]:
    """What was found about each quantity, with that of the first reading for every second one."""
    return [items[readings.get(index, index)] for index in range(len(items))]


def with_modifiers(quantities: Sequence[Quantity], readings: Mapping[int, int]) -> list[Quantity]:
    """'about 2 miles (3.2 km)': both are about."""
    told = list(quantities)
    for second, first in readings.items():
        if told[second].modifier is None:
            told[second] = replace(told[second], modifier=told[first].modifier)
    return told


def tie(figures: Mapping[int, ExtractedFigure], readings: Mapping[int, int]) -> None:
    """Marks second readings. In the same canonical unit they are out of all comparisons: the first speaks for both."""
    for index, of in readings.items():
        second, first = figures.get(index), figures.get(of)
        if second is None or first is None:
            continue
        second.conversion_of = first.char_start
        second.subject, second.counterparty = first.subject, first.counterparty
        second.product, second.place, second.measure = first.product, first.place, first.measure
        second.status, second.assumed = first.status, set(first.assumed)
        if second.unit == first.unit:
            second.comparable_key = None
