"""Law: what is left of one amount after another is their difference."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

import pandera.polars as pa
import polars as pl
from pandera.polars import PolarsData

from checks.comparison.cues import holds, leads, pattern
from checks.comparison.intervals import Interval
from checks.comparison.passages import LONGEST, Passage, is_amount, passage_of, same_family
from checks.comparison.statements import Statement
from checks.comparison.verdicts import LEVELS
from checks.comparison.wording import number, span, told
from checks.rules.base import Candidate, LawModel, Piece, Rule, Saying, Trial, ends, with_guard
from checks.rules.sources_agree import key_of

# A slip leaves the difference near what is stated; amounts that have nothing to do with each other mostly do not.
NEAREST, FARTHEST = Decimal("0.5"), Decimal(2)
_WITH = re.compile(r"\W*(with|on|from|after)\b", re.IGNORECASE)
# '21,400 votes to 19,600'
_SCORE = re.compile(r"\s*(?:votes?|seats?|points?)?\s*(?:to|against)\s*$", re.IGNORECASE)
# Characters back to an amount in the sentence before.
REACH = 300


class RestIsDifference(LawModel):
    """There are numbers in the three intervals with rest = larger - smaller."""

    larger_low: float = pa.Field(description="Low end of the amount that something is taken from.")
    larger_high: float = pa.Field(description="High end of it.")
    smaller_low: float = pa.Field(description="Low end of the amount that is taken off.")
    smaller_high: float = pa.Field(description="High end of it.")
    rest_low: float = pa.Field(description="Low end of what is left.")
    rest_high: float = pa.Field(description="High end of what is left.")

    @pa.dataframe_check(name="what is left is the difference")
    def law(cls, data: PolarsData) -> pl.LazyFrame:
        """[larger - smaller] meets [rest]."""
        lowest = pl.col("larger_low") - pl.col("smaller_high")
        highest = pl.col("larger_high") - pl.col("smaller_low")
        # the guard goes by the amounts: their difference may be small beside the noise of their last digit
        noise = (pl.col("larger_high").abs() * 1e-9).fill_nan(0.0)
        return data.lazyframe.select(
            (lowest - noise <= with_guard("rest_high", 1)) & (highest + noise >= with_guard("rest_low", -1))
        )


@dataclass(frozen=True, slots=True)
class _Taken:
    """A rest with the pairs (larger, smaller) that it can be the difference of, the nearest first."""

    rest: Statement
    pairs: tuple[tuple[Statement, Statement], ...]
    sure: bool


def trials(candidates: Sequence[Candidate]) -> Iterator[Trial]:
    """For each amount that a word calls a rest, the amounts that come in and go out; a near miss of all of them fails."""
    for candidate in candidates:
        passage = passage_of(candidate.by_role)
        for found in _rests(passage) if passage is not None else ():
            near = [
                (a, b)
                for a, b in found.pairs
                if NEAREST * found.rest.centre <= a.centre - b.centre <= FARTHEST * found.rest.centre
            ]
            if near:
                yield _trial(found, near)


def explain(trial: Trial, verdict: str) -> Saying:
    """The difference of the two amounts beside the stated rest."""
    rest, larger, smaller = (trial.of_role(role)[0] for role in ("rest", "larger", "smaller"))
    actual = larger.centre - smaller.centre
    formula = f"{number(larger.centre)} - {number(smaller.centre)} = {number(actual)}; stated: {number(rest.centre)}"
    who = told([larger, smaller, rest])
    expected = larger.soft.subtract(smaller.soft)
    if verdict in ("consistent", "rounding"):
        only = "" if verdict == "consistent" else " only because the amounts are rounded"
        return Saying(formula, f"What is left is the difference{only}. {who}.", None, Decimal(0))
    text = f"The difference is {number(actual)}, not what is stated. {who}. {trial.reason}"
    return Saying(formula, text.strip(), f"a difference of {span(expected)}", rest.soft.gap(expected))


RULE = Rule(
    name="differences_agree",
    question="Is what is left of one amount after another their difference?",
    candidates="passages",
    roles=("rest", "larger", "smaller"),
    model=RestIsDifference,
    trials=trials,
    explain=explain,
    parameters={"cue": pattern("result"), "least": 2, "longest": LONGEST, "reach": REACH, "family": 3, "unit": ""},
    about=("level", "price", "rate"),
    needs=("unit",),
    within_article=True,
)


def _rests(passage: Passage) -> Iterator[_Taken]:
    for rest in passage.figures:
        if not is_amount(rest) or not leads("result", passage.before(rest)) or not _follows(passage, rest):
            continue
        others = [f for f in passage.figures if f is not rest and is_amount(f) and _alike(f, rest)]
        if len(others) == 1 and others[0].char_start < rest.char_start:
            earlier = _last_sentence(passage, rest)
            pairs = [pair for one in earlier if (pair := _pair(passage, one, others[0])) is not None]
            pairs = pairs or _left_over(passage, rest)
            yield _Taken(rest, tuple(pairs[::-1]), sure=False)
            continue
        pairs = [pair for a, b in combinations(others, 2) if (pair := _pair(passage, a, b)) is not None]
        pairs = pairs or _left_over(passage, rest)
        plain = leads("difference", passage.before(rest)) and len(others) == 2
        yield _Taken(rest, tuple(pairs), sure=plain and len(pairs) == 1)


def _left_over(passage: Passage, rest: Statement) -> list[tuple[Statement, Statement]]:
    """'runs to 56m. The owner pays 34m, leaving 24m': of the two amounts right before it, the first and larger less the second."""
    if not leads("left_over", passage.before(rest)):
        return []
    before = [f for f in (*passage.earlier, *passage.figures) if f.char_end <= rest.char_start and is_amount(f)]
    last = [f for f in before if _alike(f, rest)][-2:]
    return [(last[0], last[1])] if len(last) == 2 and last[0].centre > last[1].centre else []


def _follows(passage: Passage, rest: Statement) -> bool:
    """Whether the words say that it follows from the amounts before it: 'which left a profit of', 'with costs of …, a margin of'."""
    before = passage.before(rest)
    return ";" not in before and (
        holds("consequence", before) or leads("difference", before) or bool(_WITH.match(passage.text))
    )


def _pair(passage: Passage, a: Statement, b: Statement) -> tuple[Statement, Statement] | None:
    """(larger, smaller), where the words say of exactly one of the two that it goes out."""
    first, second = sorted((a, b), key=lambda s: s.char_start)
    if first.sentence_start == passage.start and _SCORE.match(passage.between(first, second)):
        return (a, b) if a.centre > b.centre else (b, a)
    out = [one for one in (a, b) if holds("outlay", _words_of(passage, one))]
    if len(out) != 1 or a.centre == b.centre:
        return None
    other = b if out[0] is a else a
    if other.sentence_start == passage.start and not holds("income", _words_of(passage, other)):
        return None
    larger, smaller = (a, b) if a.centre > b.centre else (b, a)
    return larger, smaller


def _words_of(passage: Passage, one: Statement) -> str:
    """The words right before a figure of the passage; of an earlier one, its sentence."""
    return passage.before(one) if one.sentence_start == passage.start else one.sentence


def _last_sentence(passage: Passage, rest: Statement) -> list[Statement]:
    if not passage.earlier:
        return []
    last = passage.earlier[-1].sentence_start
    return [f for f in passage.earlier if f.sentence_start == last and is_amount(f) and _alike(f, rest)]


def _alike(a: Statement, b: Statement) -> bool:
    """The same unit, or a number without one; 'a pound' may stand at one of them alone."""
    return a.unit.split("/")[0] == b.unit.split("/")[0] or same_family(a, b)


def _trial(found: _Taken, pairs: Sequence[tuple[Statement, Statement]]) -> Trial:
    rows = []
    for level in LEVELS:
        for larger, smaller in pairs:
            rows.append(
                {"level": level}
                | ends("larger", larger.term(level))
                | ends("smaller", smaller.term(level))
                | ends("rest", _size(found.rest.term(level)))
            )
    best = min(pairs, key=lambda pair: abs(pair[0].centre - pair[1].centre - found.rest.centre))
    cap, reason = (
        ("conflict", "") if found.sure else ("possible_conflict", "Of which amounts it is the difference is inferred.")
    )
    pieces = (Piece(found.rest, "rest", 1), Piece(best[0], "larger", 2), Piece(best[1], "smaller", 3))
    return Trial(f"{key_of(found.rest)}|difference", pieces, tuple(rows), cap, "roles=TOLD", reason)


def _size(interval: Interval) -> Interval:
    """A loss is told by its size."""
    return interval if interval.lower >= 0 else interval.scaled(Decimal(-1))
