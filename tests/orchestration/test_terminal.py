"""Quotes are underlined where they stand, in any width and any script, and tables keep their columns."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from orchestration.cli.terminal import Screen, columns_of, paragraph, table, underlined_sentence
from warehouse.safe_text import visible

SENTENCE = "Trade rose 20 per cent to $3.7bn in 2024, the embassy said on Monday."


def test_marks_stand_under_the_quote() -> None:
    start = SENTENCE.index("$3.7bn")
    lines = underlined_sentence(SENTENCE, [(start, start + 6)], Screen(width=100), indent="  ")
    assert lines == ["  " + SENTENCE, "  " + " " * start + "‾" * 6]


def test_ansi_underlines_the_quote_itself() -> None:
    start = SENTENCE.index("$3.7bn")
    lines = underlined_sentence(SENTENCE, [(start, start + 6)], Screen(width=100, ansi=True), indent="")
    assert lines == [SENTENCE.replace("$3.7bn", "\x1b[4m$3.7bn\x1b[0m")]


def test_several_quotes_of_one_sentence_are_all_underlined() -> None:
    spans = [(SENTENCE.index("$3.7bn"), SENTENCE.index("$3.7bn") + 6), (11, 22)]
    marks = underlined_sentence(SENTENCE, spans, Screen(width=100), indent="")[1]
    assert [match.span() for match in re.finditer("‾+", marks)] == sorted(spans)


def test_wide_characters_take_two_columns() -> None:
    lines = underlined_sentence("貿易額は37億ドル", [(4, 9)], Screen(width=60), indent="")
    assert lines[1] == " " * 8 + "‾" * columns_of("37億ドル")


def test_escape_codes_in_an_article_do_not_reach_the_terminal() -> None:
    lines = underlined_sentence("a \x1b[2J b", [(0, 1)], Screen(width=60, ansi=True), indent="")
    assert "\x1b[2J" not in "".join(lines)


@given(st.text(max_size=200), st.integers(0, 200), st.integers(0, 200), st.integers(40, 120))
def test_nothing_is_lost_by_wrapping(text: str, start: int, end: int, width: int) -> None:
    start, end = sorted((min(start, len(text)), min(end, len(text))))
    lines = underlined_sentence(text, [(start, end)], Screen(width=width, ansi=True), indent="")
    plain = "".join(re.sub("\x1b\\[[04]m", "", line) for line in lines)
    spelled = visible(text[:start]) + visible(text[start:end]) + visible(text[end:])
    assert plain.replace(" ", "") == spelled.replace(" ", "")
    assert all(columns_of(re.sub("\x1b\\[[04]m", "", line)) <= width for line in lines)


def test_a_paragraph_is_wrapped_at_blanks() -> None:
    assert paragraph("one two three four five six seven eight nine ten", Screen(width=40)) == [
        "one two three four five six seven eight",
        "nine ten",
    ]


def test_numbers_stand_to_the_right_and_text_to_the_left() -> None:
    lines = table(["name", "n"], [("a", 1), ("long", 1000), ("none", None)], Screen())
    assert lines[0] == "name     n"
    assert lines[2:] == ["a        1", "long  1000", "none     –"]
