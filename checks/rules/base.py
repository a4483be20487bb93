"""What every law is made of: a rule, a trial of it, and how pandera decides a trial.

Belongs here: the types that a rule file fills in, and the one place where a pandera model is run over trials. Does not: any law, any SQL.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import pandera.polars as pa
import polars as pl
from pandera.api.polars.model_config import BaseConfig
from pandera.errors import SchemaErrors

from checks.comparison.intervals import Interval
from checks.comparison.statements import Statement

# Bounds are stored as the nearest double: arithmetic on them is exact to this share, which is float noise and not a tolerance.
GUARD = 1e-9


class LawModel(pa.DataFrameModel):
    """Readings of trials, one row each; the one dataframe_check of a subclass is the law, true where the row keeps it."""

    trial: int = pa.Field(ge=0, description="Number of the trial in its frame.")
    level: str = pa.Field(isin=["fine", "printed", "hard"], description="How strictly the figures are read.")

    class Config(BaseConfig):
        """Columns are exactly these, and nothing is coerced in silence."""

        strict = True
        coerce = False


# One way to read a trial: a row of its law's model without the number of the trial.
Reading = Mapping[str, float | bool | str]


@dataclass(frozen=True, slots=True)
class Piece:
    """One figure in one role on one side of a trial."""

    statement: Statement
    role: str
    side: int


@dataclass(frozen=True, slots=True)
class Trial:
    """One test of a law: its evidence, the readings that pandera judges, and the most that the facets let it conclude."""

    key: str
    pieces: tuple[Piece, ...]
    readings: tuple[Reading, ...]
    cap: str
    facets: str
    reason: str

    @property
    def statements(self) -> list[Statement]:
        """The figures, in the order of the evidence."""
        return [piece.statement for piece in self.pieces]

    def of_role(self, role: str) -> list[Statement]:
        """The figures that play a role."""
        return [piece.statement for piece in self.pieces if piece.role == role]


@dataclass(frozen=True, slots=True)
class Saying:
    """A trial in words: the law with the numbers filled in, why the verdict is what it is, and what would reconcile it."""

    formula: str
    explanation: str
    reconciles: str | None
    gap: Decimal
    # what may explain it, where the law itself knows: a unit of another dimension, points read as percent
    hints: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """Figures that the candidate query put together under one test, by role."""

    test: str
    by_role: Mapping[str, Sequence[Statement]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One law. `candidates` names its SQL file, `model` is the law, `trials` arranges candidates, `explain` says what came of one.

    `trials` is handed whole tests, and with each all tests of the law that share a figure with it, in an order that means nothing.
    """

    name: str
    question: str
    candidates: str
    roles: tuple[str, ...]
    model: type[LawModel]
    trials: Callable[[Sequence[Candidate]], Iterable[Trial]]
    explain: Callable[[Trial, str], Saying]
    parameters: Mapping[str, object]
    # whether its sides give one number each for the same thing, so that their ratio may explain the difference
    compares_values: bool = False
    # statistics of the figures that it asks about (none: all), and which of measure, unit, subject and period it asks of them
    about: tuple[str, ...] = ()
    needs: tuple[str, ...] = ("measure", "unit")
    # SQL file that counts what could have been tested (column `eligible`), where the candidates are only what may be wrong
    counted_by: str | None = None
    # whether all figures of a test stand in one article: then only articles that came, changed or went are asked for candidates
    within_article: bool = False
    # of a law whose tests are named by one figure of theirs: the query for the articles of such figures that a changed version can reach;
    # its candidate query then takes $everything and, without it, only the tests of store.touched_versions,
    # and the query named like it with '_kin' behind gives the figures that these tests can hold
    reach: str | None = None
    # of a law all of whose figures of one test share a key: the query for the figures that share one with store.touched_versions, which
    # holds those too whose story changed if the query asks store.stories; it may take the law's parameters. Asked only of a large store;
    # taking a figure away must make no new test
    kin: str | None = None
    # whether candidates of large tests are found by blocks (`checks.blocks`); its query then takes $blocked and leaves those keys
    by_blocks: bool = False


def failed_levels(rule: Rule, trials: Sequence[Trial]) -> list[frozenset[str]]:
    """For each trial the levels at which it failed; a level with several readings fails only if all of them do."""
    rows = [{"trial": n, **reading} for n, trial in enumerate(trials) for reading in trial.readings]
    if not rows:
        return [frozenset() for _ in trials]
    broken = _failing_rows(rule.model, pl.DataFrame(rows, schema=_schema(rule.model)))
    held = {(row["trial"], row["level"]) for n, row in enumerate(rows) if n not in broken}
    tested = [{str(reading["level"]) for reading in trial.readings} for trial in trials]
    return [frozenset(level for level in levels if (n, level) not in held) for n, levels in enumerate(tested)]


def _failing_rows(model: type[LawModel], frame: pl.DataFrame) -> set[int]:
    """Indices of the rows that break the law. Raises SchemaErrors where the frame itself is malformed."""
    try:
        model.validate(frame, lazy=True)
    except SchemaErrors as errors:
        cases = errors.failure_cases
        if not (cases["schema_context"] == "DataFrameSchema").all() or cases["index"].null_count():
            raise
        return set(cases["index"].to_list())
    return set()


def _schema(model: type[LawModel]) -> dict[str, pl.DataType]:
    return {name: column.dtype.type for name, column in model.to_schema().columns.items()}


def ends(prefix: str, interval: Interval) -> dict[str, float]:
    """An interval as the columns `prefix`_low and `prefix`_high; no end is an infinity."""
    return {f"{prefix}_low": float(interval.lower), f"{prefix}_high": float(interval.upper)}


def with_guard(column: str, sign: int) -> pl.Expr:
    """A bound widened by the float guard, up (+1) or down (-1)."""
    bound = pl.col(column)
    return pl.when(bound.is_infinite()).then(bound).otherwise(bound + sign * bound.abs() * GUARD)
