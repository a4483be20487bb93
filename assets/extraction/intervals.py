"""What a printed number can mean: the soft interval that a reader expects and the hard one outside which it is excluded.

Decimals in, decimals out. Comparing intervals is the business of `checks.comparison`.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

NEARLY_SOFT, NEARLY_HARD = Decimal("0.03"), Decimal("0.10")
ABOUT_SOFT, ABOUT_HARD = Decimal("0.05"), Decimal("0.15")
UP_TO_SOFT = Decimal("0.8")
ROUND_NUMBER_SHARE = Decimal("0.05")
"""An integer with trailing zeros may be rounded, but its hard step is never more than this share of it."""


@dataclass(slots=True)
class Bounds:
    """Ends in the figure's canonical unit; None where there is no end."""

    low: Decimal | None
    high: Decimal | None
    hard_low: Decimal | None
    hard_high: Decimal | None


def significant_step(value: Decimal, step: Decimal) -> Decimal:
    """Worth of the last digit that carries meaning: trailing zeros of a whole number are not counted."""
    if value == 0 or step <= 0:
        return step
    quotient = abs(value / step)
    if quotient != quotient.to_integral_value():
        return step
    digits, zeros = int(quotient), 0
    while zeros < 15 and digits % 10 == 0:
        digits, zeros = digits // 10, zeros + 1
    return step.scaleb(zeros)


def next_coarser(value: Decimal, step: Decimal) -> Decimal:
    """The next number above `value` that is round to one digit fewer: 27,000 -> 30,000; 11 -> 20; 500 -> 1,000."""
    unit = significant_step(value, step if step > 0 else Decimal(1)) * 10
    return (value // unit + 1) * unit


def bounds(value: Decimal, step: Decimal, modifier: str | None, kind: str, *, pointed: bool = False) -> Bounds:
    """Bounds of one printed number. `step` is the worth of its last printed digit, 0 where it is exact.

    `pointed`: it was printed with a decimal point, and then its zeros were meant: "2.0 million" is no round number.
    """
    size = abs(value)
    half = step / 2
    may_be_round = step > 0 and not pointed
    rounded = min(significant_step(value, step), size * ROUND_NUMBER_SHARE) if may_be_round else Decimal(0)
    hard_half = max(half, rounded / 2)
    if kind == "fold" and step > 0 and step >= size / 10:
        hard_half = max(half, size / 8)
    if modifier == "over":
        # "more than doubled" is read as less than tripled
        return Bounds(
            value, value + max(step, Decimal(1)) if kind == "fold" else next_coarser(value, step), value, None
        )
    if modifier == "at_least":
        return Bounds(value, None, value, None)
    if modifier in ("under", "at_most"):
        below = (value * UP_TO_SOFT, Decimal(0)) if value >= 0 else (None, None)
        return Bounds(below[0], value, below[1], value)
    if modifier == "nearly":
        return Bounds(value - max(step, size * NEARLY_SOFT), value, value - max(step, size * NEARLY_HARD), value)
    if modifier == "about":
        soft, hard = max(step, size * ABOUT_SOFT), max(step, size * ABOUT_HARD)
        return Bounds(value - soft, value + soft, value - hard, value + hard)
    return Bounds(value - half, value + half, value - hard_half, value + hard_half)


def range_bounds(
    low: Decimal, high: Decimal, step: Decimal, modifier: str | None, step_low: Decimal | None = None
) -> Bounds:
    """Bounds of a printed range: each end with half a step of its own; `step` is the upper end's, and the lower's too by default."""
    half = step / 2
    half_low = half if step_low is None else step_low / 2
    if modifier == "about":
        wide = max(half, (abs(low) + abs(high)) / 2 * ABOUT_SOFT)
        return Bounds(low - half_low, high + half, low - wide, high + wide)
    return Bounds(low - half_low, high + half, low - half_low, high + half)
