"""The steps over the store: the same figures give the same rows, and the log remembers what was found."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from checks.compare import CompareSettings, compare
from checks.find import find
from checks.rules import RULES

Corpus = Any
PLANT: dict[str, Any] = {"subject": "gull rock wind farm", "step": 10}


def _disagreement(corpus: Corpus) -> None:
    corpus.say("Ledger", 800, **PLANT)
    corpus.say("Courier", 950, **PLANT)
    corpus.say("Wire", 800, **PLANT)


def test_comparing_again_changes_no_row(corpus: Corpus) -> None:
    _disagreement(corpus)
    assert corpus.compare(run_id="run-1").changed_rows > 0
    assert corpus.compare(run_id="run-2").changed_rows == 0


def test_the_order_in_which_figures_come_does_not_matter(corpus: Corpus, tmp_path: Path) -> None:
    _disagreement(corpus)
    corpus.compare()
    other = type(corpus)(tmp_path / "other.store.duckdb")
    _disagreement(other)
    other.write(backwards=True)
    compare(other.store, "run-9")
    assert corpus.comparisons().equals(other.comparisons())


def test_an_id_survives_an_edit_elsewhere_and_changes_when_a_value_does(corpus: Corpus, tmp_path: Path) -> None:
    _disagreement(corpus)
    moved, changed = (type(corpus)(tmp_path / f"{name}.store.duckdb") for name in ("moved", "changed"))
    moved.say("Ledger", 1, measure="~lane")
    _disagreement(moved)
    changed.say("Ledger", 810, **PLANT)
    changed.say("Courier", 950, **PLANT)
    changed.say("Wire", 800, **PLANT)
    ids = [one.only("sources_agree")["comparison_id"] for one in (corpus, moved, changed)]
    assert ids[0] == ids[1] != ids[2]


def test_the_report_counts_what_each_law_did_and_shows_what_to_look_at(corpus: Corpus) -> None:
    _disagreement(corpus)
    report = corpus.compare()
    law = next(rule for rule in report.rules if rule.rule == "sources_agree")
    assert (law.eligible, law.tested, law.flagged, law.verdicts) == (1, 1, 1, {"conflict": 1})
    assert law.sample[0].quotes == ("800 MW", "950 MW")
    assert {rule.rule for rule in report.rules} == {rule.name for rule in RULES}


def test_without_agreement_only_disagreement_is_recorded(corpus: Corpus) -> None:
    corpus.say("Ledger", 800, **PLANT)
    corpus.say("Courier", 800, **PLANT)
    corpus.write()
    assert compare(corpus.store, "run-1").comparisons == 1
    assert compare(corpus.store, "run-2", CompareSettings(record_agreement=False)).comparisons == 0


def test_a_law_that_there_is_not_is_refused_with_those_that_there_are(corpus: Corpus) -> None:
    corpus.write()
    with pytest.raises(ValueError, match="growth_agrees"):
        compare(corpus.store, "run-1", CompareSettings(rules=("growth_agree",)))


def test_an_empty_store_compares_to_nothing(corpus: Corpus) -> None:
    report = corpus.compare()
    assert (report.comparisons, report.evidence, report.flagged) == (0, 0, 0)


def test_a_finding_is_logged_resolved_and_found_again(corpus: Corpus) -> None:
    _disagreement(corpus)
    corpus.compare()
    first = find(corpus.store, "run-1")
    assert (first.standing, first.new, first.gone) == (1, 1, 0)
    with corpus.store.writing() as session:
        session.replace_all("figures", session.table("figures").head(0))
    compare(corpus.store, "run-2")
    gone = find(corpus.store, "run-2")
    assert (gone.standing, gone.gone) == (0, 1)
    corpus.compare()
    back = find(corpus.store, "run-3")
    assert (back.standing, back.new, back.returned) == (1, 0, 1)
    with corpus.store.reading() as session:
        row = session.table("finding_log").to_dicts()[0]
    assert (row["first_seen_run"], row["last_seen_run"], row["stands"]) == ("run-1", "run-3", True)


def test_every_law_has_a_question_a_law_and_a_query(corpus: Corpus) -> None:
    corpus.write()
    with corpus.store.reading() as session:
        for rule in RULES:
            assert rule.question.endswith("?")
            assert session.query_file(f"candidates/{rule.candidates}", rule.parameters or None).columns == [
                "test",
                "role",
                "figure_id",
            ]
            assert len(list(rule.model.to_schema().checks or ())) == 1
