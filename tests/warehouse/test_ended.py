"""What a limit ended costs the limit once: it stays refused until the file, the limits or what the user says of it change."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from assets.extract import extract
from assets.ingest import ingest
from assets.sandbox.limits import Allowance
from assets.sandbox.pool import shared_pool
from assets.sandbox.tasks import FileTask, read_one
from assets.tally import tally_files
from warehouse.store import Store

ORDINARY = "Boats\n\n3 March 2025\n\nThe yard at Corda sold 14 boats in 2024.\n"
SLOW = "<html><body><table>" + "<tr><td>1<td>2" * 300_000
MANY = "The yard at Corda sold 14 boats to 9 crews. " * 3_000
LITTLE = Allowance(1, 1, 1, 1, clock_factor=60)
MORE = Allowance(1, 1, clock_factor=60)
"""No more time to read, and as much as usual to find figures."""

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="limits of POSIX systems")


@pytest.fixture(scope="module")
def after_one_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an ordinary file, a slow one and one with many figures, and a store after one run with little time."""
    place = tmp_path_factory.mktemp("ended")
    folder = place / "news"
    folder.mkdir()
    for name, text in (("ordinary.txt", ORDINARY), ("slow.html", SLOW), ("many.txt", MANY)):
        (folder / name).write_text(text, encoding="utf-8")
    run(Store(place / "news.store.duckdb"), folder, "run1", LITTLE)
    return place


@pytest.fixture
def news(after_one_run: Path, tmp_path: Path) -> tuple[Store, Path]:
    """The same store, for one test; the folder is shared and must be left as it is."""
    shutil.copy(after_one_run / "news.store.duckdb", tmp_path / "news.store.duckdb")
    return Store(tmp_path / "news.store.duckdb"), after_one_run / "news"


def run(store: Store, folder: Path, run_id: str, limits: Allowance) -> None:
    ingested = ingest(store, [folder], run_id, limits=limits)
    extracted = extract(store, run_id, limits=limits)
    tally = tally_files(ingested, extracted)
    assert tally.holds, tally


def refused(store: Store) -> dict[str, tuple[str, str, str]]:
    """Name -> reason, detail, run that refused it last."""
    with store.reading() as session:
        rows = session.query("SELECT source_path, reason, detail, last_seen_run FROM quarantine").rows()
    return {Path(path).name: (reason, detail, run_id) for path, reason, detail, run_id in rows}


def children_lost(store: Store, folder: Path, limits: Allowance) -> bool:
    """Whether a run lost a child process, as it does when one is ended by a limit."""
    read_one(FileTask(ORDINARY.encode(), "ordinary.txt"))
    before = set(shared_pool().pids())
    assert before
    run(store, folder, "run2", limits)
    return not before <= set(shared_pool().pids())


def test_what_a_limit_ended_is_refused_with_the_limit_and_says_when_it_is_tried_again(
    news: tuple[Store, Path],
) -> None:
    found = refused(news[0])
    assert {name: reason for name, (reason, _, _) in found.items()} == {
        "slow.html": "too_slow",
        "many.txt": "extraction_failed",
    }
    assert found["slow.html"][1].endswith(
        "It is tried again when the file, Tieout's reader or [limits] of tieout.toml change."
    )
    assert found["many.txt"][1].endswith(
        "It is tried again when the text, the rules of extraction or [limits] of tieout.toml change."
    )


def test_the_next_run_refuses_it_again_without_reading_it(news: tuple[Store, Path]) -> None:
    store, folder = news
    before = refused(store)
    assert not children_lost(store, folder, LITTLE)
    after = refused(store)
    assert {name: one[:2] for name, one in after.items()} == {name: one[:2] for name, one in before.items()}
    assert {run_id for _, _, run_id in after.values()} == {"run2"}


def test_other_limits_have_it_tried_again(news: tuple[Store, Path]) -> None:
    store, folder = news
    assert children_lost(store, folder, MORE)
    assert set(refused(store)) == {"slow.html"}


def test_other_bytes_have_it_tried_again(news: tuple[Store, Path], tmp_path: Path) -> None:
    store, folder = news
    moved = tmp_path / "mended"
    shutil.copytree(folder, moved)
    for name, text in (("slow.html", SLOW), ("many.txt", MANY)):
        (moved / name).write_text(text, encoding="utf-8")
    run(store, moved, "run2", LITTLE)
    for name in ("slow.html", "many.txt"):
        (moved / name).write_text(ORDINARY, encoding="utf-8")
    run(store, moved, "run3", LITTLE)
    with store.reading() as session:
        assert not session.query("SELECT 1 FROM quarantine WHERE source_path LIKE '%/mended/%'").height
