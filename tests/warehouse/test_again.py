"""Sources read again and again: what moved, went or came back, over real files and a real store."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from assets import file_looks
from assets.article_writing import write_batch
from assets.extract import extract
from assets.ingest import IngestReport
from assets.reading import read_documents
from assets.source_reading import Readable
from assets.tally import FileTally, tally_files
from checks.anchoring import anchoring
from checks.compare import compare
from checks.find import find
from tests.warehouse.again import AUDIT, FERRY, TRAMS, ask, run
from warehouse.ids import version_id
from warehouse.store import Store

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
