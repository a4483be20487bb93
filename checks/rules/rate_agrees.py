"""Law: a rate a/b is the amount of a divided by the amount of b."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

import pandera.polars as pa
import polars as pl
from pandera.polars import PolarsData

from checks.comparison.cues import holds, leads, pattern
from checks.comparison.statements import Statement
from checks.comparison.surroundings import between
from checks.comparison.verdicts import LEVELS
from checks.comparison.wording import number, span, told
from checks.rules.base import Candidate, LawModel, Piece, Rule, Saying, Trial, ends, with_guard
from checks.rules.sources_agree import key_of

# A quantity per span of time is a speed; no amount of time is stated that it could be divided by.
SPANS_OF_TIME = ["second", "minute", "hour", "day", "week", "month", "quarter", "year"]
# A restated rate stands right behind its amount ("4.78bn, i.e. 1,039 a tonne"), its divisor within two or three sentences.
BESIDE, REACH = 24, 400
MONTHS = 12
# Characters before a rate in which a word may say that it was worked out, and how far off what it was worked out of may be.
_WORKED_OUT, FARTHEST = 80, Decimal(2)


class AmountIsRateTimesDivisor(LawModel):
    """There are numbers in the three intervals with amount = rate × divisor."""

    rate_low: float = pa.Field(description="Low end of the rate.")
    rate_high: float = pa.Field(description="High end of the rate.")
    divisor_low: float = pa.Field(description="Low end of what it is per.")
    divisor_high: float = pa.Field(description="High end of what it is per.")
    amount_low: float = pa.Field(description="Low end of the amount.")
    amount_high: float = pa.Field(description="High end of the amount.")

    @pa.dataframe_check(name="an amount is its rate times its divisor")
    def law(cls, data: PolarsData) -> pl.LazyFrame:
        """[rate × divisor] meets [amount]; nothing is negative."""
        lowest = (pl.col("rate_low") * pl.col("divisor_low")).fill_nan(0.0)
        highest = (pl.col("rate_high") * pl.col("divisor_high")).fill_nan(float("inf"))
        return data.lazyframe.select(
            (lowest <= with_guard("amount_high", 1)) & (highest >= with_guard("amount_low", -1))
        )


def trials(candidates: Sequence[Candidate]) -> Iterator[Trial]:
    """For each rate that restates an amount, the divisor before it that fits best: if any does, it is that one."""
    for candidate in candidates:
        rate = candidate.by_role["rate"][0]
        amounts = [a for a in candidate.by_role.get("amount", ()) if _restated(rate, a) and a.soft.lower >= 0]
        if rate.soft.lower < 0:
            continue
        if not amounts:
            yield from _computed(rate, candidate)
            continue
        amount = max(amounts, key=lambda a: a.char_start)
        before = [
            d
            for d in candidate.by_role["divisor"]
            # grams a tonne of a mass: what is divided is not what it is divided by
            if d.figure_id != amount.figure_id and d.char_end <= rate.char_start and _same_time(d, amount)
        ]
        if rate.unit.partition("/")[2] in SPANS_OF_TIME:
            before = [_in_unit_of(rate, d) for d in before if d.char_start >= amount.char_end]
        if before:
            yield _trial(rate, amount, min(before, key=lambda d: (_misfit(rate, amount, d), -d.char_start)))


def explain(trial: Trial, verdict: str) -> Saying:
    """The rate that the two amounts give, beside the stated one."""
    rate, amount, divisor = (trial.of_role(role)[0] for role in ("rate", "amount", "divisor"))
    actual = number(amount.centre / divisor.centre) if divisor.centre else "no number"
    formula = f"{number(amount.centre)} / {number(divisor.centre)} = {actual}; stated: {span(rate.soft)}"
    who = told([amount, divisor, rate])
    expected = rate.soft.multiply(divisor.soft)
    if verdict in ("consistent", "rounding"):
        only = "" if verdict == "consistent" else " only because the amounts are rounded"
        return Saying(formula, f"The rate is the amount divided{only}. {who}.", None, Decimal(0))
    text = f"The amounts give {actual} {rate.unit}, not what is stated. {who}. {trial.reason}"
    return Saying(
        formula, text.strip(), f"a rate of {actual}, or an amount of {span(expected)}", amount.soft.gap(expected)
    )


RULE = Rule(
    name="rate_agrees",
    question="Is a rate per unit the amount divided by the number of units?",
    candidates="rate_agrees",
    roles=("rate", "amount", "divisor"),
    model=AmountIsRateTimesDivisor,
    trials=trials,
    explain=explain,
    parameters={"agreeing": True, "spans_of_time": SPANS_OF_TIME, "reach": REACH, "computed": pattern("works_out")},
    about=("rate",),
    needs=("unit",),
    within_article=True,
)


def _computed(rate: Statement, candidate: Candidate) -> Iterator[Trial]:
    """A rate that somebody worked out: of the one amount and the one divisor that stand together in a sentence before it, or of one
    that stands right before it in its own sentence and one that was told before.

    Of several pairs, that which fits best; none where the nearest is far off, as then the words do not say what was worked out.
    """
    before = rate.sentence[: rate.char_start - rate.sentence_start]
    if not leads("works_out", before) and not holds("works_out", before[-_WORKED_OUT:]):
        return
    pairs = [
        (a, d)
        for a in candidate.by_role.get("computed_amount", ())
        for d in candidate.by_role.get("computed_divisor", ())
        if d.centre > 0 and a.soft.lower >= 0
    ]
    beside = [p for p in pairs if {p[0].sentence_start, p[1].sentence_start} > {rate.sentence_start}]
    together = [p for p in pairs if p[0].sentence_start == p[1].sentence_start]
    sentences = [a.sentence_start for a, _ in together]
    pairs = beside or together
    if not pairs or (not beside and len(set(sentences)) != len(sentences)):
        return
    amount, divisor = min(pairs, key=lambda pair: _misfit(rate, *pair))
    if (
        amount.centre <= FARTHEST * rate.centre * divisor.centre
        and rate.centre * divisor.centre <= FARTHEST * amount.centre
    ):
        yield _trial(rate, amount, divisor)


def _restated(rate: Statement, amount: Statement) -> bool:
    """Whether the rate stands right behind the amount, or says the same measure of it in the same sentence, or is said again in it."""
    if rate.char_start - amount.char_end <= BESIDE or leads("restates", between(amount, rate)):
        return True
    return (
        rate.measure is not None and rate.measure == amount.measure and "measure" not in rate.assumed | amount.assumed
    )


def _in_unit_of(rate: Statement, span_of_time: Statement) -> Statement:
    """A span of years, which is kept in months, as years where the rate is by the year."""
    if span_of_time.unit == rate.unit.partition("/")[2] or span_of_time.value is None:
        return span_of_time
    part = Decimal(1) / MONTHS
    soft, hard = span_of_time.soft.scaled(part), span_of_time.hard.scaled(part)
    return replace(
        span_of_time, unit="year", value=span_of_time.value * part, step=span_of_time.step * part, soft=soft, hard=hard
    )


def _misfit(rate: Statement, amount: Statement, divisor: Statement) -> Decimal:
    return amount.soft.gap(rate.soft.multiply(divisor.soft))


def _same_time(divisor: Statement, amount: Statement) -> bool:
    """Whether nothing that was read says that they are of two periods or of two states of being."""
    periods = (divisor.period_start, divisor.period_end), (amount.period_start, amount.period_end)
    return None in (divisor.period_end, amount.period_end) or periods[0] == periods[1]


def _trial(rate: Statement, amount: Statement, divisor: Statement) -> Trial:
    rows = []
    for level in LEVELS:
        rows.append(
            {"level": level}
            | ends("rate", rate.reading(level))
            | ends("divisor", divisor.term(level))
            | ends("amount", amount.term(level))
        )
    sentences = {s.sentence_start for s in (rate, amount, divisor)}
    cap, reason = (
        ("conflict", "")
        if len(sentences) == 1
        else ("possible_conflict", "What is divided, or what it is divided by, stands in another sentence.")
    )
    pieces = (Piece(rate, "rate", 1), Piece(amount, "amount", 2), Piece(divisor, "divisor", 3))
    return Trial(f"{key_of(amount)}|{rate.unit}", pieces, tuple(rows), cap, "measure=EQUAL; subject=EQUAL", reason)
