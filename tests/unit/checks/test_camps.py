"""Camps: the fewest groups in which all agree."""

from __future__ import annotations

from decimal import Decimal
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from checks.comparison.camps import camps
from checks.comparison.intervals import Interval, all_meet

WIDTHS = st.tuples(st.integers(0, 20), st.integers(0, 8))


def _interval(low: int, width: int) -> Interval:
    return Interval(Decimal(low), Decimal(low + width))


def _centres(intervals: list[Interval]) -> list[Decimal]:
    return [(i.lower + i.upper) / 2 for i in intervals]


@settings(max_examples=60)
@given(st.lists(WIDTHS, min_size=1, max_size=5))
def test_all_of_a_camp_meet_and_no_grouping_has_fewer_camps(ends: list[tuple[int, int]]) -> None:
    intervals = [_interval(*end) for end in ends]
    numbers = camps(intervals, _centres(intervals))
    grouped = [[i for i, n in zip(intervals, numbers, strict=True) if n == camp] for camp in set(numbers)]
    assert all(all_meet(group) for group in grouped)
    possible = product(range(len(intervals)), repeat=len(intervals))
    fewest = min(
        len(set(labels))
        for labels in possible
        if all(all_meet([i for i, n in zip(intervals, labels, strict=True) if n == label]) for label in set(labels))
    )
    assert len(set(numbers)) == fewest


def test_a_vague_figure_stands_with_the_nearest_camp_that_it_fits_into() -> None:
    intervals = [
        Interval(Decimal("4.61"), Decimal("4.63")),
        Interval(Decimal("5.05"), Decimal("5.15")),
        Interval(Decimal("3.9"), Decimal("5.3")),
    ]
    assert camps(intervals, [Decimal("4.62"), Decimal("5.1"), Decimal("4.6")]) == [1, 2, 1]


def test_one_camp_where_all_agree() -> None:
    assert camps([_interval(0, 5), _interval(2, 5), _interval(4, 5)], [Decimal(2), Decimal(4), Decimal(6)]) == [1, 1, 1]
