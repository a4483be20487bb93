"""From figures to comparisons: every law's candidates, trials and verdicts, as rows. Pure but for the queries it is handed.

Belongs here: running laws and merging what they found. Does not: where figures are kept and comparisons written (`checks.compare`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Protocol

import polars as pl

from checks.comparison.facets import STRENGTH
from checks.comparison.identity import comparison_id
from checks.comparison.severity import Grounds, backed, doubts, is_wide, severity
from checks.comparison.statements import Statement, independent_sources, statement
from checks.comparison.thresholds import Thresholds
from checks.comparison.verdicts import judge, nearest_apart, pair_hints, spread
from checks.comparison.wording import period, plain, sides, steps_apart, thing
from checks.rules.base import Candidate, Piece, Rule, Saying, Trial, failed_levels

WITNESSES = "candidates/witnesses"
_VERDICTS = ("consistent", "rounding", *STRENGTH)


class CandidateSource(Protocol):
    """Whoever runs a named SQL file over the figures; `warehouse.session.Session` does."""

    def query_file(self, name: str, parameters: Mapping[str, object] | None = None) -> pl.DataFrame:
        """Rows of warehouse/sql/`name`.sql."""
        ...


@dataclass(frozen=True, slots=True)
class Judged:
    """One comparison: its row in `comparisons`, and its evidence as (figure_id, role, side)."""

    row: Mapping[str, object]
    evidence: tuple[tuple[str, str, int], ...]
    quotes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RuleOutcome:
    """What one law found: how many tests its candidates made, and the comparisons."""

    rule: Rule
    eligible: int
    comparisons: tuple[Judged, ...]


def run_rules(
    rules: Sequence[Rule], source: CandidateSource, overrides: Mapping[str, object], thresholds: Thresholds
) -> list[RuleOutcome]:
    """Every law over the figures behind `source`; the same figures give the same comparisons in the same order."""
    picks = [_picks(rule, source, overrides) for rule in rules]
    wanted = sorted({figure_id for pick in picks for figure_id in pick["figure_id"].to_list()})
    rows = _witnesses(source, wanted)
    known = {one.figure_id: one for one in (statement(row, thresholds.same_as_of_days) for row in rows)}
    return [
        _outcome(rule, _candidates(pick, known), _counted(rule, source, overrides), thresholds)
        for rule, pick in zip(rules, picks, strict=True)
    ]


def _picks(rule: Rule, source: CandidateSource, overrides: Mapping[str, object]) -> pl.DataFrame:
    parameters = {name: overrides.get(name, value) for name, value in rule.parameters.items()}
    return source.query_file(f"candidates/{rule.candidates}", parameters or None)


def _counted(rule: Rule, source: CandidateSource, overrides: Mapping[str, object]) -> int | None:
    """How many tests a law could have made; None where its candidates are all of them."""
    if rule.counted_by is None:
        return None
    parameters = {name: overrides.get(name, value) for name, value in rule.parameters.items()}
    return int(source.query_file(f"candidates/{rule.counted_by}", parameters or None)["eligible"][0])


def _witnesses(source: CandidateSource, figure_ids: list[str]) -> Iterable[dict[str, object]]:
    if not figure_ids:
        return []
    return source.query_file(WITNESSES, {"figure_ids": figure_ids}).iter_rows(named=True)


def _candidates(picks: pl.DataFrame, known: Mapping[str, Statement]) -> list[Candidate]:
    """Picked figures by test and role, each role in the order of figure ids."""
    tests: dict[str, dict[str, list[Statement]]] = defaultdict(lambda: defaultdict(list))
    for test, role, figure_id in (
        picks.select("test", "role", "figure_id").sort("test", "role", "figure_id").iter_rows()
    ):
        tests[test][role].append(known[figure_id])
    return [Candidate(test, by_role) for test, by_role in tests.items()]


def _outcome(rule: Rule, candidates: Sequence[Candidate], eligible: int | None, thresholds: Thresholds) -> RuleOutcome:
    trials = list(rule.trials(candidates))
    merged: dict[str, Judged] = {}
    for trial, failed in zip(trials, failed_levels(rule, trials), strict=True):
        found = _judged(rule, trial, judge(failed, trial.cap), thresholds)
        name = str(found.row["comparison_id"])
        merged[name] = _merge(merged[name], found) if name in merged else found
    return RuleOutcome(
        rule, len(candidates) if eligible is None else eligible, tuple(merged[name] for name in sorted(merged))
    )


def _judged(rule: Rule, trial: Trial, verdict: str, thresholds: Thresholds) -> Judged:
    """The row and the evidence of a trial; figures that all agree are one side."""
    saying: Saying = rule.explain(trial, verdict)
    first = trial.statements[0]
    name = comparison_id(rule.name, trial.key, ((piece.role, piece.statement) for piece in trial.pieces))
    disagreeing = verdict in STRENGTH and rule.compares_values and len(trial.pieces) > 1
    spans = sorted({(s.period_start, s.period_end) for s in trial.statements if s.period_end}, key=str)
    start, end = spans[0] if len(spans) == 1 else (first.period_start, first.period_end)
    quotes = tuple(dict.fromkeys(plain(s.quote) for s in trial.statements))
    taken = [(piece.side, piece.statement) for piece in trial.pieces]
    shown = sides(taken) if disagreeing else ", ".join(quotes)
    weight = max(saying.gap, spread(trial.statements)) if disagreeing else saying.gap
    when, unit = period(start, end), _in_unit(trial)
    row: dict[str, object] = {
        "comparison_id": name,
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
    return Judged(row, tuple(sorted(_evidence(trial.pieces, verdict))), quotes)


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


def _evidence(pieces: Sequence[Piece], verdict: str) -> Iterable[tuple[str, str, int]]:
    for piece in pieces:
        yield piece.statement.figure_id, piece.role, piece.side


def _merge(a: Judged, b: Judged) -> Judged:
    """Two trials of the same sources and values: one comparison with the evidence of both, and the stronger verdict."""
    strong, weak = sorted((a, b), key=lambda j: (-_VERDICTS.index(str(j.row["verdict"])), j.evidence))
    sides = {(figure_id, role): side for figure_id, role, side in (*weak.evidence, *strong.evidence)}
    evidence = tuple(sorted((figure_id, role, side) for (figure_id, role), side in sides.items()))
    return replace(strong, evidence=evidence)
