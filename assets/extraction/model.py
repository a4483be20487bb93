"""The figure as extraction knows it: the columns of `warehouse.schemas.Figure` that follow from the text alone.

Ids, paths, byte spans and versions are added by the step that writes figures to the store.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

STEP_KEYS = ("step", "said", "means", "source")


@dataclass(slots=True)
class ExtractedFigure:
    """One figure. Offsets are half-open, in code points of the document's text; numbers are in the canonical unit.

    Names and meanings are those of the columns of `warehouse.schemas.Figure`.
    """

    char_start: int
    char_end: int
    core_start: int
    core_end: int
    kind: str
    unit: str
    dimension: str
    rule: str
    value: Decimal | None = None
    value_low: Decimal | None = None
    value_high: Decimal | None = None
    step: Decimal = Decimal(0)
    unit_as_written: str | None = None
    factor: Decimal = Decimal(1)
    """What one of the printed unit is in the canonical one; a value divided by it is the printed value."""
    modifier: str | None = None
    change: str | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    hard_low: Decimal | None = None
    hard_high: Decimal | None = None
    quote: str = ""
    sentence: str = ""
    sentence_start: int = 0
    sentence_end: int = 0
    in_title: bool = False
    measure: str | None = None
    statistic: str = "level"
    role: str = "main"
    subject: str | None = None
    counterparty: str | None = None
    product: str | None = None
    place: str | None = None
    period_start: date | None = None
    period_end: date | None = None
    period_basis: str = "none"
    basis: str | None = None
    status: str = "actual"
    attribution: str | None = None
    boilerplate: bool = False
    assumed: set[str] = field(default_factory=set)
    comparable_key: str | None = None
    concepts: tuple[str, ...] = ()
    """What the number is about, in the sentence's own words; only where every number is asked for."""
    conversion_of: int | None = None
    steps: tuple[tuple[str, str, str, str], ...] = ()
    """How it was read: (step, characters, meaning, lexicon or rule), from `trace`."""

    def explained(self) -> list[dict[str, str]]:
        """The steps as records with the keys step, said, means and source."""
        return [dict(zip(STEP_KEYS, step, strict=True)) for step in self.steps]
