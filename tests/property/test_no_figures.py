"""Numbers that say no amount give no figure, whatever their digits."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assets.extraction import extract_figures
from tests.property.no_figures import KINDS
from tests.unit.extraction.paragraphs import document_of


@pytest.mark.parametrize("kind", sorted(KINDS))
@given(data=st.data())
@settings(max_examples=40)
def test_numbers_that_say_no_amount_give_nothing(kind: str, data: st.DataObject) -> None:
    text = data.draw(KINDS[kind])
    assert [f.quote for f in extract_figures(document_of(text, date(2025, 6, 12)))] == []
