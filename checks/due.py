"""Which tests of a law are due: those whose figures changed, with all tests and comparisons that hang together with them.

Belongs here: the picks of a law now and before, and what follows from their difference. Does not: how a test is judged.
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from checks.blocks import BlockLimits, block_picks, large_tests
from checks.changes import Changes
from checks.groups import groups
from checks.rules.base import Rule
from warehouse.session import Session
from warehouse.sql import sql_text

PICK = {"rule": pl.String, "test": pl.String, "role": pl.String, "figure_id": pl.String, "version_id": pl.String}


@dataclass(frozen=True, slots=True)
class Due:
    """A law's picks as they stand now, those of the tests to be judged with the `group` that must be judged together, and the ids of
    the standing comparisons that the groups replace."""

    rule: Rule
    picks: pl.DataFrame
    tests: pl.DataFrame
    replaced: pl.Series


def picks_now(
    session: Session, rule: Rule, seen: Changes, kept: pl.DataFrame, limits: BlockLimits, *, agreeing: bool
) -> pl.DataFrame:
    """All picks of a law: asked anew; of a law within one article, of the changed versions alone and the rest as kept; of a law whose
    large tests are made of blocks, those too. Without `agreeing` all tests of such a law are."""
    keys = large_tests(session, limits) if rule.by_blocks and agreeing else None
    given: dict[str, object] = {"agreeing": agreeing, "blocked": keys}
    parameters: dict[str, object] = {name: given.get(name, value) for name, value in rule.parameters.items()}
    if rule.by_blocks:
        found = block_picks(session, seen, limits, keys)
        blocks = found.select(pl.lit(rule.name).alias("rule"), *list(PICK)[1:]).cast(pl.Schema(PICK))
        whole = _asked(session, rule, parameters) if agreeing else blocks.clear()
        return pl.concat([whole, blocks]).sort("test", "role", "figure_id")
    if rule.reach is not None and not seen.full:
        return _reached(session, rule, parameters | {"everything": False}, seen, kept)
    if seen.full or not rule.within_article:
        return _asked(session, rule, parameters)
    with session.narrowed(seen.versions):
        fresh = _asked(session, rule, parameters)
    return pl.concat([kept.join(seen.versions.to_frame(), on="version_id", how="anti"), fresh])


def _reached(
    session: Session, rule: Rule, parameters: dict[str, object], seen: Changes, kept: pl.DataFrame
) -> pl.DataFrame:
    """Picks of a law whose tests are named by a figure: asked anew where that figure's article changed, where a changed one can reach it,
    and where a test rested on a changed one; the rest as kept."""
    session.rewrite("touched_versions", seen.versions.to_frame())
    rested = kept.join(seen.versions.to_frame(), on="version_id", how="semi").select("test").unique()
    versions = pl.concat(
        [
            seen.versions,
            session.query_file(f"candidates/{rule.reach}")["version_id"],
            kept.join(rested, on="test", how="semi")["version_id"],
        ]
    ).unique()
    session.rewrite("touched_versions", versions.to_frame())
    fresh = _asked(session, rule, parameters)
    session.rewrite("touched_versions", versions.to_frame().clear())
    named = kept.filter(pl.col("figure_id") == pl.col("test"))
    asked = named.join(versions.to_frame(), on="version_id", how="semi").select("test")
    return pl.concat([kept.join(asked, on="test", how="anti"), fresh]).sort("test", "role", "figure_id")


def due(rule: Rule, now: pl.DataFrame, kept: pl.DataFrame, evidence: pl.DataFrame, seen: Changes) -> Due:
    """What a law has to judge. `evidence` is what its standing comparisons rest on (comparison_id, figure_id).

    Tests hang together that share a figure, now or before, and comparisons with the figures that they rest on: what one trial of a
    group concludes may rest on another's, and a comparison may stand for several tests.
    """
    if seen.full:
        return Due(rule, now, _grouped(now), evidence["comparison_id"])
    identity = ["test", "role", "figure_id"]
    differs = pl.concat([now.join(kept, on=identity, how="anti"), kept.join(now, on=identity, how="anti")])
    touched = now.join(seen.versions.to_frame(), on="version_id", how="semi")
    changed = pl.concat([differs, touched])["test"].unique()
    return hanging_together(rule, now, kept, evidence, "test " + changed)


def hanging_together(
    rule: Rule, now: pl.DataFrame, kept: pl.DataFrame, evidence: pl.DataFrame, nodes: pl.Series
) -> Due:
    """The groups that hold one of the `nodes`: 'test NAME' or 'comparison ID'."""
    empty = Due(rule, now, _grouped(now.clear()), pl.Series("comparison_id", [], dtype=pl.String))
    if not nodes.len():
        return empty
    figure = "figure " + pl.col("figure_id")
    links = pl.concat(
        [
            pl.concat([now, kept]).select(a="test " + pl.col("test"), b=figure).unique(maintain_order=True),
            evidence.select(a="comparison " + pl.col("comparison_id"), b=figure),
        ]
    )
    if not links.height:
        return empty
    found = groups(links)
    held = found.join(nodes.alias("a").to_frame(), on="a", how="semi").select("group").unique()
    names = found.join(held, on="group", how="semi").select("a", "group").unique(maintain_order=True)
    tests = now.join(_named(names, "test"), on="test", how="inner")
    return Due(rule, now, tests, _named(names, "comparison")["comparison"].alias("comparison_id"))


def _named(nodes: pl.DataFrame, kind: str) -> pl.DataFrame:
    """Nodes of one kind by their names, with their groups."""
    return nodes.filter(pl.col("a").str.starts_with(f"{kind} ")).select(
        pl.col("a").str.strip_prefix(f"{kind} ").alias(kind), "group"
    )


def _asked(session: Session, rule: Rule, parameters: dict[str, object]) -> pl.DataFrame:
    """The law's candidate query, with the version of each figure."""
    asked = sql_text(f"candidates/{rule.candidates}")
    found = session.query(
        f"SELECT DISTINCT $law AS rule, p.test, p.role, p.figure_id, f.version_id FROM (\n{asked}\n) AS p "  # noqa: S608 - own file
        "JOIN store.figures AS f USING (figure_id)",
        {"law": rule.name, **parameters},
    )
    return found.cast(pl.Schema(PICK)).sort("test", "role", "figure_id")


def _grouped(picks: pl.DataFrame) -> pl.DataFrame:
    """Picks with the number of their group: tests that share a figure have one."""
    if not picks.height:
        return picks.with_columns(group=pl.lit(0, dtype=pl.Int64))
    links = picks.select(a="test " + pl.col("test"), b="figure " + pl.col("figure_id")).unique(maintain_order=True)
    numbers = (
        groups(links).select(test=pl.col("a").str.strip_prefix("test "), group="group").unique(maintain_order=True)
    )
    return picks.join(numbers, on="test", how="left")
