"""Text of strangers shows its characters and does nothing else, wherever it is shown."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warehouse.safe_text import clipped, markdown_table, markdown_text, spreadsheet_cell, visible


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x1b[31mb", "a‹U+001B›[31mb"),
        ("\u202eabc\u202c", "‹U+202E›abc‹U+202C›"),
        ("two\nlines\r\nand\ttab", "two lines and tab"),
        ("zero\u200bwidth\ufeff", "zero‹U+200B›width‹U+FEFF›"),
        ("\ud800", "‹U+D800›"),
        ("nul\x00bell\x07", "nul‹U+0000›bell‹U+0007›"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("3.7 Mrd. € – 20 %", "3.7 Mrd. € – 20 %"),
    ],
)
def test_visible_spells_out_what_cannot_be_seen(text: str, shown: str) -> None:
    assert visible(text) == shown


@given(st.text())
def test_visible_text_never_moves_the_cursor_or_leaves_its_line(text: str) -> None:
    assert not re.search(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]", visible(text))


@given(st.text())
def test_markdown_has_no_live_punctuation(text: str) -> None:
    escaped = re.sub(r"&#\d+;", "", markdown_text(text))
    assert not re.search(r"[\\`*_\[\]<>&|~\n]", escaped)


def test_markdown_breaks_autolinks() -> None:
    assert "http://" not in markdown_text("see http://evil.example and HTTPS://x.y and www.evil.example")
    assert "www." not in markdown_text("www.evil.example")
    assert re.search(r"\w@", markdown_text("write to a@b.example")) is None


def test_a_table_keeps_its_cells_whatever_they_say() -> None:
    table = markdown_table(["a", "b"], [("x | y\n| z", None), ("`<b>`", 3)])
    lines = table.splitlines()
    assert len(lines) == 4
    assert all(line.count("|") == 3 for line in lines)
    assert "<b>" not in table


def test_a_table_without_rows_says_so() -> None:
    assert markdown_table(["a"], [], empty="every file is as it was") == "*every file is as it was*"


def test_long_text_is_clipped_with_an_ellipsis() -> None:
    assert clipped("abcdef", 4) == "abc…"
    assert clipped("abcd", 4) == "abcd"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\tx", "\rx"])
def test_a_spreadsheet_runs_no_text(text: str) -> None:
    assert spreadsheet_cell(text) == f"'{text}"


def test_numbers_stay_numbers_in_a_spreadsheet() -> None:
    assert spreadsheet_cell(-3.5) == "-3.5"
    assert spreadsheet_cell(None) == ""
