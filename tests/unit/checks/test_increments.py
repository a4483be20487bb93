"""A run over a store that was compared before gives what a run over everything gives, and looks at what changed alone."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from checks.compare import CompareSettings, compare
from tests.unit.checks.news import News, everything_judged_anew, put, random_news, take_away

Corpus = Any
SETTINGS = CompareSettings()


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("agreement", [True, False])
def test_articles_that_come_change_and_go_in_any_order_give_what_a_full_run_gives(
    corpus: Corpus, tmp_path: Path, seed: int, agreement: bool
) -> None:
    settings = CompareSettings(record_agreement=agreement)
    rng = random.Random(seed)
    news = {one.publisher: one for one in random_news(seed, 30)}
    edited = {one.publisher: one for one in random_news(seed + 1000, 30)}
    there: set[str] = set()
    put(corpus, ())
    compare(corpus.store, "first", settings)
    judged = 0
    for step in range(3):
        joining = rng.sample(sorted(set(news) - there), min(8, len(news) - len(there)))
        leaving = rng.sample(sorted(there), min(3, len(there)))
        changing = rng.sample(sorted(there - set(leaving)), min(3, len(there - set(leaving))))
        take_away(corpus.store, [*leaving, *changing])
        news |= {name: News(name, edited[name].published_on, edited[name].figures) for name in changing}
        put(corpus, (news[name] for name in [*joining, *changing]))
        there = (there - set(leaving)) | set(joining)
        report = compare(corpus.store, f"run-{step}", settings)
        assert not report.full
        anew = type(corpus)(tmp_path / f"anew-{step}.store.duckdb")
        full = everything_judged_anew(corpus, anew, settings)
        assert full.full
        assert _results(corpus) == _results(anew)
        judged += report.comparisons
    assert judged > 0


def test_what_did_not_change_is_not_judged_again(corpus: Corpus) -> None:
    put(corpus, random_news(1, 30))
    compare(corpus.store, "first", SETTINGS)
    with corpus.store.writing() as session:
        session.execute("UPDATE store.comparisons SET explanation = 'as it was'")
    corpus.say("Ledger", 800, subject="lone mill", step=10)
    corpus.say("Courier", 950, subject="lone mill", step=10, measure="capacity_of_mill")
    corpus.say("Wire", 990, subject="lone mill", step=10, measure="capacity_of_mill")
    report = corpus.compare()
    rows = corpus.comparisons()
    assert (report.full, report.versions) == (False, 3)
    fresh = rows.filter(pl.col("explanation") != "as it was")
    assert set(fresh["measure"]) >= {"capacity_of_mill"}
    assert fresh.height < rows.height


def test_an_edited_value_alone_is_seen(corpus: Corpus) -> None:
    corpus.say("Ledger", 800, subject="lone mill", step=10)
    corpus.say("Courier", 800, subject="lone mill", step=10)
    corpus.compare()
    assert corpus.comparisons()["verdict"].to_list() == ["consistent"]
    with corpus.store.writing() as session:
        session.execute(
            "UPDATE store.figures SET value = 950, low = 945, high = 955, hard_low = 945, hard_high = 955 WHERE char_start = 0"
        )
    assert not compare(corpus.store, "second").full
    assert corpus.comparisons()["verdict"].to_list() == ["conflict"]


def test_other_laws_or_settings_judge_everything_again(corpus: Corpus) -> None:
    put(corpus, random_news(2, 10))
    assert compare(corpus.store, "a", SETTINGS).full
    assert not compare(corpus.store, "b", SETTINGS).full
    assert compare(corpus.store, "c", CompareSettings(rules=("sources_agree",))).full
    assert compare(corpus.store, "d", CompareSettings(record_agreement=False)).full
    assert compare(corpus.store, "e", SETTINGS).full


def test_one_comparison_that_two_tests_give_outlives_the_going_of_one(corpus: Corpus) -> None:
    for day in (1, 2):
        sentence = {"sentence_start": 0, "subject": f"mill {day}", "published_on": date(2025, 3, day)}
        corpus.say("Ledger", 40, "percent", statistic="change", change="increase_by", **sentence)
        corpus.say("Ledger", 140, **sentence)
        corpus.say("Ledger", 120, role="base", **sentence)
    corpus.compare("growth_agrees")
    before = corpus.comparisons().height
    assert before > 0
    with corpus.store.writing() as session:
        session.execute("DELETE FROM store.figures WHERE subject = 'mill 2'")
    compare(corpus.store, "second", CompareSettings(rules=("growth_agrees",)))
    with corpus.store.reading() as session:
        left = session.table("evidence").join(session.table("figures"), on="figure_id", how="anti")
    assert corpus.comparisons().height > 0
    assert not left.height


def _results(corpus: Corpus) -> dict[str, list[tuple[Any, ...]]]:
    with corpus.store.reading() as session:
        return {
            table: session.table(table).rows() for table in ("comparisons", "evidence", "picks", "compared_versions")
        }
