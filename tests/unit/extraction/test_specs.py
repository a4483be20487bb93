"""Runs the behaviour cases of `tests/specs/extraction`: exactly the listed figures, in order, with the listed fields.

Belongs here: reading the cases and comparing. Does not: any expectation; those are data, reviewed like code.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from assets.extraction import ExtractedFigure, extract_figures
from tests.unit.extraction.paragraphs import document_of

SPECS = Path(__file__).parents[2] / "specs" / "extraction"
GAPS = "known_gaps.jsonl"
"""Cases told as they should be and not as they are; one that comes right fails the run until it moves to its topic."""
GAP_SHOWS_AS = (AssertionError, ValueError, ArithmeticError)
NUMBERS = ("value", "value_low", "value_high")
WORDS = (
    *("quote", "unit", "kind", "modifier", "change", "role", "statistic", "measure"),
    *("subject", "counterparty", "product", "status", "attribution"),
)
FIELDS = frozenset((*NUMBERS, *WORDS, "period"))
KEYS = frozenset(("text", "title", "published", "figures", "none", "why"))


@dataclass(frozen=True, slots=True)
class Case:
    """One line of a spec file: `place` is file:line, `expected` the fields of each figure in the order of the text."""

    place: str
    text: str
    title: str | None
    published: date | None
    expected: tuple[Mapping[str, Any], ...]
    why: str


def _cases() -> list[Case]:
    return [
        _case(f"{file.stem}:{number}", json.loads(line))
        for file in sorted(SPECS.glob("*.jsonl"))
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1)
        if line.strip()
    ]


def _case(place: str, row: Mapping[str, Any]) -> Case:
    """The case of a row. Raises ValueError for a key that no case has, so that a slip of the pen is never passed over."""
    unknown = set(row) - KEYS | {key for figure in row.get("figures", ()) for key in set(figure) - FIELDS}
    if unknown or ("figures" in row) == bool(row.get("none")) or not row.get("why") or row.get("figures") == []:
        raise ValueError(f"{place}: unknown keys {sorted(unknown)}, or not either figures or none, or no why")
    published = date.fromisoformat(row["published"]) if "published" in row else None
    return Case(place, row["text"], row.get("title"), published, tuple(row.get("figures", ())), row["why"])


CASES = _cases()


def _parameter(case: Case) -> Any:  # noqa: ANN401 - pytest does not export the type of a parameter set
    gap = case.place.startswith(Path(GAPS).stem)
    marks = [pytest.mark.xfail(strict=True, raises=GAP_SHOWS_AS, reason=case.why)] if gap else []
    return pytest.param(case, id=case.place, marks=marks)


@pytest.mark.parametrize("case", [_parameter(case) for case in CASES])
def test_a_text_gives_exactly_the_figures_of_its_case(case: Case) -> None:
    document = document_of(case.text, case.published, case.title)
    figures = extract_figures(document)
    assert [f.quote for f in figures] == [e["quote"] for e in case.expected], case.why
    told = [
        {name: _said(figure, name) for name in expected}
        for figure, expected in zip(figures, case.expected, strict=True)
    ]
    assert told == [dict(expected) for expected in case.expected], case.why
    assert all(document.text[f.char_start : f.char_end] == f.quote for f in figures)


def _said(figure: ExtractedFigure, name: str) -> object:
    """A field of a figure as a spec writes it: numbers comparable with JSON's, a period as two ISO days."""
    if name == "period":
        return [day and day.isoformat() for day in (figure.period_start, figure.period_end)]
    value = getattr(figure, name)
    return pytest.approx(float(value), rel=1e-9) if name in NUMBERS and value is not None else value


def test_the_quotes_of_a_case_stand_in_its_text_in_their_order() -> None:
    for case in CASES:
        whole, after = f"{case.title or ''}\n{case.text}", 0
        for expected in case.expected:
            at = whole.find(expected["quote"], after)
            assert at >= 0, f"{case.place}: {expected['quote']!r} is not in the text behind what stands before it"
            after = at + len(expected["quote"])


def test_no_text_has_two_cases() -> None:
    texts = [(case.text, case.published, case.title) for case in CASES]
    assert len(texts) == len(set(texts))
