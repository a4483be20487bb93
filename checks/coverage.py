"""Coverage: which figures no law could compare, and what each of them lacks; per law, and by any law.

Belongs here: what a figure must have to be compared, as a reason that can be counted and said. Does not: the comparing itself.
A comparison says `unverifiable` only where a law has all its figures and still cannot decide; what never came together is counted here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from checks.comparison.statements import measures_of
from checks.rules.base import Rule
from warehouse.schemas.base import COVERAGE
from warehouse.store import Session

# The line of the table about all laws together.
ANY_LAW = "any"
COMPARED, ALONE = "compared", "alone"
# Outcomes that say what is lacking, in the order in which they are looked for, and how they are said.
LACKING = {
    "no_measure": "without a measure",
    "no_unit": "without a unit",
    "no_subject": "without a subject",
    "no_period": "without a period",
}
_SECOND = "second_reading"

_Group = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Covered:
    """How many figures had one outcome: compared, alone (nothing else says the same thing), or what they lack."""

    rule: str
    outcome: str
    figures: int


def coverage(session: Session, rules: Sequence[Rule]) -> tuple[Covered, ...]:
    """Counts by law and outcome that add up: for any law all current figures, for one law those that it is about."""
    groups = _groups(session)
    everything = [group for group in groups if group["rule"] is None]
    found = list(_counted(ANY_LAW, ((_outcome(group), group) for group in everything), everything))
    for rule in rules:
        about = [group for group in everything if _is_about(rule, group)]
        tested = [group for group in groups if group["rule"] == rule.name and _is_about(rule, group)]
        found += _counted(rule.name, ((_outcome_for(rule, group), group) for group in about), tested)
    return tuple(found)


def outcome_of_figure(session: Session, figure_id: str) -> str | None:
    """The outcome of one figure, None for one that is not current or stands in site furniture."""
    for group in _groups(session, figure_id):
        if group["rule"] is None:
            return COMPARED if group["compared"] else _outcome(group)
    return None


def _groups(session: Session, figure_id: str | None = None) -> list[dict[str, object]]:
    parameters = {
        "flows": measures_of("flow"),
        "dated": measures_of("flow", "period"),
        "generic": measures_of("generic"),
        "figure_id": figure_id,
    }
    return session.query_file("queries/coverage", parameters).to_dicts()


def _counted(rule: str, outcomes: Iterable[tuple[str, _Group]], tested: Sequence[_Group]) -> Iterable[Covered]:
    """Outcomes of groups of figures, those that were compared taken out of their group."""
    compared: Counter[tuple[object, ...]] = Counter()
    for group in tested:
        compared[_facets(group)] += _number(group["compared"])
    counts: Counter[str] = Counter({COMPARED: sum(compared.values())})
    for outcome, group in outcomes:
        counts[outcome] += _number(group["figures"]) - compared[_facets(group)]
    return [Covered(rule, outcome, counts[outcome]) for outcome in COVERAGE if counts[outcome]]


def _outcome(group: _Group) -> str:
    """Why no law compared such figures.

    One facet that is unknown leaves a possible conflict, two leave nothing known to be the same (see `comparison.facets.relate`).
    """
    if group["second_reading"]:
        return _SECOND
    if group["no_measure"] or group["no_unit"]:
        return "no_measure" if group["no_measure"] else "no_unit"
    if group["no_subject"] and (group["vague_measure"] or group["no_period"]):
        return "no_subject"
    return ALONE


def _outcome_for(rule: Rule, group: _Group) -> str:
    """Why this law did not compare such figures: the first facet that it needs and they lack."""
    if group["second_reading"]:
        return _SECOND
    return next((f"no_{facet}" for facet in rule.needs if group[f"no_{facet}"]), ALONE)


def _is_about(rule: Rule, group: _Group) -> bool:
    return (not rule.about or group["statistic"] in rule.about) and (
        bool(group["flow"]) or "flows" not in rule.parameters
    )


def _facets(group: _Group) -> tuple[object, ...]:
    return tuple(value for name, value in group.items() if name not in ("rule", "figures", "compared"))


def _number(value: object) -> int:
    return int(str(value))
