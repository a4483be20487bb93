"""Keeps what each article is about, and which articles report on one story, before the laws are asked.

Belongs here: writing `store.article_terms` and `store.stories`. Does not: terms of a text or grouping (`checks.comparison`).
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from checks.comparison.contexts import article_terms
from checks.comparison.stories import group
from warehouse.schemas import ArticleTerm, Story
from warehouse.store import Session

# A term of thirty articles tells half of what a term of one does; one of two hundred tells of a language, not of a story.
COMMON, MOST_ARTICLES_OF_A_TERM = 30, 200
# Likeness of two articles from which they report on one story, and the days within which a story is told.
LEAST_LIKENESS, MOST_DAYS = 0.09, 60
# Pairs of articles that share a term, so many at most: what a large store takes, not what a small one needs.
MOST_PAIRS = 20_000_000
# What a figure printed with three digits or more tells of an article: as much as a name that stands there three times.
VALUE_WEIGHT = 4.0
_EDGES = "queries/story_edges"
_KEPT = ("article_id", "story")


@dataclass(frozen=True, slots=True)
class StoriesReport:
    """How many stories there are, the articles in them, the pairs that a story already too large did not take in, and the articles of all
    stories that are not made up as they were."""

    stories: int
    articles: int
    cut: int
    regrouped: pl.Series


def keep_stories(session: Session) -> StoriesReport:
    """Adds terms of versions that have none yet, and makes `store.stories` say which current articles tell one story."""
    _keep_terms(session)
    parameters = {
        "value_weight": VALUE_WEIGHT,
        "common": COMMON,
        "most": MOST_ARTICLES_OF_A_TERM,
        "least": LEAST_LIKENESS,
        "days": MOST_DAYS,
        "pairs": MOST_PAIRS,
    }
    grouping = group(session.query_file(_EDGES, parameters).iter_rows())
    rows: list[dict[str, object]] = [
        {"article_id": article, "story": story} for article, story in grouping.story_of.items()
    ]
    before, after = (
        session.table("stories").select("article_id", "story"),
        Story.frame(rows).select("article_id", "story"),
    )
    differs = pl.concat(
        [before.join(after, on=list(_KEPT), how="anti"), after.join(before, on=list(_KEPT), how="anti")]
    )
    regrouped = pl.concat([before, after]).join(differs.select("story").unique(), on="story", how="semi")["article_id"]
    session.replace_all("stories", Story.frame(rows))
    return StoriesReport(len(set(grouping.story_of.values())), len(rows), grouping.cut, regrouped.unique().sort())


def _keep_terms(session: Session) -> None:
    missing = session.query_file("queries/versions_without_terms")
    if not missing.height:
        return
    rows: list[dict[str, object]] = [
        {"version_id": version, "term": term, "weight": weight}
        for version, text in missing.iter_rows()
        for term, weight in article_terms(text).items()
    ]
    session.insert("article_terms", ArticleTerm.frame(rows))
