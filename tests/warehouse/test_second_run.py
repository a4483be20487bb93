"""The same sources read twice by all steps: the second run adds one row to the log of runs, and nothing else anywhere."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from assets.extract import extract
from assets.ingest import ingest
from assets.publish import publish, write_report
from assets.tally import tally_files
from checks.compare import CompareSettings, compare
from checks.find import find
from warehouse.runs import RunCounts, finish_run
from warehouse.schemas import TABLES
from warehouse.store import Store

TEXTS = {
    "a.txt": "Trade hits record\n\nBAKU, January 20, 2025. "
    "Trade turnover between Azerbaijan and China reached $3.7bn in 2024, officials said.\n",
    "b.txt": "Turnover falls\n\nBAKU, March 3, 2025. "
    "Trade turnover between Azerbaijan and China was $2.1bn in 2024, the customs service said.\n",
    "bad.txt": "",
}


def test_a_second_run_over_the_same_files_changes_no_table_but_the_log_of_runs(store: Store, tmp_path: Path) -> None:
    news = tmp_path / "news"
    news.mkdir()
    for name, text in TEXTS.items():
        (news / name).write_text(text, encoding="utf-8")
    first = _run(store, news, tmp_path, "run1")
    published = (tmp_path / "out" / "news.duckdb").stat().st_mtime_ns
    second = _run(store, news, tmp_path, "run2")
    for table in TABLES:
        if table == "runs":
            assert second[table].height == first[table].height + 1
            assert second[table].head(1).equals(first[table])
        else:
            passing = [column for column in first[table].columns if column == "last_seen_run"]
            assert second[table].drop(passing).equals(first[table].drop(passing)), table
    assert first["figures"].height > 0
    assert (tmp_path / "out" / "news.duckdb").stat().st_mtime_ns == published


def _run(store: Store, news: Path, folder: Path, run_id: str) -> dict[str, pl.DataFrame]:
    """All steps of one run; returns all base tables afterwards."""
    ingested = ingest(store, [news], run_id)
    extracted = extract(store, run_id)
    compare(store, run_id, CompareSettings())
    find(store, run_id)
    tally = tally_files(ingested, extracted)
    finish_run(store, run_id, RunCounts(files=tally.files, unchanged=tally.unchanged, figures=extracted.figures))
    publish(store, folder / "out" / "news.duckdb")
    write_report(store, folder / "out" / "news.html")
    with store.reading() as session:
        return {table: session.table(table) for table in TABLES}
