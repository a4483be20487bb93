"""Intervals of decimals: what a printed figure can mean, and the arithmetic that laws do on it.

Belongs here: ends, meeting, sums, products. Does not: why a figure has the interval it has (that is extraction's), nor what follows
when two do not meet (that is a verdict).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Self

INFINITY = Decimal("Infinity")
ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Interval:
    """All numbers from `low` to `high`; None is no end. Raises ValueError where low exceeds high."""

    low: Decimal | None
    high: Decimal | None

    def __post_init__(self) -> None:
        """Refuse an interval that is turned around."""
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError(f"an interval runs from low to high, not from {self.low} to {self.high}")

    @classmethod
    def point(cls, value: Decimal) -> Self:
        """The interval of one number."""
        return cls(value, value)

    @classmethod
    def around(cls, value: Decimal, step: Decimal) -> Self:
        """What a number can have been before it was rounded to a multiple of `step`."""
        return cls(value - step / 2, value + step / 2)

    @classmethod
    def of(cls, lower: Decimal, upper: Decimal) -> Self:
        """From ends in which infinity stands for no end."""
        return cls(None if lower == -INFINITY else lower, None if upper == INFINITY else upper)

    @property
    def lower(self) -> Decimal:
        """Low end, minus infinity where there is none."""
        return -INFINITY if self.low is None else self.low

    @property
    def upper(self) -> Decimal:
        """High end, infinity where there is none."""
        return INFINITY if self.high is None else self.high

    @property
    def is_point(self) -> bool:
        """Whether it is one exact number."""
        return self.low is not None and self.low == self.high

    def contains(self, value: Decimal) -> bool:
        """Whether the number lies inside, ends included."""
        return self.lower <= value <= self.upper

    def meet(self, other: Interval) -> Interval | None:
        """The numbers that both allow, None where there is none; see `all_meet` for ends that only touch."""
        if not all_meet((self, other)):
            return None
        return Interval.of(max(self.lower, other.lower), min(self.upper, other.upper))

    def add(self, other: Interval) -> Interval:
        """All sums."""
        return Interval.of(self.lower + other.lower, self.upper + other.upper)

    def subtract(self, other: Interval) -> Interval:
        """All differences."""
        return Interval.of(self.lower - other.upper, self.upper - other.lower)

    def multiply(self, other: Interval) -> Interval:
        """All products; an end that is missing times zero is zero."""
        corners = [_times(a, b) for a in (self.lower, self.upper) for b in (other.lower, other.upper)]
        return Interval.of(min(corners), max(corners))

    def divide(self, other: Interval) -> Interval:
        """All quotients. Raises ValueError where the denominator can be zero or less."""
        if other.lower <= 0:
            raise ValueError("only a positive denominator divides an interval")
        return self.multiply(Interval.of(ZERO if other.high is None else 1 / other.upper, 1 / other.lower))

    def scaled(self, factor: Decimal) -> Interval:
        """All numbers times one factor; a negative factor turns the interval around."""
        return self.multiply(Interval.point(factor))

    def gap(self, other: Interval) -> Decimal:
        """Distance between two intervals as a share of the larger bound at the gap; 0 where they meet or touch."""
        below, above = (self, other) if self.upper < other.lower else (other, self)
        if below.upper >= above.lower:
            return ZERO
        return (above.lower - below.upper) / max(abs(above.lower), abs(below.upper))


def all_meet(intervals: Iterable[Interval]) -> bool:
    """Whether one number lies in all of them: max(low) ≤ min(high).

    Two rounded figures that only touch do not meet: 1.5 rounds to 1 or to 2, never to both. An exact number on an end does.
    """
    found = list(intervals)
    lower, upper = max(i.lower for i in found), min(i.upper for i in found)
    return lower < upper or (lower == upper and any(i.is_point for i in found))


def hull(intervals: Iterable[Interval]) -> Interval:
    """The smallest interval that holds them all."""
    found = list(intervals)
    return Interval.of(min(i.lower for i in found), max(i.upper for i in found))


def total(intervals: Iterable[Interval]) -> Interval:
    """All sums of one number from each."""
    found = Interval.point(ZERO)
    for interval in intervals:
        found = found.add(interval)
    return found


def decimal(number: float | None) -> Decimal | None:
    """The decimal that a stored double stands for: its shortest printed form, so that equal bounds stay equal."""
    return None if number is None else Decimal(repr(float(number)))


def _times(a: Decimal, b: Decimal) -> Decimal:
    return ZERO if a == 0 or b == 0 else a * b
