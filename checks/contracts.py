"""Holds each stored table against its pandera model and returns every row that breaks it.

Belongs here: the contract of a table as a result that can be shown. Does not: the models (`warehouse.schemas`).
"""

from __future__ import annotations

from dataclasses import dataclass

from warehouse.contracts import validated
from warehouse.schemas import TABLES
from warehouse.store import Store, StoreContractError


@dataclass(frozen=True, slots=True)
class ContractReport:
    """How many rows and columns of a table were held against its model, and one line a broken check."""

    table: str
    rows: int
    columns: int
    failures: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """Whether every row keeps the contract."""
        return not self.failures


def contract(store: Store, table: str) -> ContractReport:
    """Validates all rows of a base table."""
    with store.reading() as session:
        frame = session.table(table)
    try:
        validated(table, frame)
        failures: list[str] = []
    except StoreContractError as error:
        failures = error.failures
    return ContractReport(table, frame.height, len(TABLES[table].columns()), tuple(failures))
