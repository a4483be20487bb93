"""Verdicts: what follows from a law that held or failed at each level of reading, and how it is said.

Belongs here: verdict, hints, gap. Does not: facets (which say how strong a verdict may be), severity, or any single law.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from decimal import Decimal
from itertools import pairwise

from checks.comparison.intervals import Interval
from checks.comparison.statements import Statement

# Levels of reading, from the strictest: a coarse number read with the finest step, as printed, and what wording cannot exclude.
LEVELS = ("fine", "printed", "hard")
# How near a ratio must be to a round one to be called that.
NEAR = Decimal("0.01")
# Further apart than so many printed steps, the share says more than the steps.
STEPS_SAID = 100
# Rates that stand for one rate differ by what both amounts were rounded by.
RATE_NEAR = Decimal("0.05")
SCALES = {Decimal(1000): "a thousand", Decimal(1_000_000): "a million"}
WHOLE_RATIOS = {Decimal(2): "twice", Decimal(3): "three times"}


def judge(failed_levels: Collection[str], cap: str) -> str:
    """The verdict for the levels at which a law failed, limited by what the facets allow."""
    if "hard" in failed_levels:
        return cap
    return "rounding" if failed_levels else "consistent"


def widest_gap(intervals: Sequence[Interval]) -> Decimal:
    """Distance between the lowest and the highest of intervals that do not meet, as a share of the larger bound."""
    below, above = min(intervals, key=lambda i: i.upper), max(intervals, key=lambda i: i.lower)
    return below.gap(above)


def spread(statements: Sequence[Statement]) -> Decimal:
    """How far the numbers themselves lie apart, as a share of the larger: 1 and 2 GW touch when rounded, but are half apart."""
    centres = [s.centre for s in statements]
    larger = max(abs(c) for c in centres)
    return (max(centres) - min(centres)) / larger if larger else Decimal(0)


def hints(a: Decimal, b: Decimal) -> list[str]:
    """What may explain two numbers that differ: a slip of scale, a phase, two digits swapped."""
    small, large = sorted((abs(a), abs(b)))
    if small == 0 or small == large:
        return []
    ratio = large / small
    found = [
        f"one is {words} times the other: a slip of scale?"
        for scale, words in SCALES.items()
        if abs(ratio / scale - 1) < NEAR
    ]
    found += [
        f"one is exactly {words} the other: a phase or a share of it?"
        for whole, words in WHOLE_RATIOS.items()
        if ratio == whole
    ]
    if _swapped(small, large):
        found.append("the digits are the same in another order: two swapped?")
    return found


def nearest_apart(sides: Sequence[tuple[int, Statement]]) -> tuple[Decimal, Decimal] | None:
    """How far the nearest numbers of two sides lie apart: (printed steps, one step); None for one side, or too many steps to say.

    The step is that of the coarser of the two; whole numbers that are exact count in ones.
    """
    ordered = sorted(sides, key=lambda pair: pair[1].centre)
    pairs = [(a, b) for (side, a), (other, b) in pairwise(ordered) if side != other]
    if not pairs:
        return None
    a, b = min(pairs, key=lambda pair: pair[1].centre - pair[0].centre)
    step = max(a.step, b.step) or Decimal(1)
    steps = (b.centre - a.centre) / step
    return (steps, step) if 0 < steps <= STEPS_SAID else None


def rate_hints(a: Decimal, b: Decimal) -> list[str]:
    """What may explain two rates of exchange that differ, of positive numbers: a power of ten between them, or one upside down."""
    ratio = max(a, b) / min(a, b)
    power = round(ratio.log10())
    if power and abs(ratio / Decimal(10) ** power - 1) < RATE_NEAR:
        return [f"one rate is {Decimal(10) ** power:,} times the other: a slip of scale?"]
    return ["one rate is the other upside down: converted the wrong way?"] if abs(a * b - 1) < RATE_NEAR else []


def pair_hints(statements: Sequence[Statement]) -> list[str]:
    """Hints for the lowest and the highest of several figures."""
    centres = [s.centre for s in statements]
    return hints(min(centres), max(centres))


def _swapped(a: Decimal, b: Decimal) -> bool:
    """Whether two numbers differ by exactly two neighbouring digits that changed places."""
    left, right = (f"{n.normalize():f}".replace(".", "") for n in (a, b))
    if len(left) != len(right):
        return False
    differ = [i for i in range(len(left)) if left[i] != right[i]]
    if len(differ) != 2 or differ[1] != differ[0] + 1:
        return False
    i, j = differ
    return left[i] == right[j] and left[j] == right[i]
