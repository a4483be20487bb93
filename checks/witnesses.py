"""Witnesses: the figures that the laws are asked about, fetched from the store in as few passes as memory allows.

Belongs here: fetching rows and turning those of one batch into statements. Does not: which figures, nor what a statement is.
"""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from checks.comparison.statements import Statement, statement
from checks.comparison.thresholds import Thresholds
from warehouse.session import Session

WITNESSES = "candidates/witnesses"
# Rows that are kept at one time, as columns: about a kilobyte each. As objects only those of a batch are.
ROWS_AT_ONCE = 250_000


class Witnesses:
    """Figures by id. What all laws need is fetched at once; a pass over a large store costs more than the rows."""

    def __init__(self, session: Session, figure_ids: Sequence[pl.Series], thresholds: Thresholds) -> None:
        self._session = session
        self.thresholds = thresholds
        wanted = pl.concat([*figure_ids, pl.Series("figure_id", [], dtype=pl.String)]).unique()
        self._rows = self._fetched(wanted if wanted.len() <= ROWS_AT_ONCE else wanted.clear())

    def of(self, picks: pl.DataFrame) -> dict[str, Statement]:
        """The statements of the figures of a batch of picks."""
        wanted = picks.select("figure_id").unique()
        rows = self._rows.join(wanted, on="figure_id", how="semi")
        if rows.height < wanted.height:
            missing = wanted.join(self._rows, on="figure_id", how="anti")
            rows = pl.concat([rows, self._fetched(missing["figure_id"])])
        days = self.thresholds.same_as_of_days
        return {one.figure_id: one for one in (statement(row, days) for row in rows.iter_rows(named=True))}

    def _fetched(self, figure_ids: pl.Series) -> pl.DataFrame:
        return self._session.query_file(WITNESSES, {"figure_ids": figure_ids.to_list()})
