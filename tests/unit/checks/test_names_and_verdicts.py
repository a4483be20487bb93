"""Names by their words, verdicts by their levels, and the hints that ride on them: literal input, expected output."""

from __future__ import annotations

from decimal import Decimal

import pytest

from checks.comparison.names import relate_names, relate_places
from checks.comparison.relations import Relation
from checks.comparison.verdicts import hints, judge
from checks.comparison.wording import number


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("marlow", "marlow energy plc", Relation.EQUAL),
        ("gull rock", "gull rock offshore wind farm", Relation.EQUAL),
        ("gull rock project", "gull rock wind farm", Relation.EQUAL),
        ("norland + estria", "estria + norland", Relation.EQUAL),
        ("marlow", "marlow unit 2", Relation.CONTAINED),
        ("gull rock", "gull rock array b", Relation.CONTAINED),
        ("marlow", "marlow brewery", Relation.UNKNOWN),
        ("marlow wind", "marlow solar", Relation.DISJOINT),
        ("norland", "norland + estria", Relation.DISJOINT),
        ("marlow", "estria", Relation.DISJOINT),
        (None, "estria", Relation.UNKNOWN),
    ],
)
def test_names_relate_by_the_words_that_tell_them_apart(a: str | None, b: str | None, expected: Relation) -> None:
    assert relate_names(a, b) is expected
    assert relate_names(b, a) is expected


def test_a_place_that_holds_all_words_of_another_is_the_same_place() -> None:
    assert relate_places("green sea", "estrian sector of the green sea") is Relation.EQUAL
    assert relate_places("green sea", "red sea") is Relation.DISJOINT


@pytest.mark.parametrize(
    ("failed", "verdict"),
    [
        (set(), "consistent"),
        ({"fine"}, "rounding"),
        ({"fine", "printed"}, "rounding"),
        ({"fine", "printed", "hard"}, "conflict"),
    ],
)
def test_only_what_fails_at_the_hard_level_is_more_than_rounding(failed: set[str], verdict: str) -> None:
    assert judge(failed, "conflict") == verdict


def test_a_verdict_is_never_stronger_than_its_cap() -> None:
    assert judge({"fine", "printed", "hard"}, "possible_conflict") == "possible_conflict"


@pytest.mark.parametrize(
    ("a", "b", "word"),
    [
        ("3.7e6", "3.7e9", "scale"),
        ("1000", "2000", "twice"),
        ("120", "360", "three times"),
        ("1450", "1540", "swapped"),
    ],
)
def test_a_ratio_or_a_swap_that_explains_is_hinted_at(a: str, b: str, word: str) -> None:
    assert any(word in hint for hint in hints(Decimal(a), Decimal(b)))


def test_an_ordinary_difference_has_no_hint() -> None:
    assert hints(Decimal("3.7"), Decimal("4.6")) == []


@pytest.mark.parametrize(
    ("value", "text"),
    [("3720000000", "3.72bn"), ("1450", "1,450"), ("0.41", "0.41"), ("-12500000", "-12.5m"), ("97", "97")],
)
def test_numbers_are_written_as_a_person_writes_them(value: str, text: str) -> None:
    assert number(Decimal(value)) == text
