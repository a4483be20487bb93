"""How a figure was read stands with it, step by step, and says nothing that is not in its sentence."""

from __future__ import annotations

from datetime import date

import pytest

from assets.extraction import extract_figures
from tests.unit.extraction.paragraphs import document_of

SENTENCE = "Halvor plans to spend more than €4.2bn on two ferries by 2030."
DAY = date(2025, 6, 12)


def _steps(text: str, quote: str) -> dict[str, tuple[str, str, str]]:
    figure = next(f for f in extract_figures(document_of(text, DAY)) if f.quote == quote)
    return {step: (said, means, source) for step, said, means, source in figure.steps}


def test_each_step_names_its_characters_their_meaning_and_the_lexicon() -> None:
    steps = _steps(SENTENCE, "more than €4.2bn")
    assert steps["number"] == ("4.2bn", "4200000000", "digits and scales")
    assert steps["unit"] == ("€", "EUR", "currencies")
    assert steps["modifier"] == ("more than", "over", "modifiers")
    assert steps["status"] == ("plans", "planned", "status_cues")
    assert steps["period"][1:] == ("… to 2030-12-31", "explicit")


def test_a_converted_number_is_shown_as_it_is_printed_with_the_factor() -> None:
    steps = _steps("The farm has a capacity of 1.5 GW.", "1.5 GW")
    assert steps["number"] == ("1.5", "1.5", "digits")
    assert steps["unit"] == ("GW", "MW, one is 1000", "units")
    assert steps["measure"] == ("capacity", "capacity", "measures")


@pytest.mark.parametrize(
    "text",
    [
        SENTENCE,
        "Between 28 and 41 km of track need repair, the railway said on Tuesday.",
        "Sales rose 9.4 per cent to £84m, up from £77m a year earlier.",
        "Nearly two-thirds of the 1,204 crews, or about 800, went home in the first nine months of 2024.",
        "The port's second-largest customer took 2,400,000 TEU a year.",
    ],
)
def test_what_a_step_says_stands_in_the_sentence(text: str) -> None:
    figures = extract_figures(document_of(text, DAY))
    assert figures
    for figure in figures:
        assert {"number", "status"} <= {step for step, _, _, _ in figure.steps}
        assert all(said in figure.sentence for _, said, _, _ in figure.steps)


def test_a_facet_that_no_characters_say_is_told_as_assumed() -> None:
    text = "Norvik Ports earned €40m in 2024.\n\nRepairs ate up €12m."
    steps = _steps(text, "€12m")
    assert steps["subject"] == ("", "norvik ports", "assumed")


def test_a_noun_that_points_at_the_subject_is_shown_with_it() -> None:
    text = "Norvik Ports earned €40m in 2024.\n\nThe company spent €12m."
    steps = _steps(text, "€12m")
    assert steps["subject"] == ("The company", "norvik ports", "whom the document calls so")
