"""Law: one holder has one place in a ranking, and the first place has one holder."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

import pandera.polars as pa
import polars as pl
from pandera.polars import PolarsData

from checks.comparison.names import relate_names
from checks.comparison.relations import Relation
from checks.comparison.statements import Statement
from checks.comparison.wording import number, thing, told
from checks.rules.base import Candidate, LawModel, Piece, Rule, Saying, Trial


class OnePlaceEach(LawModel):
    """The lowest and the highest of what should be one place, or one holder, are the same."""

    lowest: float = pa.Field(description="Lowest place said of the holder, or 1.")
    highest: float = pa.Field(
        description="Highest place said of the holder, or the number of holders of the first place."
    )

    @pa.dataframe_check(name="one holder, one place")
    def law(cls, data: PolarsData) -> pl.LazyFrame:
        """lowest = highest."""
        return data.lazyframe.select(pl.col("lowest") == pl.col("highest"))


def trials(candidates: Sequence[Candidate]) -> Iterator[Trial]:
    """One trial a holder, and one for each first place that several hold."""
    for candidate in candidates:
        for role, arrange in (("place", _places), ("first", _firsts)):
            members = list(candidate.by_role.get(role, ()))
            if len(members) > 1:
                yield from arrange(members)


def explain(trial: Trial, verdict: str) -> Saying:
    """Who gives which place when."""
    who = told(trial.statements)
    formula = " ≠ ".join(dict.fromkeys(f"place {number(s.centre)} of {s.subject}" for s in trial.statements))
    if verdict == "consistent":
        return Saying(formula, f"The same place is given each time. {who}.", None, Decimal(0))
    text = f"{thing(trial.statements[0])}: one ranking cannot hold both at once. {who}. {trial.reason}"
    return Saying(
        formula, text.strip(), "two days between which the ranking changed, or two different rankings", Decimal(1)
    )


RULE = Rule(
    name="ranks_do_not_contradict",
    question="Does each holder have one place in a ranking, and the first place one holder?",
    candidates="ranks_do_not_contradict",
    roles=("place", "first"),
    model=OnePlaceEach,
    trials=trials,
    explain=explain,
    parameters={"agreeing": True},
    about=("rank",),
    needs=("measure", "subject"),
    kin="ranks_do_not_contradict_kin",
)


def _places(members: Sequence[Statement]) -> Iterator[Trial]:
    """All places of one holder. Two read periods make it a series; otherwise nobody says that anything changed."""
    places = sorted({s.centre for s in members})
    if len(places) == 1 and len({s.article_id for s in members}) == 1:
        return
    cap, reason = _cap(members)
    sides = {place: side for side, place in enumerate(places, 1)}
    pieces = tuple(Piece(s, "place", sides[s.centre]) for s in members)
    yield _trial(pieces, float(places[0]), float(places[-1]), cap, reason)


def _firsts(members: Sequence[Statement]) -> Iterator[Trial]:
    """All holders of one first place, where their names cannot mean the same."""
    holders: list[str] = []
    for one in members:
        if not any(relate_names(one.subject, h) is not Relation.DISJOINT for h in holders):
            holders.append(one.subject or "")
    if len(holders) < 2 or not members[0].counterparty:
        return
    cap, reason = _cap(members)
    side = {h: n for n, h in enumerate(sorted(holders), 1)}
    pieces = tuple(
        Piece(
            s, "first", next(n for h, n in sorted(side.items()) if relate_names(s.subject, h) is not Relation.DISJOINT)
        )
        for s in members
    )
    yield _trial(pieces, 1.0, float(len(holders)), cap, reason)


def _cap(members: Sequence[Statement]) -> tuple[str, str]:
    """Never more than possible: rankings differ in what they count, and seldom say so."""
    periods = {s.period_end for s in members}
    if None not in periods and len(periods) > 1:
        return "revision", "The places are of different periods."
    voices, days = {s.voice for s in members}, {s.published_on for s in members}
    if len(voices) == 1 and len(days) > 1:
        return "revision", "The same authority gave the later place."
    return "possible_conflict", "A ranking may have changed between the days, and no source says that it did."


def _trial(pieces: tuple[Piece, ...], lowest: float, highest: float, cap: str, reason: str) -> Trial:
    first = pieces[0].statement
    key = "|".join(
        part or "" for part in (first.comparable_key, first.subject, first.counterparty, first.product, first.place)
    )
    periods = {(p.statement.period_start, p.statement.period_end) for p in pieces}
    facets = f"measure=EQUAL; subject=EQUAL; period={'EQUAL' if len(periods) == 1 and None not in next(iter(periods)) else 'UNKNOWN'}"
    return Trial(key, pieces, ({"level": "hard", "lowest": lowest, "highest": highest},), cap, facets, reason)
