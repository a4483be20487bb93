"""The step that compares: finds which tests are due, lets the laws judge them batch by batch, and makes the store say what was found.

Belongs here: the order of the step, batches and the transaction. Does not: any law (`checks.rules`), what is due (`checks.changes`,
`checks.due`), how a test is judged (`checks.judge`), or the report (`checks.compare_report`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace

import polars as pl

from checks.blocks import BlockLimits
from checks.changes import Changes, changes, forget, remember
from checks.compare_report import CompareReport, Crowded, RuleReport, Sample, report
from checks.comparison.thresholds import Thresholds
from checks.coverage import coverage
from checks.due import PICK, Due, due, hanging_together, picks_now
from checks.judge import Judged, candidates, judged, merged
from checks.marks import keep_marks
from checks.rules import RULES, Rule
from checks.stories import keep_stories
from checks.witnesses import Witnesses
from warehouse.schemas import Comparison, Coverage, Evidence
from warehouse.store import Session, Store

__all__ = ["CompareReport", "CompareSettings", "Crowded", "RuleReport", "Sample", "compare"]

# Verdicts of tests that hold.
HOLDS = ("consistent", "rounding")
# Figures that are held as objects at one time.
BATCH_FIGURES = 20_000


@dataclass(frozen=True, slots=True)
class CompareSettings:
    """What to compare: the laws by name (None: all), and whether tests that hold are recorded too, and what the laws are told.

    Agreement is recorded in a store of up to `agreement_figures` figures; in a larger one only what does not hold.
    """

    rules: tuple[str, ...] | None = None
    record_agreement: bool = True
    agreement_figures: int = 200_000
    limits: BlockLimits = field(default_factory=BlockLimits)
    thresholds: Thresholds = field(default_factory=Thresholds)


@dataclass(frozen=True, slots=True)
class _Found:
    """Comparisons and evidence as frames of their tables."""

    comparisons: pl.DataFrame
    evidence: pl.DataFrame


def compare(store: Store, run_id: str, settings: CompareSettings | None = None) -> CompareReport:
    """Makes `store.comparisons`, `store.evidence` and `store.coverage` say exactly what the laws find in all current figures.

    Only tests are judged whose figures came, changed or went since the last run, and what hangs together with them; the result is
    that of a full run. The same figures give the same rows, whatever their order and whichever run it is; `run_id` takes no part in
    them. Raises StoreError as the store does, ValueError for the name of a law that there is not.
    """
    settings = settings or CompareSettings()
    chosen = _chosen(settings)
    with store.writing() as session:
        asked = (settings.record_agreement, settings.agreement_figures, settings.limits, settings.thresholds)
        seen = changes(session, chosen, asked, settings.agreement_figures)
        if seen.states.height or seen.full:
            # stories and marks come first and are no part of the transaction: a run that is killed from here on is made again in full
            forget(session)
            session.rewrite(
                "touched_versions", seen.versions.to_frame().clear() if seen.full else seen.versions.to_frame()
            )
            keep_marks(session, everything=seen.full)
            regrouped = keep_stories(session, everything=seen.full)
            session.rewrite("touched_versions", seen.versions.to_frame().clear())
            seen = replace(seen, regrouped=_versions_of(session, regrouped))
        agreeing = settings.record_agreement and seen.figures <= settings.agreement_figures
        changed = (
            _everything(session, chosen, seen, settings, agreeing=agreeing) if seen.states.height or seen.full else 0
        )
        return report(session, chosen, seen, agreeing, changed)


def _everything(
    session: Session, rules: Sequence[Rule], seen: Changes, settings: CompareSettings, *, agreeing: bool
) -> int:
    """Judges what is due and writes it in one transaction; returns how many rows of the results were written or deleted."""
    limits = replace(settings.limits, same_as_of_days=settings.thresholds.same_as_of_days)
    kept = pl.DataFrame(schema=PICK) if seen.full else session.table("picks")
    evidence = session.query_file("comparing/evidence_by_rule")
    dues: list[tuple[Due, pl.DataFrame]] = []
    now = picks_now(session, rules, seen, kept, limits, agreeing=agreeing)
    for rule in rules:
        own = kept.filter(pl.col("rule") == rule.name)
        dues.append((due(rule, now[rule.name], own, _of(evidence, rule), seen), own))
    witnesses = Witnesses(session, [what.tests["figure_id"] for what, _ in dues], settings.thresholds)
    parts = [_with_namesakes(witnesses, what, own, _of(evidence, what.rule), agreeing) for what, own in dues]
    found = _Found(
        pl.concat([f.comparisons for _, f in parts] or [Comparison.empty_frame()]).sort("comparison_id"),
        pl.concat([f.evidence for _, f in parts] or [Evidence.empty_frame()]).sort(
            "comparison_id", "figure_id", "role"
        ),
    )
    with session.transaction():
        changed = _write(session, found, seen, [what for what, _ in parts])
        picks = pl.concat([what.picks for what, _ in parts] or [pl.DataFrame(schema=PICK)])
        _remember_picks(session, picks, kept, seen)
        session.replace_all("coverage", Coverage.frame([asdict(one) for one in coverage(session, rules)]))
        remember(session, seen)
    return changed


def _versions_of(session: Session, articles: pl.Series) -> pl.Series:
    """The current versions of articles."""
    return session.query_file("comparing/versions_of_articles", {"articles": articles.to_list()})["version_id"]


def _with_namesakes(
    witnesses: Witnesses, what: Due, kept: pl.DataFrame, evidence: pl.DataFrame, agreeing: bool
) -> tuple[Due, _Found]:
    """What a law finds. Where a comparison stands already for tests that are not due, these are judged with them."""
    while True:
        found = _judge(witnesses, what, agreeing)
        standing = (
            evidence.select("comparison_id").unique().join(what.replaced.to_frame(), on="comparison_id", how="anti")
        )
        twice = standing.join(found.comparisons, on="comparison_id", how="semi")["comparison_id"]
        if not twice.len():
            return what, found
        nodes = pl.concat(["test " + what.tests["test"].unique(), "comparison " + twice, "comparison " + what.replaced])
        what = hanging_together(what.rule, what.picks, kept, evidence, nodes)


def _judge(witnesses: Witnesses, what: Due, agreeing: bool) -> _Found:
    """Judges the tests that are due, so many at a time that their figures fit into memory; tests that hold only if `agreeing`."""
    parts = []
    for batch in _batches(what.tests):
        found = judged(what.rule, candidates(batch, witnesses.of(batch)), witnesses.thresholds)
        parts.append(_frames([one for one in found if agreeing or one.row["verdict"] not in HOLDS]))
    comparisons = pl.concat([p.comparisons for p in parts] or [Comparison.empty_frame()])
    evidence = pl.concat([p.evidence for p in parts] or [Evidence.empty_frame()])
    repeated = comparisons.filter(comparisons["comparison_id"].is_duplicated())["comparison_id"].unique()
    if not repeated.len():
        return _Found(comparisons, evidence)
    again = _frames(merged(_judged_of(parts, repeated)))
    return _Found(
        pl.concat([comparisons.join(repeated.to_frame(), on="comparison_id", how="anti"), again.comparisons]),
        pl.concat([evidence.join(repeated.to_frame(), on="comparison_id", how="anti"), again.evidence]),
    )


def _batches(tests: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """Picks in parts of whole groups, each of about BATCH_FIGURES figures; a group that is larger is a part of its own."""
    if not tests.height:
        return
    sizes = tests.group_by("group").len().sort("group")
    numbered = sizes.select("group", part=(pl.col("len").cum_sum() - pl.col("len")) // BATCH_FIGURES)
    for part in tests.join(numbered, on="group").partition_by("part", maintain_order=True):
        yield part.drop("part")


def _frames(found: Sequence[Judged]) -> _Found:
    """Comparisons and evidence as frames of their tables."""
    evidence = [
        {"comparison_id": one.comparison_id, "figure_id": figure_id, "role": role, "side": side}
        for one in found
        for figure_id, role, side in one.evidence
    ]
    return _Found(Comparison.frame([dict(one.row) for one in found]), Evidence.frame(evidence))


def _judged_of(parts: Sequence[_Found], wanted: pl.Series) -> Iterator[Judged]:
    """The comparisons of these ids as each part found them."""
    for part in parts:
        rows = part.comparisons.join(wanted.to_frame(), on="comparison_id", how="semi")
        for row in rows.iter_rows(named=True):
            held = part.evidence.filter(pl.col("comparison_id") == row["comparison_id"])
            yield Judged(row, tuple(sorted(held.select("figure_id", "role", "side").iter_rows())))


def _write(session: Session, found: _Found, seen: Changes, dues: Sequence[Due]) -> int:
    """Makes the results say what was found; those of tests that were not due stay as they are."""
    if seen.full:
        return session.replace_all("comparisons", found.comparisons) + session.replace_all("evidence", found.evidence)
    ids = pl.concat([what.replaced for what in dues] + [found.comparisons["comparison_id"]])
    return session.replace_part("comparisons", found.comparisons, "comparison_id", ids) + session.replace_part(
        "evidence", found.evidence, "comparison_id", ids
    )


def _remember_picks(session: Session, picks: pl.DataFrame, kept: pl.DataFrame, seen: Changes) -> None:
    """Keeps the picks for the next run; of an increment, only the tests that differ are written."""
    if seen.full:
        session.rewrite("picks", picks)
        return
    columns = list(PICK)
    differs = pl.concat([picks.join(kept, on=columns, how="anti"), kept.join(picks, on=columns, how="anti")])
    tests = differs.select("test").unique()
    session.rewrite("picks", picks.join(tests, on="test", how="semi"), "test", tests["test"])


def _of(evidence: pl.DataFrame, rule: Rule) -> pl.DataFrame:
    return evidence.filter(pl.col("rule") == rule.name).select("comparison_id", "figure_id")


def _chosen(settings: CompareSettings) -> tuple[Rule, ...]:
    names = {rule.name for rule in RULES}
    unknown = sorted(set(settings.rules or ()) - names)
    if unknown:
        raise ValueError(f"no law is called {', '.join(unknown)}; there are {', '.join(sorted(names))}")
    return tuple(rule for rule in RULES if settings.rules is None or rule.name in settings.rules)
