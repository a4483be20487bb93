"""Long and hostile texts: reading them takes time in proportion to their length, and ends."""

from __future__ import annotations

import pytest

from assets.extraction import extract_figures
from tests.property.growth import LINEAR, TEXTS, Growing, growth_by_doubling
from tests.unit.extraction.paragraphs import document_of


@pytest.mark.parametrize("growing", TEXTS, ids=[growing.name for growing in TEXTS])
def test_twice_the_text_takes_twice_the_time(growing: Growing) -> None:
    """The full size is read only where growth is linear; elsewhere it might not end in the life of a test run."""
    assert growth_by_doubling(growing) <= LINEAR
    document = document_of(growing.text(growing.full))
    assert all(document.text[f.char_start : f.char_end] == f.quote for f in extract_figures(document))
