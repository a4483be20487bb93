"""Which year the day of a dateline is given, where the text alone can tell."""

from __future__ import annotations

from datetime import date

import pytest

from tests.unit.reading.articles_in_pieces import read_text

TITLE = "Barley harvest is the largest for a decade"


def _published(body: str) -> date | None:
    return read_text(f"{TITLE}\n\nPORT ARDEN, Sept 14 (Coastwire) - {body}").facts.published_on


@pytest.mark.parametrize(
    "plan",
    [
        "Exports in the season to June 2032 are forecast at 3 million tonnes.",
        "The quota for March 2032 will be decided in Port Arden.",
        "Deliveries in the first half of 2032 are now expected to be lower.",
    ],
)
def test_a_date_of_which_something_is_expected_is_not_that_of_the_news(plan: str) -> None:
    assert _published(f"Growers delivered 2.1 million tonnes in August 2031. {plan}") == date(2031, 9, 14)


def test_this_year_held_against_a_year_is_the_one_after_it() -> None:
    assert _published("Growers gathered 8 million tonnes this year, up from 7 million in 2030.") == date(2031, 9, 14)


def test_a_year_of_history_beside_this_year_tells_nothing() -> None:
    assert _published("Growers gathered 8 million tonnes this year. The depot burned down in 2030.") is None


def test_a_decimal_point_ends_no_sentence_of_this_year() -> None:
    body = "Growers gathered 8.4 million tonnes this year, up from 7.1 million in 2030."
    assert _published(body) == date(2031, 9, 14)
