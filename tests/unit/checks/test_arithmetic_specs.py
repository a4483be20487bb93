"""Runs the paragraphs of `tests/specs/passages/arithmetic.jsonl` through extraction and the laws of one article's arithmetic.

Belongs here: reading the cases, running them, and comparing what was flagged. Does not: any expectation; those are data. The batches
`first` and `last` were written before their texts were seen by a rule, `traps` and `second` while rules were made. A `gap` says why a
slip is not seen yet; one that is seen fails the run until the note goes.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from assets.extract import extract
from assets.ingest import ingest
from checks.compare import CompareSettings, compare
from warehouse.store import Store

SPECS = Path(__file__).parents[2] / "specs" / "passages" / "arithmetic.jsonl"
LAWS = (
    *("growth_agrees", "part_within_whole", "parts_add_up", "share_agrees", "shares_add_up"),
    *("rate_agrees", "quantity_times_price", "differences_agree"),
)
KEYS = frozenset(("id", "batch", "kind", "holds", "text", "quote", "gap"))
FLAGGED = ("conflict", "possible_conflict")


@dataclass(frozen=True, slots=True)
class Case:
    """One paragraph: whether its figures hold, a quote that a flag must rest on where not, and why it is not seen yet."""

    name: str
    holds: bool
    text: str
    quote: str
    gap: str


def _cases() -> Iterator[Case]:
    for number, line in enumerate(SPECS.read_text(encoding="utf-8").splitlines(), start=1):
        row: Mapping[str, Any] = json.loads(line)
        quote = row.get("quote", "")
        if set(row) - KEYS or row["holds"] == bool(quote) or quote not in row["text"]:
            raise ValueError(f"{SPECS.name}:{number}: unknown keys, or a slip without a quote that stands in its text")
        yield Case(row["id"], row["holds"], row["text"], quote, row.get("gap", ""))


CASES = tuple(_cases())


@pytest.fixture(scope="module")
def flagged(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, list[set[str]]]:
    """For each case the quotes of its flagged comparisons; every paragraph is an article of its own."""
    folder = tmp_path_factory.mktemp("arithmetic")
    texts = folder / "texts"
    texts.mkdir()
    for case in CASES:
        (texts / f"{case.name}.txt").write_text(f"Paragraph {case.name}\n\n{case.text}\n", encoding="utf-8")
    store = Store(folder / "arithmetic.duckdb")
    ingest(store, [texts], "run-1")
    extract(store, "run-1")
    compare(store, "run-1", CompareSettings(rules=LAWS))
    with store.reading() as session:
        figures = {row["figure_id"]: row for row in session.table("figures").to_dicts()}
        verdicts = {row["comparison_id"]: row["verdict"] for row in session.table("comparisons").to_dicts()}
        evidence = session.table("evidence").to_dicts()
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in evidence:
        if verdicts[row["comparison_id"]] in FLAGGED:
            figure = figures[row["figure_id"]]
            found[(Path(figure["source_path"]).stem, row["comparison_id"])].add(figure["quote"])
    by_case: dict[str, list[set[str]]] = defaultdict(list)
    for (name, _), quotes in found.items():
        by_case[name].append(quotes)
    return by_case


def _parameter(case: Case) -> Any:  # noqa: ANN401 - pytest does not export the type of a parameter set
    marks = [pytest.mark.xfail(strict=True, raises=AssertionError, reason=case.gap)] if case.gap else []
    return pytest.param(case, id=case.name, marks=marks)


@pytest.mark.parametrize("case", [_parameter(case) for case in CASES if not case.holds])
def test_a_slip_in_the_arithmetic_of_a_paragraph_is_flagged(case: Case, flagged: Mapping[str, list[set[str]]]) -> None:
    said = [quote for quotes in flagged.get(case.name, []) for quote in quotes]
    assert any(case.quote in quote or quote in case.quote for quote in said), case.text


@pytest.mark.parametrize("case", [_parameter(case) for case in CASES if case.holds])
def test_a_paragraph_whose_figures_hold_or_have_nothing_to_do_with_each_other_raises_no_flag(
    case: Case, flagged: Mapping[str, list[set[str]]]
) -> None:
    assert flagged.get(case.name, []) == [], case.text
