"""Statements out of thin air: figures as the laws see them, with intervals that rounding gives, for properties that need no store.

Belongs here: drawing values, intervals and statements. Does not: any law, or what must hold.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import strategies as st

from checks.comparison.intervals import Interval
from checks.comparison.statements import Statement

DAY = date(2025, 3, 1)
_NUMBERS = st.decimals(-(10**6), 10**6, allow_nan=False, allow_infinity=False, places=3)
POSITIVE = st.decimals(1, 10**6, allow_nan=False, allow_infinity=False, places=2)
STEPS = st.sampled_from([Decimal(text) for text in ("0.1", "1", "5", "10", "100")])


@st.composite
def intervals_with_a_value(draw: st.DrawFn, least: Decimal | None = None) -> tuple[Interval, Decimal]:
    """An interval, open or not, and a number inside it; none of them below `least`."""
    numbers = _NUMBERS if least is None else _NUMBERS.map(lambda n: abs(n) + least)
    low, value, high = sorted(draw(st.tuples(numbers, numbers, numbers)))
    open_low, open_high = draw(st.booleans()) and least is None, draw(st.booleans())
    return Interval(None if open_low else low, None if open_high else high), value


def statement_of(value: Decimal, step: Decimal = Decimal(1), *, number: int = 0, **facets: object) -> Statement:
    """A figure that was rounded to `step`, said by a source of its own in an article of its own unless `facets` say otherwise."""
    around = Interval.around(value, step)
    plain = Statement(
        figure_id=f"fig_{number:03}", article_id=f"art_{number:03}", source=f"Source {number}", published_on=DAY,
        duplicate_cluster=None, quote=f"{value:f}", sentence=f"Sentence {number} says {value:f}.",
        sentence_start=0, char_start=20 * number, char_end=20 * number + 8, in_title=False, kind="physical", value=value,
        soft=around, hard=around, unit="MW", step=step, modifier=None, change=None, measure="capacity", dynamics="static",
        statistic="level", role="main", subject="gull rock wind farm", counterparty=None, product=None, place=None,
        period_start=None, period_end=None, period_basis="none", basis=None, status="planned", attribution=None,
        assumed=frozenset(), comparable_key="capacity|power|level", dimension="power", unit_as_written="MW", conversion_of=None,
    )  # fmt: skip
    return replace(plain, **facets)  # type: ignore[arg-type]


def widened(one: Statement, by: Decimal) -> Statement:
    """The same figure, said less exactly."""
    soft, hard = (
        Interval(None if i.low is None else i.low - by, None if i.high is None else i.high + by)
        for i in (one.soft, one.hard)
    )
    return replace(one, soft=soft, hard=hard)


def rescaled(one: Statement, factor: Decimal, unit: str) -> Statement:
    """The same figure in a unit of which one old one is `factor`."""
    return replace(
        one,
        value=None if one.value is None else one.value * factor,
        step=one.step * factor,
        soft=one.soft.scaled(factor),
        hard=one.hard.scaled(factor),
        unit=unit,
    )


@st.composite
def sources(draw: st.DrawFn, least: int = 2, most: int = 5) -> Sequence[Statement]:
    """Several sources on the same thing, their numbers near enough to agree and to disagree."""
    values = draw(st.lists(st.integers(90, 115).map(Decimal), min_size=least, max_size=most))
    steps = draw(st.lists(STEPS.filter(lambda s: s <= 10), min_size=len(values), max_size=len(values)))
    return [statement_of(v, s, number=n) for n, (v, s) in enumerate(zip(values, steps, strict=True))]
