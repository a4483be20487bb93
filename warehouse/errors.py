"""What can go wrong with a store, each with its own name; every message says what happened, where, and what to do next.

Belongs here: the exceptions that callers catch. Does not: the translation of DuckDB's own errors (`warehouse.connection`).
"""

from __future__ import annotations

from pathlib import Path


class StoreError(Exception):
    """Something about a store failed. `what` happened, `where` (a file, a table, a statement), and what `to_do`."""

    def __init__(self, what: str, where: str | Path, to_do: str) -> None:
        self.what = what
        self.where = str(where)
        self.to_do = to_do
        super().__init__(f"{self.where}: {what.rstrip('.')}. {to_do}")


class StoreForeign(StoreError):
    """The file is not a Tieout store of this version or an older one; it is never touched and never overwritten."""


class StoreDamaged(StoreError):
    """The file was a DuckDB database once but is cut short or corrupt."""


class StoreLocked(StoreError):
    """Another process holds the file, and still did when the patience ended. `holder_pid` is null where DuckDB did not name it."""

    def __init__(self, what: str, where: str | Path, to_do: str, holder_pid: int | None = None) -> None:
        self.holder_pid = holder_pid
        super().__init__(what, where, to_do)


class StoreOutdated(StoreError):
    """The store's base tables were made by another version of Tieout and have other columns than this one writes."""


class StoreContractError(StoreError):
    """Rows do not keep a table's contract; `failures` has one line a broken check, with the rows that broke it."""

    def __init__(self, table: str, failures: list[str]) -> None:
        self.table = table
        self.failures = failures
        super().__init__(
            "rows break the table's contract and nothing was written:\n  " + "\n  ".join(failures) + "\n",
            f"store.{table}",
            f"The contract is the pandera model of {table} in warehouse/schemas; mend the step that made the rows.",
        )


class StoreQueryError(StoreError):
    """A statement was refused: a syntax error, an unknown name, a broken constraint, a missing parameter."""


class SqlFileMissing(StoreError):
    """There is no such file under warehouse/sql."""
