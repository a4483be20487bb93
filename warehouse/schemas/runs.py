"""Runs of the job: when they began, what they read, and what came of it. One row a run."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

import pandera.polars as pa

from warehouse.schemas.base import TableModel


class Run(TableModel):
    """One run of the job over the sources; the counts add up: files = with figures + without + unchanged + quarantined."""

    __key__: ClassVar[tuple[str, ...]] = ("run_id",)

    run_id: str = pa.Field(unique=True, description="Id of the run; Dagster's run id where Dagster ran it.")
    started_at: datetime = pa.Field(description="When the run began, UTC.")
    finished_at: datetime | None = pa.Field(
        nullable=True, description="When the run was published, UTC; null while it runs or if it died."
    )
    tieout_version: str = pa.Field(description="Version of Tieout that ran.")
    extractor_version: str = pa.Field(description="Version of the extraction rules that ran.")
    sources: str = pa.Field(description="The folders and files that were read, one a line.")
    files: int = pa.Field(ge=0, description="Source files that were looked at.")
    with_figures: int = pa.Field(ge=0, description="Files with new or changed articles in which figures were found.")
    without_figures: int = pa.Field(ge=0, description="Files with new or changed articles that say no figure.")
    unchanged: int = pa.Field(
        ge=0, description="Files none of whose articles is new: as they were, or moved, or back again."
    )
    quarantined: int = pa.Field(ge=0, description="Files that could not be read; see `quarantine`.")
    figures: int = pa.Field(ge=0, description="Figures that this run extracted.")
    comparisons: int = pa.Field(ge=0, description="Comparisons that stood after this run.")
    findings: int = pa.Field(ge=0, description="Open findings that stood after this run.")
