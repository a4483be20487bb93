"""Broken lexicons: the file, the line and what to write instead; nothing is passed over in silence."""

from __future__ import annotations

from importlib import resources

import pytest

from orchestration.cli import foreseen
from warehouse.lexicon import LexiconError, lexicon_names
from warehouse.lexicon.load import decoded, parse_lexicon

HEAD = "alias,canonical,language,case_sensitive,note,source\n"
GOOD = "gadget,widget,en,no,,\n"


@pytest.mark.parametrize("name", lexicon_names())
def test_every_lexicon_that_ships_is_sound(name: str) -> None:
    raw = resources.files("warehouse.lexicon").joinpath(f"{name}.csv").read_bytes()
    assert parse_lexicon(decoded(raw, f"{name}.csv"), f"{name}.csv")


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("gizmo,widget,en,no,\n", "line 3: 6 columns are expected; quote a comma inside a value"),
        ("gizmo, small,widget,en,no,,\n", "line 3: 6 columns are expected"),
        (",widget,en,no,,\n", "line 3: alias and canonical must not be empty"),
        ("Gadget,widget,en,no,,\n", "line 3: 'Gadget' already stands in line 2; keep one of them"),
        ("gizmo,widget,en,nope,,\n", "line 3: case_sensitive is 'nope'; write yes or no"),
        ('gizmo,widget,en,no,"an open quote,\n' + 9 * "thing,widget,en,no,,\n", "line 3: unexpected end of data"),
        ('gizmo,widget,en,no,"a "word" in it",\n', "a quote inside a quoted value is written twice"),
    ],
)
def test_a_broken_row_is_named_with_file_line_and_remedy(rows: str, said: str) -> None:
    with pytest.raises(LexiconError) as error:
        parse_lexicon(HEAD + GOOD + rows, "things.csv")
    assert str(error.value).startswith("things.csv, line 3: ")
    assert said in str(error.value)


def test_a_row_over_several_lines_is_named_by_its_first() -> None:
    with pytest.raises(LexiconError, match=r"things.csv, line 4: alias"):
        parse_lexicon(
            HEAD + 'gadget,widget,en,no,"over\ntwo lines",\n,widget,en,no,"again\nthree\nlines",\n', "things.csv"
        )


def test_a_word_that_no_program_asks_for_is_refused_where_the_words_are_closed() -> None:
    row = "exports,flwo,en,no,,\n"
    assert parse_lexicon(HEAD + row, "things.csv")
    with pytest.raises(
        LexiconError, match=r"measure_kinds.csv, line 2: canonical is 'flwo'; write one of flow, period"
    ):
        parse_lexicon(HEAD + row, "measure_kinds.csv")


def test_bytes_that_are_no_text_are_named_by_their_line() -> None:
    with pytest.raises(LexiconError, match=r"things.csv, line 3: not UTF-8; save the file"):
        decoded((HEAD + GOOD).encode() + b"caf\xe9,widget,en,no,,\n", "things.csv")


def test_a_broken_lexicon_is_wrong_configuration_and_no_fault_of_tieout() -> None:
    assert foreseen.exit_code_of(LexiconError("things.csv, line 3: …")) == 3
