"""Paragraphs of a PDF come out as they were before they were set in lines, columns and pages."""

from __future__ import annotations

import importlib.util
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path
from types import ModuleType

import pytest

from assets.reading import Document, read_documents

MAKER = Path(__file__).parents[3] / "examples" / "formats" / "make.py"
FIRST = (
    "The quarry above the village sold 31,000 tonnes of slate in 2024, a twelfth of it abroad, and paid €1.4m in wages to its "
    "62 workers, who had asked for more in the spring. A lorry carries 18 tonnes down to the railway at Nether Halt."
)
SECOND = (
    "Slate from the upper level is harder and costs 9% more. The owners plan to close the lower level within five years, since water "
    "has to be pumped out of it on 200 days a year at a cost of €90,000, they told the parish council."
)


@pytest.fixture(scope="module")
def maker() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_formats", MAKER)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read(maker: ModuleType, *pages: Sequence[str]) -> Document:
    raw = maker._pdf_file([zlib.compress("\n".join(page).encode("latin-1")) for page in pages])
    return read_documents(raw, "quarry.pdf")[0]


def paragraphs(document: Document, kind: str = "paragraph") -> list[str]:
    return [document.text[b.char_start : b.char_end] for b in document.blocks if b.kind == kind]


def columns(maker: ModuleType, order: Callable[[tuple[int, int]], tuple[int, int]]) -> list[str]:
    """The operators for two columns, the second shorter than the first, written in an order of (column, line)."""
    lines = {
        (c, n): words for c, text in enumerate((FIRST, SECOND)) for n, words in enumerate(maker._wrapped(text, 34))
    }
    return [maker._set(lines[c, n], 56 + 260 * c, 700 - 14 * n) for c, n in sorted(lines, key=order)]


def by_column(place: tuple[int, int]) -> tuple[int, int]:
    return place


def by_line(place: tuple[int, int]) -> tuple[int, int]:
    return place[1], place[0]


@pytest.mark.parametrize("order", [by_column, by_line])
def test_columns_are_read_one_after_the_other_however_the_file_writes_them(
    maker: ModuleType, order: Callable[[tuple[int, int]], tuple[int, int]]
) -> None:
    assert paragraphs(read(maker, columns(maker, order))) == [FIRST, SECOND]


def test_a_paragraph_over_two_pages_is_one_and_page_headers_and_numbers_are_furniture(maker: ModuleType) -> None:
    lines = maker._wrapped(f"{FIRST} {SECOND}", 76)
    pages = [
        [maker._set("Stone and slate 2024", 56, 810, 8), maker._set(str(number), 300, 30, 8)]
        + [maker._set(words, 56, 740 - 14 * n) for n, words in enumerate(part)]
        for number, part in ((1, lines[:3]), (2, lines[3:]))
    ]
    document = read(maker, *pages)
    assert paragraphs(document) == [f"{FIRST} {SECOND}"]
    assert sorted(paragraphs(document, "boilerplate")) == ["1", "2", *["Stone and slate 2024"] * 2]
    assert document.page_of(document.text.index("31,000")) == 1
    assert document.page_of(document.text.index("€90,000")) == 2


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (("It sold good roof-", "ing slate to 3 towns."), "It sold good roofing slate to 3 towns."),
        (("A well-known level, a well-", "known lorry, 2 men."), "A well-known level, a well-known lorry, 2 men."),
        (("In the years 2019-", "2024 it sold 5 kinds."), "In the years 2019-2024 it sold 5 kinds."),
        (("They signed a 12-", "month contract for it."), "They signed a 12-month contract for it."),
        (("The Anglo-", "Welsh quarry has 4 pits."), "The Anglo-Welsh quarry has 4 pits."),
    ],
)
def test_a_word_broken_at_the_end_of_a_line_is_whole_and_a_hyphen_of_its_own_stays(
    maker: ModuleType, lines: tuple[str, str], said: str
) -> None:
    page = [maker._set(words, 56, 700 - 14 * n) for n, words in enumerate(lines)]
    assert read(maker, page).text == said


def test_cells_of_a_table_stand_apart(maker: ModuleType) -> None:
    rows = (("Level", "Tonnes", "Men"), ("Upper", "19,000", "40"), ("Lower", "12,000", "22"))
    page = [maker._set(c, 56 + 120 * x, 700 - 18 * y) for y, row in enumerate(rows) for x, c in enumerate(row)]
    assert paragraphs(read(maker, page), "row") == [
        "Level | Tonnes | Men",
        "Upper | 19,000 | 40",
        "Lower | 12,000 | 22",
    ]
