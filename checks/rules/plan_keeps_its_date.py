"""Law: a plan that is told again is still for the same date. One that moved is a revision of the plan, and never a conflict."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

import pandera.polars as pa
import polars as pl
from pandera.polars import PolarsData

from checks.comparison.wording import told
from checks.rules.base import Candidate, LawModel, Piece, Rule, Saying, Trial
from checks.rules.sources_agree import key_of


class PlanKeepsItsDate(LawModel):
    """The later telling names the date of the earlier one."""

    days_moved: float = pa.Field(
        description="Days from the earlier date to the later one; negative where it was brought forward."
    )

    @pa.dataframe_check(name="a plan keeps its date")
    def law(cls, data: PolarsData) -> pl.LazyFrame:
        """days_moved = 0."""
        return data.lazyframe.select(pl.col("days_moved") == 0)


def trials(candidates: Sequence[Candidate]) -> Iterator[Trial]:
    """One trial for each pair of tellings that follow each other."""
    for candidate in candidates:
        earlier, later = candidate.by_role["earlier"][0], candidate.by_role["later"][0]
        if earlier.period_end is None or later.period_end is None:
            continue
        days = (later.period_end - earlier.period_end).days
        pieces = (Piece(earlier, "earlier", 1), Piece(later, "later", 1 if days == 0 else 2))
        reading = {"level": "hard", "days_moved": float(days)}
        yield Trial(key_of(earlier), pieces, (reading,), "revision", "subject=EQUAL; value=EQUAL", "")


def explain(trial: Trial, verdict: str) -> Saying:
    """Both dates, and by how much the plan moved."""
    earlier, later = trial.statements
    formula = f"{earlier.period_end} → {later.period_end}"
    if verdict == "consistent":
        return Saying(formula, f"The plan keeps its date. {told([earlier, later])}.", None, Decimal(0))
    days = int(float(trial.readings[0]["days_moved"]))
    moved = f"{'put off' if days > 0 else 'brought forward'} by {abs(days):,} days"
    text = f"{told([earlier, later])}. The amount is the same, its date was {moved}, from {earlier.period_end} to {later.period_end}."
    return Saying(formula, text, "a plan that was moved between the two days", Decimal(0))


RULE = Rule(
    name="plan_keeps_its_date",
    question="Is a plan that is told again still for the same date?",
    candidates="plan_keeps_its_date",
    roles=("earlier", "later"),
    model=PlanKeepsItsDate,
    trials=trials,
    explain=explain,
    about=("level",),
    needs=("measure", "subject", "period"),
    parameters={"agreeing": True},
)
