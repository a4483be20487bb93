"""Law: a stated ratio of two printed numbers is their ratio: 'twice as many women as men', 'one in five of the 500 workers, 100'."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

import pandera.polars as pa
import polars as pl
from pandera.polars import PolarsData

from checks.comparison.intervals import Interval
from checks.comparison.statements import Statement
from checks.comparison.surroundings import behind
from checks.comparison.verdicts import LEVELS
from checks.comparison.wording import number, span, told
from checks.rules.base import Candidate, LawModel, Piece, Rule, Saying, Trial, ends, with_guard
from checks.rules.sources_agree import key_of
from warehouse.lexicon.load import lexicon

HUNDREDTH = Decimal("0.01")
# The amounts of a ratio stand in its sentence or in one beside it.
REACH = 300
# Characters from a ratio to the second of its two amounts.
NEAR = 80
_COMPARES = r"^\s+as\s+(\w+)"
_MANY = re.compile(r"^\s+as\s+many\s+((?:[\w-]+\s+){1,2})as\s+([\w-]+(?:\s+[\w-]+)?)")
_OPENS = r"^\s+of\s"
_OF = r"^\s+of\s+(?:(?:the|its|their|all|those|these|our)\s+){0,2}$"
_GIVES = r"^\s*(?:,|\(|–|—|:)\s*(?:or|that is|i\.e\.)?,?\s*$"


class RatioIsOfItsNumbers(LawModel):
    """There are numbers in the three intervals with larger = ratio × base."""

    reading: str = pa.Field(description="Which of the two numbers is the base.")
    ratio_low: float = pa.Field(description="Low end of the ratio.")
    ratio_high: float = pa.Field(description="High end of the ratio.")
    base_low: float = pa.Field(description="Low end of what is multiplied.")
    base_high: float = pa.Field(description="High end of what is multiplied.")
    result_low: float = pa.Field(description="Low end of the result.")
    result_high: float = pa.Field(description="High end of the result.")

    @pa.dataframe_check(name="a ratio is that of its two numbers")
    def law(cls, data: PolarsData) -> pl.LazyFrame:
        """[ratio × base] meets [result]; nothing is negative."""
        lowest = (pl.col("ratio_low") * pl.col("base_low")).fill_nan(0.0)
        highest = (pl.col("ratio_high") * pl.col("base_high")).fill_nan(float("inf"))
        return data.lazyframe.select(
            (lowest <= with_guard("result_high", 1)) & (highest >= with_guard("result_low", -1))
        )


def trials(candidates: Sequence[Candidate]) -> Iterator[Trial]:
    """For each ratio the two amounts that it names by noun, or the only two of its sentence; for each fraction its part and whole."""
    for candidate in candidates:
        if "ratio" in candidate.by_role:
            yield from _ratio(candidate.by_role["ratio"][0], candidate.by_role["amount"])
        if "fraction" in candidate.by_role:
            share, whole, part = (candidate.by_role[role][0] for role in ("fraction", "whole", "part"))
            yield _trial(share, part, whole, ("fraction", "part", "whole"), "conflict", "", either_way=False)


def explain(trial: Trial, verdict: str) -> Saying:
    """The ratio that the two numbers give, beside the stated one."""
    ratio, result, base = trial.statements
    stated = _as_factor(ratio, ratio.soft)
    actual = result.centre / base.centre
    formula = f"{number(result.centre)} / {number(base.centre)} = {number(actual)}; stated: {span(stated)}"
    expected = stated.multiply(base.soft)
    who = told([ratio, result, base])
    if verdict in ("consistent", "rounding"):
        only = "" if verdict == "consistent" else " only because the numbers are rounded"
        return Saying(formula, f"The ratio is that of the two numbers{only}. {who}.", None, Decimal(0))
    text = f"The two numbers give {number(actual)}, not what is stated. {who}. {trial.reason}"
    return Saying(formula, text.strip(), f"a ratio of {number(actual)}, or {span(expected)}", result.soft.gap(expected))


RULE = Rule(
    name="ratio_agrees",
    question="Is a stated ratio of two printed numbers their ratio?",
    candidates="ratio_agrees",
    roles=("ratio", "amount", "base", "fraction", "part", "whole"),
    model=RatioIsOfItsNumbers,
    trials=trials,
    explain=explain,
    needs=("unit",),
    parameters={"compares": _COMPARES, "reach": REACH, "opens": _OPENS, "of": _OF, "gives": _GIVES},
    within_article=True,
)


def _ratio(ratio: Statement, amounts: Sequence[Statement]) -> Iterator[Trial]:
    """'As many A as B' by the nouns that are counted; 'as long as' by the only two lengths of the sentence."""
    named = _MANY.match(behind(ratio))
    if named is not None:
        over, under = ([a for a in amounts if _counts(a, nouns)] for nouns in named.groups())
        pairs = [(a, b) for a in over for b in under if a.figure_id != b.figure_id]
        if pairs:
            result, base = min(pairs, key=lambda pair: (_misfit(ratio, *pair), pair[0].char_start, pair[1].char_start))
            one_sentence = {ratio.sentence_start} == {s.sentence_start for s in (result, base)}
            cap = "conflict" if one_sentence else "possible_conflict"
            reason = "" if one_sentence else "The numbers stand in another sentence."
            yield _trial(ratio, result, base, ("ratio", "amount", "base"), cap, reason, either_way=False)
        return
    word = re.match(_COMPARES, behind(ratio))
    wanted = _dimensions().get(word.group(1).casefold() if word else "", frozenset())
    beside = [
        a for a in amounts if a.sentence_start == ratio.sentence_start and (a.dimension in wanted or a.kind in wanted)
    ]
    beside.sort(key=lambda a: a.char_start)
    # 'A, 1,260 m long, is twice as long as B, at 620 m': one stands before the ratio and one soon behind it
    if (
        len(beside) == 2
        and beside[0].unit == beside[1].unit
        and beside[0].char_end <= ratio.char_start < beside[1].char_start <= ratio.char_end + NEAR
    ):
        larger, smaller = sorted(beside, key=lambda s: (-s.centre, s.figure_id))
        reason = "It is not certain that the ratio is of these two."
        yield _trial(ratio, larger, smaller, ("ratio", "amount", "base"), "possible_conflict", reason, either_way=True)


def _dimensions() -> dict[str, frozenset[str]]:
    return {row.alias: frozenset(row.canonical.split("|")) for row in lexicon("ratio_words")}


def _counts(one: Statement, named: str) -> bool:
    """Whether the figure counts what one of the two words names, in the same form of the word."""
    written = (one.unit_as_written or "").casefold().split()
    return one.kind == "count" and bool(written) and written[-1] in named.casefold().split()


def _as_factor(ratio: Statement, interval: Interval) -> Interval:
    return interval.scaled(HUNDREDTH) if ratio.unit == "percent" else interval


def _misfit(ratio: Statement, result: Statement, base: Statement) -> Decimal:
    return result.soft.gap(_as_factor(ratio, ratio.soft).multiply(base.soft))


def _trial(
    ratio: Statement,
    result: Statement,
    base: Statement,
    roles: tuple[str, str, str],
    cap: str,
    reason: str,
    *,
    either_way: bool,
) -> Trial:
    rows = []
    for level in LEVELS:
        for over, under in ((result, base), (base, result)) if either_way else ((result, base),):
            rows.append(
                {"level": level, "reading": f"of {number(under.centre)}"}
                | ends("ratio", _as_factor(ratio, ratio.reading(level)))
                | ends("base", under.term(level))
                | ends("result", over.term(level))
            )
    pieces = tuple(
        Piece(s, role, side) for side, (s, role) in enumerate(zip((ratio, result, base), roles, strict=True), 1)
    )
    return Trial(f"{key_of(result)}|{key_of(base)}", pieces, tuple(rows), cap, "measure=EQUAL", reason)
