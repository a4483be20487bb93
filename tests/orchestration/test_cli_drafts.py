"""`tieout check` and `tieout extract`: texts in, contradictions or figures out, and nothing left behind."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from orchestration.cli.main import run, tieout

from .conftest import ARTICLES, write_articles


def test_check_shows_a_slip_and_exits_with_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_text(ARTICLES["slip.txt"], encoding="utf-8")
    assert run(["check", str(draft)]) == 1
    assert "8 per cent" in capsys.readouterr().out
    assert [path.name for path in tmp_path.iterdir()] == ["draft.txt"]


def test_check_of_a_sound_text_exits_with_0(tmp_path: Path) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_text(ARTICLES["north.txt"], encoding="utf-8")
    assert run(["check", str(draft)]) == 0


def test_check_compares_files_with_each_other(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", str(write_articles(tmp_path / "a")), "--json"]) == 1
    found = json.loads(capsys.readouterr().out)
    quotes = {row["quote"] for finding in found["findings"] for row in finding["evidence"]}
    assert {"$240 million", "$310 million"} <= quotes


def test_check_reads_standard_input(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(ARTICLES["slip.txt"].encode())))
    assert run(["check", "-"]) == 1
    assert "CONFLICT" in capsys.readouterr().out


def test_a_file_that_cannot_be_read_makes_check_incomplete(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_articles(tmp_path / "a")
    (tmp_path / "a" / "empty.txt").write_bytes(b"")
    assert run(["check", str(tmp_path / "a")]) == 2
    assert "not read:" in capsys.readouterr().err


def test_extract_answers_line_by_line_with_exact_spans() -> None:
    texts = {"a": "Exports rose 12% to $3.4bn in 2024.", "b": "No number.", "c": "", "d": "\ufeff7 km\r\n\r\nand 8 km"}
    lines = "".join(json.dumps({"id": key, "text": text}) + "\n" for key, text in texts.items())
    result = CliRunner().invoke(tieout, ["extract"], input=lines, standalone_mode=False)
    assert result.exit_code == 0
    found = {row["id"]: row["figures"] for row in map(json.loads, result.stdout.splitlines())}
    assert list(found) == list(texts)
    for key, figures in found.items():
        for figure in figures:
            assert texts[key][figure["char_start"] : figure["char_end"]] == figure["quote"]
    assert [figure["value"] for figure in found["a"]] == [12, 3_400_000_000]
    assert [figure["value"] for figure in found["d"]] == [7000, 8000]


def test_more_workers_answer_the_same_in_the_same_order(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "in.jsonl"
    text = "Exports rose 12% to $3.4bn in 2024.\n" * 400
    file.write_text("".join(json.dumps({"id": n, "text": f"{n} boats sailed. {text}"}) + "\n" for n in range(12)))
    answers: list[str] = []
    for workers in ("1", "2"):
        assert run(["extract", str(file), "--workers", workers]) == 0
        answers.append(capsys.readouterr().out)
    assert answers[0] == answers[1]
    assert [json.loads(line)["id"] for line in answers[1].splitlines()] == list(range(12))


def test_extract_counts_relative_periods_from_the_day_it_is_given() -> None:
    line = json.dumps({"id": 1, "text": "Turnover was $3.4bn last year.", "published_on": "2025-06-01"})
    result = CliRunner().invoke(tieout, ["extract"], input=line, standalone_mode=False)
    assert json.loads(result.stdout)["figures"][0]["period_start"] == "2024-01-01"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (b'{"id": 1,', "line 2: not JSON"),
        (b'{"text": "12 km"}', 'line 2: expected an object with "id"'),
        (b'{"id": 1, "text": 12}', "line 2: expected an object"),
        (b"[1]", "line 2: expected an object"),
        (b'{"id": 1, "text": "\xff"}', "line 2: not UTF-8"),
        (b'{"id": 1, "text": "x", "published_on": "soon"}', 'line 2: "published_on" must be a day'),
    ],
)
def test_a_broken_line_is_named_and_the_others_are_read(
    tmp_path: Path, line: bytes, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "in.jsonl"
    good = b'{"id": 0, "text": "12 km"}\n'
    file.write_bytes(good + line + b"\n" + good)
    assert run(["extract", str(file)]) == 2
    printed = capsys.readouterr()
    assert len(printed.out.splitlines()) == 2
    assert said in printed.err
