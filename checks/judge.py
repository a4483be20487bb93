"""From candidates to comparisons: a law's trials and verdicts, as rows. Pure but for the statements it is handed.

Belongs here: running one law over whole tests and merging what it found. Does not: which tests are due (`checks.due`), where they are
kept and how they are streamed (`checks.compare`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import polars as pl

from checks.comparison.facets import STRENGTH
from checks.comparison.identity import comparison_id
from checks.comparison.severity import Grounds, backed, doubts, is_wide, severity
from checks.comparison.statements import Statement, independent_sources
from checks.comparison.thresholds import Thresholds
from checks.comparison.verdicts import judge, nearest_apart, pair_hints, spread
from checks.comparison.wording import period, plain, sides, steps_apart, thing
from checks.rules.base import Candidate, Piece, Rule, Saying, Trial, failed_levels

_VERDICTS = ("consistent", "rounding", *STRENGTH)


@dataclass(frozen=True, slots=True)
class Judged:
    """One comparison: its row in `comparisons`, and its evidence as (figure_id, role, side)."""

    row: Mapping[str, object]
    evidence: tuple[tuple[str, str, int], ...]

    @property
    def comparison_id(self) -> str:
        """Its id: two trials of the same sources and values have the same."""
        return str(self.row["comparison_id"])


def candidates(picks: pl.DataFrame, known: Mapping[str, Statement]) -> list[Candidate]:
    """Picks (test, role, figure_id) by test and role, tests in the order of their names and each role in the order of figure ids."""
    tests: dict[str, dict[str, list[Statement]]] = defaultdict(lambda: defaultdict(list))
    for test, role, figure_id in (
        picks.select("test", "role", "figure_id").sort("test", "role", "figure_id").iter_rows()
    ):
        tests[test][role].append(known[figure_id])
    return [Candidate(test, by_role) for test, by_role in tests.items()]


def judged(rule: Rule, found: Sequence[Candidate], thresholds: Thresholds) -> list[Judged]:
    """What a law says of whole tests, in the order of the comparisons' ids; the same tests give the same rows in any order."""
    trials = list(rule.trials(found))
    return merged(
        _judged(rule, trial, judge(failed, trial.cap), thresholds)
        for trial, failed in zip(trials, failed_levels(rule, trials), strict=True)
    )


def merged(found: Iterable[Judged]) -> list[Judged]:
    """Trials of the same sources and values as one comparison each: the strongest verdict with the evidence of all."""
    by_id: dict[str, list[Judged]] = defaultdict(list)
    for one in found:
        by_id[one.comparison_id].append(one)
    return [_merge(by_id[name]) for name in sorted(by_id)]


def _merge(same: Sequence[Judged]) -> Judged:
    if len(same) == 1:
        return same[0]
    ordered = sorted(same, key=lambda j: (-_VERDICTS.index(str(j.row["verdict"])), j.evidence))
    sides = {(figure_id, role): side for one in reversed(ordered) for figure_id, role, side in one.evidence}
    evidence = tuple(sorted((figure_id, role, side) for (figure_id, role), side in sides.items()))
    return replace(ordered[0], evidence=evidence)


def _judged(rule: Rule, trial: Trial, verdict: str, thresholds: Thresholds) -> Judged:
    """The row and the evidence of a trial; figures that all agree are one side."""
    saying: Saying = rule.explain(trial, verdict)
    first = trial.statements[0]
    disagreeing = verdict in STRENGTH and rule.compares_values and len(trial.pieces) > 1
    spans = sorted({(s.period_start, s.period_end) for s in trial.statements if s.period_end}, key=str)
    start, end = spans[0] if len(spans) == 1 else (first.period_start, first.period_end)
    quotes = tuple(dict.fromkeys(plain(s.quote) for s in trial.statements))
    taken = [(piece.side, piece.statement) for piece in trial.pieces]
    shown = sides(taken) if disagreeing else ", ".join(quotes)
    weight = max(saying.gap, spread(trial.statements)) if disagreeing else saying.gap
    when, unit = period(start, end), _in_unit(trial)
    row: dict[str, object] = {
        "comparison_id": comparison_id(rule.name, trial.key, ((p.role, p.statement) for p in trial.pieces)),
        "rule": rule.name,
        "verdict": verdict,
        "severity": _severity(verdict, weight, trial, taken if disagreeing else [], thresholds),
        "title": f"{thing(first)}{f' ({when})' if when else ''}: {shown}",
        "hints": "; ".join((*(pair_hints(trial.statements) if disagreeing else ()), *saying.hints)) or None,
        "measure": first.measure,
        "subject": first.subject,
        "period_start": start,
        "period_end": end,
        "formula": f"{saying.formula}{unit}",
        "explanation": f"{saying.explanation}{_apart(taken, unit) if disagreeing else ''}",
        "reconciles": f"{saying.reconciles}{unit}" if saying.reconciles else None,
        "gap": float(saying.gap),
        "independent_sources": independent_sources(trial.statements),
        "facets": trial.facets,
        "comparable_key": trial.key,
    }
    return Judged(row, tuple(sorted(_evidence(trial.pieces))))


def _severity(
    verdict: str, weight: Decimal, trial: Trial, camps: Sequence[tuple[int, Statement]], thresholds: Thresholds
) -> str:
    """The severity of a trial; `camps` are its sides where they disagree about one number, else the figures are one side."""
    grounds = Grounds(verdict, is_wide(weight, thresholds), backed(camps), doubts(trial.facets, trial.statements))
    carried = camps or [(1, one) for one in trial.statements]
    return severity(grounds, trial.statements[0].measure, carried, thresholds)


def _apart(taken: Sequence[tuple[int, Statement]], unit: str) -> str:
    """A sentence that says how many printed steps lie between the sides; '' where there are too many, or one side alone."""
    found = nearest_apart(taken)
    return f" As printed, the nearest are {steps_apart(*found)}{unit}." if found else ""


def _in_unit(trial: Trial) -> str:
    """' (in m2)' behind numbers whose canonical unit the quotes do not show; '' for counts, shares and ranks."""
    units = {s.unit for s in trial.statements if s.kind not in ("count", "percentage", "fold", "rank")}
    return f" (in {units.pop()})" if len(units) == 1 else ""


def _evidence(pieces: Sequence[Piece]) -> Iterable[tuple[str, str, int]]:
    for piece in pieces:
        yield piece.statement.figure_id, piece.role, piece.side
