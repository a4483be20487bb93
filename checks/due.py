"""Which tests of a law are due: those whose figures changed, with all tests and comparisons that hang together with them.

Belongs here: the picks of a law now and before, and what follows from their difference. Does not: how a test is judged.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from checks.blocks import BlockLimits, block_picks, large_tests
from checks.changes import Changes
from checks.groups import groups
from checks.rules.base import Rule
from warehouse.session import Session
from warehouse.sql import sql_text

_STORIES = "store.stories"
_AMONG = "SELECT figure_id FROM store.figures WHERE figure_id IN (SELECT unnest($figure_ids::VARCHAR[]))"
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
    session: Session, rules: Sequence[Rule], seen: Changes, kept: pl.DataFrame, limits: BlockLimits, *, agreeing: bool
) -> dict[str, pl.DataFrame]:
    """All picks of each law, by its name. `kept` are the picks of all laws as the last run left them.

    Of an increment only what the changed versions can reach is asked anew, over a small copy of the figures concerned that laws of one
    sort share, and the rest is as kept. Without `agreeing` all tests of a law by blocks are made of blocks.
    """
    now: dict[str, pl.DataFrame] = {}
    for rule in rules:
        if rule.by_blocks:
            now[rule.name] = _by_blocks(session, rule, seen, limits, agreeing=agreeing)
        elif seen.full or not (rule.within_article or rule.reach or (rule.kin and seen.large)):
            now[rule.name] = _asked(session, rule, _given(rule, seen, agreeing))
    if seen.full:
        return now
    rest = [rule for rule in rules if rule.name not in now]
    within, reaching = [r for r in rest if r.within_article], [r for r in rest if r.reach]
    session.rewrite("touched_versions", seen.versions.to_frame())
    now |= _within(session, within, seen, kept, agreeing=agreeing)
    for reach in sorted({str(rule.reach) for rule in reaching}):
        now |= _reached(session, [r for r in reaching if r.reach == reach], reach, seen, kept, agreeing=agreeing)
    for kin in sorted({rule.kin for rule in rest if rule.kin is not None}):
        now |= _with_kin(session, [r for r in rest if r.kin == kin], kin, seen, kept, agreeing=agreeing)
    session.rewrite("touched_versions", seen.versions.to_frame().clear())
    return now


def _given(rule: Rule, seen: Changes, agreeing: bool, **more: object) -> dict[str, object]:
    """The parameters of a law, with what this run knows better."""
    given: dict[str, object] = {"agreeing": agreeing, "large": seen.large, "blocked": None, **more}
    return {name: given.get(name, value) for name, value in rule.parameters.items()}


def _by_blocks(session: Session, rule: Rule, seen: Changes, limits: BlockLimits, *, agreeing: bool) -> pl.DataFrame:
    """Picks of a law whose large tests are made of blocks: those, and while agreement is recorded the small ones whole."""
    keys = large_tests(session, limits) if agreeing else None
    found = block_picks(session, seen, limits, keys)
    blocks = found.select(pl.lit(rule.name).alias("rule"), *list(PICK)[1:]).cast(pl.Schema(PICK))
    whole = _asked(session, rule, _given(rule, seen, agreeing, blocked=keys)) if agreeing else blocks.clear()
    return pl.concat([whole, blocks]).sort("test", "role", "figure_id")


def _within(
    session: Session, rules: Sequence[Rule], seen: Changes, kept: pl.DataFrame, *, agreeing: bool
) -> dict[str, pl.DataFrame]:
    """Picks of laws within one article: of the changed versions asked anew, all over one copy of these."""
    if not rules:
        return {}
    stay = kept.join(seen.versions.to_frame(), on="version_id", how="anti")
    with session.narrowed("comparing/figures_of_touched", _queries(rules)):
        fresh = {rule.name: _asked(session, rule, _given(rule, seen, agreeing)) for rule in rules}
    return {name: pl.concat([stay.filter(pl.col("rule") == name), found]) for name, found in fresh.items()}


def _reached(
    session: Session, rules: Sequence[Rule], reach: str, seen: Changes, kept: pl.DataFrame, *, agreeing: bool
) -> dict[str, pl.DataFrame]:
    """Picks of laws whose tests are named by a figure: asked anew where that figure's article changed, where a changed one can reach it,
    and where a test rested on a changed one; the rest as kept. All over one copy of these versions and what they are compared with."""
    kept = kept.filter(pl.col("rule").is_in([rule.name for rule in rules]))
    rested = kept.join(seen.versions.to_frame(), on="version_id", how="semi").select("rule", "test").unique()
    versions = pl.concat(
        [
            seen.versions,
            session.query_file(f"candidates/{reach}")["version_id"],
            kept.join(rested, on=["rule", "test"], how="semi")["version_id"],
        ]
    ).unique()
    asked = versions.to_frame()
    session.rewrite("touched_versions", asked)
    with session.narrowed(f"candidates/{reach}_kin", _queries(rules)):
        fresh = {rule.name: _asked(session, rule, _given(rule, seen, agreeing, everything=False)) for rule in rules}
    session.rewrite("touched_versions", seen.versions.to_frame())
    named = kept.filter(pl.col("figure_id") == pl.col("test")).join(asked, on="version_id", how="semi")
    stay = kept.join(named.select("rule", "test"), on=["rule", "test"], how="anti")
    return {
        name: pl.concat([stay.filter(pl.col("rule") == name), found]).sort("test", "role", "figure_id")
        for name, found in fresh.items()
    }


def _with_kin(
    session: Session, rules: Sequence[Rule], kin: str, seen: Changes, kept: pl.DataFrame, *, agreeing: bool
) -> dict[str, pl.DataFrame]:
    """Picks of laws whose tests are all of one key: those of the keys of changed versions asked anew, over one copy of their figures."""
    kept = kept.filter(pl.col("rule").is_in([rule.name for rule in rules]))
    rested = kept.join(seen.versions.to_frame(), on="version_id", how="semi").select("rule", "test").unique()
    regrouped = seen.regrouped if _STORIES in sql_text(f"candidates/{kin}") else seen.regrouped.clear()
    touched = pl.concat(
        [seen.versions, regrouped, kept.join(rested, on=["rule", "test"], how="semi")["version_id"]]
    ).unique()
    session.rewrite("touched_versions", touched.to_frame())
    told = {name: rules[0].parameters[name] for name in session.parameters_of(f"candidates/{kin}")}
    with session.narrowed(f"candidates/{kin}", _queries(rules), told or None):
        fresh = {rule.name: _asked(session, rule, _given(rule, seen, agreeing)) for rule in rules}
        figures = session.query(_AMONG, {"figure_ids": kept["figure_id"].unique().to_list()})
    session.rewrite("touched_versions", seen.versions.to_frame())
    asked = pl.concat([rested, kept.join(figures, on="figure_id", how="semi").select("rule", "test")]).unique()
    stay = kept.join(asked, on=["rule", "test"], how="anti")
    return {
        name: pl.concat([stay.filter(pl.col("rule") == name), found]).sort("test", "role", "figure_id")
        for name, found in fresh.items()
    }


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


def _queries(rules: Sequence[Rule]) -> list[str]:
    return [f"candidates/{rule.candidates}" for rule in rules]


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
