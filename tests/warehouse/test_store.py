"""The private store: made on first use, proved to be ours, one writer at a time, and whole after any death."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import threading
import time
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from warehouse.ddl import SCHEMA_VERSION, write_meta
from warehouse.schemas import TABLES
from warehouse.store import (
    Store,
    StoreContractError,
    StoreDamaged,
    StoreError,
    StoreForeign,
    StoreLocked,
    StoreOutdated,
    StoreQueryError,
)

Child = Callable[..., "subprocess.Popen[str]"]

HOLD = """
import sys, time
from pathlib import Path
from warehouse.store import Store
with Store(Path(sys.argv[1])).writing():
    print("ready", flush=True)
    time.sleep(float(sys.argv[2]))
"""

ADD_ONE = """
import sys
from pathlib import Path
from warehouse.ddl import write_meta
from warehouse.store import Store
print("ready", flush=True)
with Store(Path(sys.argv[1])).writing() as session:
    write_meta(session, "child" + sys.argv[2], "yes")
"""

DIE_WRITING = """
import sys, time
from pathlib import Path
from warehouse.store import Store
with Store(Path(sys.argv[1])).writing() as session:
    session.execute("INSERT INTO store.meta VALUES ('kept', 'yes')")
    session.execute("BEGIN TRANSACTION")
    session.execute("INSERT INTO store.meta SELECT 'lost' || i, repeat('x', 1000) FROM range(20000) AS r(i)")
    print("ready", flush=True)
    time.sleep(60)
"""


def test_the_private_store_lies_beside_the_published_copy(tmp_path: Path) -> None:
    assert Store.beside(tmp_path / "x.duckdb").path == tmp_path / "x.store.duckdb"


def test_first_use_makes_folders_tables_and_meta_and_leaves_no_other_file(absent_store: Store) -> None:
    with absent_store.reading() as session:
        tables = session.query("SELECT table_name FROM duckdb_tables() WHERE schema_name = 'store'")["table_name"]
        meta = dict(session.query("SELECT key, value FROM store.meta").iter_rows())
    assert set(TABLES) <= set(tables)
    assert meta["application"] == "tieout"
    assert meta["schema_version"] == str(SCHEMA_VERSION)
    assert [path.name for path in absent_store.path.parent.iterdir()] == [absent_store.path.name]


def test_every_base_table_and_column_carries_the_description_of_its_model(store: Store) -> None:
    with store.reading() as session:
        rows = session.query(
            "SELECT table_name, column_name, comment FROM duckdb_columns() WHERE schema_name = 'store'"
        )
        tables = session.query("SELECT table_name, comment FROM duckdb_tables() WHERE schema_name = 'store'")
    comments = {(table, column): comment for table, column, comment in rows.iter_rows()}
    for table, model in TABLES.items():
        for column, (_, description, _) in model.columns().items():
            assert description, f"{table}.{column} has no description"
            assert comments[table, column] == description
    assert all(comment for _, comment in tables.iter_rows())


def test_a_file_that_is_no_database_is_refused_and_not_touched(absent_store: Store) -> None:
    absent_store.path.parent.mkdir()
    absent_store.path.write_text("my diary, " * 1000)
    before = absent_store.path.read_bytes()
    with pytest.raises(StoreForeign, match="not a DuckDB file"), absent_store.writing():
        pass
    assert absent_store.path.read_bytes() == before


def test_an_sqlite_file_is_refused_and_not_touched(absent_store: Store) -> None:
    absent_store.path.parent.mkdir()
    link = sqlite3.connect(absent_store.path)
    link.execute("CREATE TABLE t (a)")
    link.commit()
    link.close()
    before = absent_store.path.read_bytes()
    with pytest.raises(StoreForeign), absent_store.writing():
        pass
    assert absent_store.path.read_bytes() == before


def test_somebody_elses_duckdb_file_is_refused_and_not_touched(absent_store: Store) -> None:
    absent_store.path.parent.mkdir()
    with duckdb.connect(str(absent_store.path)) as link:
        link.execute("CREATE TABLE mine AS SELECT 1 AS a")
    before = absent_store.path.read_bytes()
    with pytest.raises(StoreForeign, match="not made by Tieout"), absent_store.writing():
        pass
    assert absent_store.path.read_bytes() == before


def test_a_folder_in_place_of_the_store_is_refused(absent_store: Store) -> None:
    absent_store.path.mkdir(parents=True)
    with pytest.raises(StoreForeign, match="folder"), absent_store.reading():
        pass


def test_a_store_of_a_newer_tieout_is_refused(store: Store) -> None:
    with store.writing() as session:
        write_meta(session, "schema_version", str(SCHEMA_VERSION + 1))
    with pytest.raises(StoreForeign, match="newer Tieout"), Store(_moved(store.path)).reading():
        pass


def test_a_store_with_other_columns_is_refused_before_anything_is_written(store: Store) -> None:
    with store.writing() as session:
        write_meta(session, "tables", "another")
    with pytest.raises(StoreOutdated, match="Move the file aside"), Store(_moved(store.path)).writing():
        pass


def test_views_of_an_older_program_are_brought_up_to_date(store: Store) -> None:
    with store.writing() as session:
        session.execute("CREATE OR REPLACE VIEW runs AS SELECT 1 AS old")
        write_meta(session, "views", "another")
    with Store(_moved(store.path)).reading() as session:
        assert "run_id" in session.query("FROM runs").columns


@pytest.mark.parametrize("kept_share", [0.0, 0.001, 0.01, 0.5, 0.9])
def test_a_truncated_store_is_named_damaged_with_what_to_do(store: Store, kept_share: float) -> None:
    with store.writing() as session:
        session.execute("CREATE TABLE store.bulk AS SELECT i, md5(i::VARCHAR) AS m FROM range(200000) AS r(i)")
        session.execute("CHECKPOINT")
    content = store.path.read_bytes()
    cut = store.path.with_name("cut.store.duckdb")
    cut.write_bytes(content[: int(len(content) * kept_share)])
    with pytest.raises(StoreDamaged, match="Move the file aside and run again"), Store(cut).writing():
        pass


def test_a_store_with_garbled_bytes_is_named_damaged(store: Store) -> None:
    store.create_or_open()
    content = bytearray(store.path.read_bytes())
    content[4096 : 3 * 4096] = os.urandom(2 * 4096)
    garbled = store.path.with_name("garbled.store.duckdb")
    garbled.write_bytes(content)
    with pytest.raises(StoreDamaged), Store(garbled).reading():
        pass


def test_a_locked_store_names_the_process_that_holds_it(store: Store, python_child: Child) -> None:
    store.create_or_open()
    holder = python_child(HOLD, store.path, 60)
    impatient = Store(store.path, timeout_seconds=0.3)
    began = time.monotonic()
    with pytest.raises(StoreLocked, match=f"process {holder.pid} holds") as raised, impatient.writing():
        pass
    assert raised.value.holder_pid == holder.pid
    assert time.monotonic() - began >= 0.3


def test_a_writer_waits_until_the_other_one_is_done(store: Store, python_child: Child) -> None:
    store.create_or_open()
    python_child(HOLD, store.path, 0.5)
    with Store(store.path, timeout_seconds=20).writing() as session:
        assert session.count("runs") == 0


def test_kill_9_while_writing_leaves_a_store_that_opens_with_what_was_committed(
    store: Store, python_child: Child
) -> None:
    store.create_or_open()
    writer = python_child(DIE_WRITING, store.path)
    os.kill(writer.pid, signal.SIGKILL)
    writer.wait()
    with store.reading() as session:
        keys = session.query("SELECT key FROM store.meta")["key"].to_list()
    assert "kept" in keys
    assert not [key for key in keys if key.startswith("lost")]
    with store.writing() as session:
        write_meta(session, "after", "yes")


def test_many_processes_that_make_the_store_at_once_end_up_with_one(absent_store: Store, python_child: Child) -> None:
    children = [python_child(ADD_ONE, absent_store.path, number) for number in range(4)]
    assert [child.wait() for child in children] == [0] * 4
    with absent_store.reading() as session:
        assert session.query("SELECT key FROM store.meta WHERE starts_with(key, 'child') ORDER BY key").height == 4
    assert [path.name for path in absent_store.path.parent.iterdir()] == [absent_store.path.name]


def test_two_threads_write_one_after_the_other(store: Store) -> None:
    store.timeout_seconds = 20
    overlaps: list[bool] = []
    inside = threading.Event()

    def write() -> None:
        with store.writing():
            overlaps.append(inside.is_set())
            inside.set()
            time.sleep(0.05)
            inside.clear()

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert overlaps == [False] * 4


def test_reading_inside_writing_sees_what_was_written(store: Store) -> None:
    with store.writing() as outer, store.reading() as inner:
        assert inner is outer


def test_writing_inside_reading_is_refused(store: Store) -> None:
    with store.reading(), pytest.raises(StoreError, match="writing inside reading"), store.writing():
        pass


def test_a_transaction_that_fails_leaves_nothing_behind(store: Store) -> None:
    with store.writing() as session:
        with pytest.raises(KeyboardInterrupt), session.transaction():
            write_meta(session, "half", "done")
            raise KeyboardInterrupt
        assert session.query("SELECT * FROM store.meta WHERE key = 'half'").height == 0


def test_a_row_that_breaks_the_contract_is_named_with_table_column_check_and_row(
    store: Store, article_row: Callable[..., dict[str, object]]
) -> None:
    rows = [article_row(), article_row("Other text 2", "/news/b.txt", bytes=0)]
    with store.writing() as session:
        with pytest.raises(StoreContractError) as raised:
            session.insert("article_versions", TABLES["article_versions"].frame(rows))
        assert session.count("article_versions") == 0
    assert "store.article_versions" in str(raised.value)
    assert "column bytes" in str(raised.value)
    assert "rows 1" in str(raised.value)
    assert "greater_than(0)" in str(raised.value)


def test_a_key_that_is_twice_in_a_frame_breaks_the_contract(store: Store) -> None:
    row = {"comparison_id": "c", "figure_id": "f", "role": "whole", "side": 1}
    with store.writing() as session, pytest.raises(StoreContractError, match="key is unique"):
        session.insert("evidence", TABLES["evidence"].frame([row, row]))


def test_a_key_that_is_taken_is_refused_by_insert_and_replaced_by_upsert(store: Store) -> None:
    model = TABLES["evidence"]
    row: dict[str, object] = {"comparison_id": "c", "figure_id": "f", "role": "whole", "side": 1}
    with store.writing() as session:
        session.insert("evidence", model.frame([row]))
        with pytest.raises(StoreQueryError, match=r"[Dd]uplicate key"):
            session.insert("evidence", model.frame([row]))
        assert session.upsert("evidence", model.frame([row])) == 0
        assert session.upsert("evidence", model.frame([{**row, "side": 2}])) == 1
        assert session.table("evidence")["side"].to_list() == [2]


def test_replace_all_leaves_equal_rows_untouched_and_counts_the_others(store: Store) -> None:
    model = TABLES["evidence"]
    rows: list[dict[str, object]] = [
        {"comparison_id": "c", "figure_id": f"f{n}", "role": "whole", "side": 1} for n in range(5)
    ]
    with store.writing() as session:
        assert session.replace_all("evidence", model.frame(rows)) == 5
        places = session.query("SELECT figure_id, rowid FROM store.evidence ORDER BY ALL")
        assert session.replace_all("evidence", model.frame(list(reversed(rows)))) == 0
        assert session.query("SELECT figure_id, rowid FROM store.evidence ORDER BY ALL").equals(places)
        assert session.replace_all("evidence", model.frame([*rows[:3], {**rows[3], "side": 2}])) == 2
        assert session.table("evidence")["figure_id"].to_list() == ["f0", "f1", "f2", "f3"]


def test_replace_all_with_a_condition_leaves_the_rest_of_the_table_alone(store: Store) -> None:
    model = TABLES["evidence"]
    rows: list[dict[str, object]] = [
        {"comparison_id": name, "figure_id": "f", "role": "whole", "side": 1} for name in "abc"
    ]
    with store.writing() as session:
        session.insert("evidence", model.frame(rows))
        assert session.replace_all("evidence", model.frame([]), where={"comparison_id": "b"}) == 1
        assert session.table("evidence")["comparison_id"].to_list() == ["a", "c"]


def test_delete_takes_only_columns_of_the_model(store: Store) -> None:
    with store.writing() as session, pytest.raises(StoreQueryError, match="no column"):
        session.delete("runs", {"1=1 OR run_id": "x"})


def test_a_wrong_statement_is_told_in_words_with_its_first_line(store: Store) -> None:
    with store.reading() as session, pytest.raises(StoreQueryError, match="SELECT nonsense"):
        session.query("-- a comment\nSELECT nonsense FROM nowhere")


def test_values_are_bound_and_never_read_as_sql(store: Store) -> None:
    with store.reading() as session:
        said = session.query("SELECT $text AS said", {"text": "'; DROP SCHEMA store CASCADE; --"})
    assert said.item() == "'; DROP SCHEMA store CASCADE; --"


def _moved(path: Path) -> Path:
    """The same file under another name, as another process would see it for the first time."""
    return path.rename(path.with_name("moved.store.duckdb"))


def test_a_store_that_grew_and_shrank_is_never_taken_for_a_truncated_one(store: Store) -> None:
    for number in range(6):
        with store.writing() as session:
            session.execute(
                "CREATE OR REPLACE TABLE store.bulk AS SELECT md5(i::VARCHAR) AS m FROM range(?) AS r(i)",
                [90000 * (number % 3)],
            )
            session.execute("CHECKPOINT")
    with store.reading() as session:
        assert session.count("runs") == 0
