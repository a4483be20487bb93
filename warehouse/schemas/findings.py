"""What persons should look at, and what they decided. The log remembers when a finding was seen, decisions are append-only."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

import pandera.polars as pa

from warehouse.schemas.base import TableModel


class FindingLog(TableModel):
    """One comparison that was ever a finding, with the runs that first and last saw it."""

    __key__: ClassVar[tuple[str, ...]] = ("comparison_id",)

    comparison_id: str = pa.Field(unique=True, description="The comparison.")
    first_seen_run: str = pa.Field(description="Run that first found it.")
    last_seen_run: str = pa.Field(description="Run that last found it.")
    title: str = pa.Field(description="The finding in one line, as last seen.")
    stands: bool = pa.Field(description="Whether the last comparing run still found it; false means resolved.")
    earlier_id: str | None = pa.Field(
        nullable=True,
        description="Dismissed finding about the same that it grew from, or was left of; null where none is.",
    )
    joined: str | None = pa.Field(
        nullable=True,
        description="Values and sources that the earlier finding did not have; null where nothing joined.",
    )
    gone: str | None = pa.Field(nullable=True, description="Values and sources that only the earlier finding had.")


class Decision(TableModel):
    """One act of triage by a person; never changed, never deleted."""

    __key__: ClassVar[tuple[str, ...]] = ("decision_id",)

    decision_id: str = pa.Field(unique=True, description="Hash of the comparison, the action and the moment.")
    comparison_id: str = pa.Field(description="Finding that was decided on.")
    action: str = pa.Field(isin=["dismiss", "reopen"], description="dismiss or reopen.")
    reason: str = pa.Field(str_length={"min_value": 1}, description="Why, in the person's own words.")
    decided_at: datetime = pa.Field(description="When, UTC.")
    decided_by: str | None = pa.Field(nullable=True, description="Who, where it is known.")
    title: str | None = pa.Field(nullable=True, description="The finding in one line, as it was decided on.")
    rule: str | None = pa.Field(nullable=True, description="Law of the finding.")
    measure: str | None = pa.Field(nullable=True, description="What it compared.")
    subject: str | None = pa.Field(nullable=True, description="Of whom or what.")
    comparable_key: str | None = pa.Field(nullable=True, description="Key under which its figures met.")
    evidence_seen: str | None = pa.Field(
        nullable=True,
        description="What it rested on when it was decided on, as JSON: a list of [role, source, normalised value, quote].",
    )
