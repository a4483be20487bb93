"""A figure that is planted in a sentence comes back: its exact characters, its value and its unit, in every convention of print."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings

from assets.extraction import extract_figures
from assets.extraction.units import factor_of, without_excess
from tests.property.planted import BEFORE, BEHIND, UNITS, Planted, planted_figures
from tests.unit.extraction.paragraphs import document_of
from warehouse.lexicon import Entry

PUBLISHED = date(2025, 6, 12)
NUMBERS = {"25": Decimal(25), "1,345.5": Decimal("1345.5"), "3.7 million": Decimal(3_700_000), "forty-two": Decimal(42)}


@given(planted_figures())
@settings(max_examples=400, suppress_health_check=[HealthCheck.too_slow])
def test_a_planted_figure_is_found_with_its_value_unit_and_place(planted: Planted) -> None:
    figures = extract_figures(document_of(planted.text, PUBLISHED))
    told = [(f.quote, f.char_start, f.char_end, f.value, f.unit) for f in figures]
    quote = planted.text[planted.start : planted.end]
    assert told == [(quote, planted.start, planted.end, pytest.approx(planted.value), planted.unit)]


@pytest.mark.parametrize("row", [*UNITS, *BEHIND], ids=lambda row: row.alias)
def test_every_unit_is_read_behind_its_number(row: Entry) -> None:
    for number, value in NUMBERS.items():
        assert _read(f"{number} {row.alias}") == [
            (f"{number} {row.alias}", without_excess(value * _worth(row)), row.canonical)
        ]


@pytest.mark.parametrize("row", BEFORE, ids=lambda row: row.alias)
def test_every_currency_is_read_before_its_number(row: Entry) -> None:
    for number, value in list(NUMBERS.items())[:3]:
        assert _read(f"{row.alias}{number}") == [
            (f"{row.alias}{number}", without_excess(value * _worth(row)), row.canonical)
        ]


def _read(quote: str) -> list[tuple[str, Decimal | None, str]]:
    text = f"The harbour office at Brenna wrote {quote} on its board."
    return [(f.quote, f.value, f.unit) for f in extract_figures(document_of(text, PUBLISHED))]


def _worth(row: Entry) -> Decimal:
    return factor_of(row)
