"""What it costs to read a folder again in which nothing changed: beside a bare walk that takes each file's sha256, in the same run.

Run by hand: `uv run python -m benchmarks.reading [--files 100000] [--folder FOLDER] [--whole]`. It makes small articles in FOLDER, reads
them for the first time (minutes), and then measures, each in a process of its own: the bare walk; ingestion of the unchanged folder;
with --whole, extraction before it and then the whole job through Dagster over unchanged files. Seconds of the processor stand beside
those of the clock, because others may be at work on the machine; ratios are within one run. A folder that was made before is used again.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import resource
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from assets.extract import extract
from assets.ingest import ingest
from assets.known_files import known_files
from warehouse.store import Store

FILES_A_FOLDER = 1000
# what issue and design promise of a hundred thousand files
MOST_SECONDS, MOST_MB = 20.0, 500


@dataclass(frozen=True, slots=True)
class Taken:
    """What a process took: seconds of the clock and of the processor, and its most memory."""

    wall_seconds: float
    cpu_seconds: float
    peak_mb: int

    def __str__(self) -> str:
        return f"{self.wall_seconds:.1f} s ({self.cpu_seconds:.1f} CPU s), {self.peak_mb} MB"


def main() -> None:
    """Prints one line a measurement."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--files", type=int, default=100_000)
    arguments.add_argument("--folder", type=Path, default=None, help="where articles and store are made, and kept")
    arguments.add_argument(
        "--whole", action="store_true", help="extract too, and run the whole job over unchanged files"
    )
    arguments.add_argument("--only", choices=sorted(_WORK), help=argparse.SUPPRESS)
    chosen = arguments.parse_args()
    if chosen.only:
        print(json.dumps(_taken(lambda: _WORK[chosen.only](chosen.folder))))
        return
    with tempfile.TemporaryDirectory() as folder:
        measure(chosen.folder or Path(folder), chosen.files, whole=chosen.whole)


def measure(folder: Path, files: int, *, whole: bool) -> None:
    """Makes what is not there yet and prints what reading it again takes; raises AssertionError where a file was not unchanged."""
    _make(folder / "articles", files)
    print(f"{files:,} files, read for the first time: {_apart('first', folder)}", flush=True)
    bare = _apart("bare", folder)
    print(f"bare walk with sha256: {bare}", flush=True)
    again = _apart("again", folder)
    ratio = again.cpu_seconds / bare.cpu_seconds
    print(f"ingested again, all unchanged: {again}; {ratio:.1f} times the bare walk", flush=True)
    if files >= 100_000:
        kept = again.cpu_seconds < MOST_SECONDS and again.peak_mb < MOST_MB
        print(f"  {'within' if kept else 'OVER'} {MOST_SECONDS:.0f} s and {MOST_MB} MB")
    if whole:
        print(f"extracted: {_apart('extract', folder)}", flush=True)
        print(f"whole job, first: {_apart('whole', folder)}", flush=True)
        print(f"whole job, all unchanged: {_apart('whole', folder)}", flush=True)


def _make(folder: Path, files: int) -> None:
    for number in range(files):
        place = folder / f"{number // FILES_A_FOLDER:04d}"
        path = place / f"{number:07d}.txt"
        if number % FILES_A_FOLDER == 0:
            place.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            path.write_text(_article(number), encoding="utf-8")


def _article(number: int) -> str:
    return (
        f"Quay {number} reopens\n\nBy Ada Quill\n\n{1 + number % 28} March 2025\n\n"
        f"The Quay {number} terminal in Oldport cost ${100 + number % 800} million in 2024, the council of district {number} said.\n"
        f"Its owner Marsh{number} Lines moved {1000 + number * 7} containers over quay {number} that year.\n"
    )


def _store(folder: Path) -> Store:
    return Store.beside(folder / "out" / "w.duckdb")


def _first(folder: Path) -> None:
    store = _store(folder)
    with store.reading() as session:
        known = len(known_files(session).files)
    if not known:
        ingest(store, [folder / "articles"], str(uuid.uuid4()))


def _bare(folder: Path) -> None:
    for place, _, names in os.walk(folder / "articles"):
        for name in names:
            with open(os.path.join(place, name), "rb") as file:  # noqa: PTH118, PTH123 - as bare as it can be
                hashlib.sha256(file.read()).hexdigest()


def _again(folder: Path) -> None:
    report = ingest(_store(folder), [folder / "articles"], str(uuid.uuid4()))
    assert report.unchanged == report.files > 0, report


def _extract(folder: Path) -> None:
    extract(_store(folder), str(uuid.uuid4()))


def _whole(folder: Path) -> None:
    from orchestration.job import run_everything
    from orchestration.settings import Settings

    settings = Settings().with_paths(published=folder / "out" / "w.duckdb", sources=(folder / "articles",))
    started = perf_counter()
    run_everything(settings, lambda line: print(f"  {perf_counter() - started:6.1f} {line}", file=sys.stderr))


_WORK: dict[str, Callable[[Path], None]] = {
    "first": _first,
    "bare": _bare,
    "again": _again,
    "extract": _extract,
    "whole": _whole,
}


def _taken(work: Callable[[], None]) -> list[float]:
    wall = perf_counter()
    before = resource.getrusage(resource.RUSAGE_SELF)
    work()
    used = resource.getrusage(resource.RUSAGE_SELF)
    cpu = used.ru_utime + used.ru_stime - before.ru_utime - before.ru_stime
    return [perf_counter() - wall, cpu, used.ru_maxrss // 1024]


def _apart(what: str, folder: Path) -> Taken:
    """The work in a process of its own, so that its memory is its own."""
    command = [sys.executable, "-m", "benchmarks.reading", "--only", what, "--folder", str(folder)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    wall, cpu, peak = json.loads(done.stdout.splitlines()[-1])
    return Taken(wall, cpu, int(peak))


if __name__ == "__main__":
    main()
