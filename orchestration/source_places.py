"""From the `[[source]]` tables of the settings to the sources that steps take.

Belongs here: that translation, and the mistakes that only it can see. Does not: reading the file (`orchestration.source_settings`),
nor fetching. It is apart because those who only read settings need not import how files are read.
"""

from __future__ import annotations

import os
from pathlib import Path

from assets.reading import Hints
from assets.sources import FetchOptions, FolderSource, NamedSources, WebSource
from assets.sources.model import ROBOT_NAME, WebKind
from assets.sources.patterns import address_pattern_problem
from assets.sources.sidecar import language_tag
from orchestration.settings import Settings, SettingsError
from orchestration.settings_text import line_in_array
from orchestration.source_settings import SECTION, SourceTable
from warehouse.runs import tieout_version


def named_sources(settings: Settings) -> NamedSources:
    """The sources of the settings that have a name. Raises SettingsError with the line of what cannot be followed."""
    folders: list[FolderSource] = []
    web: list[WebSource] = []
    for index, table in enumerate(settings.named_sources):
        hints = _hints(settings, index, table)
        if table.folder:
            folder = settings.absolute(table.folder)
            folders.append(FolderSource(table.name, _tidy(folder), table.include, table.exclude, hints))
        else:
            web.append(_web(settings, index, table, hints))
    return NamedSources(tuple(folders), tuple(web), _options(settings))


def places_of(settings: Settings) -> list[str]:
    """Every place that the settings name, for a person to read."""
    named = [f"{table.name} ({table.folder or ', '.join(table.web_addresses)})" for table in settings.named_sources]
    return [*named, *(path.as_posix() for path in settings.source_paths)]


def _web(settings: Settings, index: int, table: SourceTable, hints: Hints) -> WebSource:
    for key in ("include", "exclude"):
        problem = next(filter(None, map(address_pattern_problem, getattr(table, key))), None)
        if problem:
            raise SettingsError(f"{_where(settings, index, key)}: {key}: {problem}")
    kind: WebKind = "feed" if table.feed else "sitemap" if table.sitemap else "addresses"
    return WebSource(
        name=table.name,
        kind=kind,
        addresses=table.web_addresses,
        include=table.include,
        exclude=table.exclude,
        max_items=table.max_items,
        max_age_days=table.max_age_days or None,
        private_hosts=frozenset(host.lower() for host in table.allow_private_hosts),
        hints=hints,
    )


def _hints(settings: Settings, index: int, table: SourceTable) -> Hints:
    try:
        language = language_tag(table.language) if table.language else None
    except ValueError as error:
        raise SettingsError(f"{_where(settings, index, 'language')}: language must be {error}") from error
    return Hints(publisher=table.publisher or None, language=language, licence=table.licence or None)


def _options(settings: Settings) -> FetchOptions:
    fetch = settings.fetch
    contact = f" ({fetch.contact})" if fetch.contact else ""
    return FetchOptions(
        user_agent=f"{ROBOT_NAME}/{tieout_version()}{contact}",
        pause_seconds=fetch.pause_seconds,
        longest_pause_seconds=fetch.longest_pause_seconds,
        answer_seconds=fetch.answer_seconds,
        answer_bytes=fetch.answer_bytes,
        tries=fetch.tries,
        longest_wait_seconds=fetch.longest_wait_seconds,
        limits=settings.limits,
    )


def _where(settings: Settings, index: int, key: str) -> str:
    return f"{settings.file}, line {line_in_array(settings.text, SECTION, index, key)}"


def _tidy(folder: Path) -> Path:
    """The path without '..' and doubled slashes, links left as they are: files are told by the paths that a walk gives."""
    return Path(os.path.abspath(folder))  # noqa: PTH100
