"""Law: a measure that a figure is tied to by name has units of its own dimension: a capacity is no amount of energy."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

import pandera.polars as pa
import polars as pl
from pandera.polars import PolarsData

from checks.comparison.statements import Statement
from checks.comparison.surroundings import before, behind
from checks.comparison.wording import told
from checks.rules.base import Candidate, LawModel, Piece, Rule, Saying, Trial
from checks.rules.sources_agree import key_of
from warehouse.lexicon.load import Entry, lexicon

# 'a capacity of 300 MWh', '300 MWh of installed capacity': what may stand between the name and the number.
_NAMED_BEFORE = r"(?<!\w){}\s+(?:of|is|was|at|will\s+be|would\s+be|totals|totalled)\s+(?:a|an|the|just|only)?\s*$"
_NAMED_BEHIND = r"^\s+(?:of\s+)?(?:(?:new|total|electricity|electric|net|gross)\s+)?{}(?!\w)"
_VERB_BEFORE = r"(?<!\w){}\s+(?:just|only|a|an)?\s*$"
# A period of this many days or more is one in which energy adds up.
LONG_DAYS = 28


class UnitFitsMeasure(LawModel):
    """The unit measures what the named measure is."""

    dimension: str = pa.Field(description="What the figure's unit measures.")
    unfit: str = pa.Field(description="What a unit of the named measure cannot measure.")

    @pa.dataframe_check(name="a unit fits the measure that is named")
    def law(cls, data: PolarsData) -> pl.LazyFrame:
        """dimension ≠ unfit."""
        return data.lazyframe.select(pl.col("dimension") != pl.col("unfit"))


def trials(candidates: Sequence[Candidate]) -> Iterator[Trial]:
    """One trial for each figure that is tied to a measure by name, where the lexicon knows a dimension it cannot have."""
    for candidate in candidates:
        one = candidate.by_role["statement"][0]
        row = next((row for row in lexicon("unit_fits") if row["sense"] == one.dimension and _is_named(row, one)), None)
        if row is not None:
            reading = {"level": "hard", "dimension": one.dimension, "unfit": row["sense"]}
            reason = (
                f"{row.alias} is measured in units of {row.canonical}, and {one.unit} is a unit of {one.dimension}."
            )
            yield Trial(
                key_of(one), (Piece(one, "statement", 1),), (reading,), "possible_conflict", "unit=DISJOINT", reason
            )


def explain(trial: Trial, verdict: str) -> Saying:
    """The figure, the measure named beside it, and the dimension of its unit."""
    one = trial.statements[0]
    text = f"{told([one])}. {trial.reason[:1].upper()}{trial.reason[1:]}"
    return Saying(
        f"unit {one.unit} ({one.dimension})",
        text,
        "another unit, or another measure",
        Decimal(0),
        ("the unit does not fit the measure: another unit meant?",),
    )


def _named_pattern() -> str:
    names = sorted({re.escape(row.alias) for row in lexicon("unit_fits")}, key=lambda name: (-len(name), name))
    return rf"(?i)\b(?:{'|'.join(names)})\b"


RULE = Rule(
    name="unit_fits_measure",
    question="Does the unit of a figure fit the measure that is named with it?",
    candidates="unit_fits_measure",
    roles=("statement",),
    model=UnitFitsMeasure,
    trials=trials,
    explain=explain,
    needs=("measure", "unit"),
    parameters={
        "dimensions": sorted({row["sense"] for row in lexicon("unit_fits")}),
        "named": _named_pattern(),
    },
    counted_by="unit_fits_measure_eligible",
    within_article=True,
)


def _is_named(row: Entry, one: Statement) -> bool:
    """Whether the row's measure stands right before or right behind the figure, and nothing in the sentence makes the unit fit."""
    name = re.escape(row.alias)
    tied = re.search(_NAMED_BEFORE.format(name), before(one), re.I) or re.search(
        _NAMED_BEHIND.format(name), behind(one), re.I
    )
    if row["only"] == "period":
        tied = tied or re.search(_VERB_BEFORE.format(name), before(one), re.I)
        if not _long_period(one):
            return False
    if not tied:
        return False
    excused = [re.escape(word) for word in row["unless"].split("|") if word]
    return not (excused and re.search(rf"(?<!\w)(?:{'|'.join(excused)})(?!\w)", one.sentence, re.I))


def _long_period(one: Statement) -> bool:
    if one.period_start is None or one.period_end is None or one.period_basis not in ("explicit", "relative"):
        return False
    return (one.period_end - one.period_start).days >= LONG_DAYS
