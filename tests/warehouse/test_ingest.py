"""Ingestion over real files: what is new is stored, what is the same is not written, and one bad file stops nothing."""

from __future__ import annotations

import errno
import hashlib
import os
from pathlib import Path

import polars as pl
import pytest

from assets import ingest as step
from assets.ingest import NoArticles, SourceMissing, ingest
from assets.reading import MAX_BYTES
from warehouse.store import Store, StoreDamaged

FIRST = "Trade hits record\n\nBAKU, January 20, 2025. Trade between the two countries reached $3.7bn in 2024, officials said.\n"
SECOND = "Turnover falls\n\nBAKU, March 3, 2025. The turnover was $2.1bn in 2024, the customs service said on Monday.\n"


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    (folder / "baku").mkdir(parents=True)
    (folder / "a.txt").write_text(FIRST, encoding="utf-8")
    (folder / "baku" / "b.txt").write_text(SECOND, encoding="utf-8")
    return folder


def test_every_file_of_a_folder_becomes_an_article_version_with_its_bytes(store: Store, news: Path) -> None:
    report = ingest(store, [news], "run1")
    assert (report.files, report.new, report.changed, report.unchanged, report.quarantined) == (2, 2, 0, 0, 0)
    rows = _versions(store)
    assert rows["source_path"].to_list() == [(news / "a.txt").as_posix(), (news / "baku" / "b.txt").as_posix()]
    for row in rows.iter_rows(named=True):
        assert row["raw"] == Path(row["source_path"]).read_bytes()
        assert row["version_id"] == hashlib.sha256(row["raw"]).hexdigest()
        assert row["uri"] == Path(row["source_path"]).as_uri()
        assert row["raw"].decode() == row["text"]
        assert row["is_current"]
    assert [row.outcome for row in report.rows] == ["new", "new"]


def test_a_second_run_over_the_same_files_changes_no_row_but_its_own(store: Store, news: Path) -> None:
    ingest(store, [news], "run1")
    before = _versions(store)
    report = ingest(store, [news], "run2")
    assert (report.unchanged, report.new, report.rows) == (2, 0, ())
    assert _versions(store).equals(before)
    with store.reading() as session:
        assert session.table("runs")["run_id"].to_list() == ["run1", "run2"]


def test_a_changed_file_is_a_new_version_and_the_old_one_is_kept(store: Store, news: Path) -> None:
    ingest(store, [news], "run1")
    (news / "a.txt").write_text(FIRST.replace("3.7", "3.9"), encoding="utf-8")
    report = ingest(store, [news], "run2")
    assert [(row.outcome, Path(row.path).name) for row in report.rows] == [("changed", "a.txt")]
    rows = _versions(store).filter(pl.col("source_path").str.ends_with("a.txt")).sort("is_current")
    assert rows["is_current"].to_list() == [False, True]
    assert ["3.7" in text for text in rows["text"]] == [True, False]
    assert rows["article_id"].n_unique() == 1


def test_a_file_that_changes_back_makes_its_old_version_current_again(store: Store, news: Path) -> None:
    for number, text in enumerate([FIRST, SECOND + "More.", FIRST]):
        (news / "a.txt").write_text(text, encoding="utf-8")
        ingest(store, [news / "a.txt"], f"run{number}")
    rows = _versions(store)
    assert rows.height == 2
    current = rows.filter(pl.col("is_current"))
    assert current["text"].to_list() == [FIRST]
    assert current["ingested_run"].to_list() == ["run0"]


def test_all_missing_sources_are_named_before_anything_is_read(absent_store: Store, news: Path) -> None:
    with pytest.raises(SourceMissing) as raised:
        ingest(absent_store, [news, news / "gone", news / "lost.txt"], "run1")
    assert raised.value.paths == (news / "gone", news / "lost.txt")
    assert str(news / "gone") in str(raised.value)
    assert not absent_store.path.exists()


def test_a_folder_without_an_article_file_is_an_error_that_says_what_an_article_file_is(
    store: Store, tmp_path: Path
) -> None:
    folder = tmp_path / "empty"
    folder.mkdir()
    (folder / "picture.png").write_bytes(b"x")
    with pytest.raises(NoArticles, match=r"\.txt, \.html"):
        ingest(store, [folder], "run1")


def test_hidden_unfinished_and_other_files_are_passed_over(store: Store, news: Path) -> None:
    (news / ".hidden").mkdir()
    for name in (".a.txt", "a.txt.part", "b.tmp", "c.png", ".hidden/d.txt"):
        (news / name).write_text(FIRST, encoding="utf-8")
    assert ingest(store, [news], "run1").files == 2


def test_links_that_lead_out_of_the_folder_are_refused_and_nothing_behind_them_is_read(
    store: Store, news: Path, tmp_path: Path
) -> None:
    secret = tmp_path / "secret"
    secret.mkdir()
    (secret / "s.txt").write_text(SECOND, encoding="utf-8")
    (news / "out.txt").symlink_to(secret / "s.txt")
    (news / "out").symlink_to(secret)
    (news / "up.txt").symlink_to(Path("..", "secret", "s.txt"))
    report = ingest(store, [news], "run1")
    refused = {(Path(row.path).name, row.reason) for row in report.rows if row.outcome == "quarantined"}
    assert refused == {("out", "outside"), ("out.txt", "outside"), ("up.txt", "outside")}
    assert (report.files, report.new) == (5, 2)
    assert _versions(store).height == 2


def test_bad_files_are_quarantined_with_reasons_and_the_rest_is_read(store: Store, news: Path) -> None:
    (news / "empty.txt").write_bytes(b"")
    (news / "binary.txt").write_bytes(bytes(range(256)) * 20)
    (news / "dangling.txt").symlink_to(news / "nowhere.txt")
    os.mkfifo(news / "pipe.txt")
    with (news / "huge.txt").open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    report = ingest(store, [news], "run1")
    assert (report.files, report.new, report.quarantined) == (7, 2, 5)
    with store.reading() as session:
        rows = session.query("SELECT source_path, reason, detail FROM quarantine")
    reasons = {Path(path).name: reason for path, reason, _ in rows.iter_rows()}
    assert reasons == {
        "empty.txt": "empty",
        "binary.txt": "binary",
        "dangling.txt": "missing",
        "pipe.txt": "not_a_file",
        "huge.txt": "too_large",
    }
    assert all(len(detail) > 20 for _, _, detail in rows.iter_rows())


def test_a_file_name_that_is_not_utf8_is_quarantined_under_a_name_that_can_be_written(store: Store, news: Path) -> None:
    Path(os.fsdecode(os.fsencode(news) + b"/caf\xe9.txt")).write_text(FIRST, encoding="utf-8")
    report = ingest(store, [news], "run1")
    assert (report.new, report.quarantined) == (2, 1)
    assert report.rows[-1].path.endswith("caf\\udce9.txt")


def test_a_folder_that_cannot_be_entered_is_quarantined_and_its_articles_stay(
    store: Store, news: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ingest(store, [news], "run1")
    scandir = os.scandir

    def refuses(place: str) -> object:
        # as the system refuses a folder without permission; the user of this test may be one whom it refuses nothing
        if str(place).endswith("baku"):
            raise PermissionError(errno.EACCES, "Permission denied", str(place))
        return scandir(place)

    monkeypatch.setattr(os, "scandir", refuses)
    report = ingest(store, [news], "run2")
    assert (report.unchanged, report.quarantined, report.gone) == (1, 1, 0)


def test_a_file_that_can_be_read_again_leaves_quarantine(store: Store, news: Path) -> None:
    bad = news / "c.txt"
    for number, content in enumerate([b"", b"", SECOND.encode() + b"New."]):
        bad.write_bytes(content)
        ingest(store, [news], f"run{number}")
        with store.reading() as session:
            rows = session.query("SELECT first_seen_run, last_seen_run FROM quarantine").rows()
        assert rows == ([("run0", f"run{number}")] if not content else [])


def test_a_file_that_went_bad_keeps_its_old_version_which_is_no_longer_current_and_comes_back(
    store: Store, news: Path
) -> None:
    ingest(store, [news], "run1")
    (news / "a.txt").write_bytes(b"")
    ingest(store, [news], "run2")
    assert _versions(store).filter(pl.col("is_current")).height == 1
    (news / "a.txt").write_text(FIRST, encoding="utf-8")
    ingest(store, [news], "run3")
    assert _versions(store)["is_current"].to_list() == [True, True]
    with store.reading() as session:
        assert session.count("quarantine") == 0


def test_a_file_that_vanished_from_a_folder_that_was_read_is_gone_and_its_version_kept(
    store: Store, news: Path
) -> None:
    ingest(store, [news], "run1")
    (news / "a.txt").unlink()
    report = ingest(store, [news], "run2")
    assert (report.files, report.unchanged, report.gone) == (1, 1, 1)
    assert [(row.outcome, Path(row.path).name) for row in report.rows] == [("gone", "a.txt")]
    assert _versions(store).sort("source_path")["is_current"].to_list() == [False, True]


def test_articles_of_a_folder_that_was_not_read_this_time_stay_current(store: Store, news: Path) -> None:
    ingest(store, [news], "run1")
    (news / "a.txt").unlink()
    report = ingest(store, [news / "baku"], "run2")
    assert report.gone == 0
    assert _versions(store)["is_current"].to_list() == [True, True]


def test_copies_of_one_file_are_two_articles_in_one_cluster_until_one_changes(store: Store, news: Path) -> None:
    (news / "copy.txt").write_text(FIRST, encoding="utf-8")
    ingest(store, [news], "run1")
    rows = _versions(store)
    clusters = dict(zip((Path(p).name for p in rows["source_path"]), rows["duplicate_cluster"], strict=True))
    assert clusters["a.txt"] == clusters["copy.txt"] is not None
    assert clusters["b.txt"] is None
    (news / "copy.txt").write_text(FIRST + "And so on.", encoding="utf-8")
    ingest(store, [news], "run2")
    assert _versions(store).filter(pl.col("is_current"))["duplicate_cluster"].to_list() == [None] * 3


def test_a_file_that_is_named_itself_and_again_by_its_folder_is_read_once(store: Store, news: Path) -> None:
    assert ingest(store, [news, news / "a.txt", news / "baku" / ".." / "a.txt"], "run1").files == 2


def test_more_files_than_a_batch_are_all_stored(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(step, "_BATCH_FILES", 3)
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(8):
        (folder / f"{number}.txt").write_text(f"{FIRST}\nNote {number}.\n", encoding="utf-8")
    assert ingest(store, [folder], "run1").new == 8
    assert _versions(store).height == 8


def test_a_json_title_with_half_a_surrogate_does_not_stop_the_run(store: Store, news: Path) -> None:
    page = (
        '<html><head><title>x</title><script type="application/ld+json">{"@type": "NewsArticle", '
        '"headline": "Broken \\ud83d title", "author": {"name": "A \\udc00"}, "datePublished": "2025-01-02"}</script></head>'
        "<body><article><h1>Trade</h1><p>Trade between the two countries reached $3.7bn in 2024, officials said."
        "</p></article></body></html>"
    )
    (news / "c.html").write_text(page, encoding="utf-8")
    report = ingest(store, [news], "run1")
    assert (report.new, report.quarantined) == (3, 0)


def test_a_damaged_store_stops_the_run_with_what_to_do(store: Store, news: Path) -> None:
    ingest(store, [news], "run1")
    moved = store.path.rename(store.path.with_name("cut.store.duckdb"))
    moved.write_bytes(moved.read_bytes()[: moved.stat().st_size // 2])
    with pytest.raises(StoreDamaged, match="the sources are read anew"):
        ingest(Store(moved), [news], "run2")


def _versions(store: Store) -> pl.DataFrame:
    with store.reading() as session:
        return session.query("SELECT * FROM store.article_versions ORDER BY source_path, version_id")


REPORT = (
    "The Ebbing terminal handled 412,000 containers last year, the yearbook of its authority shows.\n"
    "A second quay of 640 metres is to open beside the fish market before the winter storms.\n"
    "Harbour master Jo Marsh said that dredging had cost more than her engineers had promised.\n"
)


def _clusters(store: Store) -> dict[str, str | None]:
    rows = _versions(store).filter(pl.col("is_current"))
    return dict(zip((Path(p).name for p in rows["source_path"]), rows["duplicate_cluster"], strict=True))


def test_a_text_reprinted_with_another_number_and_a_line_of_its_own_is_a_copy(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "wire"
    folder.mkdir()
    (folder / "first.txt").write_text(REPORT, encoding="utf-8")
    (folder / "second.txt").write_text(f"{REPORT.replace('640', '460')}More on page 4.\n", encoding="utf-8")
    (folder / "third.txt").write_text(f"Harbour news in short\n{REPORT}", encoding="utf-8")
    ingest(store, [folder], "run1")
    clusters = _clusters(store)
    assert clusters["first.txt"] == clusters["second.txt"] == clusters["third.txt"] is not None


def test_a_text_that_quotes_a_paragraph_of_another_is_no_copy(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "wire"
    folder.mkdir()
    own = "".join(
        f"Sentence {word} is about something that no other paper wrote of.\n" for word in ("ta", "ri", "vo", "pe")
    )
    (folder / "first.txt").write_text(REPORT, encoding="utf-8")
    (folder / "second.txt").write_text(REPORT.splitlines()[0] + "\n" + own, encoding="utf-8")
    ingest(store, [folder], "run1")
    assert set(_clusters(store).values()) == {None}
