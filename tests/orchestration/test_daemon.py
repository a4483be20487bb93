"""The real daemon over a real folder: the runs of the sensor and of the schedule are made, and their rows are in the warehouse."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import dagster as dg
import pytest

from warehouse.store import StoreError, reading_published

from .conftest import ARTICLES, write_articles

# a busy machine takes its time; on an idle one the first run is done after some twenty seconds
WITHIN_SECONDS = 600.0
PROJECT = Path(__file__).parents[2]
SETTINGS = """
[warehouse]
published = "out/w.duckdb"
[sources]
folders = ["articles"]
[schedule]
cron = "{cron}"
enabled = {schedule}
[sensor]
interval_seconds = 1
enabled = {sensor}
"""
NO_TELEMETRY = "telemetry:\n  enabled: false\nnux:\n  enabled: false\n"


@dataclass(slots=True)
class Daemon:
    """Starts and ends `dagster-daemon run` on one DAGSTER_HOME, as often as it is asked to."""

    home: Path
    process: subprocess.Popen[bytes] | None = field(default=None)

    def set(self, *, cron: str, schedule: bool, sensor: bool) -> None:
        """Writes the settings."""
        words = {"cron": cron, "schedule": str(schedule).lower(), "sensor": str(sensor).lower()}
        (self.home / "tieout.toml").write_text(SETTINGS.format(**words), encoding="utf-8")

    def start(self) -> None:
        """Starts it; it stays until `end`."""
        command = [sys.executable, "-m", "dagster._daemon", "run", "-m", "orchestration.definitions"]
        environment = {
            **os.environ,
            "DAGSTER_HOME": str(self.home),
            "TIEOUT_CONFIG": str(self.home / "tieout.toml"),
            # to start a run's process takes seconds, on a busy machine a minute
            "DAGSTER_GRPC_TIMEOUT_SECONDS": "300",
        }
        with (self.home / "daemon.log").open("ab") as log:
            self.process = subprocess.Popen(
                command, env=environment, stdout=log, stderr=log, cwd=PROJECT, start_new_session=True
            )

    def end(self) -> None:
        """Ends it as Ctrl-C does, and then what it started and left: its code server, and runs that are still at work."""
        if self.process is None:
            return
        self.process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(timeout=60)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.process = None

    def wait_for(self, what: str, holds: Callable[[], bool]) -> None:
        """Waits until something holds; fails with the daemon's log."""
        deadline = time.monotonic() + WITHIN_SECONDS
        while time.monotonic() < deadline:
            if holds():
                return
            time.sleep(0.5)
        log = (self.home / "daemon.log").read_text(encoding="utf-8", errors="replace")
        pytest.fail(f"{what}: not within {WITHIN_SECONDS} s\n{log[-4000:]}")

    def runs(self, *, done: bool = True) -> list[dg.DagsterRun]:
        """Runs that succeeded, or all that were asked for; the last one first."""
        wanted = dg.RunsFilter(statuses=[dg.DagsterRunStatus.SUCCESS]) if done else None
        with dg.DagsterInstance.from_config(str(self.home)) as instance:
            return list(instance.get_runs(wanted))


@pytest.fixture(scope="module")
def daemon(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Daemon]:
    found = Daemon(tmp_path_factory.mktemp("daemon"))
    (found.home / "dagster.yaml").write_text(NO_TELEMETRY, encoding="utf-8")
    write_articles(found.home / "articles")
    yield found
    found.end()


def current_titles(daemon: Daemon) -> set[str]:
    """Titles in the published copy; none before there is one."""
    try:
        with reading_published(daemon.home / "out" / "w.duckdb") as session:
            return set(session.query("SELECT title FROM articles WHERE is_current")["title"])
    except StoreError:
        return set()


def test_sensor_and_schedule_run_by_themselves_and_a_restart_neither_forgets_nor_repeats(daemon: Daemon) -> None:
    daemon.set(cron="0 0 1 1 *", schedule=False, sensor=True)
    daemon.start()
    daemon.wait_for("a run is asked for", lambda: len(daemon.runs(done=False)) == 1)
    assert daemon.runs(done=False)[0].tags["tieout/files"] == str(len(ARTICLES)), "one run for many files"
    daemon.wait_for("the run is done", lambda: len(daemon.runs()) == 1)
    assert len(current_titles(daemon)) == len(ARTICLES)
    daemon.end()
    for name in ("east", "west"):
        text = f"{name.title()} ferry sold\n\n12 March 2025\n\nThe {name} ferry was sold for $9 million in 2024.\n"
        (daemon.home / "articles" / f"{name}.txt").write_text(text, encoding="utf-8")
    daemon.set(cron="* * * * *", schedule=True, sensor=True)
    daemon.start()

    def is_done() -> bool:
        return any("dagster/schedule_name" in run.tags for run in daemon.runs()) and len(_by_sensor(daemon)) > 1

    daemon.wait_for("the run of the two new files, and one of the schedule", is_done)
    daemon.end()
    assert len(_by_sensor(daemon)) == 2, "one run for both files, and none again for what was read before the restart"
    assert {"East ferry sold", "West ferry sold"} <= current_titles(daemon)
    with reading_published(daemon.home / "out" / "w.duckdb") as session:
        figures = session.query("SELECT count(*) AS n FROM figures WHERE source_path LIKE '%/west.txt'").item()
    assert figures >= 1


def _by_sensor(daemon: Daemon) -> list[dg.DagsterRun]:
    return [run for run in daemon.runs(done=False) if "dagster/sensor_name" in run.tags]
