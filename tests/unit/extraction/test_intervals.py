"""What a printed figure can mean: each wording with its soft and hard interval, written out in numbers."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import pytest

from assets.extraction import extract_figures
from assets.extraction.intervals import Bounds, bounds, next_coarser, range_bounds, significant_step
from tests.unit.extraction.paragraphs import document_of


@dataclass(frozen=True, slots=True)
class Wording:
    """A sentence with one figure, and its bounds: soft low, soft high, hard low, hard high; '-' where there is no end."""

    text: str
    limits: str


TABLE = [
    # X, last printed step u: X ± u/2, hard the same
    Wording("The silo holds 345 tonnes.", "344.5 345.5 344.5 345.5"),
    Wording("The silo holds 3.45 tonnes.", "3.445 3.455 3.445 3.455"),
    Wording("The silo cost $3.7bn.", "3650000000 3750000000 3650000000 3750000000"),
    Wording("The silo cost $3 million.", "2500000 3500000 2500000 3500000"),
    Wording("Sales rose 20%.", "19.5 20.5 19.5 20.5"),
    # integers up to a hundred that count things are exact
    Wording("The ridge carries 33 turbines.", "33 33 33 33"),
    Wording("The ridge carries 100 turbines.", "100 100 100 100"),
    Wording("The ridge carries 101 turbines.", "100.5 101.5 100.5 101.5"),
    Wording("Six of the climbers were Swiss.", "6 6 6 6"),
    # over X: X to one step of the next coarser rounding; no hard end above
    Wording("The quay took over 27,000 containers.", "27000 30000 27000 -"),
    Wording("The quay took more than 500 containers.", "500 1000 500 -"),
    Wording("The quay took over 11 tonnes.", "11 20 11 -"),
    Wording("The wind park has over 1.5 GW.", "1500 2000 1500 -"),
    # at least X, up to X
    Wording("At least 17 boats capsized.", "17 - 17 -"),
    Wording("The silo holds up to 50 tonnes.", "40 50 0 50"),
    Wording("The silo holds less than 50 tonnes.", "40 50 0 50"),
    # nearly X: max(u, 3 %) below, hard 0.9 X
    Wording("Nearly 64% of the vines survived.", "62.08 64 57.6 64"),
    Wording("Nearly 5 tonnes were lost.", "4 5 4 5"),
    Wording("Almost 2,000 beehives burned.", "1940 2000 1800 2000"),
    # about X: ± max(u, 5 %), hard ± max(u, 15 %)
    Wording("About 350 tonnes were lost.", "332.5 367.5 297.5 402.5"),
    Wording("Some 7 tonnes were lost.", "6 8 5.95 8.05"),
    Wording("Around 40 boats capsized.", "38 42 34 46"),
    # X–Y: X − u/2 to Y + u/2
    Wording("The crossing takes 18–23 days.", "17.5 23.5 17.5 23.5"),
    Wording("The dam would cost $3-4 billion.", "2500000000 4500000000 2500000000 4500000000"),
    Wording("The strait is 2.5 to 3.1 km wide.", "2450 3150 2450 3150"),
    # multiples: n ± half its step; a multiple in a word is wider
    Wording("Sales doubled.", "1.9 2.1 1.75 2.25"),
    Wording("Sales tripled.", "2.85 3.15 2.625 3.375"),
    Wording("Sales halved.", "0.475 0.525 0.4375 0.5625"),
    Wording("Sales grew 2.5 times.", "2.45 2.55 2.45 2.55"),
    Wording("Sales saw a 25-fold rise.", "24.5 25.5 24.5 25.5"),
    # a round number may have been rounded: softly it is read as printed, hard as rounded, by 5 % of it at most
    Wording("The quay took 27,000 containers.", "26999.5 27000.5 26500 27500"),
    Wording("The silo holds 200 tonnes.", "199.5 200.5 195 205"),
    # ranks are exact
    Wording("Norway is Spain's second-largest supplier.", "2 2 2 2"),
    Wording("The mercury stood at -5 °C.", "-5.5 -4.5 -5.5 -4.5"),
    Wording("The silo holds 3.0 tonnes.", "2.95 3.05 2.95 3.05"),
    Wording("The strait is 2.5 to 3 km wide.", "2450 3500 2450 3500"),
    Wording("It stayed below -5 °C.", "- -5 - -5"),
    Wording("Sales more than doubled.", "2 3 2 -"),
]


def _limits(text: str) -> str:
    figures = extract_figures(document_of(text))
    assert len(figures) == 1
    told = (figures[0].low, figures[0].high, figures[0].hard_low, figures[0].hard_high)
    return " ".join("-" if end is None else _plain(end) for end in told)


def _plain(number: Decimal) -> str:
    """A decimal without exponent and without zeros behind the point."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


@pytest.mark.parametrize("wording", TABLE, ids=[wording.text for wording in TABLE])
def test_a_wording_has_its_interval(wording: Wording) -> None:
    assert _limits(wording.text) == wording.limits


@pytest.mark.parametrize(
    ("value", "step", "expected"),
    [
        ("27000", "1", "30000"),
        ("29999", "1", "30000"),
        ("30000", "1", "100000"),
        ("11", "1", "20"),
        ("500", "1", "1000"),
        ("3.7", "0.1", "4.0"),
        ("0.05", "0.01", "0.10"),
        ("0", "1", "10"),
    ],
)
def test_the_next_coarser_number_is_round_to_one_digit_fewer(value: str, step: str, expected: str) -> None:
    assert next_coarser(Decimal(value), Decimal(step)) == Decimal(expected)


@pytest.mark.parametrize(
    ("value", "step", "expected"),
    [
        ("27000", "1", "1000"),
        ("2000000", "1", "1000000"),
        ("1.1", "0.1", "0.1"),
        ("0", "1", "1"),
        ("7", "0", "0"),
        ("-300", "1", "100"),
    ],
)
def test_trailing_zeros_carry_no_meaning(value: str, step: str, expected: str) -> None:
    assert significant_step(Decimal(value), Decimal(step)) == Decimal(expected)


def test_bounds_are_decimals_and_not_rounded_in_binary() -> None:
    tenth = bounds(Decimal("0.3"), Decimal("0.1"), None, "physical")
    assert tenth == Bounds(Decimal("0.25"), Decimal("0.35"), Decimal("0.25"), Decimal("0.35"))
    assert all(isinstance(end, Decimal) for end in (tenth.low, tenth.high, tenth.hard_low, tenth.hard_high))


def test_about_a_range_widens_only_its_hard_ends() -> None:
    about = range_bounds(Decimal(300), Decimal(350), Decimal(1), "about")
    assert about == Bounds(Decimal("299.5"), Decimal("350.5"), Decimal("283.75"), Decimal("366.25"))
    assert _limits("About 300 to 350 families moved.") == "299.5 350.5 283.75 366.25"


def test_an_exact_number_has_no_width() -> None:
    assert bounds(Decimal(7), Decimal(0), None, "count") == Bounds(Decimal(7), Decimal(7), Decimal(7), Decimal(7))
