"""What a user sets in tieout.toml changes what the next run says, through Dagster and through `tieout check`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from orchestration.cli.main import run
from orchestration.job import run_everything
from orchestration.settings import load_settings
from warehouse.store import reading_published

from .conftest import write_articles


def severities(folder: Path, written: str) -> dict[str, str]:
    """Severity by measure of what a run finds under these settings."""
    file = folder / "tieout.toml"
    file.write_text(f'[sources]\nfolders = ["articles"]\n{written}', encoding="utf-8")
    settings = load_settings(file)
    run_everything(settings, lambda _: None)
    with reading_published(settings.published) as session:
        return dict(session.query("SELECT rule, severity FROM findings WHERE state = 'open'").iter_rows())


def test_changed_settings_change_the_findings_of_the_next_run_though_no_file_changed(tmp_path: Path) -> None:
    write_articles(tmp_path / "articles")
    first = severities(tmp_path, "")
    assert first["sources_agree"] == "high"
    assert severities(tmp_path, '[severity.measures]\ncapital_cost = "low"\n') == {**first, "sources_agree": "low"}
    assert severities(tmp_path, "[compare]\nwide_gap = 0.9\n")["sources_agree"] == "medium"
    assert "sources_agree" not in severities(tmp_path, '[compare]\nrules_off = ["sources_agree"]\n')
    assert severities(tmp_path, "") == first


def test_a_draft_is_checked_under_the_settings_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    articles = write_articles(tmp_path / "articles")
    file = tmp_path / "own.toml"
    file.write_text('[severity.measures]\ncapital_cost = "low"\n', encoding="utf-8")
    assert run(["check", str(articles), "--config", str(file), "--json"]) == 1
    found = json.loads(capsys.readouterr().out)["findings"]
    assert [row["severity"] for row in found if row["rule"] == "sources_agree"] == ["low"]
    file.write_text('[severity.measures]\n\ncapital_cst = "low"\n', encoding="utf-8")
    assert run(["check", str(articles), "--config", str(file)]) == 3
    assert (
        f"{file}, line 3: no measure is called 'capital_cst'; did you mean 'capital_cost'?" in capsys.readouterr().err
    )
