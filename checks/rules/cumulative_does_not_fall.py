"""Law: what a shorter period has seen, the longer period that holds it has seen too."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

import pandera.polars as pa
import polars as pl
from pandera.polars import PolarsData

from checks.comparison.statements import measures_of
from checks.comparison.verdicts import LEVELS
from checks.comparison.wording import number, period, told
from checks.rules.base import Candidate, LawModel, Piece, Rule, Saying, Trial
from checks.rules.sources_agree import key_of


class LongerPeriodHoldsShorter(LawModel):
    """A sum over a longer period is not below the sum over a period inside it."""

    shorter_low: float = pa.Field(description="Low end of the shorter period's figure.")
    longer_high: float = pa.Field(description="High end of the longer period's figure.")

    @pa.dataframe_check(name="a longer period holds the shorter one")
    def law(cls, data: PolarsData) -> pl.LazyFrame:
        """shorter_low ≤ longer_high."""
        return data.lazyframe.select(pl.col("shorter_low") <= pl.col("longer_high"))


def trials(candidates: Sequence[Candidate]) -> Iterator[Trial]:
    """One trial for each pair of nested periods."""
    for candidate in candidates:
        shorter, longer = candidate.by_role["shorter"][0], candidate.by_role["longer"][0]
        step = min(shorter.step, longer.step)
        rows = tuple(
            {
                "level": level,
                "shorter_low": float(shorter.reading(level, step).lower),
                "longer_high": float(longer.reading(level, step).upper),
            }
            for level in LEVELS
        )
        doubtful = sorted({"subject", "measure", "period"} & (shorter.assumed | longer.assumed))
        cap = "possible_conflict" if doubtful else "conflict"
        reason = f"The {', '.join(doubtful)} was assumed from the context." if doubtful else ""
        pieces = (Piece(longer, "longer", 1), Piece(shorter, "shorter", 2))
        key = f"{key_of(longer)}|{shorter.period_start}/{shorter.period_end}"
        yield Trial(key, pieces, rows, cap, "measure=EQUAL; subject=EQUAL; period=CONTAINED", reason)


def explain(trial: Trial, verdict: str) -> Saying:
    """Both periods with their figures, and what is left for the rest of the longer one."""
    longer, shorter = trial.of_role("longer")[0], trial.of_role("shorter")[0]
    inside, outside = period(shorter.period_start, shorter.period_end), period(longer.period_start, longer.period_end)
    formula = f"{number(shorter.centre)} ({inside}) ≤ {number(longer.centre)} ({outside})"
    rest = longer.soft.subtract(shorter.soft)
    who = told([longer, shorter])
    if verdict in ("consistent", "rounding"):
        left = f"{number(max(rest.lower, Decimal(0)))} to {number(rest.upper)}"
        return Saying(formula, f"The longer period leaves {left} for the rest of it. {who}.", None, Decimal(0))
    text = f"The shorter period is said to have seen more than the longer one that holds it. {who}. {trial.reason}"
    return Saying(
        formula,
        text.strip(),
        f"a longer period of at least {number(shorter.hard.lower)}",
        shorter.soft.gap(longer.soft),
    )


RULE = Rule(
    name="cumulative_does_not_fall",
    question="Is what a longer period has seen at least what a period inside it has seen?",
    candidates="cumulative_does_not_fall",
    roles=("longer", "shorter"),
    model=LongerPeriodHoldsShorter,
    trials=trials,
    explain=explain,
    parameters={"agreeing": True, "flows": measures_of("flow")},
    about=("level",),
    needs=("measure", "subject", "period"),
    kin="cumulative_does_not_fall_kin",
)
