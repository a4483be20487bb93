"""Keeps which articles report on one story, before the laws are asked: only what touched articles can change is made anew.

A likeness rests on the terms of two articles and on how many articles have each, many counted in steps; so it stands while neither
article is stale (`checks.story_terms`). Likenesses link articles into components, and stories never reach out of one; so a component
stands while no likeness in it changed. Both give what making everything anew gives.

Belongs here: writing `store.story_edges`, the components and `store.stories`. Does not: terms, nor grouping (`checks.comparison`).
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from checks.comparison.stories import MOST_ARTICLES, group
from checks.groups import groups
from checks.rules.retold_figures_agree import MOST_FIGURES
from checks.story_terms import keep_terms, mark_stale
from warehouse.ddl import read_meta, write_meta
from warehouse.schemas import Story
from warehouse.store import Session

# Likeness of two articles from which they report on one story, and the days within which a story is told.
LEAST_LIKENESS, MOST_DAYS = 0.13, 60
# Pairs of articles that share a term, so many at most, or so many an article: what a large store takes, not what a small one needs.
MOST_PAIRS, PAIRS_AN_ARTICLE = 20_000_000, 100
_TELLS = "story_terms_tell"
_KEPT = ["article_id", "story"]
_EDGE = {"a": pl.Int64, "b": pl.Int64, "likeness": pl.Float64}


@dataclass(frozen=True, slots=True)
class _Grouped:
    """Members of the components that were looked at again (version, article_id, component, story: null alone), and the stories among
    them, or articles of none, that a likeness would have joined if they were not too large together."""

    members: pl.DataFrame
    cut: frozenset[str]


def keep_stories(session: Session, *, everything: bool) -> pl.Series:
    """Makes `store.stories` say which current articles tell one story; returns the articles of all stories that are not made up as they
    were. But for `everything`, only store.touched_versions came, changed or went."""
    left = session.query_file("stories/members_of_touched")
    keep_terms(session, everything=everything)
    bounds = {"pairs": MOST_PAIRS, "pairs_an_article": PAIRS_AN_ARTICLE, "articles": session.count("story_members")}
    tells, skipped = session.query_file("stories/least_telling", bounds).row(0)
    if not everything and read_meta(session).get(_TELLS) != str(tells):
        everything = True
        mark_stale(session, everything=True)
    write_meta(session, _TELLS, str(tells))
    changed = _keep_edges(session, tells, everything=everything)
    grouped = _grouped(session, left, changed, everything=everything)
    for table in ("stale_versions", "touched_terms", "earlier_counts"):
        session.execute(f"DELETE FROM store.{table}")  # noqa: S608 - own names
    regrouped = _keep_members(session, left, grouped, everything=everything)
    _keep_crowded(session, grouped, regrouped, skipped, everything=everything)
    return regrouped


def _keep_edges(session: Session, tells: int, *, everything: bool) -> pl.Series:
    """Makes the likenesses of stale versions anew; returns the versions at the ends of those that came, changed or went."""
    before = pl.DataFrame(schema=_EDGE) if everything else session.query_file("stories/edges_of_stale")
    session.execute("DELETE FROM store.story_edges" if everything else _EDGES_OF_STALE)
    asked = {"everything": everything, "tells": tells, "least": LEAST_LIKENESS, "days": MOST_DAYS}
    session.fill("story_edges", "stories/edges", asked)
    if everything:
        return pl.Series("version", [], dtype=pl.Int64)
    after = session.query_file("stories/edges_of_stale")
    differs = pl.concat(
        [before.join(after, on=list(_EDGE), how="anti"), after.join(before, on=list(_EDGE), how="anti")]
    )
    return pl.concat([differs["a"], differs["b"]]).alias("version").unique()


def _grouped(session: Session, left: pl.DataFrame, changed: pl.Series, *, everything: bool) -> _Grouped:
    """The components of changed likenesses and of touched versions, those left behind too, with their stories."""
    asked = {"everything": everything, "changed": changed.to_list(), "left": left["component"].unique().to_list()}
    members = session.query_file("stories/members_concerned", asked)
    edges = session.query_file("stories/edges_of_members", asked)
    numbered = groups(edges.select("a", "b"))
    nodes = pl.concat([numbered.select("group", version="a"), numbered.select("group", version="b")]).unique()
    first = nodes.group_by("group").agg(component=pl.col("version").min(), articles=pl.len())
    found = members.drop("component").join(nodes.join(first, on="group").drop("group"), on="version", how="left")
    found = found.with_columns(component=pl.coalesce("component", "version"))
    large = found.filter(pl.col("articles") > MOST_ARTICLES)
    told = group(_named(edges, large)) if large.height else None
    stories = pl.DataFrame(
        {"article_id": list(told.story_of), "divided": list(told.story_of.values())} if told else {},
        schema={"article_id": pl.String, "divided": pl.String},
    )
    whole = pl.when(pl.col("articles") <= MOST_ARTICLES).then(pl.col("article_id").min().over("component"))
    members = found.join(stories, on="article_id", how="left").select(
        "version", "article_id", "component", story=pl.coalesce(whole, "divided")
    )
    return _Grouped(members, told.cut if told else frozenset())


def _named(edges: pl.DataFrame, members: pl.DataFrame) -> list[tuple[str, str, float]]:
    """Likenesses between members, by their articles."""
    names = members.select("version", "article_id")
    a, b = names.rename({"version": "a", "article_id": "one"}), names.rename({"version": "b", "article_id": "other"})
    named = edges.join(a, on="a").join(b, on="b")
    return [
        (min(one, other), max(one, other), likeness)
        for one, other, likeness in named.select("one", "other", "likeness").iter_rows()
    ]


def _keep_members(session: Session, left: pl.DataFrame, grouped: _Grouped, *, everything: bool) -> pl.Series:
    """Writes components and stories; returns the articles of all stories that are not made up as they were."""
    session.rewrite("components", grouped.members.select("version", "component"))
    session.execute_file("stories/write_components")
    session.execute("DELETE FROM store.components")
    after = Story.validate(grouped.members.filter(pl.col("story").is_not_null()).select("article_id", "story"))
    concerned = pl.concat([grouped.members["article_id"], left["article_id"]]).unique()
    before = session.table("stories").select("article_id", "story")
    if everything:
        session.replace_all("stories", after)
    else:
        before = before.join(concerned.to_frame(), on="article_id", how="semi")
        session.replace_part("stories", after, "article_id", concerned)
    both = [before, after.select("article_id", "story")]
    differs = pl.concat([both[0].join(both[1], on=_KEPT, how="anti"), both[1].join(both[0], on=_KEPT, how="anti")])
    return pl.concat(both).join(differs.select("story").unique(), on="story", how="semi")["article_id"].unique().sort()


def _keep_crowded(session: Session, grouped: _Grouped, regrouped: pl.Series, skipped: int, *, everything: bool) -> None:
    """Writes which stories were too large: for one story, for the words of their figures, and pairs under words too common."""
    here = session.query_file("stories/articles_of_touched")["article_id"]
    articles = pl.concat([grouped.members["article_id"], regrouped, here]).unique().to_list()
    if everything:
        session.execute("DELETE FROM store.crowded_blocks WHERE kind = 'story'")
    elif session.count("crowded_blocks"):
        session.execute_file("stories/forget_crowded", {"articles": articles})
    asked = {"everything": everything, "articles": articles, "most": MOST_FIGURES}
    session.fill("crowded_blocks", "stories/crowded_stories", asked)
    if grouped.cut:
        session.fill("crowded_blocks", "stories/divided_topics", {"divided": sorted(grouped.cut)})
    if skipped:
        row = {"kind": ["story"], "block": [0], "figures": [skipped], "kept": [0]}
        session.insert("crowded_blocks", pl.DataFrame(row))


_EDGES_OF_STALE = """DELETE FROM store.story_edges
WHERE a IN (SELECT version FROM store.stale_versions) OR b IN (SELECT version FROM store.stale_versions)
   OR a NOT IN (SELECT version FROM store.story_members) OR b NOT IN (SELECT version FROM store.story_members)"""
