"""Law: who is called the largest has no smaller amount than another whom the same article names, by the measure of the ranking."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandera.polars as pa
import polars as pl
from pandera.polars import PolarsData

from checks.comparison.names import core, relate_names
from checks.comparison.relations import Relation
from checks.comparison.statements import Statement
from checks.comparison.verdicts import LEVELS
from checks.comparison.wording import named, number, told
from checks.rules.base import Candidate, LawModel, Piece, Rule, Saying, Trial
from checks.rules.sources_agree import key_of
from warehouse.lexicon.load import lexicon

# Amounts that are set beside the first place stand in its sentence or the next.
REACH = 250


class FirstIsLargest(LawModel):
    """The amount of the first can be at least that of the rival."""

    first_high: float = pa.Field(description="High end of the amount of whom is called the first.")
    rival_low: float = pa.Field(description="Low end of the amount of the other.")

    @pa.dataframe_check(name="the first in a ranking has the largest amount")
    def law(cls, data: PolarsData) -> pl.LazyFrame:
        """first_high ≥ rival_low."""
        return data.lazyframe.select(pl.col("first_high") >= pl.col("rival_low"))


def trials(candidates: Sequence[Candidate]) -> Iterator[Trial]:
    """One trial for each rival of another name, in the same unit and period, that the sentence of the ranking does not name."""
    for candidate in candidates:
        place, holders = candidate.by_role["place"][0], candidate.by_role.get("holder", ())
        if len(holders) != 1:
            continue
        for rival in candidate.by_role.get("rival", ()):
            if _comparable(place, holders[0], rival):
                yield _trial(place, holders[0], rival)


def explain(trial: Trial, verdict: str) -> Saying:
    """Who is called the first, and both amounts."""
    _, first, rival = trial.statements
    formula = f"{number(first.centre)} ≥ {number(rival.centre)}"
    if verdict in ("consistent", "rounding"):
        return Saying(
            formula, f"The first has the larger amount. {told(trial.statements)}.", None, first.soft.gap(first.soft)
        )
    who, other = named(first.subject or ""), named(rival.subject or "")
    text = f"{who} is called the first, and {other} has more. {told(trial.statements)}. {trial.reason}"
    return Saying(formula, text, "another ranking, or amounts of two sorts", first.soft.gap(rival.soft))


RULE = Rule(
    name="first_is_largest",
    question="Has whoever is called the largest the largest amount of those named?",
    candidates="first_is_largest",
    roles=("place", "holder", "rival"),
    model=FirstIsLargest,
    trials=trials,
    explain=explain,
    about=("rank",),
    needs=("measure", "subject"),
    parameters={
        "rankings": [row.alias for row in lexicon("rank_measures") for _ in row.canonical.split("|")],
        "measures": [measure for row in lexicon("rank_measures") for measure in row.canonical.split("|")],
        "reach": REACH,
    },
    within_article=True,
)


def _comparable(place: Statement, first: Statement, rival: Statement) -> bool:
    """Whether the rival is another of the same list: one that the ranking's own sentence names may be the whole, not a member."""
    whole = any(word in place.sentence.casefold() for word in core(rival.subject or ""))
    return (
        relate_names(first.subject, rival.subject) is Relation.DISJOINT
        and (rival.sentence_start == place.sentence_start or not whole)
        and (first.unit == rival.unit or first.kind == rival.kind == "count")
        and (first.product, first.basis) == (rival.product, rival.basis)
        and (first.period_start, first.period_end) == (rival.period_start, rival.period_end)
        and "subject" not in first.assumed | rival.assumed
        # 'the largest in Kell' ranks those in Kell: a place that only one of them has is a scope
        and first.place == rival.place == place.place
    )


def _trial(place: Statement, first: Statement, rival: Statement) -> Trial:
    rows = tuple(
        {
            "level": level,
            "first_high": float(first.reading(level).upper),
            "rival_low": float(rival.reading(level).lower),
        }
        for level in LEVELS
    )
    pieces = (Piece(place, "place", 1), Piece(first, "holder", 1), Piece(rival, "rival", 2))
    reason = "The ranking may count otherwise, or only some of them."
    return Trial(
        f"{key_of(place)}|{key_of(first)}", pieces, rows, "possible_conflict", "measure=EQUAL; period=EQUAL", reason
    )
