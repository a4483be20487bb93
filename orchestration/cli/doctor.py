"""`tieout doctor`: what is installed, which settings hold, and how the warehouse is.

Belongs here: looking and saying so. Does not: mending anything.
"""

from __future__ import annotations

import os
import platform
from importlib import metadata
from pathlib import Path
from typing import Any

import click

from orchestration.cli.options import (
    Exit,
    json_option,
    settings_for,
    shown_path,
    warehouse_option,
    write_json,
    write_lines,
)
from orchestration.cli.terminal import screen_of_stdout, table
from orchestration.settings import Settings
from warehouse.errors import StoreError, StoreLocked
from warehouse.store import Store, reading_published

_PACKAGES = ("tieout", "dagster", "dagster-webserver", "duckdb", "pandera", "polars", "pyarrow", "click")
_PATIENCE_SECONDS = 0.5


@click.command()
@warehouse_option
@json_option
def doctor(warehouse: Path | None, config: Path | None, as_json: bool) -> int:
    """Say what is installed, which settings hold, and whether the warehouse can be used. Exit 2 when it cannot."""
    settings = settings_for(config, warehouse)
    looked = {
        "versions": {"python": platform.python_version(), **{name: _version(name) for name in _PACKAGES}},
        "settings": _settings(settings),
        "warehouse": _files(settings),
        "laws": _laws(settings),
    }
    sound = all(row["sound"] for row in looked["warehouse"])
    if as_json:
        write_json({**looked, "sound": sound})
        return Exit.DONE if sound else Exit.INCOMPLETE
    screen = screen_of_stdout()
    lines = [*table(["package", "version"], looked["versions"].items(), screen), ""]
    lines += [*table(["setting", "value"], looked["settings"].items(), screen, widest=90), ""]
    lines += [*table(["law", "on", "question"], [list(row.values()) for row in looked["laws"]], screen, widest=90), ""]
    for row in looked["warehouse"]:
        lines.append(f"{row['file']}: {row['state']}")
    write_lines(lines)
    return Exit.DONE if sound else Exit.INCOMPLETE


def _version(package: str) -> str:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return "not installed"


def _settings(settings: Settings) -> dict[str, str]:
    folders = [*(settings.absolute(one.folder) for one in settings.named_sources if one.folder), *settings.source_paths]
    sources = [f"{shown_path(p)}{'' if p.exists() else ' (not there)'}" for p in folders]
    sources += [address for one in settings.named_sources for address in one.web_addresses]
    return {
        "file": shown_path(settings.file) if settings.file else "none; the defaults hold",
        "sources": ", ".join(sources),
        "published": shown_path(settings.published),
        "schedule": f"{settings.schedule.cron} {settings.schedule.timezone}, {_on(settings.schedule.enabled)}",
        "sensor": f"every {settings.sensor.interval_seconds} s, {_on(settings.sensor.enabled)}",
        "compare": f"wide gap {settings.compare.wide_gap:g}, same day within {settings.compare.same_as_of_days} days",
        "severity": _severities(settings),
        "history": os.environ.get("DAGSTER_HOME") or ".dagster, for `dagster dev` from the project's folder",
    }


def _severities(settings: Settings) -> str:
    set_ = {**settings.severity.sources, **settings.severity.measures}
    return ", ".join(f"{name}: {level}" for name, level in set_.items()) or "none set; see docs/how-to/tune-the-laws.md"


def _on(enabled: bool) -> str:
    return "on" if enabled else "off until switched on in the UI"


def _laws(settings: Settings) -> list[dict[str, object]]:
    from checks.rules import RULES
    from orchestration.laws import compare_settings

    chosen = compare_settings(settings).rules
    return [
        {"law": rule.name, "on": "yes" if chosen is None or rule.name in chosen else "no", "question": rule.question}
        for rule in RULES
    ]


def _files(settings: Settings) -> list[dict[str, Any]]:
    """State of the published copy and of the private store beside it; neither is made, and no lock is waited for."""
    store = Store.beside(settings.published, timeout_seconds=_PATIENCE_SECONDS)
    rows = [{"file": shown_path(settings.published), **_published_state(settings.published)}]
    rows.append({"file": shown_path(store.path), **_store_state(store)})
    rows += [
        {"file": shown_path(path), "sound": True, "state": "left behind by a run that was killed; it can be deleted"}
        for path in sorted(store.path.parent.glob(f".{settings.published.stem}*"))
    ]
    return rows


def _published_state(published: Path) -> dict[str, Any]:
    if not published.exists():
        return {"sound": True, "state": "not there yet; `tieout run` makes it"}
    try:
        with reading_published(published, timeout_seconds=_PATIENCE_SECONDS) as session:
            counts = session.query("SELECT count(*) AS figures FROM figures").item()
            last = session.query("SELECT max(finished_at) AS day FROM runs").item()
    except StoreError as error:
        return {"sound": False, "state": f"{error.what}. {error.to_do}"}
    return {
        "sound": True,
        "state": f"sound, {counts:,} figures, published by a run that ended {last:%Y-%m-%d %H:%M} UTC",
    }


def _store_state(store: Store) -> dict[str, Any]:
    if not store.path.exists():
        return {"sound": True, "state": "not there yet"}
    try:
        with store.reading() as session:
            unfinished = session.query("SELECT count(*) AS n FROM runs WHERE finished_at IS NULL").item()
    except StoreLocked as error:
        pid = error.holder_pid
        alive = pid is not None and Path(f"/proc/{pid}").exists()
        who = f"process {pid}, which is {'running' if alive else 'gone'}" if pid else "another process"
        return {"sound": False, "state": f"locked by {who}; a run is writing, or did not let go"}
    except StoreError as error:
        return {"sound": False, "state": f"{error.what}. {error.to_do}"}
    died = f", {unfinished} runs did not end" if unfinished else ""
    return {"sound": True, "state": f"sound{died}"}
