"""Extraction over the store: figures with ids and spans that lead back to the bytes, once a version, and no document stops another."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import polars as pl
import pytest

from assets import extract as step
from assets.extract import Finder, extract
from assets.extraction import EXTRACTOR_VERSION, ExtractedFigure, extract_figures
from assets.ingest import ingest
from assets.reading import Document, read_document
from assets.sandbox.tasks import Failure
from assets.tally import FileTally, tally_files
from warehouse.ids import figure_id
from warehouse.store import Store

TRADE = (
    "Trade hits record\n\nBAKU, January 20, 2025. Trade reached “$3.7bn” in 2024, up 20 % — a record, officials said.\n"
)
WIND = "Wind park\n\nBAKU, March 3, 2025. The offshore wind park will have a capacity of 1.5 GW by 2030, the ministry said.\n"
QUIET = "A quiet day\n\nBAKU. Nothing was counted, and nobody said how much of anything there was in the city.\n"
PAGE = """<html><head><title>Trade hits record</title><meta property="og:site_name" content="Post"></head><body><article>
<h1>Trade hits record</h1><p>Trade&nbsp;reached <b>$3.6</b>bn in 2024 &amp; rose by 20&#37;, officials said on Monday in the capital.</p>
</article></body></html>"""


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "quiet.txt").write_text(QUIET, encoding="utf-8")
    (folder / "trade.txt").write_text(TRADE, encoding="utf-8")
    (folder / "wind.txt").write_text(WIND, encoding="utf-16")
    (folder / "web.html").write_text(PAGE, encoding="utf-8")
    return folder


def test_bytes_of_a_text_file_at_the_span_say_the_quote(store: Store, news: Path) -> None:
    ingest(store, [news], "run1")
    report = extract(store, "run1")
    rows = _figures(store)
    assert report.figures == rows.height > 3
    for row in rows.iter_rows(named=True):
        path = Path(row["source_path"])
        text = read_document(path.read_bytes(), path.name).text
        assert text[row["char_start"] : row["char_end"]] == row["quote"]
        assert row["sentence"] == text[row["sentence_start"] : row["sentence_end"]]
        assert text[: row["char_start"]].endswith(row["prefix"])
        assert text[row["char_end"] :].startswith(row["suffix"])
        assert row["figure_id"] == figure_id(row["version_id"], row["char_start"], row["char_end"])
        if path.suffix == ".txt":
            encoding = "utf-16-le" if path.name == "wind.txt" else "utf-8"
            assert path.read_bytes()[row["byte_start"] : row["byte_end"]].decode(encoding) == row["quote"]
    assert "$3.7bn" in rows["quote"].to_list()


def test_files_with_and_without_figures_are_counted_and_kinds_add_up(store: Store, news: Path) -> None:
    ingested = ingest(store, [news], "run1")
    report = extract(store, "run1")
    assert (report.with_figures, report.without_figures, report.failed) == (3, 1, 0)
    assert sum(report.by_kind.values()) == report.figures
    assert tally_files(ingested, report) == FileTally(
        files=4, with_figures=3, without_figures=1, unchanged=0, quarantined=0
    )


def test_a_second_run_extracts_nothing_and_changes_no_row(store: Store, news: Path) -> None:
    ingest(store, [news], "run1")
    extract(store, "run1")
    figures, versions = _figures(store), _versions(store)
    ingested = ingest(store, [news], "run2")
    report = extract(store, "run2")
    assert (report.figures, report.rows) == (0, ())
    assert tally_files(ingested, report) == FileTally(
        files=4, with_figures=0, without_figures=0, unchanged=4, quarantined=0
    )
    assert _figures(store).equals(figures)
    assert _versions(store).equals(versions)


def test_new_rules_read_every_current_version_again(store: Store, news: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ingested = ingest(store, [news], "run1")
    extract(store, "run1")
    before = _figures(store)
    monkeypatch.setattr(step, "EXTRACTOR_VERSION", "next")
    ingested = ingest(store, [news], "run2")
    report = extract(store, "run2")
    assert report.figures == before.height
    assert tally_files(ingested, report).unchanged == 4
    after = _figures(store)
    assert set(after["extractor_version"]) == {"next"}
    assert after.drop("extractor_version").equals(before.drop("extractor_version"))


def test_figures_that_new_rules_no_longer_find_are_gone(
    store: Store, news: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ingest(store, [news], "run1")
    extract(store, "run1")
    monkeypatch.setattr(step, "EXTRACTOR_VERSION", "next")
    extract(store, "run2", finder=_here(lambda document: extract_figures(document)[:1]))
    assert _figures(store).group_by("version_id").len()["len"].to_list() == [1, 1, 1]


def test_a_document_that_raises_is_quarantined_with_its_error_and_the_others_go_on(store: Store, news: Path) -> None:
    ingested = ingest(store, [news], "run1")
    report = extract(store, "run1", finder=_here(_fails_on_wind))
    assert tally_files(ingested, report) == FileTally(4, 2, 1, 0, 1)
    again = ingest(store, [news], "run2")
    assert tally_files(again, extract(store, "run2", finder=_here(_fails_on_wind))) == FileTally(4, 0, 0, 3, 1)
    with store.reading() as session:
        reason, detail, first, last = session.query(
            "SELECT reason, detail, first_seen_run, last_seen_run FROM quarantine"
        ).row(0)
    assert (reason, first, last) == ("extraction_failed", "run1", "run2")
    assert "ZeroDivisionError: the wind" in detail
    extract(store, "run3")
    with store.reading() as session:
        assert session.count("quarantine") == 0
        assert "wind.txt" in {
            Path(path).name for path in session.query("SELECT source_path FROM figures")["source_path"]
        }


def test_a_document_whose_figures_break_the_contract_is_quarantined_and_the_others_go_on(
    store: Store, news: Path
) -> None:
    ingest(store, [news], "run1")
    report = extract(store, "run1", finder=_here(_wrong_quote_in_wind))
    assert (report.failed, report.with_figures) == (1, 2)
    with store.reading() as session:
        detail = session.query("SELECT detail FROM quarantine").item()
    assert "spans are half-open" in detail


def test_copies_share_their_figures_and_when_one_goes_the_other_has_them(store: Store, news: Path) -> None:
    (news / "copy.txt").write_text(TRADE, encoding="utf-8")
    ingested = ingest(store, [news], "run1")
    report = extract(store, "run1")
    assert tally_files(ingested, report).with_figures == 4
    of_trade = _figures(store).filter(pl.col("quote") == "$3.7bn")
    assert sorted(Path(path).name for path in of_trade["source_path"]) == ["copy.txt"]
    (news / "copy.txt").unlink()
    ingest(store, [news], "run2")
    assert extract(store, "run2").figures == 0
    with store.reading() as session:
        rows = session.query("SELECT source_path, article_id FROM figures WHERE quote = '$3.7bn'")
        known = session.query("SELECT source_path, article_id FROM articles WHERE is_current")
    assert [Path(path).name for path in rows["source_path"]] == ["trade.txt"]
    assert set(rows.rows()) <= set(known.rows())


def test_a_version_that_comes_back_keeps_its_figures(store: Store, news: Path) -> None:
    trade = news / "trade.txt"
    for number, text in enumerate([TRADE, QUIET + "More.", TRADE]):
        trade.write_text(text, encoding="utf-8")
        ingested = ingest(store, [trade], f"run{number}")
        tally = tally_files(ingested, extract(store, f"run{number}"))
        assert (tally.with_figures, tally.without_figures) == ((0, 1) if "More" in text else (1, 0))
    with store.reading() as session:
        assert "$3.7bn" in session.query("SELECT quote FROM figures")["quote"].to_list()


def test_the_stamp_says_which_rules_read_the_version(store: Store, news: Path) -> None:
    ingest(store, [news], "run1")
    assert set(_versions(store)["extractor_version"]) == {None}
    extract(store, "run1")
    assert set(_versions(store)["extractor_version"]) == {EXTRACTOR_VERSION}


def _here(find: Callable[[Document], list[ExtractedFigure]]) -> Finder:
    """Finds figures in this process by other rules; what they raise is said as a child process would say it."""

    def found(documents: Iterable[Document]) -> Iterator[list[ExtractedFigure] | Failure]:
        for document in documents:
            try:
                yield find(document)
            except ArithmeticError as error:
                yield Failure("extraction_failed", f"{type(error).__name__}: {error}.")

    return found


def _fails_on_wind(document: Document) -> list[ExtractedFigure]:
    if "wind" in document.text:
        raise ZeroDivisionError("the wind")
    return extract_figures(document)


def _wrong_quote_in_wind(document: Document) -> list[ExtractedFigure]:
    figures = extract_figures(document)
    if "wind" in document.text:
        figures[0].quote += "!"
    return figures


def _figures(store: Store) -> pl.DataFrame:
    with store.reading() as session:
        return session.table("figures")


def _versions(store: Store) -> pl.DataFrame:
    with store.reading() as session:
        return session.table("article_versions")
