"""What every command shares: its options, where its settings and warehouse come from, and where machine output goes.

Belongs here: options and plumbing. Does not: anything that one command alone does.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from enum import IntEnum
from pathlib import Path
from typing import Any, TypeVar

import click

from orchestration.settings import Settings, find_settings_file, load_settings

_Command = TypeVar("_Command", bound=Callable[..., Any])


class Exit(IntEnum):
    """Exit codes of every command."""

    DONE = 0
    FINDINGS = 1
    INCOMPLETE = 2
    USAGE = 3


class UsageProblem(click.ClickException):
    """An argument that parses but cannot be followed: an id that is not there, a file that does not exist. Exit 3."""

    exit_code = int(Exit.USAGE)


class Incomplete(click.ClickException):
    """The command began and could not complete; the message says what, where and what to do. Exit 2."""

    exit_code = int(Exit.INCOMPLETE)


def json_option(command: _Command) -> _Command:
    """Adds --json."""
    return click.option("--json", "as_json", is_flag=True, help="Machine-readable output on stdout.")(command)


def config_option(command: _Command) -> _Command:
    """Adds --config."""
    option = click.option(
        "--config",
        type=click.Path(path_type=Path),
        help="Settings file. Default: TIEOUT_CONFIG, ./tieout.toml, the project's own.",
    )
    return option(command)


def warehouse_option(command: _Command) -> _Command:
    """Adds --warehouse and --config."""
    option = click.option(
        "--warehouse",
        type=click.Path(path_type=Path, dir_okay=False),
        help="Published warehouse file. Default: that of the settings.",
    )
    return config_option(option(command))


def settings_for(config: Path | None, warehouse: Path | None = None, sources: Iterable[Path] = ()) -> Settings:
    """Settings of the file that holds, with what the command line says instead. Raises SettingsError."""
    return load_settings(find_settings_file(config)).with_paths(published=warehouse, sources=tuple(sources))


def warehouse_to_read(config: Path | None, warehouse: Path | None) -> Path:
    """The published copy that a reading command opens. Without --warehouse and --config, a demo's warehouse will do."""
    settings = settings_for(config, warehouse)
    demo = Path.cwd() / "out" / "demo.duckdb"
    if warehouse is None and config is None and not settings.published.exists() and demo.exists():
        say(f"reading {shown_path(demo)}; name another with --warehouse")
        return demo
    return settings.published


def say(message: str) -> None:
    """One line of progress, on stderr."""
    click.echo(message, err=True)


def write_lines(lines: Iterable[str]) -> None:
    """Lines for a person, on stdout."""
    click.echo("\n".join(lines))


def write_json(value: object) -> None:
    """One JSON document on stdout; days and moments in ISO 8601."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2, default=plain) + "\n")


def plain(value: object) -> object:
    """A value that JSON does not know, as one that it knows."""
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, Mapping):
        return dict(value)
    return str(value)


def shown_path(path: Path | str) -> str:
    """A path as a person would type it: relative to the working directory where it lies below."""
    path = Path(path)
    try:
        return path.relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path.as_posix()
