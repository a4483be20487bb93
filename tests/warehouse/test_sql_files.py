"""Every SQL file is read by DuckDB against the empty schema, and says in its header what a row of it is."""

from __future__ import annotations

import pytest

from warehouse.dictionary import MACROS, VIEWS
from warehouse.errors import SqlFileMissing
from warehouse.sql import sql_names, sql_text
from warehouse.store import Store


@pytest.mark.parametrize("name", sql_names())
def test_the_file_is_valid_against_the_empty_schema(store: Store, name: str) -> None:
    with store.writing() as session:
        if name.startswith(("views/", "macros/")):
            session.execute_file(name)
            return
        parameters = dict.fromkeys(session.parameters_of(name))
        explained = session.query(f"EXPLAIN {sql_text(name)}", parameters or None)
        assert explained.height


@pytest.mark.parametrize("name", sql_names())
def test_the_file_opens_with_its_grain_inputs_and_parameters(name: str) -> None:
    header = "\n".join(line for line in sql_text(name).splitlines() if line.startswith("--")).lower()
    for word in ("grain", "inputs", "parameters"):
        assert word in header, f"{name}.sql does not say its {word}"


def test_every_view_and_macro_file_has_its_description_and_the_other_way_round() -> None:
    assert {name for name in sql_names() if name.startswith("views/")} == {f"views/{name}" for name in VIEWS}
    assert {name for name in sql_names() if name.startswith("macros/")} == {f"macros/{name}" for name in MACROS}


def test_a_name_that_is_not_there_is_told_with_the_names_that_are() -> None:
    with pytest.raises(SqlFileMissing, match="views/figures"):
        sql_text("views/figurs")
