"""Law: what is told as done lies in a period that is over, and what is told as coming in one that is not long over."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

import pandera.polars as pa
import polars as pl
from pandera.polars import PolarsData

from checks.comparison.statements import Statement, measures_of
from checks.comparison.surroundings import before, phrases_in
from checks.comparison.wording import period, told
from checks.rules.base import Candidate, LawModel, Piece, Rule, Saying, Trial
from checks.rules.sources_agree import key_of

# A year after the end of a period nobody speaks of it as coming; before that, delays are told in all tenses.
OLD_DAYS = 365
# A period of which less than this share is left may be told as a whole: the December paper sums up the year.
LEFT_SHARE = Decimal("0.1")
_YEAR = re.compile(r"(?<![\d.,])(?:19|20)\d\d(?![\d,]|\.\d)")


class PeriodIsPossible(LawModel):
    """The period is on the side of publication on which it is told."""

    days_beyond: float = pa.Field(description="Days by which the period lies on the other side of the publication.")

    @pa.dataframe_check(name="a period is over when it is told as done, and not when it is told as coming")
    def law(cls, data: PolarsData) -> pl.LazyFrame:
        """days_beyond ≤ 0."""
        return data.lazyframe.select(pl.col("days_beyond") <= 0)


def trials(candidates: Sequence[Candidate]) -> Iterator[Trial]:
    """One trial for each figure whose sentence says plainly that it is done, or that it is to come."""
    for candidate in candidates:
        for one in candidate.by_role.get("outcome", ()):
            if _told_as_done(one):
                yield _trial(one, "outcome", _days_left(one), "The period was not over on the day of publication.")
        for one in candidate.by_role.get("plan", ()):
            if _told_as_coming(one):
                yield _trial(one, "plan", _days_since(one), "The period was over long before the day of publication.")


def explain(trial: Trial, verdict: str) -> Saying:
    """The period, the day of publication, and what the sentence says."""
    one = trial.statements[0]
    span = period(one.period_start, one.period_end)
    formula = f"period {span}; published {one.published_on}"
    if verdict == "consistent":
        return Saying(formula, f"The period ends on the day of publication. {told([one])}.", None, Decimal(0))
    outcome = trial.pieces[0].role == "outcome"
    meant = (
        "a part of the period, a forecast, or another year" if outcome else "a later year, or a plan that is recalled"
    )
    return Saying(
        formula,
        f"{told([one])}, of {span}. {trial.reason}",
        meant,
        Decimal(0),
        ("the period is not possible: another year meant?",),
    )


RULE = Rule(
    name="period_possible",
    question="Is a period over when its figure is told as done, and not long over when it is told as coming?",
    candidates="period_possible",
    roles=("outcome", "plan"),
    model=PeriodIsPossible,
    trials=trials,
    explain=explain,
    needs=("period",),
    parameters={"sums": measures_of("flow", "period"), "old_days": OLD_DAYS},
    counted_by="period_possible_eligible",
    within_article=True,
)


def _told_as_done(one: Statement) -> bool:
    """Whether a verb of what is over stands before the figure, and no word says that it is a part, a guess or a plan."""
    if one.period_start is None or one.period_end is None or one.published_on is None or one.modifier == "at_least":
        return False
    length = (one.period_end - one.period_start).days + 1
    if 0 < _days_left(one) < LEFT_SHARE * length:
        return False
    said = phrases_in(before(one), "period_cues", "told")
    excused = any(phrases_in(one.sentence, "period_cues", sense) for sense in ("partial", "open"))
    # what an event of the year brought is known when the event is over
    return bool(said) and not excused and not phrases_in(one.sentence, "event_nouns")


def _told_as_coming(one: Statement) -> bool:
    """Whether a verb of what is to come stands before the figure, and the sentence recalls no earlier day."""
    if one.period_end is None or not phrases_in(before(one), "period_cues", "coming"):
        return False
    years = {int(year) for year in _YEAR.findall(one.sentence)}
    own = {day.year for day in (one.period_start, one.period_end) if day}
    return years <= own and not phrases_in(one.sentence, "period_cues", "recalled")


def _days_left(one: Statement) -> int:
    return (one.period_end - one.published_on).days if one.period_end and one.published_on else 0


def _days_since(one: Statement) -> int:
    return -_days_left(one)


def _trial(one: Statement, role: str, days: int, reason: str) -> Trial:
    reading = {"level": "hard", "days_beyond": float(days)}
    return Trial(key_of(one), (Piece(one, role, 1),), (reading,), "possible_conflict", "period=DISJOINT", reason)
