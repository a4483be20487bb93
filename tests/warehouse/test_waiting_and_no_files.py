"""Files that are half written wait for the next run, and what is no file is refused; over real files and a real store."""

from __future__ import annotations

import os
import socket
import threading
import time
from pathlib import Path

import pytest

from assets import settling
from assets.source_files import SourceFiles
from assets.source_reading import Refused, look_at
from checks.anchoring import anchoring
from tests.warehouse.again import TRAMS, ask, run
from warehouse.store import Store

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
