"""How comparing grows: made-up figures with planted errors, compared as a whole and then with one per cent more.

Run by hand: `uv run python benchmarks/comparisons.py [--figures 1000000 …] [--folder FOLDER]`. For each number of figures it makes a
store, compares it with all laws, and asserts that every planted error is found and none is invented; then it adds one per cent of new
articles, compares again, and asserts that a full run says the same. Two threads. Seconds of the processor stand beside those of the
clock, because others may be at work on the machine; the bare GROUP BY and the law of disagreement are of the same store in the same run.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import TypeVar

from checks.changes import forget
from checks.compare import CompareReport, CompareSettings, compare
from checks.comparison.statements import measures_of
from warehouse.store import Session, Store

_Result = TypeVar("_Result")
SQL = Path(__file__).parent / "comparisons_sql"
FIGURES_A_STORY = 80
THREADS, MEMORY = 2, "3500MB"
PLANT_EVERY = 250
SETTINGS = CompareSettings(agreement_figures=0)


@dataclass(frozen=True, slots=True)
class Taken:
    """What something took: seconds of the clock and of the processor."""

    wall_seconds: float
    cpu_seconds: float

    def __str__(self) -> str:
        return f"{self.wall_seconds:.1f} s ({self.cpu_seconds:.1f} CPU s)"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the benchmark found of one number of figures."""

    figures: int
    planted: int
    found: int
    invented: int
    full: Taken
    grouped: Taken
    law: Taken
    increment: Taken
    same: bool
    peak_mb: int


def main() -> None:
    """Prints one line a number of figures."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--figures", type=int, nargs="+", default=[100_000, 1_000_000])
    arguments.add_argument(
        "--folder", type=Path, default=None, help="where the stores are made: 20 million figures take 3 GB"
    )
    chosen = arguments.parse_args()
    for figures in chosen.figures:
        with tempfile.TemporaryDirectory(dir=chosen.folder) as folder:
            print(shown(measured(Path(folder), figures)), flush=True)


def measured(folder: Path, figures: int, plant_every: int = PLANT_EVERY) -> Outcome:
    """Makes a store of about so many figures, compares it, adds one per cent, compares again, and once more from the beginning."""
    store = Store(folder / "made.store.duckdb")
    stories = max(8, figures // FIGURES_A_STORY)
    articles, added = stories * 8, max(8, stories * 8 // 100)
    with store.writing() as session:
        session.execute(f"SET threads = {THREADS}")
        session.execute(f"SET memory_limit = '{MEMORY}'")
        session.execute("SET preserve_insertion_order = false")
        _make(session, 0, articles - added, stories, plant_every)
        session.execute("CHECKPOINT")
        full, first = taken(lambda: compare(store, "full", SETTINGS))
        assert first.full
        grouped, _ = taken(lambda: session.query((SQL / "bare_group_by.sql").read_text(encoding="utf-8")))
        law, _ = taken(lambda: _disagreements(session))
        _make(session, articles - added, articles, stories, plant_every)
        session.execute("CHECKPOINT")
        increment, second = taken(lambda: compare(store, "increment", SETTINGS))
        assert not second.full
        assert second.versions == added
        counts = session.query((SQL / "planted.sql").read_text(encoding="utf-8")).row(0)
        after = _digest(session)
        forget(session)
        assert _compared_anew(store).full
        same = after == _digest(session)
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    planted, found, invented = (int(count) for count in counts)
    return Outcome(articles * 10, planted, found, invented, full, grouped, law, increment, same, peak_mb)


def shown(outcome: Outcome) -> str:
    """An outcome in one line; raises AssertionError where a finding is wrong."""
    assert outcome.found == outcome.planted, f"{outcome.planted - outcome.found} planted errors were missed"
    assert outcome.invented == 0, f"{outcome.invented} conflicts were invented"
    assert outcome.same, "the increment and the full run differ"
    return (
        f"{outcome.figures:,} figures: {outcome.found} of {outcome.planted} planted found, {outcome.invented} invented; "
        f"full {outcome.full}; bare GROUP BY {outcome.grouped}, disagreement over kept keys {outcome.law}; "
        f"one per cent more {outcome.increment}, the same as a full run; peak {outcome.peak_mb:,} MB"
    )


def taken(work: Callable[[], _Result]) -> tuple[Taken, _Result]:
    """What the work took, and its result."""
    wall, cpu = perf_counter(), _cpu()
    result = work()
    return Taken(perf_counter() - wall, _cpu() - cpu), result


def _make(session: Session, first: int, last: int, stories: int, plant_every: int) -> None:
    """Adds the articles of these numbers with their figures."""
    place = {"first": first, "last": last, "stories": stories}
    session.execute(
        f"INSERT INTO store.article_versions BY NAME\n{(SQL / 'articles.sql').read_text(encoding='utf-8')}", place
    )
    measures = {"flows": measures_of("flow"), "states": measures_of("state"), "plant_every": plant_every}
    session.execute(
        f"INSERT INTO store.figures BY NAME\n{(SQL / 'figures.sql').read_text(encoding='utf-8')}", place | measures
    )


def _disagreements(session: Session) -> int:
    """How many pairs of classes disagree: the set-based part of `sources_agree` over the keys that comparing keeps."""
    limits = SETTINGS.limits
    bounds = {"class_limit": limits.class_figures, "site_limit": limits.site_classes}
    session.query_file("blocks/class_sums", {"everything": True})
    session.fill("suspect_pairs", "blocks/suspect_pairs", {"everything": True, **bounds})
    asked = {"days": limits.same_as_of_days, "other_bases": False}
    found = session.query_file("blocks/class_pairs", asked).height
    session.execute("DELETE FROM store.suspect_pairs")
    return found


def _compared_anew(store: Store) -> CompareReport:
    return compare(store, "anew", SETTINGS)


def _digest(session: Session) -> list[tuple[object, ...]]:
    """What the results say, as counts and hashes."""
    return session.query((SQL / "digest.sql").read_text(encoding="utf-8")).rows()


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
