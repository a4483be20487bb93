"""Law: one quantity told in two units is one quantity; amounts told in two currencies imply one rate of exchange."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import cache

import pandera.polars as pa
import polars as pl
from pandera.polars import PolarsData

from checks.comparison.intervals import Interval
from checks.comparison.statements import Statement
from checks.comparison.surroundings import between
from checks.comparison.verdicts import hints, rate_hints
from checks.comparison.wording import number, span, told
from checks.rules.base import GUARD, Candidate, LawModel, Piece, Reading, Rule, Saying, Trial
from checks.rules.sources_agree import key_of
from warehouse.lexicon.load import lexicon

Pair = tuple[Statement, Statement]
# A round number, or one with 'about' before it, is converted from what was meant: up to this share of it, as in any hard interval.
ROUND_SHARE = Decimal("0.05")
# Rates of exchange move: by this share within a day's paper, and within a week.
DAY_SLACK, WEEK_SLACK = Decimal("0.01"), Decimal("0.05")
# What was over so many days before is often converted at the rate of its own time.
PAST_DAYS = 45
# Two tellings behind 'or' that are further apart than this are two choices.
CHOICES = Decimal("1.5")
# °F = 9/5 °C + 32; of a difference only the factor counts.
FAHRENHEIT, FREEZING = Decimal(5) / 9, Decimal(32)


class OneQuantity(LawModel):
    """The two tellings share a number."""

    reading: str = pa.Field(description="Which unit of that name, or which rate.")
    max_low: float = pa.Field(description="Higher of the low ends, in the canonical unit, or of the two rates.")
    min_high: float = pa.Field(description="Lower of the high ends.")

    @pa.dataframe_check(name="one quantity in two units is one quantity")
    def law(cls, data: PolarsData) -> pl.LazyFrame:
        """max_low ≤ min_high."""
        return data.lazyframe.select(pl.col("max_low") <= pl.col("min_high") * (1 + GUARD))


def trials(candidates: Sequence[Candidate]) -> Iterator[Trial]:
    """One trial for each pair of units, and one for each pair of currencies beside the middle one of its article or week."""
    pairs = [(c.by_role["first"][0], c.by_role["second"][0]) for c in candidates]
    for first, second in pairs:
        if first.dimension != "money":
            yield from _units(first, second)
    yield from _currencies([pair for pair in pairs if pair[0].dimension == "money"])


def explain(trial: Trial, verdict: str) -> Saying:
    """Both tellings in one unit, or both rates."""
    first, second = trial.statements[:2]
    if first.dimension == "money":
        return _explain_rates(trial, verdict)
    one, two = _plain(first, hard=False), _in_unit_of(first, second, _plain(second, hard=False))
    formula = f"{plain_quote(second)} is {span(two)} {first.unit}; stated: {span(one)}"
    if verdict in ("consistent", "rounding"):
        return Saying(formula, f"Both tell one size. {told([first, second])}.", None, Decimal(0))
    found = hints(one.lower + one.upper, two.lower + two.upper)
    text = f"{told([first, second])}: no number is both, whatever was rounded. {trial.reason}"
    return Saying(formula, text.strip(), f"a first number of {span(two)} {first.unit}", one.gap(two), tuple(found))


RULE = Rule(
    name="dual_statement_agrees",
    question="Is a quantity told in two units one quantity, and do amounts in two currencies imply one rate?",
    candidates="dual_statement_agrees",
    roles=("first", "second"),
    model=OneQuantity,
    trials=trials,
    explain=explain,
    needs=("unit",),
    within_article=True,
    parameters={"opens": r"^\s*(?:[(\[]|/|,?\s+or\s+|,?\s*or about\s+)\s*$", "closes": r"^(?:[)\],;./]|\s|$)"},
)


def plain_quote(one: Statement) -> str:
    """The quote in one line."""
    return " ".join(one.quote.split())


def _units(first: Statement, second: Statement) -> Iterator[Trial]:
    """Every reading of both unit names; what stands behind 'or' and is far off is a choice, and no telling."""
    bracketed = "(" in between(first, second) or "[" in between(first, second)
    ends = second.sentence[second.char_end - second.sentence_start :][:1]
    if bracketed and ends not in (")", "]", ",", ";"):
        return
    small, large = sorted((first.centre, _in_unit_of(first, second, Interval.point(second.centre)).lower))
    if not bracketed and (small <= 0 or large / small > CHOICES):
        return
    rows = [row for hard in (False, True) for row in _rows(first, second, hard)]
    other_system = not _power_of_ten(first, second)
    sure = bracketed and other_system and first.kind != "duration"
    cap, reason = ("conflict", "") if sure else ("possible_conflict", "The second may be another quantity.")
    pieces = (Piece(first, "first", 1), Piece(second, "second", 2))
    yield Trial(
        f"{key_of(first)}|{second.unit_as_written or second.unit}", pieces, tuple(rows), cap, "measure=EQUAL", reason
    )


def _rows(first: Statement, second: Statement, hard: bool) -> Iterator[Reading]:
    one, two = _plain(first, hard), _plain(second, hard)
    names = [(a, b) for a in ("", *_variants(first)) for b in ("", *_variants(second))]
    for name_a, name_b in names:
        for difference in (False, True) if first.dimension == "temperature" else (False,):
            a = one.scaled(_variants(first).get(name_a, Decimal(1)))
            b = _in_unit_of(first, second, two, difference=difference).scaled(_variants(second).get(name_b, Decimal(1)))
            reading = f"{name_a} {name_b}".strip() or ("difference" if difference else "as read")
            lower, upper = max(a.lower, b.lower), min(a.upper, b.upper)
            yield {
                "level": "hard" if hard else "printed",
                "reading": reading,
                "max_low": float(lower),
                "min_high": float(upper),
            }


def _plain(one: Statement, hard: bool) -> Interval:
    """What the printed digits can mean, whatever word stands before them: 'over 12 miles (19 km)' converts 12."""
    printed = Interval.around(one.centre, one.step)
    if not hard:
        return printed
    if one.modifier is None and one.hard.low is not None and one.hard.high is not None:
        return one.hard
    return Interval.around(one.centre, max(one.step, one.centre * ROUND_SHARE))


def _in_unit_of(first: Statement, second: Statement, interval: Interval, *, difference: bool = False) -> Interval:
    """The second's interval in the canonical unit of the first; only temperatures have two."""
    if first.unit == second.unit or first.dimension != "temperature":
        return interval
    shift = Decimal(0) if difference else FREEZING
    if second.unit == "degF":
        return Interval.of((interval.lower - shift) * FAHRENHEIT, (interval.upper - shift) * FAHRENHEIT)
    return Interval.of(interval.lower / FAHRENHEIT + shift, interval.upper / FAHRENHEIT + shift)


def _power_of_ten(first: Statement, second: Statement) -> bool:
    """Whether both units are of one decimal system: kilometres and metres."""
    a, b = (_factors().get((s.unit_as_written or "").casefold()) for s in (first, second))
    if a is None or b is None or first.unit != second.unit:
        return False
    ratio = max(a / b, b / a)
    return ratio.denominator == 1 and str(ratio.numerator).strip("0") == "1"


@cache
def _factors() -> dict[str, Fraction]:
    return {entry.alias.casefold(): Fraction(entry["factor"]) for entry in lexicon("units") if entry["factor"]}


def _variants(one: Statement) -> dict[str, Decimal]:
    name = (one.unit_as_written or "").casefold()
    return {e.canonical: Decimal(e["factor"]) for e in lexicon("unit_variants") if e.alias == name}


def _currencies(pairs: Sequence[Pair]) -> Iterator[Trial]:
    """Each pair beside the middle one of its group: first of its article, then of its week."""
    for by_week, slack in ((False, DAY_SLACK), (True, WEEK_SLACK)):
        groups: dict[tuple[object, ...], list[Pair]] = defaultdict(list)
        for pair in pairs:
            ordered = (pair[0], pair[1]) if pair[0].unit < pair[1].unit else (pair[1], pair[0])
            groups[_group(ordered, by_week)].append(ordered)
        for key, members in groups.items():
            if len(members) > 1 and key[-1] is not None:
                yield from _beside_the_middle(sorted(members, key=lambda p: (_rate(p), p[0].figure_id)), by_week, slack)


def _group(pair: Pair, by_week: bool) -> tuple[object, ...]:
    """Currencies and time of the amount, and the article or the week of publication."""
    one = pair[0]
    known = one.period_end is not None and one.published_on is not None
    past = known and (one.published_on - one.period_end).days > PAST_DAYS  # type: ignore[operator]
    when = one.period_end.year if past and one.period_end else "now"
    week = one.published_on.isocalendar()[:2] if one.published_on else None
    return one.unit, pair[1].unit, when, week if by_week else one.article_id


def _beside_the_middle(members: Sequence[Pair], by_week: bool, slack: Decimal) -> Iterator[Trial]:
    middle = members[(len(members) - 1) // 2]
    for pair in members:
        if pair is middle or (by_week and pair[0].article_id == middle[0].article_id):
            continue
        rows = []
        for hard in (False, True):
            a, b = (_rates(p, hard) for p in (pair, middle))
            lower, upper = max(a.lower, b.lower) * (1 - slack), min(a.upper, b.upper) * (1 + slack)
            rows.append(
                {
                    "level": "hard" if hard else "printed",
                    "reading": "rate",
                    "max_low": float(lower),
                    "min_high": float(upper),
                }
            )
        pieces = tuple(
            Piece(s, role, side)
            for side, p in enumerate((pair, middle), 1)
            for s, role in zip(p, ("first", "second"), strict=True)
        )
        reason = (
            "Rates of exchange move; these two are of one week."
            if by_week
            else "One article may convert at the rates of two days."
        )
        yield Trial(
            f"{pair[0].unit}/{pair[1].unit}", pieces, tuple(rows), "possible_conflict", "currency=EQUAL", reason
        )


def _rate(pair: Pair) -> Decimal:
    return pair[0].centre / pair[1].centre


def _rates(pair: Pair, hard: bool) -> Interval:
    return _plain(pair[0], hard).divide(_plain(pair[1], hard))


def _explain_rates(trial: Trial, verdict: str) -> Saying:
    """Both implied rates, and whether one of them is off by a power of ten or upside down."""
    pair, middle = (trial.statements[0], trial.statements[1]), (trial.statements[2], trial.statements[3])
    a, b = _rate(pair), _rate(middle)
    per = f"{pair[0].unit} per {pair[1].unit}"
    formula = f"{span(_rates(pair, False))} ≠ {span(_rates(middle, False))} {per}"
    if verdict in ("consistent", "rounding"):
        return Saying(formula.replace("≠", "and"), f"One rate fits both. {told(trial.statements)}.", None, Decimal(0))
    found = rate_hints(a, b)
    text = f"{told(trial.statements)}: they imply {number(a)} and {number(b)} {per}. {trial.reason}"
    return Saying(
        formula,
        text,
        f"a rate of {number(b)} {per} in both",
        _rates(pair, False).gap(_rates(middle, False)),
        tuple(found),
    )
