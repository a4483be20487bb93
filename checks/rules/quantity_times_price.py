"""Law: so many at so much each, or so much a month for so many months, make the stated total."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

import pandera.polars as pa
import polars as pl
from pandera.polars import PolarsData

from checks.comparison.cues import follows, holds, leads, pattern
from checks.comparison.intervals import Interval
from checks.comparison.passages import LONGEST, Passage, is_amount, passage_of
from checks.comparison.statements import Statement
from checks.comparison.verdicts import LEVELS
from checks.comparison.wording import number, span, told
from checks.rules.base import Candidate, LawModel, Piece, Rule, Saying, Trial, ends, with_guard
from checks.rules.sources_agree import key_of

# 'a team', 'per household', 'for every pupil'
_ONE_THING = re.compile(r"\s*(?:an?|per|for each|for every|on every|to each)\s+(\w+)", re.IGNORECASE)
# Share of the days of a week on which people work.
WORKING_DAYS = Decimal(5) / 7
_EACH_OF = re.compile(r"\beach of (?:the |its |their )?$", re.IGNORECASE)
_NEAR = 40
# A slip leaves the product near the stated total; numbers that are no price, quantity and total of each other mostly do not.
NEAREST, FARTHEST = Decimal("0.5"), Decimal(2)
# How near a product must be to a thousandth, a tenth, ten times … of the total to be called a slip of scale.
SCALE_SLIP = Decimal("0.1")
SCALES = (Decimal("0.001"), Decimal("0.1"), Decimal(10), Decimal(1000))


class TotalIsQuantityTimesPrice(LawModel):
    """There are numbers in the three intervals with total = quantity × price."""

    price_low: float = pa.Field(description="Low end of what one has or costs.")
    price_high: float = pa.Field(description="High end of it.")
    quantity_low: float = pa.Field(description="Low end of how many there are.")
    quantity_high: float = pa.Field(description="High end of it.")
    total_low: float = pa.Field(description="Low end of the stated total.")
    total_high: float = pa.Field(description="High end of it.")

    @pa.dataframe_check(name="quantity times price is the total")
    def law(cls, data: PolarsData) -> pl.LazyFrame:
        """[quantity × price] meets [total]; nothing is negative."""
        lowest = (pl.col("price_low") * pl.col("quantity_low")).fill_nan(0.0)
        highest = (pl.col("price_high") * pl.col("quantity_high")).fill_nan(float("inf"))
        return data.lazyframe.select((lowest <= with_guard("total_high", 1)) & (highest >= with_guard("total_low", -1)))


@dataclass(frozen=True, slots=True)
class _Bill:
    """What one costs, with the pairs (quantity, total) that it can belong to."""

    price: Statement
    pairs: tuple[tuple[Statement, Statement], ...]
    sure: bool


def trials(candidates: Sequence[Candidate]) -> Iterator[Trial]:
    """For each price or rate of a sentence, the quantities and totals that fit its unit; a near miss of all of them fails."""
    for candidate in candidates:
        passage = passage_of(candidate.by_role)
        for bill in _bills(passage) if passage is not None else ():
            near = [(q, t) for q, t in bill.pairs if _is_near(q.centre * bill.price.centre, t.centre)]
            if near:
                yield _trial(bill, near)


def explain(trial: Trial, verdict: str) -> Saying:
    """The product beside the stated total."""
    price, quantity, whole = (trial.of_role(role)[0] for role in ("price", "quantity", "total"))
    actual = number(quantity.centre * price.centre)
    formula = f"{number(quantity.centre)} × {number(price.centre)} = {actual}; stated: {number(whole.centre)}"
    who = told([quantity, price, whole])
    expected = quantity.soft.multiply(price.soft)
    if verdict in ("consistent", "rounding"):
        only = "" if verdict == "consistent" else " only because the figures are rounded"
        return Saying(formula, f"The total is quantity times price{only}. {who}.", None, Decimal(0))
    text = f"They make {actual}, not the total that is stated. {who}. {trial.reason}"
    return Saying(formula, text.strip(), f"a total of {span(expected)}", whole.soft.gap(expected))


RULE = Rule(
    name="quantity_times_price",
    question="Do so many at so much each, or so much a month for so many months, make the total?",
    candidates="passages",
    roles=("price", "quantity", "total"),
    model=TotalIsQuantityTimesPrice,
    trials=trials,
    explain=explain,
    parameters={
        "cue": pattern("each", "each_before", "paid_for"),
        "least": 3,
        "longest": LONGEST,
        "reach": 0,
        "family": 0,
        "unit": "",
    },
    about=("level", "price", "rate"),
    needs=("unit",),
    within_article=True,
)


def _bills(passage: Passage) -> Iterator[_Bill]:
    for price in passage.figures:
        if not is_amount(price):
            continue
        each = follows("each", passage.behind(price))
        if "/" in price.unit and not each:
            yield _of_rate(passage, price)
        elif each or _each_before(passage, price) or _for_one(passage, price) or _on_each(passage, price):
            yield _of_each(passage, price)


def _is_near(product: Decimal, stated: Decimal) -> bool:
    """Whether a product is near what is stated, or near it but for a slip of scale."""
    if NEAREST * stated <= product <= FARTHEST * stated:
        return True
    return any(abs(product / stated / scale - 1) <= SCALE_SLIP for scale in SCALES)


def _each_before(passage: Passage, price: Statement) -> bool:
    """'Each of the 60 turbines has a capacity of 6.5 MW': the cue opens the clause in which quantity and price stand."""
    index = passage.figures.index(price)
    if index == 0 or price.kind == "count":
        return False
    count = passage.figures[index - 1]
    return (
        leads("each_before", passage.before(count))
        and count.kind == "count"
        and not holds("clause", passage.before(price))
    )


def _for_one(passage: Passage, price: Statement) -> bool:
    """'150,000 a team' in a sentence that counts teams."""
    told = _ONE_THING.match(passage.behind(price))
    return told is not None and any(
        f.unit and told.group(1).casefold() == f.unit.split(" ")[-1] for f in passage.figures if f.kind == "count"
    )


def _on_each(passage: Passage, price: Statement) -> bool:
    """'340 seats on each of 52 flights'."""
    text = passage.behind(price)
    index = passage.figures.index(price) + 1
    count = passage.figures[index] if index < len(passage.figures) else None
    return count is not None and count.kind == "count" and bool(_EACH_OF.search(text)) and len(text) <= _NEAR


def _of_rate(passage: Passage, rate: Statement) -> _Bill:
    """'2.5 million a year, or 50 million over 20 years'."""
    above, below = rate.unit.split("/", 1)
    totals = [
        f for f in passage.figures if f.unit == above and f is not rate and is_amount(f) and _is_total(passage, f, rate)
    ]
    quantities = [f for f in passage.figures if f.unit == below and f is not rate and is_amount(f) and f.change is None]
    one_each = len(totals) == 1 and len(quantities) == 1
    if len(totals) != 1:
        return _Bill(rate, (), sure=False)
    return _Bill(rate, tuple((q, t) for q in quantities for t in totals), sure=one_each)


def _of_each(passage: Passage, price: Statement) -> _Bill:
    """'45 trams at 3.2m each, a bill of 144m'."""
    units = (price.unit, price.unit.split("/")[0])
    totals = [
        f for f in passage.figures if f.unit in units and f is not price and is_amount(f) and f.centre > price.centre
    ]
    totals = [t for t in totals if _is_total(passage, t, price)]
    quantities = [
        f for f in passage.figures if f.kind == "count" and f.unit != price.unit and is_amount(f) and f.centre > 1
    ]
    if len(totals) != 1:
        return _Bill(price, (), sure=False)
    return _Bill(price, tuple((q, t) for q in quantities for t in totals), sure=len(quantities) == 1)


def _is_total(passage: Passage, one: Statement, price: Statement) -> bool:
    """Whether a word says that it is what all of them make, and it is no change and no level before."""
    before, behind = passage.before(one), passage.behind(one)
    if leads("by", before) or one.role == "base":
        return False
    return (
        holds("paid_for", before)
        or follows("total_behind", behind)
        or leads("total_before", before)
        or holds("paid_for", behind)
    )


def _quantities(bill: _Bill, quantity: Statement, level: str) -> list[Interval]:
    """How many there can be: of what is so much a day, weeks of seven days or of five."""
    printed = quantity.term(level)
    days = (
        bill.price.unit.endswith("/day")
        and quantity.unit == "day"
        and not quantity.quote.casefold().rstrip("s").endswith("day")
    )
    return [printed, printed.scaled(WORKING_DAYS)] if days else [printed]


def _trial(bill: _Bill, pairs: Sequence[tuple[Statement, Statement]]) -> Trial:
    rows = []
    for level in LEVELS:
        for quantity, whole in pairs:
            rows += [
                {"level": level}
                | ends("price", bill.price.term(level))
                | ends("quantity", many)
                | ends("total", whole.term(level))
                for many in _quantities(bill, quantity, level)
            ]
    best = min(pairs, key=lambda pair: abs(pair[0].centre * bill.price.centre / pair[1].centre - 1))
    cap, reason = (
        ("conflict", "") if bill.sure else ("possible_conflict", "Which of the numbers is the quantity is inferred.")
    )
    pieces = (Piece(best[1], "total", 1), Piece(best[0], "quantity", 2), Piece(bill.price, "price", 3))
    return Trial(f"{key_of(best[1])}|{bill.price.unit}", pieces, tuple(rows), cap, "roles=TOLD", reason)
