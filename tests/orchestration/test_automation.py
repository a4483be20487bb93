"""The sensor asks for one run however many files came, and for none when nothing changed."""

from __future__ import annotations

import os
from pathlib import Path

import dagster as dg
import pytest

from orchestration.automation import folder_sensor
from orchestration.settings import Settings, parse_settings

from .conftest import write_articles


def look(settings: Settings, cursor: str | None) -> dg.SensorResult | dg.SkipReason:
    """One tick of the sensor."""
    context = dg.build_sensor_context(cursor=cursor)
    found = folder_sensor(settings)(context)
    assert isinstance(found, dg.SensorResult | dg.SkipReason)
    return found


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    write_articles(tmp_path / "articles")
    return Settings().with_paths(sources=(tmp_path / "articles",))


def test_one_run_is_asked_for_many_files(settings: Settings) -> None:
    first = look(settings, None)
    assert isinstance(first, dg.SensorResult)
    assert first.run_requests is not None
    assert len(first.run_requests) == 1
    assert first.run_requests[0].run_key is None, (
        "a key would keep a folder that goes back to an earlier state from being read"
    )
    assert isinstance(look(settings, first.cursor), dg.SkipReason)


@pytest.mark.parametrize("what", ["new", "changed", "gone", "touched"])
def test_a_run_is_asked_for_when_a_file_is(settings: Settings, what: str) -> None:
    before = look(settings, None)
    assert isinstance(before, dg.SensorResult)
    article = settings.source_paths[0] / "north.txt"
    if what == "new":
        (article.parent / "fresh.txt").write_text("Something 12 km long.", encoding="utf-8")
    elif what == "changed":
        article.write_text("Something 13 km long.", encoding="utf-8")
    elif what == "gone":
        article.unlink()
    else:
        os.utime(article, ns=(1, 1))
    after = look(settings, before.cursor)
    assert isinstance(after, dg.SensorResult)
    assert after.cursor != before.cursor


def test_a_run_is_asked_for_when_a_sidecar_came_or_changed_and_for_files_of_named_sources(tmp_path: Path) -> None:
    folder = write_articles(tmp_path / "inbox")
    text = '[[source]]\nname = "Inbox"\nfolder = "inbox"\nexclude = ["quiet.txt"]\n'
    settings = parse_settings(text, tmp_path / "tieout.toml")
    cursor: str | None = None
    for step in ("first", 'title = "Ferry"', 'title = "North Ferry"'):
        if step != "first":
            (folder / "north.txt.meta.toml").write_text(step, encoding="utf-8")
        found = look(settings, cursor)
        assert isinstance(found, dg.SensorResult), step
        cursor = found.cursor
    (folder / "quiet.txt").unlink()
    assert isinstance(look(settings, cursor), dg.SkipReason)


def test_a_file_that_is_no_article_wakes_nobody(settings: Settings) -> None:
    before = look(settings, None)
    assert isinstance(before, dg.SensorResult)
    (settings.source_paths[0] / "notes.xlsx").write_bytes(b"PK")
    assert isinstance(look(settings, before.cursor), dg.SkipReason)


def test_a_folder_that_is_not_there_is_a_reason_to_skip(tmp_path: Path) -> None:
    found = look(Settings().with_paths(sources=(tmp_path / "none",)), None)
    assert isinstance(found, dg.SkipReason)
    assert "none" in str(found.skip_message)
