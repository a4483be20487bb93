"""tieout.toml: what it may say, and what is said about it when it is wrong."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from checks.comparison.thresholds import Thresholds
from orchestration.laws import compare_settings
from orchestration.settings import (
    PROJECT_ROOT,
    Settings,
    SettingsError,
    find_settings_file,
    load_settings,
    parse_settings,
)

FILE = Path("/somewhere/tieout.toml")


def test_the_projects_own_file_says_exactly_the_defaults() -> None:
    written = load_settings(PROJECT_ROOT / "tieout.toml")
    defaults = Settings(file=written.file)
    assert written == defaults


def test_relative_paths_count_from_the_file() -> None:
    settings = parse_settings('[warehouse]\npublished = "w.duckdb"\n[sources]\nfolders = ["a", "/b"]\n', FILE)
    assert settings.published == Path("/somewhere/w.duckdb")
    assert settings.source_paths == (Path("/somewhere/a"), Path("/b"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[warehouse]\n\npublishd = "x"\n', "line 3: unknown key 'publishd' in [warehouse]; did you mean 'published'?"),
        ("[sourcs]\nfolders = []\n", "line 1: unknown section [sourcs]; did you mean 'sources'?"),
        ("[sensor]\nzzz = 1\n", "known are: interval_seconds, enabled"),
        ('[sources]\nfolders = "a"\n', 'line 2: folders must be a list of strings, such as ["one", "two"]'),
        ('[schedule]\nenabled = "yes"\n', "line 2: enabled must be true or false"),
        ("[sensor]\ninterval_seconds = true\n", "line 2: interval_seconds must be a whole number"),
        ("[sensor]\ninterval_seconds = 0\n", "line 2: interval_seconds must be at least 1"),
        ('[warehouse]\npublished = ""\n', "line 2: published must be a string"),
        ('[schedule]\n# at five\ncron = "5 o\'clock"\n', 'line 3: cron "5 o\'clock" is not five fields'),
        ('[schedule]\ntimezone = "Mars/Olympus"\n', "line 2: unknown timezone 'Mars/Olympus'"),
        ('warehouse = "x"\n', "line 1: warehouse is a section: write [warehouse]"),
        ("[warehouse\n", "not valid TOML"),
        ('[compare]\nwide_gap = "5 %"\n', "line 2: wide_gap must be a number"),
        ("[compare]\nwide_gap = 5\n", "line 2: wide_gap must be above 0 and at most 1"),
        ("[compare]\nwide_gap = nan\n", "line 2: wide_gap must be above 0 and at most 1"),
        ("[compare]\nsame_as_of_days = -1\n", "line 2: same_as_of_days must be 0 or more days"),
        ("[compare]\nblock_figures = 1\n", "line 2: block_figures must be 2 or more figures"),
        ("[limits]\nclock_factor = 0\n", "line 2: clock_factor must be 1 or more"),
        ("[limits]\nmemory_megabytes = 100\n", "line 2: memory_megabytes must be 500 or more"),
        (
            "[limits]\nreading_second = 20\n",
            "unknown key 'reading_second' in [limits]; did you mean 'reading_seconds'?",
        ),
        ("[limits]\nreading_seconds = 2.5\n", "line 2: reading_seconds must be a whole number"),
        ("[compare]\nwide_gapp = 0.1\n", "line 2: unknown key 'wide_gapp' in [compare]; did you mean 'wide_gap'?"),
        ('[severity.source]\n"A" = "low"\n', "unknown key 'source' in [severity]; did you mean 'sources'?"),
        ('[severity]\n\nsources = "low"\n', "line 3: severity.sources is a table: write [severity.sources]"),
        (
            '[severity.sources]\n"A" = "low"\n"B" = 3\n',
            'line 3: [severity.sources] takes lines such as "a name" = "low"',
        ),
    ],
)
def test_a_mistake_is_named_with_file_line_and_remedy(text: str, said: str) -> None:
    with pytest.raises(SettingsError) as error:
        parse_settings(text, FILE)
    assert str(FILE) in str(error.value)
    assert said in str(error.value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            '[compare]\n\nrules_off = ["growth_agree"]\n',
            "line 3: rules_off: no law is called 'growth_agree'; did you mean",
        ),
        (
            '[severity.sources]\n# noisy\n"A Blog" = "lo"\n',
            "line 3: no severity is called 'lo'; did you mean 'low'?",
        ),
        (
            '[severity.measures]\ncapacity = "high"\ncapacty = "low"\n',
            "line 3: no measure is called 'capacty'; did you mean 'capacity'?",
        ),
        ('[severity]\nmeasures = { capacity = "grave" }\n', "line 2: no severity is called 'grave'; known are: high"),
    ],
)
def test_a_law_a_measure_or_a_severity_that_there_is_not_is_named_with_file_line_and_remedy(
    text: str, said: str
) -> None:
    settings = parse_settings(text, FILE)
    with pytest.raises(SettingsError) as error:
        compare_settings(settings)
    assert f"{FILE}, {said}" in str(error.value)


def test_thresholds_and_severities_reach_the_laws_as_one_frozen_value() -> None:
    text = (
        "[compare]\nwide_gap = 0.1\nsame_as_of_days = 7\n"
        '[severity.sources]\n"A Blog" = "low"\n[severity.measures]\ncapacity = "high"\n"~lane" = "low"\n'
    )
    told = compare_settings(parse_settings(text, FILE)).thresholds
    assert (told.wide_gap, told.same_as_of_days) == (Decimal("0.1"), 7)
    assert told.of_source("a blog") == "low"
    assert told.measure_severities == {"capacity": "high", "~lane": "low"}
    assert compare_settings(parse_settings("", FILE)).thresholds == Thresholds()


def test_a_law_can_be_switched_off() -> None:
    settings = parse_settings('[compare]\nrules_off = ["growth_agrees"]\n', FILE)
    rules = compare_settings(settings).rules
    assert rules is not None
    assert "growth_agrees" not in rules
    assert "sources_agree" in rules


def test_the_named_file_comes_first_then_the_environment_then_the_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("named.toml", "environment.toml", "tieout.toml"):
        (tmp_path / name).write_text("", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    environment = {"TIEOUT_CONFIG": str(tmp_path / "environment.toml")}
    assert find_settings_file(tmp_path / "named.toml", environment) == tmp_path / "named.toml"
    assert find_settings_file(None, environment) == tmp_path / "environment.toml"
    assert find_settings_file(None, {}) == tmp_path / "tieout.toml"


def test_a_named_file_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="no such file"):
        find_settings_file(tmp_path / "none.toml", {})
