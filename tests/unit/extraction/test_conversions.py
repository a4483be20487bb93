"""A figure that is told again in another unit is a second reading of it, and no second witness."""

from __future__ import annotations

import pytest

from assets.extraction import ExtractedFigure, extract_figures
from tests.unit.extraction.paragraphs import document_of

PAIRS = [
    ("The pass lies about 12 miles (19 km) from the coast.", [None, "about 12 miles"]),
    ("The group paid £4m ($5.1m; €4.7m) for the yard.", [None, "£4m", "£4m"]),
    ("The heat reached 104F (40C) in the valley.", [None, "104F"]),
    ("The blaze covered 18,600 acres, or 75 square kilometres.", [None, "18,600 acres"]),
]
OTHERS = [
    "The group earned €9.7bn (€9.0bn a year earlier).",
    "The road is 12 km (8 km of it in tunnels) long.",
    "Sales came to $40m, or 12% of the total.",
    "The group sold the mill for £4m ($3m less than its price of 2019).",
]


def _figures(text: str) -> list[ExtractedFigure]:
    return extract_figures(document_of(text))


@pytest.mark.parametrize(("text", "of"), PAIRS)
def test_a_conversion_names_the_figure_that_it_converts(text: str, of: list[str | None]) -> None:
    figures = _figures(text)
    quotes = {f.char_start: f.quote for f in figures}
    assert [None if f.conversion_of is None else quotes[f.conversion_of] for f in figures] == of


@pytest.mark.parametrize("text", OTHERS)
def test_a_number_in_brackets_that_says_something_else_is_a_figure_of_its_own(text: str) -> None:
    assert [f.quote for f in _figures(text) if f.conversion_of is not None] == []


def test_a_conversion_is_about_what_its_figure_is_about_and_is_compared_only_in_a_unit_of_its_own() -> None:
    first, second = _figures("The reservoir holds about 3 miles (4.8 km) of water pipes in Aldport.")
    assert (second.measure, second.subject, second.place, second.modifier) == (
        first.measure,
        first.subject,
        first.place,
        first.modifier,
    )
    assert second.comparable_key is None
