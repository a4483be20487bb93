"""Law: a stated change leads from the level before to the level after."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

import pandera.polars as pa
import polars as pl
from pandera.polars import PolarsData

from checks.comparison.facets import STRENGTH, Facets, relate, status_class
from checks.comparison.intervals import Interval
from checks.comparison.passages import LONGEST, passage_of
from checks.comparison.statements import Statement
from checks.comparison.verdicts import LEVELS
from checks.comparison.wording import number, percent, span, told
from checks.rules.base import Candidate, LawModel, Piece, Reading, Rule, Saying, Trial, ends, with_guard
from checks.rules.growth_ends import Told, belong_together, told_ends
from checks.rules.sources_agree import key_of, too_far_apart

ONE, HUNDRED = Decimal(1), Decimal(100)
# Characters back to the figures of the sentence before: 'that is an increase of a fifth'.
REACH = 300
# The level before and the level after.
_Levels = tuple[Interval, Interval]


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
    told = [ends for candidate in candidates for ends in _told(candidate)]
    yield from filter(None, map(_told_trial, told))
    by_words = {ends.growth.figure_id for ends in told}
    chosen = [
        found
        for candidate in candidates
        for found in _choose(candidate)
        if (found[0].figure_id not in by_words or found[2].article_id != found[0].article_id)
        and _may_belong(candidate, *found)
    ]
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
    growth, current = (trial.of_role(role)[0] for role in ("growth", "current"))
    prior = _prior(trial)
    fitting = [
        _expected(name, factor, added, prior.soft) for name, factor, added in readings_of(growth, current, growth.soft)
    ]
    gap = min((current.soft.gap(expected) for _, expected in fitting), default=Decimal(0))
    name, expected = min(fitting, key=lambda pair: current.soft.gap(pair[1]))
    formula = f"{number(prior.centre)} with {growth.quote} gives {span(expected)}; stated: {number(current.centre)}"
    who = told(trial.statements)
    if verdict == "consistent":
        return Saying(
            formula,
            f"The change leads from the earlier level to the later one, read as {name}. {who}.",
            None,
            gap,
            _unit_hints(trial),
        )
    if verdict == "rounding":
        low = _feasible(trial)
        return Saying(
            formula,
            f"It fits only because the levels are rounded. {who}.",
            f"{current.quote} would have to be {span(low)}",
            gap,
            _unit_hints(trial),
        )
    change = _actual(growth, current, prior)
    text = f"The change does not lead from the earlier level to the later one in any reading: they give {change}. {who}. {trial.reason}"
    return Saying(formula, text.strip(), f"a change of {change}, or a later level of {span(expected)}", gap)


RULE = Rule(
    name="growth_agrees",
    question="Does a stated increase or decrease lead from the earlier figure to the later one?",
    candidates="growth_agrees",
    roles=("growth", "current", "prior", "added"),
    model=GrowthLeadsFromPriorToCurrent,
    trials=trials,
    explain=explain,
    parameters={"agreeing": True, "everything": True, "reach": REACH, "longest": LONGEST},
    about=("change",),
    needs=("measure", "unit"),
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


def _may_belong(candidate: Candidate, growth: Statement, current: Statement, prior: Statement) -> bool:
    """Whether the words between ends of one sentence do not say that they are the ends of something else."""
    passage = passage_of(candidate.by_role)
    return passage is None or growth not in passage.figures or belong_together(passage, growth, current, prior)


def _told(candidate: Candidate) -> Iterator[Told]:
    """The ends that the words around the change give it, if they do."""
    passage = passage_of(candidate.by_role)
    growth = next((f for f in passage.figures if f.figure_id == candidate.test), None) if passage is not None else None
    found = told_ends(passage, growth) if passage is not None and growth is not None else None
    if found is not None:
        yield found


def _told_trial(told: Told) -> Trial | None:
    """The trial of ends that words tie to the change; with an amount added instead of a level before, that level is what it leaves."""
    rows = _rows(told.growth, told.current, lambda level: _levels_of(told, level))
    if not rows:
        return None
    other, role = (told.prior, "prior") if told.prior is not None else (told.added, "added")
    if other is None:
        return None
    pieces = (Piece(told.growth, "growth", 1), Piece(told.current, "current", 2), Piece(other, role, 3))
    cap, reason = (
        ("conflict", "")
        if told.sure
        else ("possible_conflict", "Which levels it leads from and to is inferred from the order of words.")
    )
    return Trial(f"{key_of(told.current)}|{told.growth.unit}", pieces, tuple(rows), cap, "roles=TOLD", reason)


def _rows(growth: Statement, current: Statement, levels_of: Callable[[str], list[_Levels]]) -> list[Reading]:
    """A row for each level of rounding, way to read the levels, and reading of the change."""
    return [
        {"level": level, "reading": name}
        | ends("factor", factor)
        | ends("added", added)
        | ends("prior", before)
        | ends("current", after)
        for level in LEVELS
        for before, after in levels_of(level)
        for name, factor, added in readings_of(growth, current, growth.reading(level))
    ]


def _levels_of(told: Told, level: str) -> list[_Levels]:
    """(before, after) in each way to read them."""
    current = told.current.term(level)
    if told.prior is not None:
        return [(told.prior.term(level), current)]
    if told.added is None:
        return []
    moved = told.added.term(level).scaled(Decimal(-1) if told.growth.change == "decrease_by" else ONE)
    found = [(current.subtract(moved), current)]
    return [*found, (current, current.add(moved))] if told.either_end else found


def _choose(candidate: Candidate) -> Iterator[tuple[Statement, Statement, Statement]]:
    """(growth, current, prior): the nearest current, and its prior from as near as there is one."""
    if not candidate.by_role.get("growth"):
        return
    growth = candidate.by_role["growth"][0]
    currents = [c for c in candidate.by_role["current"] if c.soft.lower >= 0]
    priors = [p for p in candidate.by_role["prior"] if p.soft.lower >= 0]
    if not currents or not priors:
        return
    current = min(
        currents, key=lambda c: (_sentence(c) != _sentence(growth), c.role == "part", _distance(growth, c), c.figure_id)
    )
    fitting = [p for p in priors if p.unit == current.unit and p.figure_id != current.figure_id and _before(p, current)]
    fitting = [p for p in fitting if _sentence(p) == _sentence(current) or not too_far_apart([p], [current])]
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
    rows = _rows(growth, current, lambda level: [(prior.term(level), current.term(level))])
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


def _prior(trial: Trial) -> Statement:
    """The level before: the one that is told, or what the amount added leaves of the level after."""
    if trial.of_role("prior"):
        return trial.of_role("prior")[0]
    growth, current, added = (trial.of_role(role)[0] for role in ("growth", "current", "added"))
    sign = Decimal(-1) if growth.change == "decrease_by" else ONE
    soft, hard = (a.subtract(b.scaled(sign)) for a, b in ((current.soft, added.soft), (current.hard, added.hard)))
    return replace(current, value=current.centre - sign * added.centre, soft=soft, hard=hard)


def _unit_hints(trial: Trial) -> tuple[str, ...]:
    """Whether a change of a rate is true only as percentage points, where the text says per cent."""
    growth, current, prior = trial.of_role("growth")[0], trial.of_role("current")[0], _prior(trial)
    met = {
        name
        for name, factor, added in readings_of(growth, current, growth.hard)
        if current.hard.meet(_expected(name, factor, added, prior.hard)[1]) is not None
    }
    return ("true only in percentage points: per cent was written",) if met == {"percentage points"} else ()


def _expected(name: str, factor: Interval, added: Interval, prior: Interval) -> tuple[str, Interval]:
    return name, factor.multiply(prior).add(added)


def _feasible(trial: Trial) -> Interval:
    """The part of the later level's hard interval that the other two allow."""
    growth, current = (trial.of_role(role)[0] for role in ("growth", "current"))
    prior = _prior(trial)
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
