"""Long and hostile texts: reading them takes time in proportion to their length, and ends."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from assets.extraction import extract_figures
from tests.unit.extraction.growth import LINEAR, growth_by_doubling
from tests.unit.extraction.paragraphs import document_of

_FIGURES = "The yard sold 14 boats for $3.2 million and leased 120 trailers at 45 percent in 2024, "
Maker = Callable[[int], str]


@dataclass(frozen=True, slots=True)
class Growing:
    """A text by its size; `full` is a size that must end, `slow` says which step takes more than its share, if one does."""

    name: str
    text_of: Maker
    smallest: int
    full: int
    slow: str | None = None


TEXTS = [
    Growing("digits in one run", lambda n: "7" * n, 100_000, 200_000),
    Growing("digits and commas in turn", lambda n: "1," * n, 25_000, 100_000),
    Growing("spaces behind a digit", lambda n: "7" + " " * n + "boats", 25_000, 50_000),
    Growing("one scale word again and again", lambda n: "7 " + "million " * n, 2_500, 20_000),
    Growing("groups behind no-break spaces", lambda n: "1" + "\u00a0123" * n, 25_000, 100_000),
    Growing("paragraphs of one figure", lambda n: "The yard sold 14 boats.\n" * n, 200, 2_000),
    Growing("capitalised words", lambda n: "Boat " * n + "5 boats", 2_000, 20_000),
    Growing("one sentence of figures", lambda n: _FIGURES * n, 2, 3_500, "choose_periods and movement_of: each figure by each other"),
    Growing("numbers with a space between", lambda n: "12 " * n, 50, 20_000, "exclusions._is_phone walks the whole run for each number"),
    Growing("numbers with a dash between", lambda n: "12-" * n, 50, 20_000, "exclusions._joined_digits walks the whole run for each number"),
    Growing("full stops before a word", lambda n: "." * n + "x 5 boats", 500, 50_000, "the pattern tokens._SENTENCE_END retries at each full stop"),
    Growing("one measure again and again", lambda n: "wind farm " * n + "5 MW", 200, 5_000, "measures._distance counts the tokens between for each mention"),
    Growing("one year again and again", lambda n: "in 2024 " * n + "$5", 200, 5_000, "period_choice._gap counts the tokens between for each period"),
]  # fmt: skip


def _parameters() -> list[object]:
    """Texts that are read in more than linear time are known by their reason; they may come right at any time."""
    return [
        pytest.param(
            growing,
            id=growing.name,
            marks=[pytest.mark.xfail(strict=False, raises=AssertionError, reason=growing.slow)] if growing.slow else [],
        )
        for growing in TEXTS
    ]


@pytest.mark.parametrize("growing", _parameters())
def test_twice_the_text_takes_twice_the_time(growing: Growing) -> None:
    """The full size is read only where growth is linear; elsewhere it would not end in the life of a test run."""
    assert growth_by_doubling(growing.text_of, growing.smallest, growing.full) <= LINEAR
    document = document_of(growing.text_of(growing.full))
    assert all(document.text[f.char_start : f.char_end] == f.quote for f in extract_figures(document))
