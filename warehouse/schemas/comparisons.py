"""Comparisons and their evidence: one row a test of a law, and one row a figure in its role."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

import pandera.polars as pa

from warehouse.schemas.base import COVERAGE, SEVERITIES, VERDICTS, TableModel


class Comparison(TableModel):
    """One test of a law over two or more figures, with its verdict and its reasons."""

    __key__: ClassVar[tuple[str, ...]] = ("comparison_id",)

    comparison_id: str = pa.Field(
        unique=True, description="Hash of the rule, the comparable key and the set of (source, normalised value)."
    )
    rule: str = pa.Field(description="Name of the law that was tested.")
    verdict: str = pa.Field(isin=list(VERDICTS), description="What the test concluded.")
    severity: str = pa.Field(isin=list(SEVERITIES), description="How much it deserves a look: high, medium, low.")
    title: str = pa.Field(description="The comparison in one line.")
    hints: str | None = pa.Field(
        nullable=True, description="What may explain it, joined by '; ': scale slip, exactly 2 or 3, …"
    )
    measure: str | None = pa.Field(nullable=True, description="What is compared.")
    subject: str | None = pa.Field(nullable=True, description="Of whom or what.")
    period_start: date | None = pa.Field(nullable=True, description="First day of the period it is about.")
    period_end: date | None = pa.Field(nullable=True, description="Last day of the period it is about.")
    formula: str = pa.Field(description="The law with the numbers filled in.")
    explanation: str = pa.Field(description="Why the verdict is what it is, in plain words.")
    reconciles: str | None = pa.Field(nullable=True, description="What would have to be true for the figures to agree.")
    gap: float | None = pa.Field(
        nullable=True, description="Distance between the intervals as a share of the larger bound; 0 where they meet."
    )
    independent_sources: int = pa.Field(
        ge=1, description="Publishers that stand behind the figures, copies counted once."
    )
    facets: str = pa.Field(description="What was found of each facet, as 'name=RELATION' joined by '; '.")
    comparable_key: str = pa.Field(description="Blocking key under which the figures met.")


class Evidence(TableModel):
    """One figure in one role of one comparison."""

    __key__: ClassVar[tuple[str, ...]] = ("comparison_id", "figure_id", "role")

    comparison_id: str = pa.Field(description="Comparison that rests on it.")
    figure_id: str = pa.Field(description="Figure that is rested on.")
    role: str = pa.Field(description="Part it plays: statement, growth, current, prior, part, whole, …")
    side: int = pa.Field(
        ge=1, description="Camp of a disagreement, or 1 for the stated figure and 2, 3, … for its inputs."
    )


class Coverage(TableModel):
    """How many figures a law, or any law, compared, and how many it could not, by what they lack."""

    __key__: ClassVar[tuple[str, ...]] = ("rule", "outcome")

    rule: str = pa.Field(
        description="Law, of which only the figures count that it is about; 'any': all figures, by any law."
    )
    outcome: str = pa.Field(
        isin=list(COVERAGE),
        description="compared; alone: nothing else says the same thing; second_reading: the same in another unit, the first reading"
        " counts; no_measure, no_unit, no_subject, no_period: what they lack, which leaves them unverifiable.",
    )
    figures: int = pa.Field(ge=0, description="Current figures with this outcome; those of one law add up.")
