"""What changed since the last comparing run: article versions that came, changed or went, and whether everything is due again.

Belongs here: the fingerprint of how is compared, and the states of versions. Does not: which tests follow from it (`checks.due`).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from importlib.metadata import version

import polars as pl

from checks.rules.base import Rule
from warehouse.ddl import read_meta, write_meta
from warehouse.lexicon.load import lexicon_names
from warehouse.sql import sql_names, sql_text
from warehouse.store import Session

COMPARED = "compared"
# the code whose change can change a verdict
_CODE = ("checks", "checks.comparison", "checks.rules")


@dataclass(frozen=True, slots=True)
class Changes:
    """What a comparing run has to look at: everything (`full`), or the versions in `states`, of which those that stand are present."""

    full: bool
    figures: int
    # whether the store has more figures than a law can be asked about pair by pair
    large: bool
    fingerprint: str
    states: pl.DataFrame
    # current versions of articles whose story is not made up as it was
    regrouped: pl.Series = field(default_factory=lambda: pl.Series("version_id", [], dtype=pl.String))

    @property
    def versions(self) -> pl.Series:
        """Ids of the versions that came, changed or went."""
        return self.states["version_id"].unique()


def changes(session: Session, rules: Sequence[Rule], settings: Sequence[object], large: int) -> Changes:
    """What came, changed or went since the last run with the same laws, settings, lexicon and code; otherwise everything is due.

    In a store of more than `large` figures the figures of a version are known by their ids and by the stamp of extraction alone.
    """
    figures = int(session.query_file("comparing/figures_compared").item())
    fingerprint = fingerprint_of(rules, [*settings, figures > large])
    full = read_meta(session).get(COMPARED) != fingerprint
    if full:
        session.rewrite("compared_versions", pl.DataFrame(schema=_STATE))
    return Changes(
        full,
        figures,
        figures > large,
        fingerprint,
        session.query_file("comparing/touched_versions", {"exact": figures <= large}),
    )


def remember(session: Session, seen: Changes) -> None:
    """Writes down what was compared, so that the next run finds only what is new."""
    present = seen.states.filter("stands").drop("stands")
    if seen.full:
        session.rewrite("compared_versions", present)
    else:
        session.rewrite("compared_versions", present, "version_id", seen.versions)
    write_meta(session, COMPARED, seen.fingerprint)


def forget(session: Session) -> None:
    """Makes the next run a full one, whatever becomes of this one."""
    write_meta(session, COMPARED, "")


def fingerprint_of(rules: Sequence[Rule], settings: Sequence[object]) -> str:
    """Changes with the laws, their parameters, the settings, the lexicon, the comparing code and its queries."""
    laws = [[rule.name, sorted((name, str(value)) for name, value in rule.parameters.items())] for rule in rules]
    said = json.dumps([laws, [str(one) for one in settings], _ground()])
    return hashlib.sha256(said.encode()).hexdigest()[:16]


@cache
def _ground() -> str:
    """Code, queries and lexicon as one hash; and DuckDB's version, whose hashes the store keeps."""
    found = hashlib.sha256(version("duckdb").encode())
    for package in _CODE:
        for file in sorted(resources.files(package).iterdir(), key=lambda f: f.name):
            if file.name.endswith(".py"):
                found.update(file.read_bytes())
    for name in sql_names():
        if name.startswith(("candidates/", "comparing/", "blocks/", "stories/")):
            found.update(sql_text(name).encode())
    for name in lexicon_names():
        found.update(resources.files("warehouse.lexicon").joinpath(f"{name}.csv").read_bytes())
    return found.hexdigest()


_STATE = {"article_id": pl.String, "version_id": pl.String, "state": pl.Int64, "figures": pl.Int64, "content": pl.Int64}
