"""The benchmark of comparing, small: planted errors are found, none is invented, and an increment says what a full run says."""

from __future__ import annotations

from pathlib import Path

from benchmarks.comparisons import measured, shown


def test_every_planted_error_is_found_none_is_invented_and_an_increment_is_a_full_run(tmp_path: Path) -> None:
    outcome = measured(tmp_path, 100_000, plant_every=20)
    assert outcome.planted > 40
    assert outcome.figures >= 100_000
    assert shown(outcome)
