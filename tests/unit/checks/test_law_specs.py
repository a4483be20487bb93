"""Runs the behaviour cases of `tests/specs/laws`: real texts, the real reading, one law, and exactly the listed flags.

Belongs here: reading the cases and comparing. Does not: any expectation; those are data, reviewed like code.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from checks.rules import RULES

FOLDER = Path(__file__).parents[2] / "specs" / "laws"
# Cases of another shape, which tests of their own read: `test_arithmetic_specs` and `test_retold_figures`.
ELSEWHERE = ("arithmetic", "retold")
CASES = [
    pytest.param(file.stem, json.loads(line), id=f"{file.stem}-{number}")
    for file in sorted(FOLDER.glob("*.jsonl"))
    if file.stem not in ELSEWHERE
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1)
]
Judge = Callable[..., list[dict[str, Any]]]


@pytest.mark.parametrize(("law", "case"), CASES)
def test_the_law_flags_what_the_case_lists_and_nothing_else(law: str, case: dict[str, Any], judged: Judge) -> None:
    articles = case.get("articles") or [{"text": case["text"]}]
    found = [
        row
        for row in judged(articles, law)
        if row["verdict"] in case.get("verdicts", ("conflict", "possible_conflict"))
    ]
    assert sorted((row["verdict"], sorted(row["quotes"])) for row in found) == sorted(
        (flag["verdict"], sorted(flag["quotes"])) for flag in case["flags"]
    ), [(row["title"], row["explanation"]) for row in found]
    for text in _hints(case):
        assert any(text in (row["hints"] or "") for row in found), [row["hints"] for row in found]


def test_every_case_file_is_named_after_a_law_and_holds_both_sorts_of_cases() -> None:
    by_law: dict[str, list[bool]] = {}
    for case in CASES:
        law, spec = case.values
        by_law.setdefault(str(law), []).append(bool(spec["flags"]))  # type: ignore[index, call-overload]
    assert by_law and set(by_law) <= {rule.name for rule in RULES}
    assert all(flags.count(True) >= 6 and flags.count(False) >= 6 for flags in by_law.values()), by_law


def _hints(case: dict[str, Any]) -> Iterator[str]:
    return (flag["hint"] for flag in case["flags"] if "hint" in flag)
