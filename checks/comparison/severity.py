"""Severity: how much a comparison deserves a look, read off one small table.

Belongs here: the table, and what of a comparison it asks for. Does not: the verdict (`verdicts`), nor who decided what (`triage`).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal

from checks.comparison.relations import Relation
from checks.comparison.statements import Statement, independent_sources
from checks.comparison.thresholds import Thresholds

# From the most urgent.
ORDER = ("high", "medium", "low")
# A side that so many independent sources stand behind is no slip of one of them.
BACKED = 2
# More than one thing that is not certain, and it is as likely that two things were compared.
FEW_DOUBTS = 1
# Facets by which figures are known to be of one thing; taking one of them from the context leaves a doubt.
_IDENTITY = frozenset({"measure", "subject", "period"})


@dataclass(frozen=True, slots=True)
class Grounds:
    """What of a comparison its severity rests on.

    `wide`: whether the numbers lie further apart than the wide gap. `backed`: whether every side has independent sources enough to be
    no slip of one. `doubts`: facets that are unknown, or were assumed.
    """

    verdict: str
    wide: bool
    backed: bool
    doubts: int


@dataclass(frozen=True, slots=True)
class Level:
    """One line of the table: what it asks for (None: whatever it is), and the severity that follows."""

    verdict: str
    wide: bool | None
    backed: bool | None
    few_doubts: bool | None
    severity: str

    def fits(self, grounds: Grounds) -> bool:
        """Whether the line speaks of such a comparison."""
        few = grounds.doubts <= FEW_DOUBTS
        asked = ((self.wide, grounds.wide), (self.backed, grounds.backed), (self.few_doubts, few))
        return self.verdict == grounds.verdict and all(want is None or want == found for want, found in asked)


# The first line that fits holds; what no line speaks of is low.
TABLE = (
    #     verdict              wide   backed few doubts
    Level("conflict", True, None, None, "high"),  # beyond any rounding, and the same thing
    Level("conflict", None, True, None, "high"),  # near, but nobody's slip
    Level("conflict", None, None, None, "medium"),
    Level("possible_conflict", True, None, True, "medium"),
    Level("possible_conflict", True, True, None, "medium"),  # several doubts, but two on either side see one thing
    Level("possible_conflict", None, True, True, "medium"),
    Level("possible_conflict", None, None, None, "low"),
)


def graded(grounds: Grounds) -> str:
    """The severity that the table gives."""
    return next((level.severity for level in TABLE if level.fits(grounds)), "low")


def severity(
    grounds: Grounds, measure: str | None, sides: Sequence[tuple[int, Statement]], thresholds: Thresholds
) -> str:
    """The table's severity, unless the user set one for the measure, or for a source without which a side would be empty.

    What is set for a source goes before what is set for a measure, and the lowest before the others: a source that is little trusted
    raises no alarm against one that is trusted much. Only what is flagged can be set.
    """
    found = graded(grounds)
    if not any(level.verdict == grounds.verdict for level in TABLE):
        return found
    of_sources = [level for source in _carrying(sides) if (level := thresholds.of_source(source))]
    if of_sources:
        return max(of_sources, key=ORDER.index)
    return thresholds.measure_severities.get(measure or "", found)


def backed(sides: Sequence[tuple[int, Statement]]) -> bool:
    """Whether each of two or more sides has independent sources enough."""
    by_side = _by_side(sides)
    return len(by_side) > 1 and all(independent_sources(members) >= BACKED for members in by_side.values())


def doubts(facets: str, statements: Collection[Statement]) -> int:
    """How many facets are UNKNOWN in the text 'name=RELATION; …', or were assumed of a figure."""
    found = {name for name, _, relation in (part.partition("=") for part in facets.split("; ")) if relation == _UNKNOWN}
    return len(found.union(*(one.assumed & _IDENTITY for one in statements)))


def is_wide(gap: Decimal, thresholds: Thresholds) -> bool:
    """Whether numbers lie apart by the wide gap or more."""
    return gap >= thresholds.wide_gap


_UNKNOWN = str(Relation.UNKNOWN)


def _carrying(sides: Sequence[tuple[int, Statement]]) -> list[str]:
    """Sources that alone carry a side, in alphabetical order."""
    of_sides = [{one.source for one in members} for members in _by_side(sides).values()]
    return sorted({next(iter(sources)) for sources in of_sides if len(sources) == 1})


def _by_side(sides: Sequence[tuple[int, Statement]]) -> dict[int, list[Statement]]:
    found: dict[int, list[Statement]] = {}
    for side, one in sides:
        found.setdefault(side, []).append(one)
    return found
