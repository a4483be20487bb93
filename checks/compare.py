"""The step that compares: reads figures from the store, lets every law judge them, and writes comparisons with their evidence.

Belongs here: the transaction and the report. Does not: any law (`checks.rules`) or how trials are run (`checks.judge`).
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field

import polars as pl

from checks.comparison.thresholds import Thresholds
from checks.coverage import Covered, coverage
from checks.judge import RuleOutcome, run_rules
from checks.rules import RULES, Rule
from checks.stories import keep_stories
from warehouse.schemas import Comparison, Coverage, Evidence
from warehouse.schemas.base import FLAGGED_VERDICTS, VERDICTS
from warehouse.store import Store

# A person looks at some rows, not at all: what Dagster shows of one law.
SAMPLE_ROWS = 20


@dataclass(frozen=True, slots=True)
class CompareSettings:
    """What to compare: the laws by name (None: all), whether tests that hold are recorded too, and what the laws are told."""

    rules: tuple[str, ...] | None = None
    record_agreement: bool = True
    thresholds: Thresholds = field(default_factory=Thresholds)


@dataclass(frozen=True, slots=True)
class Sample:
    """One comparison in a few words."""

    comparison_id: str
    title: str
    verdict: str
    quotes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RuleReport:
    """What one law found: candidate groups, comparisons tested, those flagged, counts by verdict, and the first rows to look at."""

    rule: str
    question: str
    eligible: int
    tested: int
    flagged: int
    verdicts: dict[str, int]
    sample: tuple[Sample, ...]


@dataclass(frozen=True, slots=True)
class CompareReport:
    """Counts of the step: comparisons and evidence that stand, rows that changed against what stood before, and coverage."""

    comparisons: int
    evidence: int
    changed_rows: int
    rules: tuple[RuleReport, ...]
    coverage: tuple[Covered, ...]

    @property
    def flagged(self) -> int:
        """Comparisons that a person should look at."""
        return sum(rule.flagged for rule in self.rules)


def compare(store: Store, run_id: str, settings: CompareSettings | None = None) -> CompareReport:
    """Judges all current figures and makes `store.comparisons`, `store.evidence` and `store.coverage` say exactly what was found.

    The same figures give the same rows, whatever their order and whichever run it is; `run_id` takes no part in them.
    Raises StoreError as the store does, ValueError for the name of a law that there is not.
    """
    settings = settings or CompareSettings()
    chosen = _chosen(settings)
    with store.writing() as session, session.transaction():
        keep_stories(session)
        outcomes = run_rules(chosen, session, {"agreeing": settings.record_agreement}, settings.thresholds)
        comparisons, evidence = frames(outcomes)
        changed = session.replace_all("comparisons", comparisons) + session.replace_all("evidence", evidence)
        covered = coverage(session, chosen)
        session.replace_all("coverage", Coverage.frame([asdict(one) for one in covered]))
    reports = tuple(_report(outcome) for outcome in outcomes)
    return CompareReport(comparisons.height, evidence.height, changed, reports, covered)


def frames(outcomes: list[RuleOutcome]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Comparisons and evidence as frames of their tables, in the order of their keys."""
    judged = [one for outcome in outcomes for one in outcome.comparisons]
    evidence = [
        {"comparison_id": one.row["comparison_id"], "figure_id": figure_id, "role": role, "side": side}
        for one in judged
        for figure_id, role, side in one.evidence
    ]
    return (
        Comparison.frame([dict(one.row) for one in judged]).sort("comparison_id"),
        Evidence.frame(evidence).sort("comparison_id", "figure_id", "role"),
    )


def _chosen(settings: CompareSettings) -> tuple[Rule, ...]:
    names = {rule.name for rule in RULES}
    unknown = sorted(set(settings.rules or ()) - names)
    if unknown:
        raise ValueError(f"no law is called {', '.join(unknown)}; there are {', '.join(sorted(names))}")
    return tuple(rule for rule in RULES if settings.rules is None or rule.name in settings.rules)


def _report(outcome: RuleOutcome) -> RuleReport:
    found = [str(one.row["verdict"]) for one in outcome.comparisons]
    strength = {verdict: n for n, verdict in enumerate(reversed(FLAGGED_VERDICTS))}
    ordered = sorted(
        outcome.comparisons,
        key=lambda j: (
            -strength.get(str(j.row["verdict"]), -1),
            -float(str(j.row["gap"])),
            str(j.row["comparison_id"]),
        ),
    )
    sample = tuple(
        Sample(str(j.row["comparison_id"]), str(j.row["title"]), str(j.row["verdict"]), j.quotes)
        for j in ordered[:SAMPLE_ROWS]
    )
    return RuleReport(
        outcome.rule.name,
        outcome.rule.question,
        outcome.eligible,
        len(found),
        sum(verdict in FLAGGED_VERDICTS for verdict in found),
        {verdict: found.count(verdict) for verdict in VERDICTS if verdict in found},
        sample,
    )
