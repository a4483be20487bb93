"""Alike units: a figure in the unit that another report of the same thing may have used, where its own stays in the tables.

Belongs here: months and weeks, Fahrenheit and Celsius, a rate per year. Does not: units of one dimension, which extraction already
writes in one canonical unit.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from checks.comparison.intervals import Interval
from checks.comparison.statements import Statement

# A month has 30 or 31 days, but for one.
SHORT_MONTH, MONTH, LONG_MONTH = Decimal(30), Decimal("30.4375"), Decimal(31)
FREEZING, PER_DEGREE = Decimal(32), Decimal(5) / Decimal(9)


def in_alike_unit(one: Statement) -> Statement:
    """The figure in days for months, in Celsius for Fahrenheit and for degrees of a thermometer; any other as it is."""
    if one.unit == "month":
        return _in_days(one)
    if one.unit == "degF" and not one.change:
        return _in_celsius(one)
    return replace(one, unit="degC") if one.unit == "degree" else one


def _in_days(one: Statement) -> Statement:
    def days(interval: Interval) -> Interval:
        return interval.multiply(Interval(SHORT_MONTH, LONG_MONTH)) if interval.lower >= 0 else interval.scaled(MONTH)

    value = None if one.value is None else one.value * MONTH
    return replace(one, unit="day", value=value, soft=days(one.soft), hard=days(one.hard), step=one.step * MONTH)


def _in_celsius(one: Statement) -> Statement:
    def celsius(interval: Interval) -> Interval:
        return interval.subtract(Interval.point(FREEZING)).scaled(PER_DEGREE)

    value = None if one.value is None else (one.value - FREEZING) * PER_DEGREE
    return replace(
        one, unit="degC", value=value, soft=celsius(one.soft), hard=celsius(one.hard), step=one.step * PER_DEGREE
    )
