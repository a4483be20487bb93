"""A statement: one figure as the laws see it, with its intervals as decimals and who stands behind it.

Belongs here: reading a witness row into a frozen value. Does not: comparing two of them (see `facets`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import PurePosixPath
from typing import Any

from checks.comparison.intervals import Interval, decimal
from checks.comparison.thresholds import SAME_AS_OF_DAYS
from warehouse.lexicon.load import lexicon

# How a measure behaves when its name is not in the lexicon: like an attribute of a thing, which does not add up and does not run,
# unless two periods that were read say that it is counted anew in each.
UNKNOWN_DYNAMICS = "unlisted"
# From three significant digits on a writer means the digits: "some 212" may be 200, it may not be 180.
PRECISE_SHARE = Decimal("0.005")


@dataclass(frozen=True, slots=True)
class Statement:
    """One figure with its facets. Numbers are decimals in `unit`; names mean what the columns of `figures` mean."""

    figure_id: str
    article_id: str
    source: str
    published_on: date | None
    duplicate_cluster: str | None
    quote: str
    sentence: str
    sentence_start: int
    char_start: int
    char_end: int
    in_title: bool
    kind: str
    value: Decimal | None
    soft: Interval
    hard: Interval
    unit: str
    step: Decimal
    modifier: str | None
    change: str | None
    measure: str | None
    dynamics: str
    statistic: str
    role: str
    subject: str | None
    counterparty: str | None
    product: str | None
    place: str | None
    period_start: date | None
    period_end: date | None
    period_basis: str
    basis: str | None
    status: str
    attribution: str | None
    assumed: frozenset[str]
    comparable_key: str
    dimension: str
    unit_as_written: str | None
    conversion_of: int | None
    # within so many days of publication a lasting attribute counts as known on one day
    same_as_of_days: int = SAME_AS_OF_DAYS

    @property
    def voice(self) -> str:
        """Who says so: the authority that the text names, else the source."""
        return (self.attribution or self.source).casefold()

    @property
    def as_of(self) -> date | None:
        """The day up to which it knows: the end of its period where that is past, else the day of publication."""
        if self.period_end and (self.published_on is None or self.period_end <= self.published_on):
            return self.period_end
        return self.published_on

    @property
    def centre(self) -> Decimal:
        """The number itself, or the middle of a printed range; 0 where it has no finite end."""
        if self.value is not None:
            return self.value
        ends = [end for end in (self.soft.low, self.soft.high) if end is not None]
        return sum(ends, Decimal(0)) / len(ends) if ends else Decimal(0)

    @property
    def value_key(self) -> str:
        """The normalised value as text: the same for 1.45 GW and 1,450 MW."""
        number = f"{self.value:g}" if self.value is not None else f"{self.soft.lower:g}..{self.soft.upper:g}"
        return f"{number} {self.unit} {self.modifier or ''} {self.change or ''}".strip()

    def reading(self, level: str, finest_step: Decimal | None = None) -> Interval:
        """Its interval at a level: `fine` (a coarse number read with the finest step), `printed` (its own), `hard`."""
        if level == "hard":
            return self.hard
        if level == "fine" and finest_step is not None and self.modifier is None and self.value is not None:
            return Interval.around(self.value, finest_step) if finest_step < self.step else self.soft
        return self.soft

    def term(self, level: str) -> Interval:
        """Its interval as a term of a sum or product; read finely it is the very number that stands there.

        So a law that holds finely holds on the printed numbers, and `rounding` means that only rounding makes it hold.
        """
        if level == "fine" and self.modifier is None and self.value is not None:
            return Interval.point(self.value)
        return self.reading(level)

    def signed(self, interval: Interval) -> Interval:
        """The interval with the sign of a change: a decrease by 3 is -3."""
        return interval.scaled(Decimal(-1)) if self.change == "decrease_by" else interval


def statement(row: Mapping[str, Any], same_as_of_days: int = SAME_AS_OF_DAYS) -> Statement:
    """A witness row (see `warehouse/sql/candidates/witnesses.sql`) as a statement; the days are those of `Thresholds`."""
    soft, hard = (Interval(decimal(row[a]), decimal(row[b])) for a, b in (("low", "high"), ("hard_low", "hard_high")))
    value, step = decimal(row["value"]), decimal(row["step"]) or Decimal(0)
    if row["modifier"] == "about" and value and step <= abs(value) * PRECISE_SHARE:
        hard = soft
    same = {name: row[name] for name in Statement.__dataclass_fields__ if name in row}
    derived = {
        "source": source_name(row["publisher"], row["title"], row["source_path"]),
        "value": value,
        "step": step,
        "soft": soft,
        "hard": hard,
        "dynamics": dynamics(row["measure"]),
        "same_as_of_days": same_as_of_days,
        "assumed": frozenset(part.strip() for part in (row["assumed"] or "").split(",") if part.strip()),
    }
    return Statement(**(same | derived))


def source_name(publisher: str | None, title: str | None, source_path: str) -> str:
    """The source under which a value counts: the publisher, else the headline, else the file's name; never where the file lies."""
    return publisher or title or PurePosixPath(source_path).name


def dynamics(measure: str | None) -> str:
    """How the measure moves.

    flow: of a period, and sub-periods add up; period: of a period, but its parts need not add up; cumulative: a toll that only rises
    while it is counted; state: changes from day to day; static: a lasting attribute; unlisted: nobody says, so it is taken as lasting;
    fixed: an attribute that no later day changes; generic: the name does not say of what.
    """
    return _kinds().get(measure or "", UNKNOWN_DYNAMICS)


@cache
def _kinds() -> dict[str, str]:
    return {entry.alias: entry.canonical for entry in lexicon("measure_kinds")}


def masked(sentence: str) -> str:
    """A sentence with its numbers masked and its spacing evened: what a reprint has in common with its original."""
    return re.sub(r"\W+", " ", re.sub(r"\d[\d.,]*", "0", sentence.casefold())).strip()


def independent_sources(statements: list[Statement]) -> int:
    """Sources that stand behind the figures; copies of a text and reprinted sentences count once."""
    first: dict[str, str] = {}
    found: set[str] = set()
    for one in sorted(statements, key=lambda s: (s.source, s.figure_id)):
        origin = one.duplicate_cluster or one.source
        found.add(first.setdefault(masked(one.sentence), origin))
    return max(1, len(found))


def kinds_of_measures() -> Mapping[str, str]:
    """How each measure of the lexicon moves, by its name."""
    return _kinds()


def measures_of(*kinds: str) -> list[str]:
    """Names of all measures that move in one of these ways, in alphabetical order."""
    return sorted(measure for measure, kind in _kinds().items() if kind in kinds)
