"""Small cases of comparing two statements, in real texts through the real reading: what one law must conclude of each.

Belongs here: the cases that a reader of the design expects, one a line in `tests/specs/cases`. Does not: the specs of single laws.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[3]
CASES = {
    case["id"]: case
    for case in map(json.loads, (ROOT / "tests/specs/cases/cases.jsonl").read_text(encoding="utf-8").splitlines())
}
SHARED = ROOT.parent / "shared/eval/seeds/cases.jsonl"
Judge = Callable[..., list[dict[str, Any]]]


@pytest.mark.parametrize("name", CASES)
def test_a_case_of_two_statements_ends_as_it_must(name: str, judged: Judge) -> None:
    case = CASES[name]
    found = judged(case["articles"], case["law"])
    said = [(row["verdict"], row["title"], row["formula"]) for row in found]
    if not case["verdicts"]:
        assert all(row["verdict"] not in ("conflict", "possible_conflict") for row in found), said
        return
    assert found and {row["verdict"] for row in found} <= set(case["verdicts"]), said
    assert all(case.get("hint", "") in (row["hints"] or "") for row in found), [row["hints"] for row in found]
    if "independent" in case:
        assert {row["independent_sources"] for row in found} == {case["independent"]}


@pytest.mark.skipif(not SHARED.exists(), reason="the file of cases to be covered is not part of the project")
def test_every_case_that_is_asked_for_is_here_with_its_label() -> None:
    asked = [json.loads(line) for line in SHARED.read_text(encoding="utf-8").splitlines()]
    assert {case["id"]: case["expected"] for case in asked} == {name: case["label"] for name, case in CASES.items()}
