"""What all table models share: strictness, the key, and how a polars type is written in DuckDB's DDL.

Belongs here: the base model and the vocabulary of allowed values. Does not: any single table.
"""

from __future__ import annotations

from typing import ClassVar

import pandera.polars as pa
import polars as pl
from pandera.api.polars.model_config import BaseConfig

VERDICTS = (
    "consistent",
    "rounding",
    "revision",
    "plan_vs_actual",
    "scope_differs",
    "possible_conflict",
    "conflict",
    "unverifiable",
)
COVERAGE = ("compared", "alone", "second_reading", "no_measure", "no_unit", "no_subject", "no_period")
FLAGGED_VERDICTS = ("conflict", "possible_conflict")
STATUSES = ("actual", "planned", "target", "projected", "agreed")
MODIFIERS = ("about", "nearly", "over", "at_least", "under", "at_most")
CHANGES = ("increase_by", "decrease_by", "increase_to", "decrease_to", "ratio_to", "unchanged")
KINDS = ("money", "percentage", "fold", "physical", "count", "duration", "rank", "rate", "number")
SEVERITIES = ("high", "medium", "low")
STATES = ("open", "dismissed", "resolved", "reopened")
QUARANTINE_REASONS = (
    "empty",
    "binary",
    "undecodable",
    "too_large",
    "no_text",
    "missing",
    "not_a_file",
    "encrypted",
    "scanned",
    "malformed",
    "outside",
    "unreadable",
    "bad_sidecar",
    "too_slow",
    "too_much_memory",
    "crashed",
    "reading_failed",
    "extraction_failed",
)

_DUCKDB_TYPES: dict[type[pl.DataType], str] = {
    pl.String: "VARCHAR",
    pl.Int64: "BIGINT",
    pl.Float64: "DOUBLE",
    pl.Binary: "BLOB",
    pl.Boolean: "BOOLEAN",
    pl.Date: "DATE",
    pl.Datetime: "TIMESTAMP",
}


class TableModel(pa.DataFrameModel):
    """A table of the private store: its columns with their meaning, its key, and what must hold in every row."""

    __key__: ClassVar[tuple[str, ...]] = ()

    class Config(BaseConfig):
        """Columns are exactly these, in any order, and nothing is coerced in silence."""

        strict = True
        coerce = False

    @classmethod
    def columns(cls) -> dict[str, tuple[str, str, bool]]:
        """Column name -> (DuckDB type, description, nullable), in the order of the model."""
        found: dict[str, tuple[str, str, bool]] = {}
        for name, column in cls.to_schema().columns.items():
            polars_type = column.dtype.type
            base = polars_type if isinstance(polars_type, type) else type(polars_type)
            found[name] = (_DUCKDB_TYPES[base], column.description or "", bool(column.nullable))
        return found

    @classmethod
    def empty_frame(cls) -> pl.DataFrame:
        """A frame of no rows with this table's columns and types."""
        schema = {name: column.dtype.type for name, column in cls.to_schema().columns.items()}
        return pl.DataFrame(schema=schema)

    @classmethod
    def frame(cls, rows: list[dict[str, object]]) -> pl.DataFrame:
        """Rows as a frame with this table's columns and types; a key that is missing becomes null."""
        schema = {name: column.dtype.type for name, column in cls.to_schema().columns.items()}
        return pl.DataFrame([{name: row.get(name) for name in schema} for row in rows], schema=schema, orient="row")
