"""Ingestion from sources with rules and sidecars: whose file it is, what is said of it, and when it is read again."""

from __future__ import annotations

import gzip
from datetime import date
from pathlib import Path

import pytest

from assets.extract import extract
from assets.ingest import ingest
from assets.reading import Hints
from assets.sources import FolderSource
from assets.sources.sidecar import Fetched, Sidecar, write_sidecar
from assets.verify import verify
from warehouse.store import Store

TEXT = "The quay of Selwick is 640 metres long and cost $12 million, its authority said.\n"


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    (folder / "drafts").mkdir(parents=True)
    for name in ("a.txt", "b.txt", "drafts/c.txt"):
        (folder / name).write_text(f"{name} opens\n\n{TEXT}", encoding="utf-8")
    return folder


def _rows(store: Store, *columns: str) -> list[dict[str, object]]:
    with store.reading() as session:
        rows = session.query("SELECT * FROM store.article_versions WHERE is_current ORDER BY source_path")
    return [{"name": Path(row["source_path"]).name, **{name: row[name] for name in columns}} for row in rows.to_dicts()]


def test_a_source_says_who_published_its_files_and_a_sidecar_goes_before_it(store: Store, inbox: Path) -> None:
    (inbox / "a.txt.meta.toml").write_text(
        'publisher = "Tide Post"\npublished_on = 2024-05-06\nuri = "https://tide.example/a"\n', encoding="utf-8"
    )
    source = FolderSource(
        "quay", inbox, exclude=("drafts/",), hints=Hints(publisher="Quay News", licence="by agreement")
    )
    assert ingest(store, [source], "run1").files == 2
    columns = ("publisher", "published_on", "published_basis", "licence")
    assert _rows(store, *columns) == [
        {
            "name": "a.txt",
            "publisher": "Tide Post",
            "published_on": date(2024, 5, 6),
            "published_basis": "given",
            "licence": "by agreement",
        },
        {
            "name": "b.txt",
            "publisher": "Quay News",
            "published_on": None,
            "published_basis": "none",
            "licence": "by agreement",
        },
    ]
    assert _rows(store, "uri")[0]["uri"] == "https://tide.example/a"


def test_a_changed_sidecar_means_that_its_file_is_read_again_and_no_other(store: Store, inbox: Path) -> None:
    ingest(store, [inbox], "run1")
    sidecar = inbox / "b.txt.meta.toml"
    sidecar.write_text('title = "Quay costs"\n', encoding="utf-8")
    assert [Path(row.path).name for row in ingest(store, [inbox], "run2").rows] == ["b.txt"]
    sidecar.write_text('title = "Quay prices"\n', encoding="utf-8")
    report = ingest(store, [inbox], "run3")
    assert [(Path(row.path).name, row.title) for row in report.rows] == [("b.txt", "Quay prices")]
    assert ingest(store, [inbox], "run4").unchanged == 3


def test_a_broken_sidecar_quarantines_its_file_with_the_line_until_it_is_mended(store: Store, inbox: Path) -> None:
    sidecar = inbox / "a.txt.meta.toml"
    sidecar.write_text('titel = "x"\n', encoding="utf-8")
    report = ingest(store, [inbox], "run1")
    assert (report.new, report.quarantined) == (2, 1)
    refused = next(row for row in report.rows if row.outcome == "quarantined")
    assert (refused.reason, Path(refused.path).name) == ("bad_sidecar", "a.txt")
    assert refused.detail == "a.txt.meta.toml, line 1: unknown key 'titel'; did you mean 'title'?"
    sidecar.write_text('title = "x"\n', encoding="utf-8")
    assert ingest(store, [inbox], "run2").new == 1
    with store.reading() as session:
        assert session.count("quarantine") == 0


def test_the_first_source_that_takes_a_file_owns_it(store: Store, inbox: Path) -> None:
    drafts = FolderSource("drafts", inbox, include=("drafts/",), hints=Hints(publisher="Desk"))
    rest = FolderSource("all", inbox, hints=Hints(publisher="Quay News"))
    ingest(store, [drafts, rest], "run1")
    assert [row["publisher"] for row in _rows(store, "publisher")] == ["Quay News", "Quay News", "Desk"]


def test_a_file_that_the_rules_leave_out_by_now_is_no_longer_current_and_says_why(store: Store, inbox: Path) -> None:
    ingest(store, [FolderSource("quay", inbox)], "run1")
    report = ingest(store, [FolderSource("quay", inbox, exclude=("drafts/",))], "run2")
    assert [(Path(row.path).name, row.outcome) for row in report.rows] == [("c.txt", "gone")]
    assert report.rows[0].detail == "The rules of the source 'quay' leave it out."
    assert [row["name"] for row in _rows(store)] == ["a.txt", "b.txt"]


def test_a_page_that_its_server_no_longer_has_is_gone_although_its_file_is_kept(store: Store, inbox: Path) -> None:
    mirror = FolderSource("web", inbox, mirror=True)
    ingest(store, [mirror], "run1")
    write_sidecar(inbox / "a.txt", Sidecar(Hints(), Fetched("2025-01-02", "ab", gone_since="2025-01-02T03:00:00")))
    report = ingest(store, [mirror], "run2")
    assert [(Path(row.path).name, row.outcome) for row in report.rows] == [("a.txt", "gone")]
    assert "on 2025-01-02" in (report.rows[0].detail or "")
    write_sidecar(inbox / "a.txt", Sidecar(Hints(), Fetched("2025-01-03", "ab")))
    ingest(store, [mirror], "run3")
    assert [row["name"] for row in _rows(store)] == ["a.txt", "b.txt", "c.txt"]


def test_a_mirror_without_a_page_is_no_mistake(store: Store, tmp_path: Path) -> None:
    assert ingest(store, [FolderSource("web", tmp_path / "none", mirror=True)], "run1").files == 0


def test_an_encoding_that_is_declared_beside_the_file_alone_holds_and_verify_reads_by_it(
    store: Store, tmp_path: Path
) -> None:
    folder = tmp_path / "inbox"
    folder.mkdir()
    (folder / "a.txt").write_bytes("Порт открыт\n\nВ 2024 году порт принял 640 судов.\n".encode("koi8-r"))
    (folder / "a.txt.meta.toml").write_text('charset = "koi8-r"\n', encoding="utf-8")
    assert ingest(store, [folder], "run1").new == 1
    extract(store, "run1")
    assert _rows(store, "encoding") == [{"name": "a.txt", "encoding": "koi8-r"}]
    with store.reading() as session:
        assert "принял 640 судов" in str(session.query("SELECT text FROM store.article_versions").item())
    assert verify(store).holds


def test_a_sidecar_without_its_file_is_said_with_what_to_do_and_stops_nothing(store: Store, inbox: Path) -> None:
    for name in ("a", "b.txt", "drafts/c.txt", "gone.txt", "numbers.xls"):
        (inbox / f"{name}.meta.toml").write_text('publisher = "Tide Post"\n', encoding="utf-8")
    (inbox / "numbers.xls").write_bytes(b"numbers")
    report = ingest(store, [inbox], "run1")
    assert (report.files, report.new) == (3, 3)
    assert [(Path(path).name, note) for path, note in report.notes] == [
        ("gone.txt.meta.toml", "gone.txt, which it speaks of, is not there; rename it or take it out."),
        (
            "numbers.xls.meta.toml",
            "numbers.xls, which it speaks of, is no file that is read; rename it or take it out.",
        ),
    ]
    assert ingest(store, [inbox], "run2").notes == report.notes


def test_two_files_that_are_said_to_stand_at_one_address_are_both_read_and_named(store: Store, inbox: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (inbox / f"{name}.meta.toml").write_text('uri = "https://tide.example/a"\n', encoding="utf-8")
    for run_id in ("run1", "run2"):
        report = ingest(store, [inbox], run_id)
        ((path, note),) = report.notes
        assert Path(path).name == "b.txt"
        assert note.startswith("b.txt and a.txt are both said to stand at https://tide.example/a; ")
    addresses = [row["uri"] for row in _rows(store, "uri")]
    assert addresses == ["https://tide.example/a", *((inbox / name).as_uri() for name in ("b.txt", "drafts/c.txt"))]


def test_files_that_are_passed_over_are_counted_by_their_endings(store: Store, inbox: Path) -> None:
    for name in ("a.xls", "b.XLS", "page.html.part", ".hidden.doc", "README", "a.txt.meta.toml"):
        (inbox / name).write_text("", encoding="utf-8")
    assert ingest(store, [inbox], "run1").passed_over == {".xls": 2, ".part": 1, "without an ending": 1}


def test_a_packed_article_is_refused_with_what_to_do_and_not_passed_over(store: Store, inbox: Path) -> None:
    (inbox / "d.txt.gz").write_bytes(gzip.compress(TEXT.encode()))
    (inbox / "e.html").write_bytes(gzip.compress(f"<p>{TEXT}</p>".encode()))
    report = ingest(store, [inbox], "run1")
    refused = [(row.reason, row.detail) for row in report.rows if row.outcome == "quarantined"]
    assert refused == [
        ("binary", "d.txt.gz is packed with gzip, which is not read; unpack it."),
        ("binary", "e.html is packed with gzip, which is not read; unpack it."),
    ]


def test_lines_that_are_passed_over_in_a_file_of_records_are_said(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "lines"
    folder.mkdir()
    whole = '{"text": "The quay is 640 metres long.", "title": "The quay"}\n'
    (folder / "whole.jsonl").write_text(whole, encoding="utf-8")
    (folder / "partly.jsonl").write_text(whole + "no record\n", encoding="utf-8")
    ((path, note),) = ingest(store, [folder], "run1").notes
    assert Path(path).name == "partly.jsonl"
    assert note.startswith("Some of its lines are no JSON, or have no text: they were passed over")
