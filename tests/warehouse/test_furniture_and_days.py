"""What is no part of an article, and days that its text only lets conclude: kept in the warehouse, seen, and not mistaken for more."""

from __future__ import annotations

from pathlib import Path

from assets.extract import extract
from assets.ingest import ingest
from checks.compare import compare
from warehouse.store import Store

PAGE = """<html><head><title>Ferry carries more | Ellsworth Chronicle</title></head><body><h1>Ferry carries more</h1>
<p>The ferry carried 412,000 passengers in 2024, the river board of Ellsworth said on Tuesday in its report.</p>
<div class="ad"><p>The ferry carried 990,000 passengers in 2024: buy the book.</p></div>
<p>The boats run every 12 minutes from six in the morning until nine in the evening on all days.</p>
<div class="related"><a href="/1">Ferry carried 350,000 passengers in 2024</a></div></body></html>"""
UNDATED = """Ferry board counts its passengers

The river board of Ellsworth counted 412,000 passengers in the first half of 2025, more than ever before in its history.

On June 30 it greeted the last of them with flowers, and this year it expects 800,000 passengers on the two boats.
"""


def _read(store: Store, folder: Path) -> None:
    ingest(store, [folder], "run-1")
    extract(store, "run-1")


def test_figures_of_furniture_can_be_seen_and_are_never_compared(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "ferry.html").write_text(PAGE, encoding="utf-8")
    _read(store, folder)
    compare(store, "run-1")
    with store.reading() as session:
        seen = set(session.query("SELECT value FROM figure_history WHERE boilerplate").get_column("value"))
        offered = set(session.query("SELECT value FROM figures").get_column("value"))
        keys = session.query(
            "SELECT comparable_key FROM figure_history WHERE boilerplate AND comparable_key IS NOT NULL"
        )
        compared = session.query(
            "SELECT figure_id FROM evidence JOIN figure_history USING (figure_id) WHERE boilerplate"
        )
    assert {990_000.0, 350_000.0} <= seen
    assert 412_000.0 in offered
    assert not {990_000.0, 350_000.0} & offered
    assert keys.height == compared.height == 0


def test_figures_counted_from_an_inferred_day_say_so(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "ferry.txt").write_text(UNDATED, encoding="utf-8")
    _read(store, folder)
    with store.reading() as session:
        article = session.query("SELECT published_basis, published_evidence, doubts FROM articles").row(0)
        figures = dict(session.query("SELECT value, assumed FROM figures").iter_rows())
        steps = dict(session.query("SELECT value, steps FROM figure_history").iter_rows())
    assert article[0] == "inferred"
    assert "On June 30" in article[1]
    assert article[2] == "date_inferred"
    assert "published_on" in figures[800_000.0]  # 'this year' is that of the inferred day
    assert "inferred from the text" in steps[800_000.0]
    assert "published_on" not in (figures[412_000.0] or "")  # 'the first half of 2025' is not
