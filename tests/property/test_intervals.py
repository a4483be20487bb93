"""Intervals hold every true value: what a number was before it was rounded, and whatever sums and products are made of it."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from assets.extraction.intervals import bounds
from checks.comparison.intervals import Interval, all_meet, hull, total
from tests.property.statements import POSITIVE, STEPS, intervals_with_a_value, statement_of

ONE = Decimal(1)
Held = tuple[Interval, Decimal]


@given(intervals_with_a_value(), intervals_with_a_value())
def test_sums_and_differences_hold_those_of_the_values(a: Held, b: Held) -> None:
    assert a[0].add(b[0]).contains(a[1] + b[1])
    assert a[0].subtract(b[0]).contains(a[1] - b[1])


@given(intervals_with_a_value(), intervals_with_a_value(), st.decimals(-50, 50, places=2))
def test_products_hold_those_of_the_values(a: Held, b: Held, factor: Decimal) -> None:
    assert a[0].multiply(b[0]).contains(a[1] * b[1])
    assert a[0].scaled(factor).contains(a[1] * factor)


@given(intervals_with_a_value(), intervals_with_a_value(least=Decimal("0.001")))
def test_quotients_hold_those_of_the_values(a: Held, b: Held) -> None:
    quotient = a[0].divide(b[0])
    # a quotient has no end of digits: 28 of them are kept
    noise = abs(a[1] / b[1]) * Decimal("1e-24")
    assert quotient.lower - noise <= a[1] / b[1] <= quotient.upper + noise


@given(st.lists(intervals_with_a_value(), min_size=1, max_size=6))
def test_the_hull_holds_all_and_the_total_their_sum(held: list[Held]) -> None:
    assert all(hull(interval for interval, _ in held).contains(value) for _, value in held)
    assert total(interval for interval, _ in held).contains(sum((value for _, value in held), Decimal(0)))


@given(intervals_with_a_value(), intervals_with_a_value())
def test_what_two_intervals_have_in_common_lies_in_both(a: Held, b: Held) -> None:
    common = a[0].meet(b[0])
    assert (common is not None) == all_meet((a[0], b[0]))
    if common is not None:
        assert hull((common, a[0])) == a[0]
        assert hull((common, b[0])) == b[0]


@given(POSITIVE, STEPS)
def test_a_rounded_number_holds_what_it_was_before(truth: Decimal, step: Decimal) -> None:
    printed = (truth / step).quantize(ONE, rounding=ROUND_HALF_EVEN) * step
    said = bounds(printed, step, None, "physical")
    assert Interval(said.low, said.high).contains(truth)
    assert Interval(said.hard_low, said.hard_high).contains(truth)


@given(POSITIVE, STEPS, st.sampled_from([None, "about", "nearly", "over", "under", "at_least", "at_most"]))
def test_what_a_reader_expects_is_not_excluded(value: Decimal, step: Decimal, modifier: str | None) -> None:
    said = bounds(value, step, modifier, "physical")
    soft, hard = Interval(said.low, said.high), Interval(said.hard_low, said.hard_high)
    assert hull((soft, hard)) == hard


@given(POSITIVE, STEPS, STEPS)
def test_a_finer_reading_lies_inside_the_printed_one_and_that_inside_the_hard_one(
    value: Decimal, step: Decimal, finest: Decimal
) -> None:
    one = statement_of(value, step)
    readings = [one.reading(level, finest) for level in ("fine", "printed", "hard")]
    assert all(hull((inner, outer)) == outer for inner, outer in pairwise(readings))
    assert all(reading.contains(value) for reading in (*readings, *(one.term(x) for x in ("fine", "printed", "hard"))))
