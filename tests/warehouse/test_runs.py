"""The log of runs: one row a run, begun once, finished with its counts."""

from __future__ import annotations

from pathlib import Path

import pytest

from warehouse.runs import RunCounts, finish_run, start_run
from warehouse.store import Store, StoreError


def test_a_run_begins_with_zeros_and_ends_with_its_counts(store: Store, tmp_path: Path) -> None:
    start_run(store, "run1", [tmp_path / "a", tmp_path / "b"], extractor_version="1", version="9.9")
    with store.reading() as session:
        begun = session.query("FROM runs").row(0, named=True)
    assert begun["finished_at"] is None
    assert begun["sources"] == f"{tmp_path}/a\n{tmp_path}/b"
    assert (begun["tieout_version"], begun["extractor_version"], begun["files"]) == ("9.9", "1", 0)
    finish_run(
        store, "run1", RunCounts(files=5, with_figures=4, without_figures=1, figures=40, comparisons=9, findings=2)
    )
    with store.reading() as session:
        ended = session.query("FROM runs").row(0, named=True)
    assert ended["finished_at"] >= ended["started_at"] == begun["started_at"]
    assert (ended["files"], ended["figures"], ended["findings"]) == (5, 40, 2)


def test_a_run_that_has_begun_is_not_begun_again(store: Store, tmp_path: Path) -> None:
    start_run(store, "run1", [tmp_path], extractor_version="1")
    start_run(store, "run1", [], extractor_version="2")
    with store.reading() as session:
        assert session.query("SELECT extractor_version FROM runs").rows() == [("1",)]


def test_a_run_that_never_began_cannot_be_finished(store: Store) -> None:
    with pytest.raises(StoreError, match="never began"):
        finish_run(store, "run1", RunCounts())
