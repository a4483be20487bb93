"""What holds of every text, sensible or not: figures stand where they say, bounds are ordered, nothing raises."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assets.extraction import ExtractedFigure, extract_figures
from assets.reading import Document
from tests.property.hostile import hostile_texts
from tests.property.planted import Planted, planted_figures
from tests.unit.extraction.paragraphs import document_of
from warehouse.schemas.base import CHANGES, KINDS, MODIFIERS, STATUSES

PUBLISHED = date(2025, 6, 12)
any_text = st.text(st.characters(), max_size=200)
steady = settings(
    deadline=None, derandomize=True, max_examples=100, suppress_health_check=[HealthCheck.too_slow]
)  # the same examples on every machine
days = st.none() | st.dates(date(1990, 1, 1), date(2040, 12, 31))


def _check_places(document: Document, figures: Sequence[ExtractedFigure]) -> None:
    for figure in figures:
        assert document.text[figure.char_start : figure.char_end] == figure.quote != ""
        assert document.text[figure.sentence_start : figure.sentence_end] == figure.sentence
        assert figure.sentence_start <= figure.char_start <= figure.core_start
        assert figure.core_start < figure.core_end <= figure.char_end <= figure.sentence_end
    assert all(a.char_end <= b.char_start for a, b in pairwise(figures))


def _check_values(figures: Sequence[ExtractedFigure]) -> None:
    """The contract of the table of figures, and a value inside its soft interval inside its hard one."""
    for figure in figures:
        assert (figure.kind in KINDS) and figure.status in STATUSES
        assert figure.modifier in (None, *MODIFIERS) and figure.change in (None, *CHANGES)
        ranged = figure.value_low is not None and figure.value_high is not None
        assert ranged != (figure.value is not None)
        ends = (figure.hard_low, figure.low, *_values(figure), figure.high, figure.hard_high)
        known = [end for end in ends if end is not None]
        assert known == sorted(known), f"{figure.quote!r}: {[str(end) for end in ends]}"


def _values(figure: ExtractedFigure) -> tuple[Decimal | None, ...]:
    return (figure.value,) if figure.value is not None else (figure.value_low, figure.value_high)


@given(hostile_texts, days)
@steady
def test_figures_of_a_hostile_text_stand_where_they_say(text: str, published: date | None) -> None:
    document = document_of(text, published)
    figures = extract_figures(document)
    _check_places(document, figures)
    _check_values(figures)


@given(any_text, days)
@steady
def test_figures_of_random_characters_stand_where_they_say(text: str, published: date | None) -> None:
    document = document_of(text, published)
    figures = extract_figures(document)
    _check_places(document, figures)
    _check_values(figures)


@given(st.lists(planted_figures() | hostile_texts, min_size=1, max_size=4), days)
@steady
def test_figures_among_hostile_paragraphs_stand_where_they_say(
    parts: list[Planted | str], published: date | None
) -> None:
    text = "\n\n".join(part.text if isinstance(part, Planted) else part for part in parts)
    document = document_of(text, published, title="Corda counts 12 lanterns and 3.5 tonnes of oil")
    figures = extract_figures(document)
    _check_places(document, figures)
    _check_values(figures)


@given(hostile_texts)
@steady
def test_the_same_text_gives_the_same_figures(text: str) -> None:
    document = document_of(text, PUBLISHED)
    assert extract_figures(document) == extract_figures(document)


@pytest.mark.parametrize("text", ["", " ", "\n\n\n", "7", "$", "\x00", "½", "-", "7 "])
def test_next_to_nothing_is_read(text: str) -> None:
    document = document_of(text, PUBLISHED)
    _check_places(document, extract_figures(document))


@pytest.mark.parametrize(
    ("published", "text"),
    [
        (date.min, "Sales were $5 million last year."),
        (date.min, "Sales were $5 million last week."),
        (date.min, "Sales were $5 million in December."),
        (date.max, "Sales will be $5 million next year."),
        (date.max, "Sales will be $5 million tomorrow."),
    ],
)
def test_a_day_at_the_edge_of_the_calendar_is_read(published: date, text: str) -> None:
    """Sites that know no day print 0001-01-01, which reading takes as written."""
    document = document_of(text, published)
    _check_places(document, extract_figures(document))


def test_a_long_run_of_number_words_is_read() -> None:
    document = document_of("five hundred and " * 1000 + "six boats sailed.", PUBLISHED)
    _check_places(document, extract_figures(document))


@pytest.mark.parametrize("text", ["7" * 1510 + " boats sailed.", "A" * 1498 + "1234567 boats sailed."])
def test_no_cut_of_an_endless_sentence_makes_a_number(text: str) -> None:
    """A run of digits or of encoded data is no quantity, wherever it ends."""
    assert extract_figures(document_of(text)) == []


@pytest.mark.parametrize("published", [None, PUBLISHED])
def test_a_title_has_figures_of_its_own(published: date | None) -> None:
    document = document_of("The mill at Ostby took 7 tonnes.", published, title="Corda counts 12 lanterns")
    figures = extract_figures(document)
    _check_places(document, figures)
    assert [(f.quote, f.in_title) for f in figures] == [("12 lanterns", True), ("7 tonnes", False)]
