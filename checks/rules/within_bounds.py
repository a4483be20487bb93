"""Law: no number is beyond what its sort of number can be: no share of all voters over 100 %, no 45 of 40 shops, no place 0."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

import pandera.polars as pa
import polars as pl
from pandera.polars import PolarsData

from checks.comparison.intervals import INFINITY, ZERO, Interval
from checks.comparison.statements import Statement
from checks.comparison.surroundings import behind
from checks.comparison.wording import number, span, told
from checks.rules.base import Candidate, LawModel, Piece, Rule, Saying, Trial, ends
from checks.rules.sources_agree import key_of
from warehouse.lexicon.load import lexicon

_ONE, _ALL = Decimal(1), Decimal(100)
# Hours of many people add up to more than a day has; what is only a little more is one clock's and impossible.
ADDED_UP = Decimal("1.5")
_DETERMINERS = r"(?:(?:the|all|its|their|our|his|her|those|these|registered|eligible|local|young|adult|working|rural|urban)\s+){0,3}"
_IN_TIME = r"^\s+(?:an?|per|in\s+an?|of\s+the|each|every|out\s+of\s+the)\s+({})\b"
_OF_FEW = r"^\s+(?:out\s+)?of\s+(?:(?:the|its|their|all|those|these|his|her|our)\s+){0,2}$"
_MAKES_UP = r"(?:^|\s)(?:makes?|made|making)\s+up\s+$"


class WithinBounds(LawModel):
    """The figure leaves room inside the bounds of its sort."""

    value_low: float = pa.Field(description="Low end of the figure.")
    value_high: float = pa.Field(description="High end of the figure.")
    bound_low: float = pa.Field(description="The least that such a number can be.")
    bound_high: float = pa.Field(description="The most that such a number can be.")

    @pa.dataframe_check(name="a number is not beyond its bounds")
    def law(cls, data: PolarsData) -> pl.LazyFrame:
        """[value] meets [bound]."""
        return data.lazyframe.select(
            (pl.col("value_low") <= pl.col("bound_high")) & (pl.col("value_high") >= pl.col("bound_low"))
        )


def trials(candidates: Sequence[Candidate]) -> Iterator[Trial]:
    """One trial for each figure beside its bound."""
    for candidate in candidates:
        for one in candidate.by_role.get("share", ()):
            yield _trial(
                [one], "share", Interval(ZERO, _ALL), "possible_conflict", "A share of all of them is at most 100 %."
            )
        for one in candidate.by_role.get("count", ()):
            yield _trial([one], "count", Interval(ZERO, None), "possible_conflict", "Nothing is counted below zero.")
        for one in candidate.by_role.get("place", ()):
            yield _trial([one], "place", Interval(_ONE, None), "possible_conflict", "The first place is 1.")
        for one in candidate.by_role.get("time", ()):
            yield from _time(one)
        for part, whole in zip(candidate.by_role.get("part", ()), candidate.by_role.get("whole", ()), strict=True):
            bound = Interval.of(ZERO, whole.hard.upper)
            yield _trial([part, whole], "part", bound, "conflict", "A part of a number is at most that number.")


def explain(trial: Trial, verdict: str) -> Saying:
    """The figure and its bound."""
    one, reading = trial.statements[0], trial.readings[0]
    bound = Interval.of(Decimal(str(reading["bound_low"])), Decimal(str(reading["bound_high"])))
    formula = f"{number(one.centre)} outside of {span(bound)}"
    if verdict == "consistent":
        return Saying(f"{number(one.centre)} within {span(bound)}", f"{told(trial.statements)}.", None, Decimal(0))
    return Saying(
        formula, f"{told(trial.statements)}. {trial.reason}", f"a number of {span(bound)}", one.hard.gap(bound)
    )


def _wholes() -> str:
    names = sorted((re.escape(row.alias) for row in lexicon("bounded_wholes")), key=len, reverse=True)
    return rf"(?i)^\s+of\s+{_DETERMINERS}(?:{'|'.join(names)})\b"


def _times() -> str:
    return _IN_TIME.format("|".join(row.alias for row in lexicon("time_bounds")))


RULE = Rule(
    name="within_bounds",
    question="Is every number one that its sort of number can be?",
    candidates="within_bounds",
    roles=("share", "count", "place", "time", "part", "whole"),
    model=WithinBounds,
    trials=trials,
    explain=explain,
    needs=("unit",),
    parameters={"of_all": _wholes(), "makes_up": _MAKES_UP, "of_few": _OF_FEW, "in_time": _times()},
    counted_by="within_bounds_eligible",
    within_article=True,
)


def _time(one: Statement) -> Iterator[Trial]:
    """Hours of a day, days of a week or a year, months of a year, where they are one clock's."""
    named = re.match(_times(), behind(one))
    rows = {row.alias: row for row in lexicon("time_bounds")}
    row = rows["day"] if one.unit == "day/day" else rows[named.group(1)] if named else None
    if row is None:
        return
    most = Decimal(row["months"] if one.unit == "month" else row.canonical)
    if most and one.hard.lower <= most * ADDED_UP:
        yield _trial([one], "time", Interval(ZERO, most), "possible_conflict", f"A {row.alias} has no more.")


def _trial(figures: Sequence[Statement], role: str, bound: Interval, cap: str, reason: str) -> Trial:
    one = figures[0]
    roles = (role, "whole")
    upper = INFINITY if bound.high is None else bound.high
    reading = {"level": "hard"} | ends("value", one.hard) | ends("bound", Interval.of(bound.lower, upper))
    pieces = tuple(Piece(s, r, side) for side, (s, r) in enumerate(zip(figures, roles, strict=False), 1))
    return Trial(f"{key_of(one)}|{role}", pieces, (reading,), cap, "bound=DISJOINT", reason)
