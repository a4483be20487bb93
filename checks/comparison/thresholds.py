"""Thresholds: what a user may set about the laws, as one frozen value that is handed to them.

Belongs here: the values with their defaults and what they mean. Does not: reading `tieout.toml` (`orchestration.settings`), nor what
the printed figures allow, which nobody sets: it follows from their wording.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType

# A gap of one part in twenty is more than a slip of rounding in any wording of the table.
WIDE_GAP = Decimal("0.05")
# Undated figures of a lasting attribute count as known on the same day when published within this many days: news repeats a
# number for weeks, and after two months a project may have changed.
SAME_AS_OF_DAYS = 60
_NONE: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Thresholds:
    """What the laws are told beside the figures.

    `wide_gap` is a share of the larger bound; `same_as_of_days` are days between two publications; `source_severities` maps the name
    of a source, in any case, and `measure_severities` the name of a measure, to 'high', 'medium' or 'low'.
    """

    wide_gap: Decimal = WIDE_GAP
    same_as_of_days: int = SAME_AS_OF_DAYS
    source_severities: Mapping[str, str] = field(default_factory=lambda: _NONE)
    measure_severities: Mapping[str, str] = field(default_factory=lambda: _NONE)

    def of_source(self, source: str) -> str | None:
        """The severity that is set for a source, None where none is."""
        wanted = source.casefold()
        return next((level for name, level in self.source_severities.items() if name.casefold() == wanted), None)
