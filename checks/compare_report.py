"""The report of the comparing step: what stands, what each law did, and the first rows to look at, read back from the store.

Belongs here: counts and samples. Does not: judging, nor how Dagster or the command line show it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from checks.changes import Changes
from checks.comparison.wording import plain
from checks.coverage import Covered
from checks.rules.base import Rule
from warehouse.schemas.base import COVERAGE, FLAGGED_VERDICTS, VERDICTS
from warehouse.store import Session

# A person looks at some rows, not at all: what Dagster shows of one law.
SAMPLE_ROWS = 20


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
class Crowded:
    """A block over its limit: its kind, what it is of, how many figures it has and how many of them were compared."""

    kind: str
    what: str
    figures: int
    kept: int


@dataclass(frozen=True, slots=True)
class CompareReport:
    """Counts of the step: comparisons and evidence that stand, and rows that changed against what stood before.

    `crowded` are the blocks over their limits, the largest first: of a class some figures were left out, of a place or a party all
    meetings of its subjects. `full` says whether everything was judged again, `versions` how many article versions came, changed or
    went, `agreement` whether tests that hold are recorded, and `coverage` which figures could not be
    compared.
    """

    comparisons: int
    evidence: int
    changed_rows: int
    rules: tuple[RuleReport, ...]
    full: bool
    versions: int
    agreement: bool
    coverage: tuple[Covered, ...]
    crowded: tuple[Crowded, ...] = ()

    @property
    def flagged(self) -> int:
        """Comparisons that a person should look at."""
        return sum(rule.flagged for rule in self.rules)


def report(session: Session, rules: Sequence[Rule], seen: Changes, agreement: bool, changed: int) -> CompareReport:
    """What stands in the store after comparing."""
    verdicts: dict[str, dict[str, int]] = {}
    for name, verdict, count in session.query_file("comparing/verdicts_by_rule").iter_rows():
        verdicts.setdefault(name, {})[verdict] = count
    eligible = dict(session.query_file("comparing/tests_by_rule").iter_rows())
    if agreement:
        # a large store is not read once more for a count; there the tests are those that may be wrong
        eligible |= {rule.name: _counted(session, rule) for rule in rules if rule.counted_by is not None}
    samples = _samples(session)
    return CompareReport(
        session.count("comparisons"),
        session.count("evidence"),
        changed,
        tuple(
            _of_rule(rule, eligible.get(rule.name, 0), verdicts.get(rule.name, {}), samples.get(rule.name, ()))
            for rule in rules
        ),
        seen.full,
        seen.versions.len(),
        agreement,
        _coverage(session),
        _crowded(session),
    )


def _crowded(session: Session) -> tuple[Crowded, ...]:
    """The blocks over their limits; where there are none, what they would be of is not looked for."""
    if not session.count("crowded_blocks"):
        return ()
    return tuple(Crowded(*row) for row in session.query_file("comparing/crowded").iter_rows())


def _coverage(session: Session) -> tuple[Covered, ...]:
    """What became of figures, law by law, the outcomes in the order in which they are looked for."""
    rows = session.table("coverage").select("rule", "outcome", "figures").iter_rows()
    found = [Covered(*row) for row in rows]
    return tuple(sorted(found, key=lambda one: (one.rule, COVERAGE.index(one.outcome))))


def _counted(session: Session, rule: Rule) -> int:
    """How many tests a law could have made whose candidates are only what may be wrong."""
    name = f"candidates/{rule.counted_by}"
    asked = {key: rule.parameters[key] for key in session.parameters_of(name)}
    return int(session.query_file(name, asked or None)["eligible"][0])


def _of_rule(rule: Rule, eligible: int, found: dict[str, int], sample: tuple[Sample, ...]) -> RuleReport:
    return RuleReport(
        rule.name,
        rule.question,
        eligible,
        sum(found.values()),
        sum(count for verdict, count in found.items() if verdict in FLAGGED_VERDICTS),
        {verdict: found[verdict] for verdict in VERDICTS if verdict in found},
        sample,
    )


def _samples(session: Session) -> dict[str, tuple[Sample, ...]]:
    """The first comparisons of each law, each quote of one once."""
    rows = session.query_file("comparing/sample", {"verdicts": list(FLAGGED_VERDICTS), "rows": SAMPLE_ROWS})
    found: dict[str, dict[tuple[str, str, str], dict[str, None]]] = {}
    for rule, comparison_id, title, verdict, quote in rows.iter_rows():
        found.setdefault(rule, {}).setdefault((comparison_id, title, verdict), {})[plain(quote)] = None
    return {
        rule: tuple(Sample(*key, tuple(quotes)) for key, quotes in by_comparison.items())
        for rule, by_comparison in found.items()
    }
