"""The shape of everything that Dagster loads is pinned: a change of lineage, checks or schedule shows as a reviewed diff."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import dagster as dg
import pytest

from orchestration.assembly import build_definitions
from orchestration.settings import PROJECT_ROOT, ScheduleSettings, Settings, load_settings
from warehouse.schemas import TABLES

SNAPSHOT = Path(__file__).with_name("definitions.json")


@pytest.fixture(scope="module")
def definitions() -> dg.Definitions:
    return build_definitions(load_settings(PROJECT_ROOT / "tieout.toml"))


def described(definitions: dg.Definitions) -> dict[str, Any]:
    """All definitions in plain words and in a fixed order, without paths."""
    repository = definitions.get_repository_def()
    graph = repository.asset_graph
    assets = {
        node.key.to_user_string(): {
            "deps": sorted(key.to_user_string() for key in node.parent_keys),
            "group": node.group_name,
            "kinds": sorted(node.kinds or ()),
            "owners": sorted(node.owners),
            "pools": sorted(node.pools or ()),
            "described": bool(node.description),
            "columns": len(node.metadata["dagster/column_schema"].columns)
            if "dagster/column_schema" in node.metadata
            else 0,
        }
        for node in graph.asset_nodes
    }
    checks = {
        f"{key.asset_key.to_user_string()}: {key.name}": {
            "blocking": graph.get_check_spec(key).blocking,
            "described": bool(graph.get_check_spec(key).description),
        }
        for key in graph.asset_check_keys
    }
    jobs = {
        name: {
            "assets": sorted(key.to_user_string() for key in job.asset_layer.executable_asset_keys),
            "checks": len(job.asset_layer.asset_graph.asset_check_keys),
            "executor": job.executor_def.name,
        }
        for name in ("everything", "compare_again")
        for job in [repository.get_job(name)]
    }
    schedules = {
        schedule.name: {
            "cron": schedule.cron_schedule,
            "timezone": schedule.execution_timezone,
            "job": schedule.job_name,
        }
        for schedule in repository.schedule_defs
    }
    sensors = {
        sensor.name: {"every_seconds": sensor.minimum_interval_seconds, "job": sensor.job_name}
        for sensor in repository.sensor_defs
    }
    found = {"assets": assets, "checks": checks, "jobs": jobs, "schedules": schedules, "sensors": sensors}
    return {part: dict(sorted(rows.items())) for part, rows in found.items()}


def test_all_definitions_are_as_reviewed(definitions: dg.Definitions) -> None:
    """To accept a change, delete definitions.json, run this test twice, and review the diff."""
    found = json.dumps(described(definitions), indent=2, ensure_ascii=False) + "\n"
    if not SNAPSHOT.exists():
        SNAPSHOT.write_text(found, encoding="utf-8")
        pytest.fail(f"{SNAPSHOT.name} was missing and is written now; review it and run again")
    assert found == SNAPSHOT.read_text(encoding="utf-8")


def test_definitions_can_be_loaded(definitions: dg.Definitions) -> None:
    dg.Definitions.validate_loadable(definitions)


def test_the_schedule_is_what_the_settings_say() -> None:
    settings = Settings(schedule=ScheduleSettings(cron="7 4 * * 1", timezone="Europe/Berlin", enabled=True))
    schedule = build_definitions(settings).get_repository_def().get_schedule_def("every_morning")
    assert schedule.cron_schedule == "7 4 * * 1"
    assert schedule.execution_timezone == "Europe/Berlin"
    assert schedule.default_status == dg.DefaultScheduleStatus.RUNNING


@pytest.mark.parametrize(
    ("asset", "table"),
    [
        ("articles", "article_versions"),
        ("figures", "figures"),
        ("comparisons", "comparisons"),
        ("findings", "finding_log"),
    ],
)
def test_the_catalog_shows_every_column_with_its_description(
    definitions: dg.Definitions, asset: str, table: str
) -> None:
    metadata = definitions.get_repository_def().asset_graph.get(dg.AssetKey(asset)).metadata
    shown = {column.name: column.description for column in metadata["dagster/column_schema"].columns}
    assert shown == {name: text for name, (_, text, _) in TABLES[table].columns().items()}
