"""Camps: the fewest groups of figures in which all agree. A camp is a side of a disagreement."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from checks.comparison.intervals import Interval, all_meet


def camps(intervals: Sequence[Interval], centres: Sequence[Decimal]) -> list[int]:
    """Camp number (1, 2, …, by rising value) of each interval, so that all of a camp meet and there are as few camps as can be.

    A sweep by the high end: an interval joins the camp while all of it still meet, and opens the next one otherwise. On a line this
    greedy choice is the best there is (it is the stabbing of intervals with the fewest points). Then a wide interval that fits into
    several camps goes to the one whose numbers are nearest to its own centre: "about 4.6" stands with 4.62, not with 5.1.
    """
    order = sorted(range(len(intervals)), key=lambda i: (intervals[i].upper, intervals[i].lower, centres[i], i))
    found: list[list[int]] = []
    for index in order:
        if not found or not all_meet(intervals[i] for i in (*found[-1], index)):
            found.append([])
        found[-1].append(index)
    for index in order:
        home = next(camp for camp in found if index in camp)
        if len(home) > 1:
            nearest = min(found, key=lambda camp: _distance(index, camp, intervals, centres))
            home.remove(index)
            nearest.append(index)
    numbers = [0] * len(intervals)
    for number, camp in enumerate(found, 1):
        for index in camp:
            numbers[index] = number
    return numbers


def _distance(
    index: int, camp: Sequence[int], intervals: Sequence[Interval], centres: Sequence[Decimal]
) -> tuple[bool, Decimal]:
    """How far the nearest other centre of a camp is; a camp that it does not fit into comes last."""
    others = [i for i in camp if i != index]
    apart = min((abs(centres[i] - centres[index]) for i in others), default=Decimal(0))
    return not all_meet(intervals[i] for i in (*others, index)), apart
