"""The sensor asks for one run however many files came, and for none when nothing changed."""

from __future__ import annotations

import os
from pathlib import Path

import dagster as dg
import pytest

from orchestration.automation import folder_sensor
from orchestration.settings import Settings, parse_settings

from .conftest import write_articles


def look(settings: Settings, cursor: str | None) -> dg.SensorResult:
    """One tick of the sensor."""
    context = dg.build_sensor_context(cursor=cursor)
    found = folder_sensor(settings)(context)
    assert isinstance(found, dg.SensorResult)
    return found


def look_twice(settings: Settings, cursor: str | None) -> dg.SensorResult:
    """Two ticks, of which the first asks for nothing where something changed."""
    first = look(settings, cursor)
    assert not first.run_requests
    return look(settings, first.cursor)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    write_articles(tmp_path / "articles")
    return Settings().with_paths(sources=(tmp_path / "articles",))


def test_one_run_is_asked_for_many_files(settings: Settings) -> None:
    found = look_twice(settings, None)
    assert found.run_requests is not None
    assert len(found.run_requests) == 1
    assert found.run_requests[0].run_key is None, (
        "a key would keep a folder that goes back to an earlier state from being read"
    )
    assert not look_twice(settings, found.cursor).run_requests


def test_no_run_is_asked_for_while_a_file_grows_and_one_when_it_stands_still(settings: Settings) -> None:
    cursor = look_twice(settings, None).cursor
    for part in range(3):
        with (settings.source_paths[0] / "grows.txt").open("a", encoding="utf-8") as file:
            file.write(f"Part {part}. ")
        found = look(settings, cursor)
        cursor = found.cursor
        assert not found.run_requests
        assert "stand still" in str(found.skip_reason)
    assert look(settings, cursor).run_requests


def test_a_folder_that_never_stands_still_is_read_all_the_same_now_and_then(settings: Settings) -> None:
    cursor, asked = None, 0
    for part in range(40):
        (settings.source_paths[0] / "log.txt").write_text("x" * part, encoding="utf-8")
        found = look(settings, cursor)
        cursor = found.cursor
        asked += bool(found.run_requests)
    assert asked == 4


def test_a_cursor_that_cannot_be_read_costs_one_run(settings: Settings) -> None:
    for cursor in ("e3b0c442", "[1]", '{"asked": 1, "moving": "x"}'):
        found = look_twice(settings, cursor)
        assert found.run_requests
        assert not look_twice(settings, found.cursor).run_requests


@pytest.mark.parametrize("what", ["new", "changed", "gone", "touched"])
def test_a_run_is_asked_for_when_a_file_is(settings: Settings, what: str) -> None:
    before = look_twice(settings, None)
    article = settings.source_paths[0] / "north.txt"
    if what == "new":
        (article.parent / "fresh.txt").write_text("Something 12 km long.", encoding="utf-8")
    elif what == "changed":
        article.write_text("Something 13 km long.", encoding="utf-8")
    elif what == "gone":
        article.unlink()
    else:
        os.utime(article, ns=(1, 1))
    after = look_twice(settings, before.cursor)
    assert after.run_requests
    assert after.cursor != before.cursor


def test_a_run_is_asked_for_when_a_sidecar_came_or_changed_and_for_files_of_named_sources(tmp_path: Path) -> None:
    folder = write_articles(tmp_path / "inbox")
    text = '[[source]]\nname = "Inbox"\nfolder = "inbox"\nexclude = ["quiet.txt"]\n'
    settings = parse_settings(text, tmp_path / "tieout.toml")
    cursor: str | None = None
    for step in ("first", 'title = "Ferry"', 'title = "North Ferry"'):
        if step != "first":
            (folder / "north.txt.meta.toml").write_text(step, encoding="utf-8")
        found = look_twice(settings, cursor)
        assert found.run_requests, step
        cursor = found.cursor
    (folder / "quiet.txt").unlink()
    assert not look_twice(settings, cursor).run_requests


def test_a_file_that_is_no_article_wakes_nobody(settings: Settings) -> None:
    before = look_twice(settings, None)
    (settings.source_paths[0] / "notes.xlsx").write_bytes(b"PK")
    assert not look_twice(settings, before.cursor).run_requests


def test_a_folder_that_is_not_there_is_a_reason_to_skip(tmp_path: Path) -> None:
    settings = Settings().with_paths(sources=(tmp_path / "none",))
    found = folder_sensor(settings)(dg.build_sensor_context(cursor=None))
    assert isinstance(found, dg.SkipReason)
    assert "none" in str(found.skip_message)
