"""How sure the laws of one article's arithmetic are: by the words that tie their figures, and by what rounding allows."""

from __future__ import annotations

from pathlib import Path

import pytest

from assets.extract import extract
from assets.ingest import ingest
from checks.compare import CompareSettings, compare
from checks.comparison import cues
from warehouse.store import Store


def _verdicts(folder: Path, text: str, rule: str) -> list[str]:
    """The verdicts of one law over one article."""
    (folder / "article.txt").write_text(f"A headline without numbers\n\n{text}\n", encoding="utf-8")
    store = Store(folder / "article.duckdb")
    ingest(store, [folder / "article.txt"], "run-1")
    extract(store, "run-1")
    compare(store, "run-1", CompareSettings(rules=(rule,)))
    with store.reading() as session:
        return session.table("comparisons")["verdict"].to_list()


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("The board spent £1.2m on pumps and £2.3m on pipes, £3.5m in all.", "consistent"),
        ("The board spent £1.2m on pumps and £2.3m on pipes, £3.6m in all.", "rounding"),
        ("The board spent £1.2m on pumps and £2.3m on pipes, £4.1m in all.", "conflict"),
        # no word says that the two are all that was shipped
        ("Cargo was 9.4 million tonnes. Exports made up 5.1 million tonnes of that and imports 4.8 million tonnes.", "possible_conflict"),
    ],
)  # fmt: skip
def test_a_list_meets_its_total_within_rounding_and_surely_where_words_close_it(
    tmp_path: Path, text: str, verdict: str
) -> None:
    assert _verdicts(tmp_path, text, "parts_add_up") == [verdict]


def test_an_open_list_may_stay_below_its_whole_but_not_exceed_it(tmp_path: Path) -> None:
    below = tmp_path / "below"
    below.mkdir()
    text = "Frost hit 900 orchards, 310 of them in the hills and {} on the plain."
    assert _verdicts(below, text.format("240"), "parts_add_up") == ["consistent"]
    assert _verdicts(tmp_path, text.format("740"), "parts_add_up") == ["conflict"]


def test_a_list_with_a_number_that_was_not_read_is_not_summed(tmp_path: Path) -> None:
    text = "The band of 31 players is made up of 14 clarinets, 6 or so brass, 5 horns and 2 drummers."
    assert _verdicts(tmp_path, text, "parts_add_up") == []


def test_a_rest_that_completes_a_sold_stake_is_no_share_of_a_hundred(tmp_path: Path) -> None:
    text = (
        "The family holds 60 per cent; it sold 35 per cent to a fund in May and the remaining 25 per cent to the staff."
    )
    assert "conflict" not in _verdicts(tmp_path, text, "shares_add_up")


def test_a_change_that_is_told_of_the_sentence_before_leaves_a_possible_conflict(tmp_path: Path) -> None:
    text = "The zoo had 310,000 visitors, against 250,000 the year before. That is an increase of 35 per cent."
    assert _verdicts(tmp_path, text, "growth_agrees") == ["possible_conflict"]


def test_a_price_a_day_over_weeks_may_count_working_days(tmp_path: Path) -> None:
    text = "The closure costs the yard €2m a day, or €{}m over the three weeks of repairs in all."
    five = tmp_path / "five"
    five.mkdir()
    assert _verdicts(five, text.format("30"), "quantity_times_price") == ["consistent"]
    assert _verdicts(tmp_path, text.format("57"), "quantity_times_price") == ["conflict"]


def test_a_role_without_a_row_in_the_lexicon_is_named() -> None:
    with pytest.raises(KeyError, match="no row of the role 'nonsense'"):
        cues.leads("nonsense", "a total of ")
