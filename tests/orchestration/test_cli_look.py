"""The commands that read a warehouse: findings, why, verify, sql, export, report, triage, lexicon, doctor."""

from __future__ import annotations

import csv
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from orchestration.cli.main import run
from warehouse.dictionary import VIEWS

from .conftest import Finished

Said = Callable[..., tuple[int, str, str]]


@pytest.fixture
def said(finished: Finished, capsys: pytest.CaptureFixture[str]) -> Said:
    """Runs a command on the finished warehouse; returns exit code, stdout and stderr."""

    def ask(*arguments: str) -> tuple[int, str, str]:
        code = run([*arguments, "--warehouse", str(finished.settings.published)])
        printed = capsys.readouterr()
        assert "Traceback" not in printed.err
        return code, printed.out, printed.err

    return ask


@pytest.fixture
def own_copy(finished: Finished, tmp_path: Path) -> Path:
    """A copy of the finished warehouse with its store, for tests that write."""
    for path in finished.settings.published.parent.iterdir():
        shutil.copy(path, tmp_path / path.name)
    return tmp_path / finished.settings.published.name


def first_finding(said: Said) -> dict[str, Any]:
    """The gravest finding."""
    return json.loads(said("findings", "--json")[1])[0]


def test_findings_are_listed_with_their_evidence(said: Said) -> None:
    code, out, _ = said("findings")
    assert code == 0
    assert "CONFLICT" in out
    assert first_finding(said)["evidence"]


def test_why_shows_the_chain_down_to_the_bytes(said: Said, finished: Finished) -> None:
    finding = first_finding(said)
    code, out, _ = said("why", finding["finding_id"][:8])
    assert code == 0
    assert finding["formula"].split()[0] in out
    for row in finding["evidence"]:
        assert row["quote"] in out
        assert row["sha256"] in out
        assert f"{row['char_start']}–{row['char_end']}" in out
        raw = Path(row["source_path"]).read_bytes()
        assert raw[row["byte_start"] : row["byte_end"]].decode() == row["quote"]
    assert "run" in out
    assert "‾" in out


def test_why_knows_figures_too(said: Said) -> None:
    figure = first_finding(said)["evidence"][0]["figure_id"]
    code, out, _ = said("why", figure)
    assert code == 0
    assert "means" in out
    assert "in cmp_" in out
    assert "how it was read" in out
    chain = json.loads(said("why", figure, "--json")[1])
    assert {"number", "status"} <= {step["step"] for step in json.loads(chain["steps"])}
    assert chain["figure_id"] == figure
    assert chain["comparisons"]


def test_why_says_why_a_figure_was_not_compared(said: Said) -> None:
    lonely = "select figure_id, quote from figures anti join evidence using (figure_id) limit 1"
    figure = json.loads(said("sql", lonely, "--json")[1])[0]
    code, out, _ = said("why", figure["figure_id"])
    assert code == 0
    assert re.search(r"compared +no: (nothing else that was read|it is without a)", out)
    assert json.loads(said("why", figure["figure_id"], "--json")[1])["coverage"] != "compared"


def test_a_finding_shows_its_severity_and_how_far_the_sides_lie_apart(said: Said) -> None:
    out = said("findings")[1]
    assert "high severity · 2 independent sources" in out
    assert "As printed, the nearest are 70 steps of 1m apart (in USD)." in " ".join(out.split())


def test_why_of_an_unknown_or_ambiguous_id_says_so(said: Said) -> None:
    code, _, err = said("why", "nothing")
    assert code == 3
    assert "starts with 'nothing'" in err
    code, _, err = said("why", "fig_")
    assert code == 3
    assert "write more of it" in err


def test_hostile_text_reaches_neither_terminal_nor_csv_as_code(said: Said) -> None:
    _, out, _ = said("sql", "select sentence from figures")
    assert "\x1b" not in out
    assert "\u202e" not in out


def test_sql_answers_as_table_json_and_csv(said: Said) -> None:
    query = "select '=1+1' as formula, -2.5 as number, null as nothing, 'inf'::double as endless"
    assert "formula" in said("sql", query)[1]
    assert json.loads(said("sql", query, "--json")[1]) == [
        {"formula": "=1+1", "number": -2.5, "nothing": None, "endless": None}
    ]
    assert said("sql", query, "--csv")[1] == "formula,number,nothing,endless\n'=1+1,-2.5,,inf\n"


@pytest.mark.parametrize(
    "query",
    [
        "drop table store.figures",
        "delete from store.figures",
        "copy figures to 'x.csv'",
        "from read_csv('/etc/passwd')",
        "selec 1",
    ],
)
def test_sql_can_neither_write_nor_leave_the_warehouse(said: Said, query: str) -> None:
    code, out, err = said("sql", query)
    assert code in (2, 3)
    assert err
    assert "root:" not in out


def test_export_writes_every_view_in_both_formats(said: Said, tmp_path: Path) -> None:
    assert said("export", str(tmp_path / "csv"))[0] == 0
    assert said("export", str(tmp_path / "parquet"), "--format", "parquet")[0] == 0
    assert {path.stem for path in (tmp_path / "csv").iterdir()} == set(VIEWS)
    with (tmp_path / "csv" / "figures.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == pl.read_parquet(tmp_path / "parquet" / "figures.parquet").height > 0


def test_the_report_is_one_page_without_live_markup(said: Said, tmp_path: Path) -> None:
    assert said("report", "--output", str(tmp_path / "page.html"))[0] == 0
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert "$310 million" in page
    assert "<script>alert(1)" not in page


def test_verify_finds_every_quote_and_names_a_lost_file(
    said: Said, finished: Finished, monkeypatch: pytest.MonkeyPatch
) -> None:
    code, out, _ = said("verify")
    assert code == 0
    assert out.startswith("All ")
    moved = finished.sources / "north.txt"
    text = moved.read_text(encoding="utf-8")
    try:
        moved.write_text("gone", encoding="utf-8")
        code, out, _ = said("verify")
    finally:
        moved.write_text(text, encoding="utf-8")
    assert code == 2
    assert "north.txt: was changed since it was read" in out


def test_a_dismissal_is_kept_shown_and_can_be_taken_back(own_copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def ask(*arguments: str) -> tuple[int, str]:
        code = run(["triage", *arguments, "--warehouse", str(own_copy)])
        return code, capsys.readouterr().out

    listed = json.loads(ask("list", "--json")[1])
    finding = listed[0]["finding_id"]
    assert ask("dismiss", finding[:10], "--reason", "two different terminals")[0] == 0
    assert finding not in ask("list")[1]
    everything = {row["finding_id"]: row for row in json.loads(ask("list", "--all", "--json")[1])}
    assert everything[finding]["state"] == "dismissed"
    assert everything[finding]["reason"] == "two different terminals"
    assert ask("dismiss", finding, "--reason", "again")[0] == 3
    assert ask("reopen", finding, "--reason", "same one after all")[0] == 0
    assert finding in ask("list", "--json")[1]
    assert ask("dismiss", finding, "--reason", "  ")[0] == 3


def test_decisions_can_be_carried_over_to_another_warehouse(
    own_copy: Path, finished: Finished, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    for path in finished.settings.published.parent.iterdir():
        shutil.copy(path, other / path.name)
    finding = json.loads(_out(capsys, ["triage", "list", "--json", "--warehouse", str(own_copy)]))[0]["finding_id"]
    _out(capsys, ["triage", "dismiss", finding, "--reason", "known", "--warehouse", str(own_copy)])
    target = str(other / own_copy.name)
    assert json.loads(_out(capsys, ["triage", "import", str(own_copy), "--json", "--warehouse", target]))["added"] == 1
    assert json.loads(_out(capsys, ["triage", "import", str(own_copy), "--json", "--warehouse", target]))["added"] == 0
    assert finding not in _out(capsys, ["triage", "list", "--warehouse", target])


@pytest.mark.parametrize("suffix", [".jsonl", ".csv"])
def test_decisions_travel_as_a_file_and_importing_twice_changes_nothing(
    own_copy: Path, finished: Finished, tmp_path: Path, capsys: pytest.CaptureFixture[str], suffix: str
) -> None:
    file = tmp_path / f"decisions{suffix}"
    listed = json.loads(_out(capsys, ["triage", "list", "--json", "--warehouse", str(own_copy)]))
    ids = [row["finding_id"] for row in listed]
    assert len(ids) > 1
    hostile = '=cmd|"/c calc"!A1 <b>two phases</b>'
    _out(capsys, ["triage", "dismiss", *ids, "--reason", hostile, "--by", "Ada", "--warehouse", str(own_copy)])
    assert _out(capsys, ["triage", "list", "--json", "--warehouse", str(own_copy)]).strip() == "[]"
    _out(capsys, ["triage", "export", str(file), "--warehouse", str(own_copy)])
    shutil.rmtree(tmp_path / "other", ignore_errors=True)
    shutil.copytree(finished.settings.published.parent, tmp_path / "other")
    target = str(tmp_path / "other" / own_copy.name)
    with file.open("a", encoding="utf-8") as end:
        end.write(
            ",cmp_elsewhere,dismiss,seen" + "," * 8 + "\n"
            if suffix == ".csv"
            else '{"finding_id": "cmp_elsewhere", "action": "dismiss", "reason": "seen"}\n'
        )
    for added, known in ((len(ids), 0), (0, len(ids))):
        said = json.loads(_out(capsys, ["triage", "import", str(file), "--json", "--warehouse", target]))
        assert (said["added"], said["known"]) == (added, known)
        assert [row["comparison_id"] for row in said["not_here"]] == ["cmp_elsewhere"]
    assert "cmp_elsewhere" in _out(capsys, ["triage", "import", str(file), "--warehouse", target])
    rows = json.loads(_out(capsys, ["triage", "list", "--all", "--json", "--warehouse", target]))
    assert {row["finding_id"]: row["reason"] for row in rows} == dict.fromkeys(ids, hostile)
    page = Path(target).with_suffix(".html").read_text(encoding="utf-8")
    assert "<b>two phases" not in page
    assert "&lt;b&gt;two phases" in page


def test_a_file_of_decisions_that_cannot_be_followed_changes_nothing(
    own_copy: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "decisions.jsonl"
    finding = json.loads(_out(capsys, ["triage", "list", "--json", "--warehouse", str(own_copy)]))[0]["finding_id"]
    good = json.dumps({"finding_id": finding, "action": "dismiss", "reason": "known"})
    file.write_text(f'{good}\n{{"finding_id": "{finding}", "action": "forget", "reason": "x"}}\n', encoding="utf-8")
    assert run(["triage", "import", str(file), "--warehouse", str(own_copy)]) == 3
    assert f"{file}, line 2: no action is called 'forget'" in capsys.readouterr().err
    assert finding in _out(capsys, ["triage", "list", "--warehouse", str(own_copy)])
    assert run(["triage", "export", str(tmp_path / "x.xlsx"), "--warehouse", str(own_copy)]) == 3
    assert ".jsonl or .csv" in capsys.readouterr().err


def test_the_list_can_be_narrowed_to_a_law_or_a_subject(said: Said) -> None:
    everything = json.loads(said("triage", "list", "--json")[1])
    law = everything[0]["rule"]
    narrowed = json.loads(said("triage", "list", "--rule", law, "--json")[1])
    assert narrowed == [row for row in everything if row["rule"] == law] != everything
    ferries = json.loads(said("triage", "list", "--subject", "FERRY", "--json")[1])
    assert ferries == [row for row in everything if "ferry" in (row["subject"] or "")] != []
    code, _, err = said("triage", "list", "--rule", law[:-1])
    assert (code, f"did you mean {law!r}?" in err) == (3, True)


def _out(capsys: pytest.CaptureFixture[str], arguments: list[str]) -> str:
    assert run(arguments) == 0
    return capsys.readouterr().out


def test_the_lexicons_are_sound_and_unknown_nouns_are_listed(said: Said) -> None:
    code, out, _ = said("lexicon", "lint")
    assert code == 0
    assert "Every lexicon is sound." in out


def test_doctor_says_versions_settings_laws_and_state(said: Said) -> None:
    code, out, _ = said("doctor")
    assert code == 0
    for word in ("duckdb", "schedule", "growth_agrees", "sound"):
        assert word in out


def test_doctor_names_a_foreign_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    foreign = tmp_path / "x.duckdb"
    foreign.write_text("not a database at all", encoding="utf-8")
    assert run(["doctor", "--warehouse", str(foreign)]) == 2
    assert "not a DuckDB file" in capsys.readouterr().out
