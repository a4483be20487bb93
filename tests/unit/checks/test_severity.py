"""Severity: the table line by line, what it asks of a comparison, and what a user sets instead."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from checks.compare import CompareSettings, compare
from checks.comparison.severity import TABLE, Grounds, doubts, graded
from checks.comparison.thresholds import Thresholds

Corpus = Any
PLANT: dict[str, Any] = {"subject": "gull rock wind farm", "step": 10}


@pytest.mark.parametrize(
    ("verdict", "wide", "backed", "in_doubt", "severity"),
    [
        ("conflict", True, False, 0, "high"),
        ("conflict", True, False, 3, "high"),
        ("conflict", False, True, 0, "high"),
        ("conflict", False, False, 0, "medium"),
        ("possible_conflict", True, False, 1, "medium"),
        ("possible_conflict", True, True, 2, "medium"),
        ("possible_conflict", True, False, 2, "low"),
        ("possible_conflict", False, True, 1, "medium"),
        ("possible_conflict", False, True, 2, "low"),
        ("possible_conflict", False, False, 0, "low"),
        ("plan_vs_actual", True, True, 0, "low"),
        ("revision", True, True, 0, "low"),
        ("rounding", True, True, 0, "low"),
        ("consistent", True, True, 0, "low"),
    ],
)
def test_verdict_gap_backing_and_doubts_give_a_severity(
    verdict: str, wide: bool, backed: bool, in_doubt: int, severity: str
) -> None:
    assert graded(Grounds(verdict, wide, backed, in_doubt)) == severity


def test_every_line_of_the_table_is_the_first_that_fits_some_comparison() -> None:
    verdicts = {level.verdict for level in TABLE}
    seen = [
        next(n for n, level in enumerate(TABLE) if level.fits(Grounds(verdict, wide, backed, in_doubt)))
        for verdict in verdicts
        for wide in (True, False)
        for backed in (True, False)
        for in_doubt in (0, 1, 2)
    ]
    assert set(seen) == set(range(len(TABLE)))


def test_a_facet_is_in_doubt_once_however_many_figures_leave_it_open() -> None:
    assert doubts("measure=EQUAL; subject=UNKNOWN; place=UNKNOWN; status=CONTAINED", []) == 2
    assert doubts("measure=EQUAL; subject=EQUAL", []) == 0


def test_a_dispute_with_two_sources_on_either_side_is_graver_than_one_between_two_sources(corpus: Corpus) -> None:
    near: dict[str, Any] = {"subject": "gull rock wind farm", "step": 1}
    corpus.say("Ledger", 812, **near)
    corpus.say("Courier", 815, **near)
    assert corpus.only("sources_agree")["severity"] == "medium"
    corpus.say("Wire", 812, **near)
    corpus.say("Post", 815, **near)
    assert corpus.only("sources_agree")["severity"] == "high"


def test_each_further_doubt_takes_severity_away(corpus: Corpus) -> None:
    corpus.say("Ledger", 800, **PLANT)
    corpus.say("Courier", 950, assumed="subject", **PLANT)
    assert corpus.only("sources_agree")["severity"] == "medium"
    corpus.figures[-1]["place"] = "green sea"
    found = corpus.only("sources_agree")
    assert "subject=UNKNOWN" in found["facets"]
    assert "place=UNKNOWN" in found["facets"]
    assert (found["verdict"], found["severity"]) == ("possible_conflict", "low")


def with_thresholds(corpus: Corpus, **set_: object) -> dict[str, Any]:
    """The one comparison under these thresholds."""
    corpus.write()
    compare(corpus.store, "run", CompareSettings(rules=("sources_agree",), thresholds=Thresholds(**set_)))  # type: ignore[arg-type]
    rows = corpus.comparisons().to_dicts()
    assert len(rows) == 1
    return rows[0]


def test_a_severity_set_for_a_measure_holds_for_its_findings(corpus: Corpus) -> None:
    corpus.say("Ledger", 800, **PLANT)
    corpus.say("Courier", 950, **PLANT)
    assert with_thresholds(corpus)["severity"] == "high"
    assert with_thresholds(corpus, measure_severities={"capacity": "low"})["severity"] == "low"
    assert with_thresholds(corpus, measure_severities={"capacities": "low"})["severity"] == "high"


def test_a_severity_set_for_a_source_holds_where_a_side_rests_on_it_alone(corpus: Corpus) -> None:
    corpus.say("Ledger", 800, **PLANT)
    corpus.say("Courier", 950, **PLANT)
    blog = {"source_severities": {"COURIER": "low"}}
    assert with_thresholds(corpus, **blog)["severity"] == "low"
    both = {"source_severities": {"Courier": "low", "Ledger": "high"}, "measure_severities": {"capacity": "medium"}}
    assert with_thresholds(corpus, **both)["severity"] == "low"
    corpus.say("Wire", 950, **PLANT)
    assert with_thresholds(corpus, **blog)["severity"] == "high"


def test_what_agrees_stays_low_whatever_is_set(corpus: Corpus) -> None:
    corpus.say("Ledger", 800, **PLANT)
    corpus.say("Courier", 800, **PLANT)
    loud = {"source_severities": {"Courier": "high"}, "measure_severities": {"capacity": "high"}}
    assert with_thresholds(corpus, **loud)["severity"] == "low"


def test_another_wide_gap_gives_another_severity(corpus: Corpus) -> None:
    corpus.say("Ledger", 800, **PLANT)
    corpus.say("Courier", 950, **PLANT)
    assert with_thresholds(corpus, wide_gap=Decimal("0.5"))["severity"] == "medium"


def test_days_within_which_attributes_count_as_one_day_decide_between_conflict_and_revision(corpus: Corpus) -> None:
    corpus.say("Ledger", 800, **PLANT, published_on=date(2025, 3, 1))
    corpus.say("Courier", 950, **PLANT, published_on=date(2025, 4, 10))
    assert with_thresholds(corpus)["verdict"] == "conflict"
    assert with_thresholds(corpus, same_as_of_days=10)["verdict"] == "revision"


def test_the_explanation_says_how_many_printed_steps_lie_between_the_sides(corpus: Corpus) -> None:
    corpus.say("Ledger", 800, **PLANT)
    corpus.say("Courier", 950, **PLANT)
    assert "15 steps of 10 apart (in MW)." in corpus.only("sources_agree")["explanation"]
