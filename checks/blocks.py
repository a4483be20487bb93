"""Blocks: which figures of a large test must be put together before a law, found by equal keys and never by comparing all with all.

A figure's class is what it measures, when, and of whom. Classes that do not agree, within themselves or with a class that may be of the
same thing, are linked; linked classes are one test. Everything is set-based and kept, so that an increment asks its own classes alone.

Belongs here: the order of these steps. Does not: the steps (`warehouse/sql/blocks`), nor whether two figures are comparable
(`checks.comparison`).
"""

from __future__ import annotations

from dataclasses import asdict, dataclass

import polars as pl

from checks.changes import Changes, forget
from checks.comparison.facets import DEFAULT_BASES
from checks.comparison.name_keys import name_key
from checks.comparison.statements import kinds_of_measures, measures_of
from checks.comparison.thresholds import SAME_AS_OF_DAYS
from checks.groups import groups
from warehouse.schemas.working import Name, NameLink
from warehouse.session import Session


@dataclass(frozen=True, slots=True)
class BlockLimits:
    """Bounds of comparing. A test of up to `whole_test` figures is judged whole while agreement is recorded. Of a class of more than
    `class_figures` only `witnesses` figures from each end are compared, and in a place with more than `site_classes` subjects and times
    these are not compared with each other; both are reported. `same_as_of_days` is that of the thresholds."""

    whole_test: int = 2_000
    class_figures: int = 2_000
    site_classes: int = 50
    witnesses: int = 20
    same_as_of_days: int = SAME_AS_OF_DAYS


def large_tests(session: Session, limits: BlockLimits) -> list[str]:
    """Comparable keys of which some test has more figures than are judged whole."""
    return session.query_file("blocks/large_tests", {"largest": limits.whole_test})["comparable_key"].to_list()


def block_picks(session: Session, seen: Changes, limits: BlockLimits, keys: list[str] | None) -> pl.DataFrame:
    """Picks (test, role, figure_id, version_id) of the tests that blocks make of large tests.

    `keys` are the comparable keys that are made of blocks while agreement is recorded, and then everything is made anew: the store is
    small. Without `keys` all are, nothing that holds is of interest, and only what touched versions are in is made anew.
    """
    agreeing = keys is not None
    everything = seen.full or agreeing
    if keys == []:
        session.execute(_CROWDED)
        return pl.DataFrame(
            schema={"test": pl.String, "role": pl.String, "figure_id": pl.String, "version_id": pl.String}
        )
    # a run that is killed from here on leaves keys of which nobody knows how far they go
    forget(session)
    _mark_touched(session, seen, everything)
    _make_keys(session, keys, everything=everything)
    _make_pairs(session, limits, everything=everything, agreeing=agreeing)
    tests = _tests(session, agreeing=agreeing)
    session.rewrite("class_tests", tests)
    found = session.query_file(
        "blocks/block_picks", {"class_limit": limits.class_figures, "witnesses": limits.witnesses}
    )
    for table in ("touched_versions", "touched_classes", "suspect_pairs"):
        session.rewrite(table, session.table(table).clear())
    return found


def _mark_touched(session: Session, seen: Changes, everything: bool) -> None:
    """Touched versions, and the classes that their figures were in."""
    session.rewrite("touched_versions", seen.versions.to_frame().clear() if everything else seen.versions.to_frame())
    session.execute("DELETE FROM store.touched_classes")
    if not everything:
        session.fill("touched_classes", "blocks/classes_of_touched")


def _make_keys(session: Session, keys: list[str] | None, *, everything: bool) -> None:
    """Names, keys and sums; of touched versions and classes alone, unless everything is due."""
    asked = {"everything": everything}
    session.execute("DELETE FROM store.figure_keys" if everything else _KEYS_OF_TOUCHED)
    fresh = [asdict(name_key(name)) for name in session.query_file("blocks/new_names", asked)["name"].to_list()]
    if fresh:
        session.insert("names", Name.frame(fresh))
        session.rewrite("name_links", session.query_file("blocks/name_links").select(list(NameLink.columns())))
    kinds = kinds_of_measures()
    session.fill(
        "figure_keys",
        "blocks/figure_keys",
        {
            **asked,
            "keys": keys,
            "periodic": measures_of("flow", "period"),
            "daily": [] if keys is not None else measures_of("state", "generic"),
            "lasting": ["static", "fixed"],
            "measures": list(kinds),
            "kinds": list(kinds.values()),
            "default_bases": sorted(DEFAULT_BASES),
        },
    )
    if not everything:
        session.fill("touched_classes", "blocks/classes_of_touched")
    session.execute("DELETE FROM store.class_sums" if everything else _SUMS_OF_TOUCHED)
    session.fill("class_sums", "blocks/class_sums", asked)


def _make_pairs(session: Session, limits: BlockLimits, *, everything: bool, agreeing: bool) -> None:
    """Pairs of classes that have to be put together, and the blocks over their limits."""
    bounds = {"class_limit": limits.class_figures, "site_limit": limits.site_classes}
    session.execute("DELETE FROM store.suspect_pairs")
    session.fill("suspect_pairs", "blocks/suspect_pairs", {"everything": everything, **bounds})
    session.execute("DELETE FROM store.class_pairs" if everything else _PAIRS_OF_TOUCHED)
    asked = {"days": None if agreeing else limits.same_as_of_days, "other_bases": agreeing}
    session.fill("class_pairs", "blocks/class_pairs", asked)
    session.execute(_CROWDED)
    session.fill("crowded_blocks", "blocks/crowded_blocks", {**bounds, "witnesses": limits.witnesses})


def _tests(session: Session, *, agreeing: bool) -> pl.DataFrame:
    """The test of each class: linked classes have one; alone stand crowded classes and, while agreement is recorded, shared ones."""
    links = session.table("class_pairs")
    alone = [
        session.query("SELECT block AS a, block AS b FROM store.crowded_blocks WHERE kind = 'class' ORDER BY block")
    ]
    if agreeing:
        alone.append(session.query_file("blocks/shared_classes").select(a="class_id", b="class_id"))
    links = pl.concat([links, *alone]).sort("a", "b")
    if not links.height:
        return pl.DataFrame(schema={"class_id": pl.Int64, "test": pl.String})
    numbered = groups(links)
    nodes = pl.concat([numbered.select("group", class_id="a"), numbered.select("group", class_id="b")]).unique()
    first = nodes.group_by("group").agg(first=pl.col("class_id").min())
    return (
        nodes.join(first, on="group")
        .select("class_id", test="block " + pl.col("first").cast(pl.String))
        .sort("class_id")
    )


_CROWDED = "DELETE FROM store.crowded_blocks WHERE kind <> 'story'"
_KEYS_OF_TOUCHED = "DELETE FROM store.figure_keys WHERE version_id IN (SELECT version_id FROM store.touched_versions)"
_SUMS_OF_TOUCHED = "DELETE FROM store.class_sums WHERE class_id IN (SELECT class_id FROM store.touched_classes)"
_PAIRS_OF_TOUCHED = """DELETE FROM store.class_pairs
WHERE a IN (SELECT class_id FROM store.touched_classes) OR b IN (SELECT class_id FROM store.touched_classes)"""
