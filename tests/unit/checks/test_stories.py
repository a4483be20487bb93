"""Stories are made anew only where an article came, changed or went, and are those that a full run makes."""

from __future__ import annotations

import random
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from checks.compare import CompareSettings, compare
from checks.comparison.stories import MOST_ARTICLES
from checks.rules.retold_figures_agree import MOST_FIGURES
from tests.unit.checks.news import everything_judged_anew, take_away

Corpus = Any
DAY = date(2025, 3, 1)


@pytest.mark.parametrize("seed", range(3))
def test_stories_after_articles_came_and_went_are_those_of_a_full_run(
    corpus: Corpus, tmp_path: Path, seed: int
) -> None:
    rng = random.Random(seed)
    there: set[str] = set()
    corpus.write()
    compare(corpus.store, "first")
    for step in range(4):
        leaving = rng.sample(sorted(there), min(5, len(there)))
        take_away(corpus.store, leaving)
        fresh = type(corpus)(corpus.store.path)
        for number in range(20):
            name = f"Paper {step}-{number}"
            _tell(
                fresh, name, _words(rng), DAY + timedelta(days=rng.randint(0, 90)), float(rng.choice((120, 340, 5600)))
            )
            there.add(name)
        there -= set(leaving)
        fresh.write()
        assert not compare(corpus.store, f"step-{step}").full
        anew = type(corpus)(tmp_path / f"anew-{step}.store.duckdb")
        everything_judged_anew(corpus, anew, CompareSettings())
        assert _kept(corpus) == _kept(anew)
    stories = _stories(corpus)
    assert 1 < stories["story"].n_unique() < stories.height


def test_a_day_that_changed_alone_takes_an_article_out_of_its_story(corpus: Corpus) -> None:
    for number in range(2):
        _tell(corpus, f"Paper {number}", "The tram of Marsk stopped at Orle bridge", DAY, 120.0)
    _tell(corpus, "Elsewhere", "Grain fell in the port of Wend", DAY, 990.0)
    corpus.compare()
    assert _stories(corpus)["story"].n_unique() == 1
    with corpus.store.writing() as session:
        session.execute(
            "UPDATE store.article_versions SET published_on = DATE '2026-03-01' WHERE publisher = 'Paper 1'"
        )
    report = compare(corpus.store, "second")
    assert (report.full, report.versions) == (False, 1)
    assert not _stories(corpus).height


def test_a_story_with_too_many_figures_of_one_unit_is_reported_until_they_are_fewer(corpus: Corpus) -> None:
    for number in range(2):
        _tell(corpus, f"Paper {number}", "The tram of Marsk stopped at Orle bridge", DAY, 120.0)
    for value in range(MOST_FIGURES):
        corpus.say("Paper 0", float(value), "MW", published_on=DAY)
    report = corpus.compare()
    crowded = [(one.kind, one.what, one.figures, one.kept) for one in report.crowded]
    assert crowded == [("story", "Paper 0 reports", MOST_FIGURES + 2, 0)] or crowded == [
        ("story", "Paper 1 reports", MOST_FIGURES + 2, 0)
    ]
    with corpus.store.writing() as session:
        session.execute("DELETE FROM store.figures WHERE value < 100")
    assert not compare(corpus.store, "second").crowded


def test_articles_too_many_for_one_story_are_reported(corpus: Corpus) -> None:
    for number in range(MOST_ARTICLES + 3):
        _tell(corpus, f"Paper {number}", "The tram of Marsk stopped at Orle bridge", DAY, 120.0)
    crowded = [one for one in corpus.compare().crowded if one.kind == "story"]
    assert crowded
    assert {one.figures for one in crowded} == {MOST_ARTICLES + 3}
    assert all(one.kept <= MOST_ARTICLES for one in crowded)


def test_the_commonest_terms_are_left_out_until_few_enough_pairs_are_left_and_the_rest_is_counted(
    corpus: Corpus,
) -> None:
    with corpus.store.writing() as session:
        for term, articles, tells in ((1, 2, 900), (2, 2, 900), (3, 10, 400), (4, 20, 100)):
            session.execute("INSERT INTO store.term_counts VALUES (?, ?, ?)", [term, articles, tells])
        found = {
            pairs: session.query_file(
                "stories/least_telling", {"pairs": pairs, "pairs_an_article": 0, "articles": 30}
            ).row(0)
            for pairs in (1000, 237, 236, 46)
        }
    assert found == {1000: (1, 0), 237: (1, 0), 236: (101, 190), 46: (401, 235)}


def _tell(corpus: Corpus, name: str, text: str, day: date, value: float) -> None:
    """One article with a text of its own and one figure."""
    corpus.say(name, value, "MW", published_on=day, step=1.0)
    next(row for row in corpus.articles.values() if row["publisher"] == name)["text"] = text


def _words(rng: random.Random) -> str:
    """A text about one of four things, with words that others have too."""
    about = rng.choice(("Marsk tram Orle", "Wend grain Holm", "Tarn mill Brask", "Fell dam Gull"))
    return " ".join([about, *rng.choices("bridge strike harvest quay turbine levy vote flood".split(), k=4)])


def _stories(corpus: Corpus) -> pl.DataFrame:
    with corpus.store.reading() as session:
        return session.table("stories")


def _kept(corpus: Corpus) -> dict[str, list[tuple[Any, ...]]]:
    tables = ("stories", "story_members", "story_edges", "term_counts", "article_terms", "crowded_blocks")
    with corpus.store.reading() as session:
        return {table: session.table(table).rows() for table in tables}
