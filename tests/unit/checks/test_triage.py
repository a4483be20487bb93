"""Triage over a real store: what was dismissed stays away through every run, and comes back with its reason when something joins."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from checks.find import FindReport, find
from checks.triage import TriageError, decide, take_over

Corpus = Any
PLANT: dict[str, Any] = {"subject": "gull rock wind farm", "step": 10}
DAY = datetime(2025, 4, 1, 9)


def run(corpus: Corpus, name: str = "run") -> FindReport:
    """Writes what was said, compares and finds."""
    corpus.compare("sources_agree", run_id=name)
    return find(corpus.store, name)


def said_anew(corpus: Corpus, *said: tuple[str, float], **more: object) -> None:
    """From now on the sources say this and nothing else."""
    with corpus.store.writing() as session:
        session.replace_all("figures", session.table("figures").head(0))
    corpus.figures.clear()
    for source, value in said:
        corpus.say(source, value, **{**PLANT, **more})


def standing(corpus: Corpus) -> list[tuple[str, str | None]]:
    """(state, reason) of each finding that is not resolved."""
    with corpus.store.reading() as session:
        query = "SELECT state, reason FROM findings WHERE state <> 'resolved' ORDER BY finding_id"
        return session.query(query).rows()


def dismissed(corpus: Corpus, reason: str = "two phases") -> str:
    """Dismisses the one finding and returns its id."""
    with corpus.store.reading() as session:
        finding_id = session.query("SELECT finding_id FROM findings WHERE state IN ('open', 'reopened')").item()
    decide(corpus.store, [finding_id], "dismiss", reason, "Ada", DAY)
    return finding_id


@pytest.fixture
def settled(corpus: Corpus) -> Corpus:
    """Two sources disagree, and a person has dismissed it."""
    said_anew(corpus, ("Ledger", 800), ("Courier", 950))
    run(corpus)
    dismissed(corpus)
    return corpus


def test_what_was_dismissed_stays_dismissed_when_the_same_is_read_again(settled: Corpus) -> None:
    run(settled, "again")
    assert standing(settled) == [("dismissed", "two phases")]


def test_an_edit_elsewhere_that_moves_every_sentence_leaves_it_dismissed(settled: Corpus) -> None:
    said_anew(settled, ("Ledger", 800), ("Courier", 950), at=5000)
    settled.say("Ledger", 12, measure="~lane", unit="lane")
    run(settled, "edited")
    assert standing(settled) == [("dismissed", "two phases")]


def test_another_source_reopens_it_with_the_earlier_reason_and_what_joined(settled: Corpus) -> None:
    settled.say("Wire", 950, **PLANT)
    assert run(settled, "joined").reopened == 1
    assert standing(settled) == [
        ("reopened", "dismissed on 2025-04-01 by Ada because: two phases; since then joined: Wire “950 MW”")
    ]


def test_another_value_of_a_known_source_reopens_it_and_says_what_went(settled: Corpus) -> None:
    said_anew(settled, ("Ledger", 800), ("Courier", 1000))
    run(settled, "changed")
    [(state, reason)] = standing(settled)
    assert state == "reopened"
    assert str(reason).endswith("since then joined: Courier “1000 MW”; gone: Courier “950 MW”")


def test_a_source_that_drops_out_leaves_the_rest_dismissed(corpus: Corpus) -> None:
    said_anew(corpus, ("Ledger", 800), ("Courier", 950), ("Wire", 950))
    run(corpus)
    dismissed(corpus)
    said_anew(corpus, ("Ledger", 800), ("Courier", 950))
    assert run(corpus, "fewer").reopened == 0
    assert standing(corpus) == [
        ("dismissed", "dismissed on 2025-04-01 by Ada because: two phases; gone: Wire “950 MW”")
    ]


def test_a_disagreement_about_another_thing_follows_no_dismissal(settled: Corpus) -> None:
    for source, value in (("Ledger", 800), ("Courier", 950)):
        settled.say(source, value, subject="marlow solar park", step=10)
    run(settled, "another")
    assert sorted(state for state, _ in standing(settled)) == ["dismissed", "open"]


def test_a_reopened_finding_can_be_dismissed_and_its_own_decision_holds(settled: Corpus) -> None:
    settled.say("Wire", 950, **PLANT)
    run(settled, "joined")
    dismissed(settled, "still two phases")
    assert standing(settled) == [("dismissed", "still two phases")]
    settled.say("Post", 950, **PLANT)
    run(settled, "joined again")
    [(state, reason)] = standing(settled)
    assert (state, "still two phases; since then joined: Post" in str(reason)) == ("reopened", True)


def test_what_a_person_reopened_is_no_dismissal_to_follow(settled: Corpus) -> None:
    with settled.store.reading() as session:
        finding_id = session.query("SELECT finding_id FROM findings").item()
    decide(settled.store, [finding_id], "reopen", "one phase after all", at=datetime(2025, 4, 2))
    settled.say("Wire", 950, **PLANT)
    run(settled, "joined")
    assert standing(settled) == [("open", None)]


def test_when_what_joined_goes_again_the_first_dismissal_holds(settled: Corpus) -> None:
    settled.say("Wire", 950, **PLANT)
    run(settled, "joined")
    said_anew(settled, ("Ledger", 800), ("Courier", 950))
    run(settled, "gone again")
    assert standing(settled) == [("dismissed", "two phases")]


def test_several_findings_are_decided_together_or_not_at_all(corpus: Corpus) -> None:
    for thing in ("gull rock wind farm", "marlow solar park"):
        corpus.say("Ledger", 800, subject=thing, step=10)
        corpus.say("Courier", 950, subject=thing, step=10)
    run(corpus)
    with corpus.store.reading() as session:
        ids = session.query("SELECT finding_id FROM findings")["finding_id"].to_list()
    with pytest.raises(TriageError, match="cmp_0 is not a finding"):
        decide(corpus.store, [*ids, "cmp_0"], "dismiss", "known")
    assert {state for state, _ in standing(corpus)} == {"open"}
    assert len(decide(corpus.store, [*ids, ids[0]], "dismiss", "known")) == 2
    assert {state for state, _ in standing(corpus)} == {"dismissed"}


def test_the_latest_act_holds_even_where_the_clock_of_an_earlier_one_was_ahead(settled: Corpus) -> None:
    with settled.store.reading() as session:
        finding_id = session.query("SELECT finding_id FROM findings").item()
    decide(settled.store, [finding_id], "reopen", "look again", at=datetime(2024, 1, 1))
    assert standing(settled) == [("reopened", "look again")]


def decisions(corpus: Corpus) -> list[dict[str, Any]]:
    """All decisions, as the view gives them."""
    with corpus.store.reading() as session:
        return session.query("FROM decisions").to_dicts()


def test_decisions_are_taken_over_where_the_finding_is_and_the_others_are_handed_back(
    settled: Corpus, tmp_path: Path
) -> None:
    other = type(settled)(tmp_path / "other.store.duckdb")
    other.say("Ledger", 800, **PLANT)
    other.say("Courier", 950, **PLANT)
    run(other)
    stranger = {**decisions(settled)[0], "decision_id": "dec_x", "comparison_id": "cmp_x", "evidence_seen": None}
    taken = take_over(other.store, [*decisions(settled), stranger])
    assert (taken.added, taken.known, [row["comparison_id"] for row in taken.not_here]) == (1, 0, ["cmp_x"])
    assert standing(other) == [("dismissed", "two phases")]
    again = take_over(other.store, [*decisions(settled), stranger])
    assert (again.added, again.known, len(again.not_here)) == (0, 1, 1)
    assert decisions(other) == decisions(settled)


def test_decisions_of_before_know_no_evidence_and_still_hold_for_their_ids(settled: Corpus, tmp_path: Path) -> None:
    other = type(settled)(tmp_path / "other.store.duckdb")
    other.say("Ledger", 800, **PLANT)
    other.say("Courier", 950, **PLANT)
    run(other)
    known = ("decision_id", "comparison_id", "action", "reason", "decided_at", "decided_by")
    old = [{name: row[name] for name in known} for row in decisions(settled)]
    assert take_over(other.store, old).added == 1
    assert standing(other) == [("dismissed", "two phases")]


def test_a_decision_reaches_a_warehouse_in_which_a_source_has_joined_since(settled: Corpus, tmp_path: Path) -> None:
    other = type(settled)(tmp_path / "other.store.duckdb")
    for source, value in (("Ledger", 800), ("Courier", 950), ("Wire", 950)):
        other.say(source, value, **PLANT)
    run(other)
    assert take_over(other.store, decisions(settled)).added == 1
    [(state, reason)] = standing(other)
    assert (state, str(reason).endswith("joined: Wire “950 MW”")) == ("reopened", True)
    run(other, "next")
    assert standing(other) == [(state, reason)]
