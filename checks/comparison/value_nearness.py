"""How near two values are, as a reason to take two figures for tellings of one thing: reports seldom differ fivefold.

Belongs here: clues that the numbers give. Does not: the words around them (`retelling`), nor whether two values agree (`intervals`).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from checks.comparison.intervals import all_meet
from checks.comparison.statements import Statement

# Two values this near each other, as larger over smaller, and what it adds: reports of one thing seldom differ fivefold.
NEARNESS = ((1.3, 1.0), (2.0, 0.0), (5.0, -1.0))
FAR = -2.5
# Two reports seldom give the same number of two things, unless it is a small or a coarse one.
SAME_NUMBER, MEETS = 4.0, 2.0
SMALL = 10
FINE = Decimal("0.02")
# Digits in another order, or at another scale, are what a slip of the pen leaves; chance seldom does.
SAME_DIGITS, SAME_SCALED = 2.5, 1.5
# One digit is often the same by chance.
SAME_DIGIT_SCALED = -1.0


@dataclass(frozen=True, slots=True)
class Clue:
    """One reason for or against, with its weight."""

    what: str
    weight: float


def nearness(a: Statement, b: Statement) -> Clue:
    """What two values say of being two tellings of one."""
    if all_meet((a.hard, b.hard)):
        return Clue("the same number", SAME_NUMBER) if _fine(a) and _fine(b) else Clue("the numbers meet", MEETS)
    small, large = sorted((abs(float(a.centre)), abs(float(b.centre))))
    if small == 0:
        return Clue("one is nothing", FAR)
    digits = [_digits(s) for s in (a, b)]
    if digits[0] == digits[1] and digits[0]:
        return Clue("the same digits at another scale", SAME_SCALED if len(digits[0]) > 1 else SAME_DIGIT_SCALED)
    if sorted(digits[0]) == sorted(digits[1]) and len(digits[0]) > 2:
        return Clue("the same digits in another order", SAME_DIGITS)
    ratio = large / small
    for most, weight in NEARNESS:
        if ratio < most:
            return Clue(f"values {ratio:.2f} times apart", weight)
    return Clue(f"values {ratio:.3g} times apart", FAR)


def too_far(a: Statement, b: Statement) -> bool:
    """Whether two values are so far apart, and no slip of scale, that no words make them tellings of one thing."""
    return nearness(a, b).weight <= FAR


def _fine(one: Statement) -> bool:
    """Whether a number is printed so finely that chance seldom gives it twice."""
    if one.value is None or abs(one.value) <= SMALL or one.modifier is not None:
        return False
    return one.hard.upper - one.hard.lower <= abs(one.value) * FINE


def _digits(one: Statement) -> str:
    """The digits of a value without the zeros around them, '' for a range."""
    return "" if one.value is None else "".join(map(str, abs(one.value).as_tuple().digits)).strip("0")
