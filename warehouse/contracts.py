"""Holds a frame against its table's pandera model and says in lines a person can read which rows break which check.

Belongs here: validation of one frame for one table. Does not: laws about figures (`checks.rules`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

import polars as pl
from pandera.errors import SchemaErrors

from warehouse.errors import StoreContractError
from warehouse.schemas import TABLES, WORKING_TABLES, TableModel

_ROWS_SHOWN = 5


@dataclass(frozen=True, slots=True)
class ValidRows:
    """Rows that were found to keep their table's contract; a session does not look at them again."""

    table: str
    frame: pl.DataFrame


def table_model(table: str) -> type[TableModel]:
    """The model of a base table; raises StoreContractError for a table that there is not."""
    known = TABLES | WORKING_TABLES
    if table not in known:
        raise StoreContractError(table, [f"there is no such table; there are {', '.join(known)}"])
    return known[table]


def validated(table: str, frame: pl.DataFrame) -> pl.DataFrame:
    """`frame` with the columns in the order of the model; raises StoreContractError that names table, columns, checks and rows.

    The frame must be eager: pandera lets wrong rows of a LazyFrame through without a word.
    """
    model = table_model(table)
    try:
        model.validate(frame, lazy=True)
    except SchemaErrors as errors:
        raise StoreContractError(table, _failures(errors.failure_cases)) from errors
    keyed = frame.height and model.__key__
    repeated = frame.select(list(model.__key__)).is_duplicated() if keyed else pl.Series(dtype=pl.Boolean)
    if repeated.any():
        rows = [index for index, twice in enumerate(repeated) if twice]
        raise StoreContractError(
            table, [f"column {', '.join(model.__key__)}, check 'key is unique', rows {_some(rows)}"]
        )
    return frame.select(list(model.columns()))


def valid_parts(table: str, parts: Sequence[list[dict[str, object]]]) -> list[ValidRows | StoreContractError]:
    """Each part's rows, or why they break the contract, in the order of the parts; one bad part does not spoil another.

    All parts are validated at once, because a validation costs as much for one row as for thousands; only when that fails,
    each by itself.
    """
    try:
        whole = validated(table, _frame(table, [row for part in parts for row in part]))
    except StoreContractError:
        return [_valid_part(table, part) for part in parts]
    starts = [0, *accumulate(len(part) for part in parts)]
    return [ValidRows(table, whole.slice(start, len(part))) for start, part in zip(starts, parts, strict=False)]


def _valid_part(table: str, rows: list[dict[str, object]]) -> ValidRows | StoreContractError:
    try:
        return ValidRows(table, validated(table, _frame(table, rows)))
    except StoreContractError as error:
        return error


def _frame(table: str, rows: list[dict[str, object]]) -> pl.DataFrame:
    """Rows as a frame of the table's types; a value that has no place in its column breaks the contract like any other."""
    try:
        return table_model(table).frame(rows)
    except (pl.exceptions.PolarsError, TypeError, OverflowError, ValueError) as error:
        raise StoreContractError(table, [f"a value does not fit its column: {error}"]) from error


def _failures(cases: pl.DataFrame) -> list[str]:
    """One line a (column, check) pair of pandera's failure cases, with row numbers and the values found there."""
    lines: list[str] = []
    for (column, check), group in cases.group_by(["column", "check"], maintain_order=True):
        rows = [row for row in group["index"].to_list() if row is not None]
        values = [str(value)[:80] for value in group["failure_case"].to_list()]
        place = f"rows {_some(rows)}" if rows else "the whole column"
        lines.append(f"column {column}, check {str(check)!r}, {place}, found {_some(values)}")
    return lines


def _some(items: list[int] | list[str]) -> str:
    """The first few items, and how many more there are."""
    shown = ", ".join(str(item) for item in items[:_ROWS_SHOWN])
    return shown if len(items) <= _ROWS_SHOWN else f"{shown} and {len(items) - _ROWS_SHOWN:,} more"
