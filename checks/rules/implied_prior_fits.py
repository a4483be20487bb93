"""Law: the level that a growth implies for the year before leaves room for what is said of a part of that year, and fits into more."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

import pandera.polars as pa
import polars as pl
from pandera.polars import PolarsData

from checks.comparison.intervals import Interval, hull
from checks.comparison.statements import Statement, measures_of
from checks.comparison.verdicts import LEVELS
from checks.comparison.wording import number, period, span, told
from checks.rules.base import Candidate, LawModel, Piece, Reading, Rule, Saying, Trial, with_guard
from checks.rules.growth_agrees import readings_of
from checks.rules.sources_agree import key_of


class ImpliedPriorFits(LawModel):
    """What a shorter period has seen does not exceed what the longer one can have seen."""

    reading: str = pa.Field(description="How the change is read: percent, times, times more.")
    shorter_low: float = pa.Field(description="Low end of the shorter of the implied and the stated level.")
    longer_high: float = pa.Field(description="High end of the longer of the two.")

    @pa.dataframe_check(name="the implied level of the year before fits")
    def law(cls, data: PolarsData) -> pl.LazyFrame:
        """shorter_low ≤ longer_high, but for float noise in the division."""
        return data.lazyframe.select(pl.col("shorter_low") <= with_guard("longer_high", 1))


def trials(candidates: Sequence[Candidate]) -> Iterator[Trial]:
    """One trial for each level that is said of a period inside or around the year before."""
    for candidate in candidates:
        growth, current = candidate.by_role["growth"][0], candidate.by_role["current"][0]
        for role in ("inside", "around"):
            seen: set[str] = set()
            for stated in candidate.by_role.get(role, ()):
                said_so = f"{stated.value_key} {stated.period_start} {stated.period_end}"
                rows = _rows(growth, current, stated, role)
                if rows and said_so not in seen and current.soft.lower >= 0:
                    seen.add(said_so)
                    yield _trial(growth, current, stated, role, rows)


def implied_prior(growth: Statement, current: Statement, level: str) -> list[tuple[str, Interval]]:
    """The level before for each reading of the change; none where the change can be to nothing."""
    found = []
    for name, factor, _ in readings_of(growth, current, growth.reading(level)):
        if factor.lower > 0:
            found.append((name, current.reading(level).divide(factor)))
    return found


def explain(trial: Trial, verdict: str) -> Saying:
    """The implied level beside the stated one."""
    growth, current = trial.of_role("growth")[0], trial.of_role("current")[0]
    stated = trial.pieces[-1].statement
    implied = hull(interval for _, interval in implied_prior(growth, current, "printed"))
    when = period(stated.period_start, stated.period_end)
    formula = f"{number(current.centre)} after {growth.quote} implies {span(implied)} a year before; {number(stated.centre)} in {when}"
    who = told(trial.statements)
    if verdict in ("consistent", "rounding"):
        return Saying(formula, f"The implied level and the stated one fit. {who}.", None, Decimal(0))
    text = f"The implied level does not fit what is stated. {who}. {trial.reason}"
    return Saying(formula, text, "a change that is counted from another base", implied.gap(stated.soft))


RULE = Rule(
    name="implied_prior_fits",
    question="Does the level that a growth implies for the year before fit what is said of that year?",
    candidates="implied_prior_fits",
    roles=("growth", "current", "inside", "around"),
    model=ImpliedPriorFits,
    trials=trials,
    explain=explain,
    parameters={"agreeing": True, "everything": True, "flows": measures_of("flow")},
    about=("change",),
    needs=("measure", "subject", "period"),
    reach="changes_in_reach",
)


def _rows(growth: Statement, current: Statement, stated: Statement, role: str) -> list[Reading]:
    """A row for each level of reading and reading of the change."""
    rows: list[Reading] = []
    for level in LEVELS:
        known = stated.reading(level)
        for name, implied in implied_prior(growth, current, level):
            shorter, longer = (known, implied) if role == "inside" else (implied, known)
            rows.append(
                {
                    "level": level,
                    "reading": name,
                    "shorter_low": float(shorter.lower),
                    "longer_high": float(longer.upper),
                }
            )
    return rows


def _trial(growth: Statement, current: Statement, stated: Statement, role: str, rows: Sequence[Reading]) -> Trial:
    pieces = (Piece(growth, "growth", 1), Piece(current, "current", 2), Piece(stated, role, 3))
    key = f"{key_of(current)}|{growth.unit}|{stated.period_start}/{stated.period_end}"
    reason = "From which base the change is counted is inferred."
    return Trial(
        key, pieces, tuple(rows), "possible_conflict", "measure=EQUAL; subject=EQUAL; period=CONTAINED", reason
    )
