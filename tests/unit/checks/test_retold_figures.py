"""Reports of one story give the same number where they tell the same thing in other words: whole texts, read, extracted and compared."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from assets.extract import extract
from assets.ingest import ingest
from checks.compare import compare
from checks.comparison.contexts import context
from checks.comparison.stories import group
from checks.comparison.topics import article_terms
from warehouse.store import Store

CASES = [
    json.loads(line)
    for line in (Path(__file__).parents[2] / "specs" / "stories" / "retold.jsonl")
    .read_text(encoding="utf-8")
    .splitlines()
]


def _flags(folder: Path) -> list[set[str]]:
    """The quotes of each flagged comparison, over a store of all texts in the folder."""
    store = Store(folder / "own.store.duckdb")
    ingest(store, [folder / "texts"], "one")
    extract(store, "one")
    compare(store, "one")
    with store.reading() as session:
        rows = session.query(
            "SELECT comparison_id, quote FROM evidence JOIN findings ON finding_id = comparison_id"
        ).rows()
    quotes: dict[str, set[str]] = defaultdict(set)
    for comparison, quote in rows:
        quotes[comparison].add(quote)
    return list(quotes.values())


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(
            case,
            id=case["name"],
            marks=pytest.mark.xfail(reason=case["gap"], strict=True) if "gap" in case else (),
        )
        for case in CASES
    ],
)
def test_two_reports_are_flagged_for_exactly_what_they_tell_differently(case: dict[str, Any], tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    for name in ("a", "b"):
        (tmp_path / "texts" / f"{name}.txt").write_text(case[name], encoding="utf-8")
    found = _flags(tmp_path)
    assert [sorted(quotes) for quotes in found] == [sorted(pair) for pair in case["flags"]], case["why"]


def test_an_article_is_grouped_with_its_likest_and_never_into_a_story_that_is_full() -> None:
    edges = [("a", "b", 0.9), ("b", "c", 0.8), ("c", "d", 0.7), ("x", "y", 0.2)]
    assert group(edges).story_of == {"a": "a", "b": "a", "c": "a", "d": "a", "x": "x", "y": "x"}
    full = group(edges, most=3)
    assert full.story_of == {"a": "a", "b": "a", "c": "a", "x": "x", "y": "x"}
    assert full.cut == {"a", "d"}
    assert group(reversed(edges)) == group(edges)


def test_words_tell_less_of_a_figure_the_farther_they_stand_and_behind_other_numbers() -> None:
    sentence = "The quay takes 14 cranes, and 310 men work in the harbour."
    around = context(sentence, sentence.index("14"), sentence.index("14") + len("14 cranes"))
    assert around.senses["crane"] == 1.0
    assert around.senses["crane"] > around.senses["port"] > 0


def test_names_tell_more_of_an_article_than_common_words() -> None:
    texts = pl.DataFrame({"version": [1], "text": ["In Marsk the tram stopped. The tram of Marsk is old."]})
    rows, names = article_terms(texts)
    terms = {names[place]: weight for _, place, weight in rows.iter_rows()}
    assert terms["@marsk"] > terms["tram"]
    assert "the" not in terms
