"""Coverage: figures that no law could compare are counted by what they lack, and the counts add up."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from checks.coverage import outcome_of_figure
from checks.rules import RULES

Corpus = Any
PLANT: dict[str, Any] = {"subject": "gull rock wind farm", "step": 10}
FLOW: dict[str, Any] = {"measure": "exports", "step": 1}
Y2024: dict[str, Any] = {"period_start": date(2024, 1, 1), "period_end": date(2024, 12, 31)}


@pytest.fixture
def told(corpus: Corpus) -> dict[str, str]:
    """One figure of each outcome, by outcome, compared by all laws."""
    return {
        "compared": corpus.say("Ledger", 800, **PLANT),
        "compared too": corpus.say("Courier", 950, **PLANT),
        "alone": corpus.say("Ledger", 3, "percent", measure="unemployment", subject="estria"),
        "second_reading": corpus.say("Ledger", 12, "t", conversion_of=3, comparable_key=None, subject="estria"),
        "no_measure": corpus.say("Ledger", 7, "t", measure=None, comparable_key=None, subject="estria"),
        "no_unit": corpus.say("Ledger", 8, "", comparable_key=None, subject="estria"),
        "no_subject": corpus.say("Ledger", 9, "USD", **FLOW),
        "no_period": corpus.say("Ledger", 9, "USD", subject="norland", **FLOW),
    }


def covered(corpus: Corpus, rule: str) -> dict[str, int]:
    """Outcome -> figures of one law, or of any."""
    with corpus.store.reading() as session:
        return dict(session.query("SELECT outcome, figures FROM coverage WHERE rule = ?", [rule]).iter_rows())


def test_each_figure_counts_once_by_what_became_of_it_or_what_it_lacks(corpus: Corpus, told: dict[str, str]) -> None:
    corpus.compare()
    # a flow with a subject and without a period may still be compared, as a possible conflict
    assert covered(corpus, "any") == {
        "compared": 2,
        "alone": 2,
        "second_reading": 1,
        "no_measure": 1,
        "no_unit": 1,
        "no_subject": 1,
    }
    assert sum(covered(corpus, "any").values()) == len(told)


def test_one_figure_has_the_outcome_under_which_it_is_counted(corpus: Corpus, told: dict[str, str]) -> None:
    corpus.compare()
    with corpus.store.reading() as session:
        found = {name: outcome_of_figure(session, figure_id) for name, figure_id in told.items()}
        assert outcome_of_figure(session, "fig_none") is None
    same = {name: name for name in told} | {"compared too": "compared", "no_period": "alone"}
    assert found == same


def test_a_law_counts_the_figures_that_it_is_about_and_what_it_asks_of_them(
    corpus: Corpus, told: dict[str, str]
) -> None:
    corpus.say("Ledger", 10, "USD", subject="norland", **FLOW, **Y2024)
    corpus.compare()
    assert covered(corpus, "cumulative_does_not_fall") == {"alone": 1, "no_subject": 1, "no_period": 1}
    assert covered(corpus, "sources_agree")["compared"] == 2
    assert covered(corpus, "ranks_do_not_contradict") == {}


def test_coverage_adds_up_for_every_law_on_ordinary_figures(corpus: Corpus, told: dict[str, str]) -> None:
    report = corpus.compare()
    with corpus.store.reading() as session:
        by_statistic = dict(session.query("SELECT statistic, count(*) FROM figures GROUP BY ALL").iter_rows())
    for rule in RULES:
        if "flows" not in rule.parameters:
            about = rule.about or tuple(by_statistic)
            counted = sum(one.figures for one in report.coverage if one.rule == rule.name)
            assert counted == sum(by_statistic.get(statistic, 0) for statistic in about), rule.name


def test_comparing_again_leaves_the_counts_as_they_are(corpus: Corpus, told: dict[str, str]) -> None:
    first = corpus.compare(run_id="run-1")
    assert corpus.compare(run_id="run-2").coverage == first.coverage
