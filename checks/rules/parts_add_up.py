"""Law: the parts that a sentence lists add up to the total that it states; of an open list, they do not exceed it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

import pandera.polars as pa
import polars as pl
from pandera.polars import PolarsData

from checks.comparison.cues import pattern
from checks.comparison.intervals import Interval, total
from checks.comparison.passages import LONGEST, passage_of
from checks.comparison.statements import Statement
from checks.comparison.verdicts import LEVELS
from checks.comparison.wording import number, told
from checks.rules.base import Candidate, LawModel, Piece, Rule, Saying, Trial, ends, with_guard
from checks.rules.listed_parts import Listing, listings
from checks.rules.sources_agree import key_of

# A slip leaves a sum near its total. Parts that add to less than half of it, or to twice as much, are parts of something else.
NEAREST, FARTHEST = Decimal("0.5"), Decimal(2)
# What opens a list without such a word: a colon, a dash, 'of the 52', '37 people, 22 on Friday'.
_LISTED = r":|–|—|\bof (the|its|their|all) |(^|[,;(] *)of |, *[0-9a-z-]+ (on|in|at|from|for|of|to|by|were|was|with) "
# Characters back to a whole in the sentence before.
REACH = 300


class PartsMeetTotal(LawModel):
    """There are numbers in the intervals with the parts adding up to the total, or to no more than it where the list is open."""

    sum_low: float = pa.Field(description="Sum of the low ends of the parts.")
    sum_high: float = pa.Field(description="Sum of the high ends of the parts; infinite where the list is open.")
    whole_low: float = pa.Field(description="Low end of the total.")
    whole_high: float = pa.Field(description="High end of the total.")

    @pa.dataframe_check(name="the parts of a list add up to its total")
    def law(cls, data: PolarsData) -> pl.LazyFrame:
        """[sum of the parts] meets [total]."""
        return data.lazyframe.select(
            (pl.col("sum_low") <= with_guard("whole_high", 1)) & (pl.col("sum_high") >= with_guard("whole_low", -1))
        )


def trials(candidates: Sequence[Candidate]) -> Iterator[Trial]:
    """For each sentence the wholes with the parts that its words give them, where the sum is near enough to be meant."""
    for candidate in candidates:
        passage = passage_of(candidate.by_role)
        for found in listings(passage) if passage is not None else ():
            summed = sum((p.centre for p in found.parts), Decimal(0))
            if NEAREST * found.whole.centre <= summed <= FARTHEST * found.whole.centre:
                yield _trial(found)


def explain(trial: Trial, verdict: str) -> Saying:
    """The sum of the parts beside the stated total."""
    whole, parts = trial.of_role("whole")[0], trial.of_role("part")
    summed = sum((p.centre for p in parts), Decimal(0))
    formula = f"{' + '.join(number(p.centre) for p in parts)} = {number(summed)}; stated: {number(whole.centre)}"
    who = told([whole, *parts])
    if verdict in ("consistent", "rounding"):
        only = "" if verdict == "consistent" else " only because the figures are rounded"
        return Saying(formula, f"The parts agree with their total{only}. {who}.", None, Decimal(0))
    gap = total(p.soft for p in parts).gap(whole.soft)
    text = f"The parts add up to {number(summed)}, not to the total that is stated. {who}. {trial.reason}"
    return Saying(
        formula,
        text.strip(),
        f"a total of {number(summed)}, or a part that differs by {number(abs(summed - whole.centre))}",
        gap,
    )


RULE = Rule(
    name="parts_add_up",
    question="Do the parts that a sentence lists add up to the total that it states?",
    candidates="passages",
    roles=("whole", "part"),
    model=PartsMeetTotal,
    trials=trials,
    explain=explain,
    about=("level",),
    needs=("unit",),
    parameters={
        "cue": f"{pattern('total_before', 'total_behind', 'comprises', 'of_them', 'rest')}|{_LISTED}",
        "least": 2,
        "longest": LONGEST,
        "reach": REACH,
        "family": 3,
        "unit": "",
    },
    within_article=True,
)


def _ways(found: Listing) -> list[Sequence[Statement]]:
    """The lists that may be meant: all parts; with other figures around them, those next to the total, or all but one."""
    parts = found.parts
    ways: list[Sequence[Statement]] = [parts]
    if found.closed and len(parts) > 2:
        ways += (
            [parts[n:] for n in range(1, len(parts) - 1)] if found.at_end else [parts[:n] for n in range(2, len(parts))]
        )
    return ways


def _trial(found: Listing) -> Trial:
    rows = []
    for level in LEVELS:
        for parts in _ways(found):
            summed = total(p.term(level) for p in parts)
            summed = summed if found.closed else summed.add(Interval(Decimal(0), None))
            rows.append({"level": level} | ends("sum", summed) | ends("whole", found.whole.term(level)))
    cap, reason = (
        ("conflict", "")
        if found.sure
        else ("possible_conflict", "That these are all its parts is inferred from the order of words.")
    )
    pieces = (Piece(found.whole, "whole", 1), *(Piece(p, "part", n) for n, p in enumerate(found.parts, 2)))
    return Trial(f"{key_of(found.whole)}|parts", pieces, tuple(rows), cap, "roles=TOLD", reason)
