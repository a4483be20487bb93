"""The whole job through Dagster, over real files and a real store: what it records, and what stops it."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import dagster as dg
import pytest

import assets.definitions
from assets.extract import ExtractReport, extract
from assets.sandbox.limits import Allowance
from checks.definitions import law_check
from checks.rules import RULES
from checks.triage import decide
from orchestration.assembly import build_definitions
from orchestration.automation import COMPARE_AGAIN
from orchestration.job import BlockedByCheck, run_everything
from orchestration.settings import ComparisonSettings
from warehouse.schemas import TABLES
from warehouse.store import Store, reading_published

from .conftest import ARTICLES, Finished, execute, settings_in, write_articles

UPSTREAM = {
    "figures": ("articles", "article_versions"),
    "comparisons": ("figures", "figures"),
    "findings": ("comparisons", "comparisons"),
}


def test_all_six_assets_are_materialised(finished: Finished) -> None:
    for asset in ("articles", "figures", "comparisons", "findings", "published_warehouse", "evidence_report"):
        assert finished.materialization(asset)


def test_the_counts_of_files_add_up_to_the_files_that_are_there(finished: Finished) -> None:
    numbers = [int(n) for n in re.findall(r"\d+", finished.text_of("figures", "files_by_outcome"))]
    assert numbers[0] == sum(numbers[1:]) == len(list(finished.sources.iterdir()))
    assert numbers[-1] == 1, "the empty file is the one in quarantine"


def test_one_unreadable_file_stops_nothing_and_is_shown_with_its_reason(finished: Finished) -> None:
    assert "empty" in finished.text_of("articles", "quarantine")
    with reading_published(finished.settings.published) as session:
        assert session.query("SELECT reason FROM quarantine")["reason"].to_list() == ["empty"]


def test_new_articles_are_listed_with_title_and_file(finished: Finished) -> None:
    shown = finished.text_of("articles", "new_and_changed_articles")
    assert "North Ferry opens" in shown
    assert "north.txt" in shown


def test_every_check_has_a_result_and_the_laws_only_warn(finished: Finished) -> None:
    found = {check.check_name: check for check in finished.result.get_asset_check_evaluations()}
    assert len(found) == len(finished.result.job_def.asset_layer.asset_graph.asset_check_keys)
    laws = [check for name, check in found.items() if name.startswith("law_")]
    assert laws
    assert all(
        check.severity == dg.AssetCheckSeverity.WARN and not check.blocking for check in laws if not check.passed
    )
    assert all(check.passed for name, check in found.items() if not name.startswith("law_"))


def test_a_slip_in_arithmetic_is_a_warning_of_its_law_with_the_quotes(finished: Finished) -> None:
    found = {check.check_name: check for check in finished.result.get_asset_check_evaluations()}
    growth = found["law_growth_agrees"]
    assert not growth.passed
    assert "8 per cent" in (growth.description or "")
    assert growth.metadata["flagged"].value == 1


def test_each_law_says_how_many_were_eligible_tested_and_flagged_with_rows_to_look_at(finished: Finished) -> None:
    found = {check.check_name: check for check in finished.result.get_asset_check_evaluations()}
    for rule in RULES:
        check = found[law_check(rule)]
        counts = {name: check.metadata[name].value for name in ("eligible", "tested", "flagged")}
        assert check.description is not None
        assert "{eligible} eligible, {tested} tested, {flagged} flagged.".format(**counts) in check.description
        assert check.passed == (counts["flagged"] == 0)
        assert "that it asks about" in check.description or "one that it asks about" in check.description
    sources = found["law_sources_agree"]
    for cell in ("$240 million", "$310 million", "conflict"):
        assert cell in str(sources.metadata["comparisons"].value)
    assert re.search(r"Of \d+ figures that it asks about: \d+ compared", sources.description or "")
    assert "| any | compared |" in finished.text_of("comparisons", "coverage")


def test_a_law_that_fails_blocks_nothing_that_comes_after_it(finished: Finished) -> None:
    failed = [check for check in finished.result.get_asset_check_evaluations() if not check.passed]
    assert {check.check_name for check in failed} >= {"law_sources_agree", "law_growth_agrees"}
    assert finished.result.success
    for asset in ("findings", "published_warehouse", "evidence_report"):
        assert finished.materialization(asset)
    with reading_published(finished.settings.published) as session:
        rules = session.query("SELECT DISTINCT rule FROM findings WHERE state = 'open'")["rule"].to_list()
    assert {"sources_agree", "growth_agrees"} <= set(rules)


def test_a_law_that_is_switched_off_says_so_and_passes(tmp_path: Path) -> None:
    write_articles(tmp_path / "articles")
    settings = replace(settings_in(tmp_path), compare=ComparisonSettings(rules_off=("sources_agree",)))
    result = execute(settings)
    found = {check.check_name: check for check in result.get_asset_check_evaluations()}
    assert found["law_sources_agree"].passed
    assert "Switched off" in (found["law_sources_agree"].description or "")
    assert not found["law_growth_agrees"].passed


def test_findings_are_shown_with_both_quotes(finished: Finished) -> None:
    shown = finished.text_of("findings", "open_findings")
    assert "$240 million" in shown
    assert "$310 million" in shown


def test_a_dismissed_finding_comes_back_in_dagster_with_its_reason_when_a_source_joins(tmp_path: Path) -> None:
    sources = write_articles(tmp_path / "articles")
    settings = settings_in(tmp_path)
    execute(settings)
    store = Store.beside(settings.published)
    with store.reading() as session:
        finding = session.query("SELECT finding_id FROM findings WHERE rule = 'sources_agree'").item()
    decide(store, [finding], "dismiss", "<b>two</b> phases", "Ada")
    assert "phases" not in _open_findings(execute(settings))
    (sources / "west.txt").write_text(
        "A ferry bill\n\n6 March 2025\n\nThe North Ferry terminal in Oldport cost $310 million in 2024, auditors found.\n",
        encoding="utf-8",
    )
    shown = _open_findings(execute(settings))
    assert "phases; since then joined: A ferry bill “$310 million”" in shown
    assert "<b>" not in shown


def _open_findings(result: dg.ExecuteInProcessResult) -> str:
    return str(result.asset_materializations_for_node("findings")[0].metadata["open_findings"].value)


def test_text_of_articles_stays_text_in_the_catalog(finished: Finished) -> None:
    everything = "\n".join(
        str(entry.value)
        for asset in ("articles", "figures", "comparisons", "findings")
        for entry in finished.materialization(asset).metadata.values()
    )
    assert "ferries" in everything, "the hostile title has to be shown at all"
    for live in ("<script", "<img", "](http", "\x1b", "\u202e", "https://evil"):
        assert live not in everything


@pytest.mark.parametrize("asset", sorted(UPSTREAM))
def test_column_lineage_names_columns_that_there_are(finished: Finished, asset: str) -> None:
    upstream, table = UPSTREAM[asset]
    own = {"figures": "figures", "comparisons": "comparisons", "findings": "finding_log"}[asset]
    lineage = finished.materialization(asset).metadata["dagster/column_lineage"].value
    assert isinstance(lineage, dg.TableColumnLineage)
    for column, deps in lineage.deps_by_column.items():
        assert column in TABLES[own].columns()
        assert {dep.asset_key.to_user_string() for dep in deps} == {upstream}
        assert all(dep.column_name in TABLES[table].columns() for dep in deps)


def test_a_second_run_changes_no_row_and_finds_every_file_unchanged(tmp_path: Path) -> None:
    write_articles(tmp_path / "articles")
    settings = settings_in(tmp_path)
    store = Store.beside(settings.published)
    run_everything(settings, lambda _: None)
    with store.reading() as session:
        before = {table: session.table(table) for table in TABLES if table not in ("runs", "finding_log")}
    published = settings.published.stat().st_mtime_ns, settings.published.read_bytes()
    said: list[str] = []
    second = run_everything(settings, said.append)
    with store.reading() as session:
        for table, frame in before.items():
            assert session.table(table).equals(frame), table
        run = session.query("SELECT files, unchanged, figures FROM runs WHERE run_id = ?", [second]).row(0)
    assert run == (len(ARTICLES), len(ARTICLES), 0)
    assert any(f"{len(ARTICLES)} unchanged" in line for line in said)
    assert published == (settings.published.stat().st_mtime_ns, settings.published.read_bytes())


def test_a_file_changed_while_it_is_read_stops_the_run_before_anything_is_compared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    changed = write_articles(tmp_path / "articles") / "north.txt"

    def extract_while_somebody_writes(store: Store, run_id: str, *, limits: Allowance) -> ExtractReport:
        changed.write_text("Something else stands here now.", encoding="utf-8")
        return extract(store, run_id, limits=limits)

    monkeypatch.setattr(assets.definitions, "extract", extract_while_somebody_writes)
    settings = settings_in(tmp_path)
    with pytest.raises(BlockedByCheck) as error:
        run_everything(settings, lambda _: None)
    assert "figures_are_anchored" in str(error.value)
    assert "north.txt was changed since it was read" in str(error.value)
    assert not settings.published.exists()
    with Store.beside(settings.published).reading() as session:
        assert session.query("SELECT count(*) AS n FROM comparisons").item() == 0


def test_a_broken_row_stops_the_run_at_its_contract(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_articles(tmp_path / "articles")

    def extract_and_break(store: Store, run_id: str, *, limits: Allowance) -> ExtractReport:
        report = extract(store, run_id, limits=limits)
        with store.writing() as session:
            session.execute("UPDATE store.figures SET status = 'rumoured' WHERE quote LIKE '%240%'")
        return report

    monkeypatch.setattr(assets.definitions, "extract", extract_and_break)
    result = execute(settings_in(tmp_path), raise_on_error=False)
    failed = [check for check in result.get_asset_check_evaluations() if not check.passed]
    assert [check.check_name for check in failed] == ["figures_contract"]
    assert "rumoured" in str(failed[0].metadata["problem"].value)
    assert not result.asset_materializations_for_node("comparisons")


def test_comparing_again_reads_no_source(tmp_path: Path) -> None:
    sources = write_articles(tmp_path / "articles")
    settings = settings_in(tmp_path)
    execute(settings)
    for path in sources.iterdir():
        path.unlink()
    again = build_definitions(settings).resolve_job_def(COMPARE_AGAIN)
    with dg.DagsterInstance.ephemeral() as instance:
        assert again.execute_in_process(instance=instance).success
    with reading_published(settings.published) as session:
        assert session.query("SELECT count(*) AS n FROM findings WHERE state = 'open'").item() > 0
