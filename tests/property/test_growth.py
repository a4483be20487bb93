"""Long and hostile texts: reading them takes time in proportion to their length, and ends."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from assets.extraction import extract_figures
from tests.property.growth import LINEAR, growth_by_doubling
from tests.unit.extraction.paragraphs import document_of

_CLAUSE = "the yard behind the long quay sold 14 boats to crews that had waited there since the spring thaw, "


@dataclass(frozen=True, slots=True)
class Growing:
    """A text by its size: growth is measured from `smallest` on, and the text of size `full` is read to its end."""

    name: str
    text_of: Callable[[int], str]
    smallest: int
    full: int


TEXTS = [
    Growing("digits in one run", lambda n: "7" * n, 100_000, 200_000),
    Growing("digits and commas in turn", lambda n: "1," * n, 25_000, 100_000),
    Growing("spaces behind a digit", lambda n: "7" + " " * n + "boats", 25_000, 50_000),
    Growing("one scale word again and again", lambda n: "7 " + "million " * n, 1_250, 20_000),
    Growing("one sentence of figures", lambda n: _CLAUSE * n, 25, 3_100),
    Growing("paragraphs of one figure", lambda n: "The yard sold 14 boats.\n" * n, 50, 500),
    Growing("groups behind no-break spaces", lambda n: "1" + "\u00a0123" * n, 25_000, 100_000),
    Growing("capitalised words", lambda n: "Boat " * n + "5 boats", 500, 5_000),
    Growing("numbers with a space between", lambda n: "12 " * n, 50, 2_000),
    Growing("numbers with a dash between", lambda n: "12-" * n, 50, 2_000),
    Growing("full stops before a word", lambda n: "." * n + "x 5 boats", 500, 50_000),
    Growing("one measure again and again", lambda n: "wind farm " * n + "5 MW", 200, 2_000),
    Growing("one year again and again", lambda n: "in 2024 " * n + "$5", 200, 2_000),
]


@pytest.mark.parametrize("growing", TEXTS, ids=[growing.name for growing in TEXTS])
def test_twice_the_text_takes_twice_the_time(growing: Growing) -> None:
    """The full size is read only where growth is linear; elsewhere it might not end in the life of a test run."""
    assert growth_by_doubling(growing.text_of, growing.smallest, growing.full) <= LINEAR
    document = document_of(growing.text_of(growing.full))
    assert all(document.text[f.char_start : f.char_end] == f.quote for f in extract_figures(document))
