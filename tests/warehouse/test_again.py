"""Sources read again and again: what moved, went, came back or is half written, over real files and a real store."""

from __future__ import annotations

import os
import socket
import threading
import time
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from assets import file_looks, settling
from assets.article_writing import write_batch
from assets.extract import ExtractReport, extract
from assets.ingest import IngestReport, ingest
from assets.reading import read_documents
from assets.source_files import SourceFiles
from assets.source_reading import Readable, Refused, look_at
from assets.tally import FileTally, tally_files
from checks.anchoring import anchoring
from checks.compare import compare
from checks.find import find
from warehouse.ids import version_id
from warehouse.store import Store

FERRY = "Ferry opens\n\n3 March 2025\n\nThe North Ferry terminal in Oldport cost $240 million in 2024. It has 14 berths, the city said.\n"
AUDIT = "Ferry costs reviewed\n\n5 March 2025\n\nThe North Ferry terminal in Oldport cost $310 million in 2024, auditors found.\n"
TRAMS = "Trams again\n\n7 March 2025\n\nThe tram line carried 1.2 million passengers in 2024, its owner said.\n"


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    (folder / "ferry.txt").write_text(FERRY, encoding="utf-8")
    (folder / "audit.txt").write_text(AUDIT, encoding="utf-8")
    return folder


def run(store: Store, folder: Path, run_id: str) -> tuple[IngestReport, ExtractReport, FileTally]:
    """Ingestion and extraction, whose counts have to add up in every run."""
    ingested = ingest(store, [folder], run_id)
    extracted = extract(store, run_id)
    tally = tally_files(ingested, extracted)
    assert tally.holds, tally
    assert ingested.files == ingested.new + ingested.changed + ingested.unchanged + ingested.quarantined
    return ingested, extracted, tally


def ask(store: Store, sql: str) -> pl.DataFrame:
    with store.reading() as session:
        return session.query(sql)


# ---- files that move


def test_a_renamed_file_keeps_its_article_and_figures_under_the_new_path(store: Store, inbox: Path) -> None:
    run(store, inbox, "run1")
    before = ask(store, "SELECT figure_id, article_id FROM figures ORDER BY figure_id")
    (inbox / "kept").mkdir()
    (inbox / "ferry.txt").rename(inbox / "kept" / "ferry-2025.txt")
    ingested, extracted, tally = run(store, inbox, "run2")
    assert [(row.outcome, Path(row.path).name) for row in ingested.rows] == [("renamed", "ferry-2025.txt")]
    assert (ingested.unchanged, ingested.renamed, ingested.gone, extracted.figures) == (2, 1, 0, 0)
    assert (tally.unchanged, tally.files) == (2, 2)
    assert ask(store, "SELECT figure_id, article_id FROM figures ORDER BY figure_id").equals(before)
    path = (inbox / "kept" / "ferry-2025.txt").as_posix()
    assert path in set(ask(store, "SELECT source_path FROM figures")["source_path"])
    homes = dict(ask(store, "SELECT source_path, uri FROM articles").rows())
    assert homes[path] == Path(path).as_uri()
    assert run(store, inbox, "run3")[2] == FileTally(2, 0, 0, 2, 0)


def test_a_renamed_file_that_is_changed_later_is_a_new_version_of_the_same_article(store: Store, inbox: Path) -> None:
    run(store, inbox, "run1")
    (inbox / "ferry.txt").rename(inbox / "boat.txt")
    run(store, inbox, "run2")
    (inbox / "boat.txt").write_text(FERRY.replace("14", "16"), encoding="utf-8")
    run(store, inbox, "run3")
    boats = ask(
        store, "SELECT article_id, is_current FROM articles WHERE source_path LIKE '%boat.txt' ORDER BY is_current"
    )
    assert boats["is_current"].to_list() == [False, True]
    assert boats["article_id"].n_unique() == 1


def test_another_file_at_the_old_path_of_a_renamed_one_is_another_article(store: Store, inbox: Path) -> None:
    run(store, inbox, "run1")
    (inbox / "ferry.txt").rename(inbox / "boat.txt")
    run(store, inbox, "run2")
    (inbox / "ferry.txt").write_text(TRAMS, encoding="utf-8")
    ingested, _, _ = run(store, inbox, "run3")
    assert ingested.new == 1
    current = ask(store, "SELECT article_id, source_path FROM articles WHERE is_current")
    assert current.height == current["article_id"].n_unique() == 3
    (inbox / "ferry.txt").write_text(TRAMS.replace("1.2", "1.3"), encoding="utf-8")
    assert run(store, inbox, "run4")[0].changed == 1
    assert ask(store, "SELECT article_id FROM articles WHERE is_current").height == 3


def test_a_duplicated_file_is_a_copy_and_not_a_renamed_one(store: Store, inbox: Path) -> None:
    run(store, inbox, "run1")
    (inbox / "copy.txt").write_text(FERRY, encoding="utf-8")
    ingested, _, _ = run(store, inbox, "run2")
    assert [(row.outcome, Path(row.path).name) for row in ingested.rows] == [("new", "copy.txt")]
    ferries = ask(store, "SELECT article_id, duplicate_cluster FROM articles WHERE title = 'Ferry opens'")
    assert ferries["article_id"].n_unique() == 2
    assert ferries["duplicate_cluster"].n_unique() == 1


def test_a_whole_folder_that_is_renamed_is_read_at_no_price(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "desk"
    (folder / "old").mkdir(parents=True)
    for number in range(30):
        (folder / "old" / f"{number}.txt").write_text(f"{TRAMS}Line {number}.\n", encoding="utf-8")
    run(store, folder, "run1")
    before = ask(store, "SELECT DISTINCT article_id FROM articles")
    (folder / "old").rename(folder / "new")
    ingested, extracted, _ = run(store, folder, "run2")
    assert (ingested.renamed, ingested.unchanged, ingested.gone, extracted.figures) == (30, 30, 0, 0)
    assert ask(store, "SELECT DISTINCT article_id FROM articles").height == before.height
    assert all("/new/" in path for path in ask(store, "SELECT source_path FROM figures")["source_path"])


def test_a_source_folder_that_was_moved_as_a_whole_keeps_its_articles(store: Store, inbox: Path) -> None:
    run(store, inbox, "run1")
    before = ask(store, "SELECT DISTINCT article_id FROM articles").height
    inbox.rename(inbox.with_name("desk"))
    assert run(store, inbox.with_name("desk"), "run2")[0].renamed == 2
    assert ask(store, "SELECT DISTINCT article_id FROM articles").height == before


# ---- files that go and come back


def test_a_deleted_file_is_recorded_with_the_run_that_missed_it_and_cleared_when_it_is_back(
    store: Store, inbox: Path
) -> None:
    run(store, inbox, "run1")
    (inbox / "ferry.txt").unlink()
    run(store, inbox, "run2")
    gone = "SELECT gone_run, is_current FROM articles WHERE source_path LIKE '%ferry.txt'"
    assert ask(store, gone).rows() == [("run2", False)]
    assert not ask(store, "SELECT 1 FROM figures WHERE source_path LIKE '%ferry.txt'").height
    (inbox / "ferry.txt").write_text(FERRY, encoding="utf-8")
    ingested, _, tally = run(store, inbox, "run3")
    assert [row.outcome for row in ingested.rows] == ["returned"]
    assert tally.unchanged == 2
    assert ask(store, gone).rows() == [(None, True)]
    assert ask(store, "SELECT 1 FROM figures WHERE source_path LIKE '%ferry.txt'").height >= 2


def test_a_file_that_is_back_with_other_words_is_a_new_version_and_not_gone(store: Store, inbox: Path) -> None:
    run(store, inbox, "run1")
    (inbox / "ferry.txt").unlink()
    run(store, inbox, "run2")
    (inbox / "ferry.txt").write_text(FERRY.replace("240", "260"), encoding="utf-8")
    assert run(store, inbox, "run3")[0].changed == 1
    rows = ask(
        store, "SELECT gone_run, is_current FROM articles WHERE source_path LIKE '%ferry.txt' ORDER BY is_current"
    )
    assert rows.rows() == [(None, False), (None, True)]


def test_a_file_that_went_and_turns_up_elsewhere_runs_later_is_the_same_article(store: Store, inbox: Path) -> None:
    run(store, inbox, "run1")
    (inbox / "ferry.txt").unlink()
    run(store, inbox, "run2")
    (inbox / "found.txt").write_text(FERRY, encoding="utf-8")
    assert run(store, inbox, "run3")[0].renamed == 1
    assert ask(store, "SELECT source_path FROM articles WHERE title = 'Ferry opens'")["source_path"].to_list() == [
        (inbox / "found.txt").as_posix()
    ]


# ---- from a file to a finding


def test_a_finding_follows_its_file_corrected_gone_and_back(store: Store, inbox: Path) -> None:
    def states(run_id: str) -> list[str]:
        run(store, inbox, run_id)
        compare(store, run_id)
        find(store, run_id)
        return ask(store, "SELECT state FROM findings WHERE title LIKE '%310%'")["state"].to_list()

    assert states("run1") == ["open"]
    (inbox / "audit.txt").write_text(AUDIT.replace("310", "240"), encoding="utf-8")
    assert states("run2") == ["resolved"]
    (inbox / "audit.txt").write_text(AUDIT, encoding="utf-8")
    assert states("run3") == ["open"]
    (inbox / "ferry.txt").unlink()
    assert states("run4") == ["resolved"]
    (inbox / "boat.txt").write_text(FERRY, encoding="utf-8")
    assert states("run5") == ["open"]


# ---- figures that keep their identity


def test_figures_keep_their_identity_through_an_edit_and_a_correction_is_shown_with_both_numbers(
    store: Store, inbox: Path
) -> None:
    run(store, inbox, "run1")
    first = dict(ask(store, "SELECT quote, identity FROM figures WHERE source_path LIKE '%ferry.txt'").rows())
    changed = FERRY.replace("opens", "opens at last, and late").replace("$240 million", "$260 million")
    (inbox / "ferry.txt").write_text(changed, encoding="utf-8")
    _, extracted, _ = run(store, inbox, "run2")
    assert (extracted.reanchored, extracted.lost) == (len(first), ())
    now = dict(ask(store, "SELECT quote, identity FROM figures WHERE source_path LIKE '%ferry.txt'").rows())
    assert now["14 berths"] == first["14 berths"]
    assert now["$260 million"] == first["$240 million"]
    assert len(set(now.values())) == len(now)
    rows = ask(store, "SELECT revision, quote_before, quote, value_before, value, identity FROM figure_revisions")
    assert rows.rows() == [("changed", "$240 million", "$260 million", 2.4e8, 2.6e8, first["$240 million"])]
    (inbox / "ferry.txt").write_text(FERRY, encoding="utf-8")
    run(store, inbox, "run3")
    assert dict(ask(store, "SELECT quote, identity FROM figures WHERE source_path LIKE '%ferry.txt'").rows()) == first


def test_a_figure_that_was_taken_out_is_listed_by_the_step_and_in_the_view(store: Store, inbox: Path) -> None:
    run(store, inbox, "run1")
    (inbox / "ferry.txt").write_text(FERRY.replace(" It has 14 berths, the city said.", ""), encoding="utf-8")
    _, extracted, _ = run(store, inbox, "run2")
    assert [one.quote for one in extracted.lost] == ["14 berths"]
    rows = ask(store, "SELECT revision, quote_before FROM figure_revisions")
    assert rows.rows() == [("went", "14 berths")]


# ---- files that hold several articles


def _two_in_one(path: Path, texts: list[str]) -> Readable:
    """A file whose lines are articles of their own, as a reader of records gives them."""
    raw = "".join(f"{text}\f" for text in texts).encode()
    path.write_bytes(raw)
    documents, start = [], 0
    for number, text in enumerate(texts):
        size = len(text.encode())
        document = read_documents(text.encode(), "record.txt")[0]
        documents.append(replace(document, fragment=f"r{number}", raw_start=start, raw_end=start + size))
        start += size + 1
    return Readable(path, raw, version_id(raw), tuple(documents))


def _write(store: Store, file: Readable, run_id: str) -> FileTally:
    with store.writing() as session:
        rows = write_batch(session, [file], run_id, ())
    fresh = sum(row.outcome in ("new", "changed") for row in rows)
    report = IngestReport(1, fresh, 0, 0, 0, 0, 0, 0, tuple(rows), frozenset([file.path.as_posix()]))
    tally = tally_files(report, extract(store, run_id))
    assert tally.holds, tally
    return tally


def test_a_file_of_several_articles_is_one_file_and_only_those_that_changed_are_extracted(
    store: Store, tmp_path: Path
) -> None:
    path = tmp_path / "wire.txt"
    assert _write(store, _two_in_one(path, [FERRY, TRAMS]), "run1") == FileTally(1, 1, 0, 0, 0)
    before = dict(ask(store, "SELECT uri, article_id FROM articles").rows())
    assert len(before) == 2
    file = _two_in_one(path, [FERRY.replace("14", "15"), TRAMS])
    with store.writing() as session:
        rows = write_batch(session, [file], "run2", ())
    assert [(row.outcome, row.to_extract) for row in rows] == [("changed", 1)]
    assert dict(ask(store, "SELECT uri, article_id FROM articles WHERE is_current").rows()) == before


def test_a_file_that_lost_one_of_its_articles_has_nothing_new_to_extract_and_adds_up(
    store: Store, tmp_path: Path
) -> None:
    path = tmp_path / "wire.txt"
    _write(store, _two_in_one(path, [FERRY, TRAMS]), "run1")
    assert _write(store, _two_in_one(path, [FERRY]), "run2") == FileTally(1, 0, 0, 1, 0)
    rows = ask(store, "SELECT title, is_current, gone_run FROM articles ORDER BY title").rows()
    assert rows == [("Ferry opens", True, None), ("Trams again", False, None)]


# ---- files that are half written


@pytest.fixture
def two_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    """As long between two looks as users wait."""
    monkeypatch.setattr(settling, "SETTLE_SECONDS", 0.5)


def test_a_file_that_is_still_being_written_waits_for_the_next_run_and_is_no_file_of_this_one(
    store: Store, inbox: Path, two_looks: None
) -> None:
    run(store, inbox, "run1")
    stop = threading.Event()

    def write_slowly() -> None:
        with (inbox / "slow.txt").open("w", encoding="utf-8") as fresh, (inbox / "ferry.txt").open("a") as known:
            while not stop.wait(0.05):
                for file in (fresh, known):
                    file.write("More of it. ")
                    file.flush()

    writer = threading.Thread(target=write_slowly)
    writer.start()
    time.sleep(0.1)
    ingested, _, tally = run(store, inbox, "run2")
    report = anchoring(store, "run2")
    stop.set()
    writer.join()
    waiting = [Path(row.path).name for row in ingested.rows if row.outcome == "waiting"]
    assert waiting == ["ferry.txt", "slow.txt"]
    assert (ingested.files, ingested.waiting, tally.unchanged, ingested.gone) == (1, 2, 1, 0)
    assert report.holds, "a file that is known to be half written does not stop the run"
    ingested, _, _ = run(store, inbox, "run3")
    assert (ingested.new, ingested.changed, ingested.waiting) == (1, 1, 0)


def test_old_files_are_not_waited_for_and_young_ones_half_a_second(store: Store, inbox: Path, two_looks: None) -> None:
    started = time.monotonic()
    files = tuple(inbox.iterdir())
    first = settling.first_look(files)
    assert set(first.young) == set(files)
    assert not settling.settled(SourceFiles(files), first).waiting
    assert 0.4 < time.monotonic() - started < 2
    started = time.monotonic()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(settling, "YOUNG_SECONDS", -60.0)
        old = settling.first_look(files)
    assert not old.young
    assert settling.settled(SourceFiles(files), old).files == files
    assert time.monotonic() - started < 0.3


@pytest.mark.parametrize("name", ["a.txt.part", "a.txt.crdownload", "a.tmp", "~$a.txt", ".a.txt", ".sync/a.txt"])
def test_names_of_unfinished_and_hidden_files_are_never_read(store: Store, inbox: Path, name: str) -> None:
    (inbox / name).parent.mkdir(exist_ok=True)
    (inbox / name).write_text(TRAMS, encoding="utf-8")
    assert run(store, inbox, "run1")[0].files == 2


# ---- what is no file


def test_a_pipe_in_the_inbox_is_refused_and_not_waited_for(store: Store, inbox: Path) -> None:
    os.mkfifo(inbox / "pipe.txt")
    assert _refused(store, inbox) == {"pipe.txt": "not_a_file"}


def test_a_pipe_that_took_the_place_of_a_file_after_the_look_at_its_folder_does_not_block(inbox: Path) -> None:
    os.mkfifo(inbox / "pipe.txt")
    found = look_at(inbox / "pipe.txt", None)
    assert isinstance(found, Refused)
    assert found.reason == "not_a_file"


def test_a_socket_in_the_inbox_is_refused(store: Store, inbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # the name of a socket may not be long
    monkeypatch.chdir(inbox)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("socket.txt")
        assert _refused(store, inbox) == {"socket.txt": "not_a_file"}


def test_a_link_that_took_the_place_of_an_article_and_leads_out_supersedes_it(
    store: Store, inbox: Path, tmp_path: Path
) -> None:
    run(store, inbox, "run1")
    (tmp_path / "secret.txt").write_text(TRAMS, encoding="utf-8")
    (inbox / "ferry.txt").unlink()
    (inbox / "ferry.txt").symlink_to("../secret.txt")
    assert _refused(store, inbox) == {"ferry.txt": "outside"}
    assert ask(store, "SELECT title FROM articles WHERE is_current")["title"].to_list() == ["Ferry costs reviewed"]


def test_links_in_a_circle_end(store: Store, inbox: Path) -> None:
    (inbox / "circle.txt").symlink_to(inbox / "circle.txt")
    (inbox / "up").symlink_to(inbox)
    assert _refused(store, inbox) == {"circle.txt": "missing"}


def test_a_link_to_an_article_inside_is_a_copy_of_it(store: Store, inbox: Path) -> None:
    (inbox / "again.txt").symlink_to("ferry.txt")
    assert run(store, inbox, "run1")[0].new == 3
    assert run(store, inbox, "run2")[0].unchanged == 3


def _refused(store: Store, inbox: Path) -> dict[str, str | None]:
    started = time.monotonic()
    ingested, _, _ = run(store, inbox, "refusing")
    assert time.monotonic() - started < 20
    return {Path(row.path).name: row.reason for row in ingested.rows if row.outcome == "quarantined"}


# ---- the check after it


def test_the_anchoring_check_opens_only_files_that_somebody_touched(
    store: Store, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(store, inbox, "run1")
    assert anchoring(store, "run1").read_again == 2, "what was read in this run is read again"
    with monkeypatch.context() as later:
        later.setattr(file_looks, "YOUNG_SECONDS", -60.0)
        run(store, inbox, "run2")
    assert anchoring(store, "run2").read_again == 0
    times = (inbox / "ferry.txt").stat()
    (inbox / "ferry.txt").write_text(FERRY.replace("14", "15"), encoding="utf-8")
    os.utime(inbox / "ferry.txt", ns=(times.st_atime_ns, times.st_mtime_ns))
    report = anchoring(store, "run2")
    assert (report.read_again, len(report.changed)) == (1, 1), "the old time of change does not hide it"
