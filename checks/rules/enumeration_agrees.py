"""Law: a count that is followed by a closed list of what it counts has as many as the list: 'three visits (2005, 2015, 2025)'."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

import pandera.polars as pa
import polars as pl
from pandera.polars import PolarsData

from checks.comparison.statements import Statement
from checks.comparison.surroundings import behind, phrases_in
from checks.comparison.wording import number, told
from checks.rules.base import Candidate, LawModel, Piece, Rule, Saying, Trial
from checks.rules.sources_agree import key_of

_YEAR_ITEM = r"(?:19|20)\d\d"
_NAME_ITEM = r"(?:the\s+)?[A-Z][\w'’-]*(?:\s+(?:of\s+|de\s+|la\s+|al-)?[A-Z][\w'’-]*){0,3}"
_AND = r"(?:\s*,)?\s+and\s+"
# Years may stand behind a few words that say whose and where; names only right behind what they are names of.
_YEARS = re.compile(rf"^[^().,;:–—]{{0,60}}\((?:in\s+)?({_YEAR_ITEM}(?:(?:\s*[,;]\s*|{_AND}){_YEAR_ITEM})+)\)")
_NAMES = re.compile(
    rf"^\s*(?:\(({_NAME_ITEM}(?:(?:\s*,\s*|{_AND}){_NAME_ITEM})+)\)|:\s+({_NAME_ITEM}(?:(?:\s*,\s*|{_AND}){_NAME_ITEM})+)\.?\s*$)"
)
# Anything that opens like one of the two; the query's dialect knows no look-around, and needs none.
_LISTED = r"^[^().,;:]{0,60}\((?:in\s+)?(?:19|20)\d\d|^\s*(?:\(|:\s+)(?:the\s+)?[A-Z]"


class ListIsAsLongAsItsCount(LawModel):
    """The stated count is one of the numbers of things that the list can be read to name."""

    stated: float = pa.Field(description="The count.")
    fewest: float = pa.Field(description="Items where an 'and' joins the words of one name.")
    most: float = pa.Field(description="Items where an 'and' always joins two.")

    @pa.dataframe_check(name="a list is as long as its count")
    def law(cls, data: PolarsData) -> pl.LazyFrame:
        """fewest ≤ stated ≤ most."""
        return data.lazyframe.select((pl.col("fewest") <= pl.col("stated")) & (pl.col("stated") <= pl.col("most")))


def trials(candidates: Sequence[Candidate]) -> Iterator[Trial]:
    """One trial for each count whose list can be read from end to end."""
    for candidate in candidates:
        one = candidate.by_role["count"][0]
        found = _listed(one)
        if found is not None:
            fewest, most, cap, reason = found
            reading = {"level": "hard", "stated": float(one.centre), "fewest": float(fewest), "most": float(most)}
            yield Trial(key_of(one), (Piece(one, "count", 1),), (reading,), cap, "measure=EQUAL; subject=EQUAL", reason)


def explain(trial: Trial, verdict: str) -> Saying:
    """The count and the length of the list."""
    one, reading = trial.statements[0], trial.readings[0]
    listed = _span(reading["fewest"], reading["most"])
    formula = f"stated {number(one.centre)}; listed {listed}"
    if verdict == "consistent":
        return Saying(formula, f"The list names as many as are counted. {told([one])}.", None, Decimal(0))
    gap = abs(one.centre - Decimal(str(reading["most"]))) / max(one.centre, Decimal(str(reading["most"])))
    return Saying(
        formula, f"{told([one])}; the list behind it has {listed}. {trial.reason}".strip(), f"a count of {listed}", gap
    )


RULE = Rule(
    name="enumeration_agrees",
    question="Does a list name as many as the count before it says?",
    candidates="enumeration_agrees",
    roles=("count",),
    model=ListIsAsLongAsItsCount,
    trials=trials,
    explain=explain,
    about=("level",),
    needs=(),
    parameters={"listed": _LISTED},
    within_article=True,
)


def _listed(one: Statement) -> tuple[int, int, str, str] | None:
    """(fewest, most, cap, reason) of the list behind a count; None where there is none that is surely closed."""
    text = behind(one)
    years = _YEARS.match(text)
    if years is not None:
        items = len(re.findall(_YEAR_ITEM, years.group(1)))
        if phrases_in(one.unit, "event_nouns"):
            return items, items, "conflict", ""
        # of other things there may be several in a year: only a list that is one off looks like a slip
        near = abs(items - one.centre) <= 1
        return (items, items, "possible_conflict", "There may be two in one year.") if near else None
    names = _NAMES.match(text)
    if names is None:
        return None
    parts = [part for part in re.split(r"\s*,\s*", names.group(1) or names.group(2)) if part]
    joined = sum(len(re.findall(r"(?:^|\s)and\s+(?=[A-Z])", part)) for part in parts if not part.startswith("and "))
    return len(parts), len(parts) + joined, "possible_conflict", "A name may hold a comma, or the list be of examples."


def _span(fewest: float | bool | str, most: float | bool | str) -> str:
    low, high = number(Decimal(str(fewest))), number(Decimal(str(most)))
    return low if low == high else f"{low} or {high}"
