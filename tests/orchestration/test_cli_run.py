"""`tieout run` and its kin on good and bad input: what they say, their exit codes, and that nothing ends in a traceback."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from orchestration.cli.main import run
from warehouse.store import reading_published

from .conftest import ARTICLES, write_articles


def test_run_prints_findings_with_both_quotes_and_says_where_the_warehouse_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sources = write_articles(tmp_path / "articles")
    published = tmp_path / "w.duckdb"
    assert run(["run", str(sources), "--warehouse", str(published)]) == 0
    printed = capsys.readouterr()
    assert "$240 million" in printed.out
    assert "$310 million" in printed.out
    assert "‾‾‾‾" in printed.out
    assert f"Warehouse: {published}" in printed.out
    assert "articles: 4 files: 4 new" in printed.err
    assert "dagster" not in printed.err.lower()

    assert run(["run", str(sources), "--warehouse", str(published), "--fail-on", "conflict"]) == 1
    assert "4 files: 4 unchanged, nothing new to read" in capsys.readouterr().out


def test_bad_files_are_named_and_the_others_are_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sources = write_articles(tmp_path / "articles")
    (sources / "empty.txt").write_bytes(b"")
    (sources / "binary.txt").write_bytes(b"\x7fELF\x00\x00\x01\x02" * 50)
    (sources / "undecodable.txt").write_bytes(b"\xff\xfe\x00\xd8\x00\xd8 12 km")
    (sources / "blank.html").write_text("<html><body><script>1</script></body></html>", encoding="utf-8")
    published = tmp_path / "w.duckdb"
    assert run(["run", str(sources), "--warehouse", str(published), "--json"]) == 0
    printed = json.loads(capsys.readouterr().out)
    counts = printed["run"]
    assert counts["files"] == len(ARTICLES) + 4
    assert counts["quarantined"] == 4
    assert counts["files"] == sum(counts[n] for n in ("with_figures", "without_figures", "unchanged", "quarantined"))
    assert {Path(row["source_path"]).name for row in printed["quarantine"]} == {
        "empty.txt",
        "binary.txt",
        "undecodable.txt",
        "blank.html",
    }
    assert printed["findings"]
    with reading_published(published) as session:
        assert session.query("SELECT count(*) AS n FROM quarantine").item() == 4


@pytest.mark.parametrize(
    ("made", "said", "code"),
    [
        ("nothing", "does not exist; nothing was read", 3),
        ("empty folder", "there is no article file in this folder", 2),
    ],
)
def test_sources_that_cannot_be_used_are_said_in_plain_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], made: str, said: str, code: int
) -> None:
    if made == "empty folder":
        (tmp_path / "a").mkdir()
    assert run(["run", str(tmp_path / "a"), "--warehouse", str(tmp_path / "w.duckdb")]) == code
    printed = capsys.readouterr()
    assert said in printed.err
    assert str(tmp_path / "a") in printed.err
    assert "Traceback" not in printed.err
    assert not printed.out


@pytest.mark.parametrize("content", [b"a,b\n1,2\n", b"", b"SQLite format 3\x00" + b"\x00" * 5000])
def test_a_foreign_file_is_refused_before_anything_is_read_and_left_as_it_was(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes
) -> None:
    sources = write_articles(tmp_path / "articles")
    foreign = tmp_path / "mine.duckdb"
    foreign.write_bytes(content)
    assert run(["run", str(sources), "--warehouse", str(foreign)]) == 2
    printed = capsys.readouterr()
    assert str(foreign) in printed.err
    assert "Traceback" not in printed.err
    assert foreign.read_bytes() == content
    assert not (tmp_path / "mine.store.duckdb").exists()


def test_a_locked_store_is_named_with_the_process_that_holds_it(tmp_path: Path) -> None:
    sources = write_articles(tmp_path / "articles")
    published = tmp_path / "w.duckdb"
    assert run(["run", str(sources), "--warehouse", str(published)]) == 0
    holder = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import sys; from pathlib import Path; from warehouse.store import Store\n"
            f"with Store.beside(Path({str(published)!r})).writing():\n  print('held', flush=True); sys.stdin.read()",
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    try:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        found = subprocess.run(
            [
                sys.executable,
                "-c",
                "from orchestration.cli.main import main; main()",
                "doctor",
                "--warehouse",
                str(published),
            ],
            capture_output=True,
            text=True,
            check=False,
        )
    finally:
        holder.communicate(timeout=20)
    assert found.returncode == 2, found.stderr
    assert f"locked by process {holder.pid}, which is running" in found.stdout


def test_a_wrong_key_in_the_settings_is_named_with_line_and_remedy(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "tieout.toml").write_text('[warehouse]\npublish = "x"\n', encoding="utf-8")
    assert run(["run", "--config", str(tmp_path / "tieout.toml")]) == 3
    printed = capsys.readouterr().err
    assert printed.startswith(
        f"tieout: {tmp_path}/tieout.toml, line 2: unknown key 'publish' in [warehouse]; did you mean"
    )


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["rnu"], "no command 'rnu'; did you mean 'run'?"),
        (["run", "--fail-on", "sometimes"], "Invalid value"),
        (["run", "--wharehouse", "x"], "No such option"),
        (["sql"], "Missing argument"),
        (["sql", "select 1", "--warehouse", "none.duckdb"], "there is no published warehouse here"),
    ],
)
def test_wrong_usage_is_answered_with_help_and_no_traceback(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(arguments) in (2, 3)
    printed = capsys.readouterr()
    assert said in printed.err
    assert "Traceback" not in printed.err


def test_the_installed_script_starts_without_dagster_and_knows_its_commands() -> None:
    code = (
        "import sys; from orchestration.cli.main import run; run(['--help']); "
        "assert not {'dagster', 'polars', 'duckdb'} & set(sys.modules)"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stderr
    for command in (
        "demo",
        "run",
        "check",
        "extract",
        "why",
        "verify",
        "triage",
        "sql",
        "report",
        "export",
        "lexicon",
        "doctor",
    ):
        assert f"\n  {command} " in found.stdout


def test_the_demo_shows_findings_and_what_to_try_next(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["demo", "--warehouse", str(tmp_path / "demo.duckdb")]) == 0
    printed = capsys.readouterr().out
    assert "CONFLICT" in printed
    assert "tieout why cmp_" in printed
    assert (tmp_path / "demo.html").exists()
