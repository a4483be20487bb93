"""The published copy: whole or not at all, never over a stranger's file, without the bytes of the sources."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import duckdb
import pytest

from assets.publish import publish
from warehouse.runs import start_run
from warehouse.store import Store, StoreError, StoreForeign, StoreQueryError, reading_published

Child = Callable[..., "subprocess.Popen[str]"]

READ_SLOWLY = """
import sys, duckdb
link = duckdb.connect(sys.argv[1], read_only=sys.argv[2] == "read_only")
print("ready", flush=True)
sys.stdin.readline()
print(link.sql("SELECT count(*) FROM findings").fetchall()[0][0], flush=True)
"""

READ_AGAIN_AND_AGAIN = """
import sys, duckdb
print("ready", flush=True)
for _ in range(60):
    with duckdb.connect(sys.argv[1], read_only=True) as link:
        assert link.sql("SELECT count(*) FROM evidence").fetchall()[0][0] == 2
print("done", flush=True)
"""


@pytest.fixture
def published(tmp_path: Path) -> Path:
    return tmp_path / "out" / "news.duckdb"


def test_the_copy_has_the_views_and_not_the_bytes_of_the_sources(disputed_store: Store, published: Path) -> None:
    report = publish(disputed_store, published)
    assert report.written
    assert report.rows["figures"] == 2
    with duckdb.connect(str(published), read_only=True) as link:
        assert link.sql("SELECT count(*) FROM disputed(NULL, NULL)").fetchall() == [(2,)]
        assert link.sql("SELECT count(*) FROM data_dictionary").fetchall()[0][0] > 100
        columns = link.sql("SELECT column_name FROM duckdb_columns() WHERE table_name = 'article_versions'").fetchall()
    assert ("raw",) not in columns
    assert sorted(path.name for path in published.parent.iterdir()) == ["news.duckdb", "news.store.duckdb"]


def test_the_copy_can_be_attached_and_asked_under_another_name(disputed_store: Store, published: Path) -> None:
    publish(disputed_store, published)
    with duckdb.connect() as link:
        link.execute(f"ATTACH '{published}' AS news (READ_ONLY)")
        assert link.sql("SELECT count(*) FROM news.findings").fetchall() == [(1,)]


def test_nothing_new_leaves_the_copy_alone_even_after_another_run(disputed_store: Store, published: Path) -> None:
    publish(disputed_store, published)
    before = published.stat()
    start_run(disputed_store, "run2", [published.parent], extractor_version="1")
    with disputed_store.writing() as session:
        session.execute("UPDATE store.finding_log SET last_seen_run = 'run2'")
    assert not publish(disputed_store, published).written
    after = published.stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


def test_a_decision_is_something_new(disputed_store: Store, published: Path, add: Callable[..., int]) -> None:
    publish(disputed_store, published)
    decision = {
        "decision_id": "d1",
        "comparison_id": "cmp_1",
        "action": "dismiss",
        "reason": "two phases",
        "decided_at": datetime(2025, 1, 1),
    }
    with disputed_store.writing() as session:
        add(session, "decisions", [decision])
    assert publish(disputed_store, published).written
    with reading_published(published) as session:
        assert session.query("SELECT state FROM findings").item() == "dismissed"


@pytest.mark.parametrize("mode", ["read_only", "read_write"])
def test_an_open_reader_keeps_its_old_copy(
    disputed_store: Store, published: Path, python_child: Callable[..., object], mode: str
) -> None:
    publish(disputed_store, published)
    code = READ_SLOWLY
    reader = subprocess.Popen(
        [sys.executable, "-c", code, str(published), mode], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        assert reader.stdout is not None
        assert reader.stdout.readline().strip() == "ready"
        with disputed_store.writing() as session:
            session.delete("comparisons", {"comparison_id": "cmp_1"})
            session.delete("finding_log", {"comparison_id": "cmp_1"})
        assert publish(disputed_store, published).written
        out, _ = reader.communicate("go\n", timeout=20)
    finally:
        reader.kill()
    assert out.strip() == "1"
    with reading_published(published) as session:
        assert session.query("FROM findings").height == 0


def test_readers_never_see_a_half_written_copy(disputed_store: Store, published: Path, python_child: Child) -> None:
    publish(disputed_store, published)
    reader = python_child(READ_AGAIN_AND_AGAIN, published)
    number = 0
    while reader.poll() is None:
        number += 1
        with disputed_store.writing() as session:
            session.execute("UPDATE store.comparisons SET explanation = ?", [f"round {number}"])
        assert publish(disputed_store, published).written
    assert reader.stdout is not None
    assert reader.stdout.read().strip() == "done"
    assert reader.returncode == 0
    assert number > 1


def test_a_strangers_file_is_never_overwritten(disputed_store: Store, published: Path) -> None:
    published.write_text("a spreadsheet of mine")
    with pytest.raises(StoreForeign):
        publish(disputed_store, published)
    assert published.read_text() == "a spreadsheet of mine"


def test_a_strangers_database_is_never_overwritten_not_even_when_it_is_locked(
    disputed_store: Store, published: Path, python_child: Child
) -> None:
    with duckdb.connect(str(published)) as link:
        link.execute("CREATE TABLE findings AS SELECT 1 AS mine")
    before = published.read_bytes()
    with pytest.raises(StoreForeign, match=r"news\.duckdb: this DuckDB file was not made by Tieout"):
        publish(disputed_store, published)
    python_child(
        "import sys, duckdb; link = duckdb.connect(sys.argv[1]); print('ready', flush=True); sys.stdin.read()",
        published,
    )
    with pytest.raises(StoreForeign):
        publish(disputed_store, published)
    assert published.read_bytes() == before


def test_a_private_store_is_not_taken_for_a_place_to_publish(disputed_store: Store, tmp_path: Path) -> None:
    other = Store(tmp_path / "other.store.duckdb")
    other.create_or_open()
    with pytest.raises(StoreForeign, match="private file"):
        publish(disputed_store, other.path)
    with pytest.raises(StoreError, match="same file"):
        publish(disputed_store, disputed_store.path)


def test_a_publishing_that_was_killed_leaves_nothing_that_stops_the_next(
    disputed_store: Store, published: Path
) -> None:
    published.with_name(".news.duckdb.publishing").write_bytes(b"half")
    published.with_name("news.duckdb.wal").write_bytes(b"an old log")
    assert publish(disputed_store, published).written
    assert sorted(path.name for path in published.parent.iterdir()) == ["news.duckdb", "news.store.duckdb"]


def test_a_published_copy_can_only_be_read_and_is_shut_off_from_files(disputed_store: Store, published: Path) -> None:
    publish(disputed_store, published)
    with reading_published(published) as session:
        with pytest.raises(StoreError):
            session.execute("DELETE FROM store.decisions")
        with pytest.raises(StoreQueryError):
            session.query("FROM read_text('/etc/hostname')")


def test_a_copy_that_is_not_there_is_told_with_what_to_do(published: Path) -> None:
    with pytest.raises(StoreError, match="tieout run"), reading_published(published):
        pass
