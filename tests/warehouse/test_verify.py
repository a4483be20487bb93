"""Verification goes back to the files on disk and names every file and quote that no longer holds."""

from __future__ import annotations

from pathlib import Path

import pytest

from assets.extract import extract
from assets.ingest import ingest
from assets.verify import verify
from warehouse.store import Store

TEXT = (
    "Trade hits record\r\n\r\nBAKU, January 20, 2025. Trade — “the whole” — reached €3.7bn in 2024, officials said.\r\n"
)
PAGE = "<html><body><article><h1>Trade</h1><p>Trade reached <b>$3</b>.<i>7</i>bn in 2024, officials said.</p></article></body></html>"


@pytest.fixture
def news(tmp_path: Path, store: Store) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "a.txt").write_bytes(TEXT.encode())
    (folder / "b.txt").write_bytes(TEXT.encode("utf-16"))
    (folder / "c.html").write_text(PAGE, encoding="utf-8")
    ingest(store, [folder], "run1")
    extract(store, "run1")
    return folder


def test_files_that_were_not_touched_hold(store: Store, news: Path) -> None:
    report = verify(store)
    assert report.holds, report
    assert report.files == 3
    assert report.figures >= 2


def test_a_file_that_was_changed_since_is_named_with_both_hashes_and_what_to_do(store: Store, news: Path) -> None:
    (news / "a.txt").write_bytes(TEXT.replace("3.7", "3.8").encode())
    report = verify(store)
    assert [Path(lost.source_path).name for lost in report.lost_files] == ["a.txt"]
    assert "sha256" in report.lost_files[0].problem
    assert "run again" in report.lost_files[0].problem
    assert report.lost_files[0].figures >= 1


def test_a_file_that_is_not_there_is_named(store: Store, news: Path) -> None:
    (news / "c.html").unlink()
    report = verify(store)
    assert [Path(lost.source_path).name for lost in report.lost_files] == ["c.html"]
    assert not report.holds


MOVED = {
    "text": "UPDATE store.figures SET char_start = char_start + 1, char_end = char_end + 1 WHERE figure_id = ?",
    "bytes": "UPDATE store.figures SET byte_start = byte_start + 1, byte_end = byte_end + 1 WHERE figure_id = ?",
}


@pytest.mark.parametrize("what", MOVED)
def test_a_figure_that_points_elsewhere_is_named_with_what_is_expected_and_what_is_there(
    store: Store, news: Path, what: str
) -> None:
    path = (news / "a.txt").as_posix()
    with store.writing() as session:
        figure = session.query(
            "SELECT figure_id FROM figures WHERE source_path = ? AND quote = '€3.7bn'", [path]
        ).item()
        session.execute(MOVED[what], [figure])
    report = verify(store)
    assert [(lost.figure_id, lost.what) for lost in report.lost_quotes] == [(figure, what)]
    assert report.lost_quotes[0].expected == "€3.7bn"
    assert report.lost_quotes[0].found.endswith("3.7bn ")
