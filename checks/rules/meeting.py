"""Meeting: the law that several figures share a number, with its readings and its camps, for every law that asks it of its own figures.

Belongs here: the model, and what it is made of. Does not: which figures must meet (`sources_agree`, `retold_figures_agree`,
`reprints_agree`).
"""

from __future__ import annotations

from collections.abc import Sequence

import pandera.polars as pa
import polars as pl
from pandera.polars import PolarsData

from checks.comparison.camps import camps
from checks.comparison.intervals import Interval, hull
from checks.comparison.statements import Statement
from checks.comparison.verdicts import LEVELS
from checks.rules.base import LawModel, Piece, Reading


class FiguresMeet(LawModel):
    """All intervals of a trial share a number: the highest low end does not exceed the lowest high end."""

    max_low: float = pa.Field(description="Highest of the low ends.")
    min_high: float = pa.Field(description="Lowest of the high ends.")
    exact: bool = pa.Field(description="Whether a figure is one exact number, which may stand on the end of another.")

    @pa.dataframe_check(name="figures of the same thing meet")
    def law(cls, data: PolarsData) -> pl.LazyFrame:
        """max(low) < min(high), or equal where an exact number stands there."""
        low, high = pl.col("max_low"), pl.col("min_high")
        return data.lazyframe.select((low < high) | ((low == high) & pl.col("exact")))


def readings(members: Sequence[Statement], levels: Sequence[str] = LEVELS) -> tuple[Reading, ...]:
    """The rows of `FiguresMeet`, one a level; finely, each is read with the finest step that any of them is printed with."""
    steps = [s.step for s in members if s.value is not None]
    return tuple(_reading([s.signed(s.reading(v, min(steps, default=None))) for s in members], v) for v in levels)


def _reading(intervals: Sequence[Interval], level: str) -> Reading:
    return {
        "level": level,
        "max_low": float(max(i.lower for i in intervals)),
        "min_high": float(min(i.upper for i in intervals)),
        "exact": any(i.is_point for i in intervals),
    }


def in_camps(members: Sequence[Statement], role: str) -> tuple[Piece, ...]:
    """Each figure on the side of its camp."""
    sides = camps([s.signed(s.hard) for s in members], [s.signed(Interval.point(s.centre)).lower for s in members])
    return tuple(Piece(s, role, side) for s, side in zip(members, sides, strict=True))


def common(members: Sequence[Statement]) -> Interval:
    """What all of them allow as printed; all that any of them allows where they do not meet."""
    intervals = [s.signed(s.soft) for s in members]
    lower, upper = max(i.lower for i in intervals), min(i.upper for i in intervals)
    return Interval.of(lower, upper) if lower <= upper else hull(intervals)
