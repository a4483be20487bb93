"""Files of decisions: what is written is read back letter by letter, nothing in them runs, and each mistake has its line."""

from __future__ import annotations

import csv
import json
from datetime import datetime
from pathlib import Path

import pytest

from checks.decision_files import COLUMNS, DecisionFileError, read_decisions, write_decisions

NOW = datetime(2025, 5, 1, 12)
REASONS = (
    '=HYPERLINK("https://evil.example","x")',
    "@SUM(A1)",
    "+1",
    "-1 of two",
    "'=quoted before",
    "'tis one phase",
    "<script>alert(1)</script>, and a comma",
    'two "phases"\nover two lines\r\nand a third',
    "\ttab, bell \x07 and \u202eturned\u202c",
    "línea única — 二段階",
)


def decision(number: int, reason: str) -> dict[str, object]:
    """A row of the view `decisions`."""
    row: dict[str, object] = {name: None for name in COLUMNS if name != "finding_id"}
    return row | {
        "decision_id": f"dec_{number}",
        "comparison_id": f"cmp_{number}",
        "action": "dismiss",
        "reason": reason,
        "decided_at": datetime(2025, 4, 1, 9, 30, 0, number),
        "title": "=Cranes: 14 against 16",
        "evidence_seen": json.dumps([["statement", "=Ledger", "14 crane", "14 cranes"]]),
    }


@pytest.mark.parametrize("suffix", [".jsonl", ".csv"])
def test_what_is_written_is_read_back_letter_by_letter(tmp_path: Path, suffix: str) -> None:
    rows = [decision(number, reason) for number, reason in enumerate(REASONS)]
    file = tmp_path / f"decisions{suffix}"
    file.write_text(write_decisions(rows, suffix), encoding="utf-8", newline="")
    kept = [{**row, "reason": str(row["reason"]).strip()} for row in rows]
    assert read_decisions(file, NOW) == kept


def test_no_cell_of_a_csv_starts_as_a_formula_does(tmp_path: Path) -> None:
    text = write_decisions([decision(number, reason) for number, reason in enumerate(REASONS)], ".csv")
    cells = [cell for row in csv.reader(text.splitlines(keepends=True)) for cell in row]
    assert len(cells) == len(COLUMNS) * (len(REASONS) + 1)
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_a_file_written_by_hand_needs_three_things_and_is_known_again(tmp_path: Path) -> None:
    file = tmp_path / "own.csv"
    file.write_text("finding_id,action,reason\ncmp_1,dismiss,two phases\n", encoding="utf-8")
    first, later = read_decisions(file, NOW), read_decisions(file, datetime(2025, 6, 1))
    assert (first[0]["comparison_id"], first[0]["decided_at"]) == ("cmp_1", NOW)
    assert first[0]["decision_id"] == later[0]["decision_id"]


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("a.jsonl", '{"finding_id": "cmp_1", "action": "dismiss", "reason": "x"}\n{"a"\n', "line 2: not JSON"),
        ("a.jsonl", "[1]\n", "line 1: expected an object"),
        (
            "a.jsonl",
            '\n{"finding_id": "cmp_1", "action": "dismis", "reason": "x"}',
            "line 2: no action is called 'dismis'",
        ),
        ("a.jsonl", '{"finding_id": "cmp_1", "action": "dismis", "reason": "x"}', "did you mean 'dismiss'?"),
        ("a.jsonl", '{"finding_id": "cmp_1", "action": "dismiss"}', "reason is missing or empty"),
        ("a.jsonl", '{"finding_id": "cmp_1", "action": "dismiss", "reason": 3}', "reason must be text in quotes"),
        ("a.jsonl", '{"finding_id": "cmp_1", "action": "dismiss", "resaon": "x"}', "did you mean 'reason'?"),
        ("a.jsonl", '{"finding_id": "c", "action": "dismiss", "reason": "\\ud800"}', "half a character (U+D800)"),
        (
            "a.jsonl",
            '{"finding_id": "c", "action": "dismiss", "reason": "x", "decided_at": "2031-01-01"}',
            "decided_at 2031-01-01T00:00:00 lies in the future",
        ),
        (
            "a.jsonl",
            '{"finding_id": "c", "action": "dismiss", "reason": "x", "decided_at": "soon"}',
            "must be a moment such as '2025-03-31T09:30:00', not 'soon'",
        ),
        (
            "a.jsonl",
            '{"finding_id": "c", "action": "dismiss", "reason": "x", "evidence_seen": "[1]"}',
            "expected a list of [role, source, value, quote]",
        ),
        ("a.csv", "finding_id;action;reason\n", "line 1: column finding_id, action, reason is missing"),
        ("a.csv", "finding_id,action,reason\ncmp_1,dismiss,a, b\n", "line 2: 3 columns are expected"),
        ("a.csv", 'finding_id,action,reason\n"cmp_1,dismiss,a\n', "not CSV"),
    ],
)
def test_a_mistake_is_named_with_file_line_and_remedy(tmp_path: Path, name: str, text: str, said: str) -> None:
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    with pytest.raises(DecisionFileError) as error:
        read_decisions(file, NOW)
    assert str(file) in str(error.value)
    assert said in str(error.value)


def test_a_file_that_is_no_text_or_not_there_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(DecisionFileError, match="not UTF-8"):
        read_decisions(tmp_path / "a.jsonl")
    with pytest.raises(DecisionFileError, match="No such file"):
        read_decisions(tmp_path / "none.csv")
