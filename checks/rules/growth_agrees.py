"""Law: a stated change leads from the level before to the level after."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

import pandera.polars as pa
import polars as pl
from pandera.polars import PolarsData

from checks.comparison.facets import STRENGTH, Facets, relate, status_class
from checks.comparison.intervals import Interval
from checks.comparison.statements import Statement
from checks.comparison.verdicts import LEVELS
from checks.comparison.wording import number, percent, span, told
from checks.rules.base import Candidate, LawModel, Piece, Rule, Saying, Trial, ends, with_guard
from checks.rules.sources_agree import key_of

ONE, HUNDRED = Decimal(1), Decimal(100)


class GrowthLeadsFromPriorToCurrent(LawModel):
    """There are numbers in the three intervals with current = factor × prior, or current = prior + difference."""

    reading: str = pa.Field(description="How the change is read: percent, points, times, times more, difference.")
    factor_low: float = pa.Field(description="Smallest factor that the change can mean; 1 for a difference.")
    factor_high: float = pa.Field(description="Largest factor that the change can mean; 1 for a difference.")
    added_low: float = pa.Field(description="Smallest difference that it can mean; 0 for a factor.")
    added_high: float = pa.Field(description="Largest difference that it can mean; 0 for a factor.")
    prior_low: float = pa.Field(description="Low end of the level before.")
    prior_high: float = pa.Field(description="High end of the level before.")
    current_low: float = pa.Field(description="Low end of the level after.")
    current_high: float = pa.Field(description="High end of the level after.")

    @pa.dataframe_check(name="a stated change leads from the level before to the level after")
    def law(cls, data: PolarsData) -> pl.LazyFrame:
        """[factor × prior + added] meets [current]; levels are not negative."""
        lowest = pl.col("factor_low") * pl.col("prior_low") + pl.col("added_low")
        highest = pl.col("factor_high") * pl.col("prior_high") + pl.col("added_high")
        return data.lazyframe.select(
            (lowest.fill_nan(0.0) <= with_guard("current_high", 1))
            & (highest.fill_nan(float("inf")) >= with_guard("current_low", -1))
        )


def trials(candidates: Sequence[Candidate]) -> Iterator[Trial]:
    """For each stated change the nearest level after it, with the level before from the same sentence, article or elsewhere."""
    chosen = [found for candidate in candidates for found in _choose(candidate)]
    nearest: dict[tuple[str, str], int] = {}
    for growth, current, prior in chosen:
        pair = (current.figure_id, prior.figure_id)
        nearest[pair] = min(nearest.get(pair, 1 << 62), _distance(growth, current))
    for growth, current, prior in chosen:
        same_sentence = _sentence(growth) == _sentence(current)
        if (
            same_sentence
            and _distance(growth, current) > nearest[(current.figure_id, prior.figure_id)]
            and not _periods_read(growth, current)
        ):
            continue
        trial = _trial(growth, current, prior)
        if trial is not None:
            yield trial


def explain(trial: Trial, verdict: str) -> Saying:
    """The three numbers, what they imply, and what the level after would have to be."""
    growth, current, prior = (trial.of_role(role)[0] for role in ("growth", "current", "prior"))
    fitting = [
        _expected(name, factor, added, prior.soft) for name, factor, added in readings_of(growth, current, growth.soft)
    ]
    gap = min((current.soft.gap(expected) for _, expected in fitting), default=Decimal(0))
    name, expected = min(fitting, key=lambda pair: current.soft.gap(pair[1]))
    formula = f"{number(prior.centre)} with {growth.quote} gives {span(expected)}; stated: {number(current.centre)}"
    who = told(trial.statements)
    if verdict == "consistent":
        return Saying(
            formula, f"The change leads from the earlier level to the later one, read as {name}. {who}.", None, gap
        )
    if verdict == "rounding":
        low = _feasible(trial)
        return Saying(
            formula,
            f"It fits only because the levels are rounded. {who}.",
            f"{current.quote} would have to be {span(low)}",
            gap,
        )
    change = _actual(growth, current, prior)
    text = f"The change does not lead from the earlier level to the later one in any reading: they give {change}. {who}. {trial.reason}"
    return Saying(formula, text.strip(), f"a change of {change}, or a later level of {span(expected)}", gap)


RULE = Rule(
    name="growth_agrees",
    question="Does a stated increase or decrease lead from the earlier figure to the later one?",
    candidates="growth_agrees",
    roles=("growth", "current", "prior"),
    model=GrowthLeadsFromPriorToCurrent,
    trials=trials,
    explain=explain,
    parameters={"agreeing": True, "everything": True},
    reach="changes_in_reach",
)


def readings_of(growth: Statement, current: Statement, interval: Interval) -> list[tuple[str, Interval, Interval]]:
    """The readings of a change as (name, factor, addition): 'up 2 %' of a rate may be points, 'increased 2.5 times' may be ×3.5."""
    unchanged, nothing = Interval.point(ONE), Interval.point(Decimal(0))
    sign = Decimal(-1) if growth.change == "decrease_by" else ONE
    if growth.unit == "percent":
        share = interval.scaled(sign / HUNDRED)
        if growth.change == "ratio_to":
            return [("percent of it", share, nothing)]
        found = [("percent", unchanged.add(share), nothing)]
        if current.unit == "percent":
            found.append(("percentage points", unchanged, interval.scaled(sign)))
        return found
    if growth.unit == "fold":
        if growth.change == "decrease_by":
            return [("times less", unchanged.divide(interval), nothing)] if interval.lower > 0 else []
        more = [("times more", unchanged.add(interval), nothing)] if growth.change == "increase_by" else []
        return [("times", interval, nothing), *more]
    if growth.unit in (current.unit, "percentage_point"):
        return [("difference", unchanged, interval.scaled(sign))]
    return []


def _choose(candidate: Candidate) -> Iterator[tuple[Statement, Statement, Statement]]:
    """(growth, current, prior): the nearest current, and its prior from as near as there is one."""
    growth = candidate.by_role["growth"][0]
    currents = [c for c in candidate.by_role["current"] if c.soft.lower >= 0]
    priors = [p for p in candidate.by_role["prior"] if p.soft.lower >= 0]
    if not currents or not priors:
        return
    current = min(
        currents, key=lambda c: (_sentence(c) != _sentence(growth), c.role == "part", _distance(growth, c), c.figure_id)
    )
    fitting = [p for p in priors if p.unit == current.unit and p.figure_id != current.figure_id and _before(p, current)]
    for tier in (
        [p for p in fitting if _sentence(p) == _sentence(growth)],
        [p for p in fitting if p.article_id == growth.article_id],
        fitting,
    ):
        if tier:
            elsewhere = tier[0].article_id != growth.article_id
            ordered = sorted(tier, key=lambda p: (_distance(growth, p) if not elsewhere else 0, p.figure_id))
            seen: set[str] = set()
            for prior in ordered if elsewhere else ordered[:1]:
                if prior.value_key not in seen:
                    seen.add(prior.value_key)
                    yield growth, current, prior
            return


def _before(prior: Statement, current: Statement) -> bool:
    """Whether the prior can be the level before: a base of the same sentence, or the figure of an earlier period."""
    if prior.role == "base" and _sentence(prior) == _sentence(current):
        return True
    return prior.period_end is not None and current.period_end is not None and prior.period_end < current.period_end


def _trial(growth: Statement, current: Statement, prior: Statement) -> Trial | None:
    """The trial with a row for each level and reading; None where the change cannot be read."""
    rows = []
    for level in LEVELS:
        before, after = prior.term(level), current.term(level)
        for name, factor, added in readings_of(growth, current, growth.reading(level)):
            rows.append(
                {"level": level, "reading": name}
                | ends("factor", factor)
                | ends("added", added)
                | ends("prior", before)
                | ends("current", after)
            )
    if not rows:
        return None
    facets = relate(current, prior)
    cap, reason = _cap(growth, current, prior, facets)
    pieces = (Piece(growth, "growth", 1), Piece(current, "current", 2), Piece(prior, "prior", 3))
    return Trial(f"{key_of(current)}|{growth.unit}", pieces, tuple(rows), cap, facets.text, reason)


def _cap(growth: Statement, current: Statement, prior: Statement, facets: Facets) -> tuple[str, str]:
    """A conflict within one sentence, or within one article where nothing was assumed; otherwise a possible one."""
    if status_class(current.status) != status_class(prior.status) and prior.role != "base":
        return "plan_vs_actual", "One is a plan, the other an outcome."
    if prior.article_id != growth.article_id:
        return "possible_conflict", "The earlier level is another source's, which may count otherwise."
    if facets.relations["basis"] != "EQUAL":
        return "scope_differs", "The accounting basis differs."
    same_sentence = _sentence(growth) == _sentence(current) == _sentence(prior)
    doubtful = {"subject", "measure", "period"} & (growth.assumed | current.assumed | prior.assumed)
    if "measure" in doubtful or (doubtful and not same_sentence):
        return "possible_conflict", f"The {', '.join(sorted(doubtful))} was assumed from the context."
    return STRENGTH[-1], ""


def _expected(name: str, factor: Interval, added: Interval, prior: Interval) -> tuple[str, Interval]:
    return name, factor.multiply(prior).add(added)


def _feasible(trial: Trial) -> Interval:
    """The part of the later level's hard interval that the other two allow."""
    growth, current, prior = (trial.of_role(role)[0] for role in ("growth", "current", "prior"))
    expected = [_expected(n, f, a, prior.hard)[1] for n, f, a in readings_of(growth, current, growth.hard)]
    met = [m for m in (current.hard.meet(e) for e in expected) if m is not None]
    return met[0] if met else current.hard


def _actual(growth: Statement, current: Statement, prior: Statement) -> str:
    """The change that the two levels give, in the unit of the stated one."""
    if growth.unit in ("percent", "fold") and prior.centre > 0:
        ratio = current.centre / prior.centre
        return f"×{number(ratio)}" if growth.unit == "fold" or growth.change == "ratio_to" else percent(ratio - 1)
    return number(current.centre - prior.centre)


def _periods_read(growth: Statement, current: Statement) -> bool:
    return growth.period_end is not None and (growth.period_start, growth.period_end) == (
        current.period_start,
        current.period_end,
    )


def _sentence(one: Statement) -> tuple[str, int]:
    return one.article_id, one.sentence_start


def _distance(a: Statement, b: Statement) -> int:
    return max(a.char_start, b.char_start) - min(a.char_end, b.char_end)
