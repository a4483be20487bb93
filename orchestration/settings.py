"""Settings: the keys of `tieout.toml` as frozen dataclasses, and messages that name the file, the line and the likely word.

Belongs here: finding, reading and checking the file. Does not: what a setting does to a step, nor anything that imports Dagster.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from assets.sandbox.limits import Allowance
from orchestration.settings_text import SettingsError, line_of, typed
from orchestration.source_settings import SECTION, FetchSettings, SourceTable, fetch_problem, parse_sources
from warehouse.spelling import did_you_mean

__all__ = [
    "PROJECT_ROOT",
    "Settings",
    "SettingsError",
    "did_you_mean",
    "find_settings_file",
    "load_settings",
    "parse_settings",
]

FILE_NAME = "tieout.toml"
PROJECT_ROOT = Path(__file__).resolve().parent.parent
_CRON_FIELD = re.compile(r"(\*|[0-9a-zA-Z]+(-[0-9a-zA-Z]+)?)(/[0-9]+)?(,(\*|[0-9a-zA-Z]+(-[0-9a-zA-Z]+)?)(/[0-9]+)?)*")
_Section = TypeVar("_Section")


@dataclass(frozen=True, slots=True)
class WarehouseSettings:
    """Where the published copy is put."""

    published: str = "out/tieout.duckdb"


@dataclass(frozen=True, slots=True)
class SourceSettings:
    """Folders and files that are read as they are. Where [[source]] tables stand and no [sources], there are none."""

    folders: tuple[str, ...] = ("examples/articles",)


@dataclass(frozen=True, slots=True)
class ScheduleSettings:
    """When the sources are read again: a cron line of five fields, in an IANA time zone."""

    cron: str = "30 5 * * *"
    timezone: str = "UTC"
    enabled: bool = False


@dataclass(frozen=True, slots=True)
class SensorSettings:
    """How often the folders are looked at between scheduled runs, in seconds."""

    interval_seconds: int = 60
    enabled: bool = False


@dataclass(frozen=True, slots=True)
class ComparisonSettings:
    """Names of laws that are not to be tested, and what the others are told (see `checks.comparison.thresholds`)."""

    rules_off: tuple[str, ...] = ()
    wide_gap: float = 0.05
    same_as_of_days: int = 60
    agreement_figures: int = 200_000
    block_figures: int = 2_000


@dataclass(frozen=True, slots=True)
class SeveritySettings:
    """Severities (high, medium, low) that the user sets, by the name of a source and by the name of a measure."""

    sources: Mapping[str, str] = field(default_factory=dict[str, str])
    measures: Mapping[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything a run needs to know. `file` is None when no settings file was found and the defaults stand."""

    file: Path | None = None
    warehouse: WarehouseSettings = field(default_factory=WarehouseSettings)
    sources: SourceSettings = field(default_factory=SourceSettings)
    schedule: ScheduleSettings = field(default_factory=ScheduleSettings)
    sensor: SensorSettings = field(default_factory=SensorSettings)
    compare: ComparisonSettings = field(default_factory=ComparisonSettings)
    severity: SeveritySettings = field(default_factory=SeveritySettings)
    fetch: FetchSettings = field(default_factory=FetchSettings)
    limits: Allowance = field(default_factory=Allowance)
    named_sources: tuple[SourceTable, ...] = ()
    # what the file says, so that whoever finds a mistake later can still name its line
    text: str = field(default="", repr=False, compare=False)

    def where(self, section: str, key: str) -> str:
        """'FILE, line N' of a key; sections in sections are written with a dot: 'severity.sources'."""
        return f"{self.file}, line {line_of(self.text, section, key)}"

    @property
    def root(self) -> Path:
        """Folder from which relative paths count: that of the file, or the working directory without one."""
        return self.file.parent if self.file else Path.cwd()

    @property
    def published(self) -> Path:
        """Absolute path of the published copy."""
        return _absolute(self.root, self.warehouse.published)

    @property
    def source_paths(self) -> tuple[Path, ...]:
        """Absolute paths of the folders and files of [sources]."""
        return tuple(self.absolute(folder) for folder in self.sources.folders)

    def absolute(self, written: str) -> Path:
        """The absolute path of one that is written in the file."""
        return _absolute(self.root, written)

    def with_paths(self, *, published: Path | None = None, sources: tuple[Path, ...] = ()) -> Settings:
        """The same settings with another warehouse or other sources, as a command line gives them."""
        changed = self
        if published is not None:
            changed = replace(changed, warehouse=WarehouseSettings(str(published.absolute())))
        if sources:
            folders = SourceSettings(tuple(str(path.absolute()) for path in sources))
            changed = replace(changed, sources=folders, named_sources=())
        return changed


_SECTIONS: dict[str, type[Any]] = {
    "warehouse": WarehouseSettings,
    "sources": SourceSettings,
    "schedule": ScheduleSettings,
    "sensor": SensorSettings,
    "compare": ComparisonSettings,
    "severity": SeveritySettings,
    "fetch": FetchSettings,
    "limits": Allowance,
}
_LEAST_MEGABYTES = 500
"""What a process takes that reads the largest page."""


def find_settings_file(named: Path | None = None, environment: Mapping[str, str] | None = None) -> Path | None:
    """The file to read: the one named, else TIEOUT_CONFIG, else ./tieout.toml, else the project's own; None if there is none.

    This is the only place that reads the environment, and only when it is called. Raises SettingsError for a named file
    that is not there.
    """
    variables = os.environ if environment is None else environment
    asked = named or (Path(variables["TIEOUT_CONFIG"]) if variables.get("TIEOUT_CONFIG") else None)
    if asked is not None:
        if not asked.is_file():
            whence = "--config" if named else "TIEOUT_CONFIG"
            raise SettingsError(f"{asked}: no such file ({whence} names it)")
        return asked.resolve()
    for folder in (Path.cwd(), PROJECT_ROOT):
        if (folder / FILE_NAME).is_file():
            return (folder / FILE_NAME).resolve()
    return None


def load_settings(file: Path | None) -> Settings:
    """Settings of `file`, or the defaults for None. Raises SettingsError."""
    if file is None:
        return Settings()
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{file}: cannot be read as UTF-8 text: {error}") from error
    return parse_settings(text, file)


def parse_settings(text: str, file: Path) -> Settings:
    """Settings from the text of `file`. Raises SettingsError that names the line of what is wrong."""
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{file}: not valid TOML: {error}") from error
    found: dict[str, Any] = {}
    if SECTION in content:
        found["named_sources"] = parse_sources(content.pop(SECTION), text, file)
        # the bundled articles are for those who have no sources of their own
        found["sources"] = SourceSettings(())
    for name, table in content.items():
        where = f"{file}, line {line_of(text, name, None)}"
        if name not in _SECTIONS:
            raise SettingsError(f"{where}: unknown section [{name}]; {did_you_mean(name, (*_SECTIONS, SECTION))}")
        if not isinstance(table, dict):
            raise SettingsError(f"{where}: {name} is a section: write [{name}] on a line of its own, its keys below")
        found[name] = _section(_SECTIONS[name], name, table, text, file)
    settings = Settings(file=file, text=text, **found)
    _check_schedule(settings.schedule, text, file)
    _check_numbers(settings)
    return settings


def _check_numbers(settings: Settings) -> None:
    compare, limits, seconds = settings.compare, settings.limits, settings.sensor.interval_seconds
    ranges = (
        ("sensor", "interval_seconds", seconds >= 1, "at least 1"),
        ("compare", "wide_gap", 0 < compare.wide_gap <= 1, "above 0 and at most 1, as a share of the larger number"),
        ("compare", "same_as_of_days", compare.same_as_of_days >= 0, "0 or more days"),
        ("compare", "agreement_figures", compare.agreement_figures >= 0, "0 or more figures"),
        ("compare", "block_figures", compare.block_figures >= 2, "2 or more figures"),
        *(("limits", f.name, getattr(limits, f.name) >= 1, "1 or more") for f in fields(limits)),
        ("limits", "memory_megabytes", limits.memory_megabytes >= _LEAST_MEGABYTES, f"{_LEAST_MEGABYTES} or more"),
    )
    fetch = fetch_problem(settings.fetch)
    if fetch:
        raise SettingsError(f"{settings.where('fetch', fetch[0])}: {fetch[0]} must be {fetch[1]}")
    for section, key, fits, wanted in ranges:
        if not fits:
            raise SettingsError(f"{settings.where(section, key)}: {key} must be {wanted}")


def _section(kind: type[_Section], name: str, table: dict[str, Any], text: str, file: Path) -> _Section:
    known = {f.name: f for f in fields(kind)}  # pyright: ignore[reportArgumentType]
    values: dict[str, Any] = {}
    for key, value in table.items():
        where = f"{file}, line {line_of(text, name, key)}"
        if key not in known:
            raise SettingsError(f"{where}: unknown key {key!r} in [{name}]; {did_you_mean(key, known)}")
        default = getattr(kind(), key)
        if isinstance(default, Mapping):
            values[key] = _names_to_words(value, key, f"{name}.{key}", text, file)
        else:
            values[key] = typed(value, default, f"{where}: {key}")
    return kind(**values)


def _names_to_words(value: object, key: str, section: str, text: str, file: Path) -> dict[str, str]:
    """A table of names, each with one word. Raises SettingsError with the line of the name that has none."""
    if not isinstance(value, dict):
        line = line_of(text, section.rpartition(".")[0], key)
        raise SettingsError(f'{file}, line {line}: {section} is a table: write [{section}], below it "a name" = "low"')
    for name, word in value.items():
        if not isinstance(word, str) or not word or not name.strip():
            where = f"{file}, line {line_of(text, section, name)}"
            raise SettingsError(f'{where}: [{section}] takes lines such as "a name" = "low"')
    return value


def _check_schedule(schedule: ScheduleSettings, text: str, file: Path) -> None:
    parts = schedule.cron.split()
    if len(parts) != 5 or not all(_CRON_FIELD.fullmatch(part) for part in parts):
        line = line_of(text, "schedule", "cron")
        raise SettingsError(
            f"{file}, line {line}: cron {schedule.cron!r} is not five fields: minute hour day month weekday, such as '30 5 * * *'"
        )
    try:
        ZoneInfo(schedule.timezone)
    except (ValueError, OSError, KeyError) as error:
        line = line_of(text, "schedule", "timezone")
        raise SettingsError(
            f"{file}, line {line}: unknown timezone {schedule.timezone!r}; write an IANA name such as 'Europe/Berlin'"
        ) from error


def _absolute(root: Path, written: str) -> Path:
    path = Path(written).expanduser()
    return path if path.is_absolute() else (root / path).absolute()
