"""Blocks find what comparing whole tests finds, and say what they leave out."""

from __future__ import annotations

from itertools import product
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from checks.blocks import BlockLimits
from checks.compare import CompareSettings, compare
from checks.comparison.name_keys import name_key
from checks.comparison.names import relate_names
from checks.comparison.relations import Relation
from tests.unit.checks.news import everything_judged_anew, put, random_news, told_apart

Corpus = Any
LAWS_OF_WORDS = ("retold_figures_agree", "reprints_agree")
NAMES = (
    "tarn hollow",
    "tarn hollow plc",
    "tarn hollow dairy",
    "hollow",
    "tarn hollow phase 2",
    "tarn hollow wind",
    "tarn hollow solar",
    "the hollow of tarn",
    "wick + tarn hollow",
    "tarn hollow + wick",
    "gull rock wind farm",
    "gull rock",
)


@pytest.mark.parametrize("seed", range(2))
def test_blocks_give_the_comparisons_that_whole_tests_give(corpus: Corpus, tmp_path: Path, seed: int) -> None:
    put(corpus, told_apart(random_news(seed, 60)))
    compare(corpus.store, "whole")
    other = type(corpus)(tmp_path / "blocks.store.duckdb")
    everything_judged_anew(corpus, other, CompareSettings(limits=BlockLimits(whole_test=0)))
    assert corpus.comparisons().height > 20
    assert corpus.comparisons().equals(other.comparisons())


@pytest.mark.parametrize("seed", range(2))
def test_without_agreement_the_same_is_flagged(corpus: Corpus, tmp_path: Path, seed: int) -> None:
    put(corpus, told_apart(random_news(seed, 60)))
    compare(corpus.store, "agreeing")
    other = type(corpus)(tmp_path / "flagged.store.duckdb")
    report = everything_judged_anew(corpus, other, CompareSettings(agreement_figures=0))
    assert not report.agreement
    assert _flagged(corpus).height > 0
    words = pl.col("rule").is_in(LAWS_OF_WORDS)
    assert _flagged(corpus).filter(~words).equals(_flagged(other).filter(~words))
    # a large store asks these of some stories alone: they flag nothing that they would not have flagged
    assert not _flagged(other).filter(words).join(_flagged(corpus), on="comparison_id", how="anti").height
    assert not set(other.comparisons()["verdict"]) & {"consistent", "rounding"}


@pytest.mark.parametrize(("a", "b"), product(NAMES, NAMES))
def test_names_that_may_be_one_have_one_key_or_share_their_words(a: str, b: str) -> None:
    left, right, found = name_key(a), name_key(b), relate_names(a, b)
    words = [set(key.core.split()) for key in (left, right)]
    if found is Relation.EQUAL:
        assert left.key == right.key
    if found is Relation.UNKNOWN:
        assert words[0] <= words[1] or words[1] <= words[0]
    if left.key == right.key:
        assert words[0] == words[1]


def test_a_crowded_class_is_judged_by_its_extremes_and_reported(corpus: Corpus) -> None:
    for number in range(8):
        corpus.say(f"Paper {number}", 950 if number == 5 else 800, subject="lone mill", step=10)
    corpus.write()
    limits = BlockLimits(whole_test=0, class_figures=6, witnesses=1)
    report = compare(corpus.store, "run", CompareSettings(limits=limits))
    assert [(one.kind, one.what, one.figures, one.kept) for one in report.crowded] == [
        ("class", "capacity, lone mill", 8, 2)
    ]
    assert corpus.comparisons()["verdict"].to_list() == ["conflict"]


def test_subjects_of_a_crowded_place_are_not_compared_with_each_other_and_that_is_reported(corpus: Corpus) -> None:
    for number in range(4):
        corpus.say(
            f"Paper {number}",
            100 + 30 * number,
            subject=f"{'abcd'[number]}x energy",
            place="fell",
            product="wind",
            step=1,
        )
    corpus.write()
    quiet = compare(corpus.store, "few", CompareSettings(limits=BlockLimits(whole_test=0)))
    crowded = compare(corpus.store, "many", CompareSettings(limits=BlockLimits(whole_test=0, site_classes=2)))
    assert not quiet.crowded
    assert [(one.kind, one.figures, one.kept) for one in crowded.crowded] == [("site", 4, 0)]
    assert quiet.flagged > crowded.flagged == 0


def _flagged(corpus: Corpus) -> pl.DataFrame:
    rows = corpus.comparisons()
    return rows.filter(rows["verdict"].is_in(["conflict", "possible_conflict"]))
