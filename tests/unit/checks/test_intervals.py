"""Interval arithmetic: whatever numbers lie inside the operands, the result of the operation lies inside the result."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.comparison.intervals import Interval, all_meet, decimal, hull, total

NUMBERS = st.decimals(min_value=-1000, max_value=1000, places=2, allow_nan=False, allow_infinity=False)
POSITIVE = st.decimals(min_value="0.01", max_value=1000, places=2, allow_nan=False, allow_infinity=False)


@st.composite
def intervals_with_member(draw: st.DrawFn, numbers: st.SearchStrategy[Decimal] = NUMBERS) -> tuple[Interval, Decimal]:
    """An interval and a number inside it; an end may be missing."""
    low, member, high = sorted(draw(st.tuples(numbers, numbers, numbers)))
    ends = (None if draw(st.booleans()) and numbers is NUMBERS else low, None if draw(st.booleans()) else high)
    return Interval(*ends), member


@given(intervals_with_member(), intervals_with_member())
def test_sum_difference_and_product_hold_those_of_the_members(
    a: tuple[Interval, Decimal], b: tuple[Interval, Decimal]
) -> None:
    (first, x), (second, y) = a, b
    assert first.add(second).contains(x + y)
    assert first.subtract(second).contains(x - y)
    assert first.multiply(second).contains(x * y)


@given(intervals_with_member(), intervals_with_member(POSITIVE))
def test_a_quotient_holds_the_quotient_of_the_members(a: tuple[Interval, Decimal], b: tuple[Interval, Decimal]) -> None:
    (first, x), (second, y) = a, b
    found = first.divide(second)
    exact = x / y
    noise = abs(exact) * Decimal("1e-20")
    assert found.contains(exact) or found.contains(exact + noise) or found.contains(exact - noise)


def test_only_a_positive_denominator_divides() -> None:
    with pytest.raises(ValueError, match="positive"):
        Interval.point(Decimal(1)).divide(Interval(Decimal(0), Decimal(2)))


def test_an_interval_that_is_turned_around_is_refused() -> None:
    with pytest.raises(ValueError, match="from low to high"):
        Interval(Decimal(2), Decimal(1))


@given(st.lists(intervals_with_member(), min_size=1, max_size=6))
def test_intervals_that_share_a_member_inside_all_of_them_meet(found: list[tuple[Interval, Decimal]]) -> None:
    shared = found[0][1]
    moved = [Interval.point(shared).add(interval.subtract(Interval.point(member))) for interval, member in found]
    assert all_meet([*moved, Interval.point(shared)])


def test_two_rounded_figures_that_only_touch_do_not_meet_but_an_exact_number_on_the_end_does() -> None:
    one, two = Interval.around(Decimal(1), Decimal(1)), Interval.around(Decimal(2), Decimal(1))
    assert one.meet(two) is None
    assert Interval.point(Decimal("1.5")).meet(two) == Interval.point(Decimal("1.5"))


@given(intervals_with_member(), intervals_with_member())
def test_the_gap_is_zero_exactly_where_intervals_meet_or_touch(
    a: tuple[Interval, Decimal], b: tuple[Interval, Decimal]
) -> None:
    first, second = a[0], b[0]
    apart = first.upper < second.lower or second.upper < first.lower
    assert (first.gap(second) > 0) == apart
    assert first.gap(second) == second.gap(first)


@given(st.lists(intervals_with_member(), min_size=1, max_size=5))
def test_total_and_hull_hold_the_sum_and_each_member(found: list[tuple[Interval, Decimal]]) -> None:
    intervals, members = [i for i, _ in found], [m for _, m in found]
    assert total(intervals).contains(sum(members, Decimal(0)))
    assert all(hull(intervals).contains(member) for member in members)


def test_a_scaled_interval_turns_around_under_a_negative_factor() -> None:
    assert Interval(Decimal(1), None).scaled(Decimal(-2)) == Interval(None, Decimal(-2))


def test_a_stored_double_becomes_the_decimal_that_it_prints_as() -> None:
    assert decimal(0.1) == Decimal("0.1")
    assert decimal(None) is None
