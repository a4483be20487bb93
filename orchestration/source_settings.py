"""`[[source]]` and `[fetch]` of `tieout.toml`: their keys as frozen dataclasses, and what is said about contradictions.

Belongs here: reading and checking these tables. Does not: what becomes of a source (`orchestration.source_places`), nor looking
whether it is there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from orchestration.settings_text import SettingsError, line_in_array, typed
from warehouse.spelling import did_you_mean

SECTION = "source"
PLACES = ("folder", "feed", "address", "addresses", "sitemap")
_OF_LISTS = ("max_items", "max_age_days")
_OF_WEB = (*_OF_LISTS, "allow_private_hosts")


@dataclass(frozen=True, slots=True)
class SourceTable:
    """One [[source]]: its name, one place, and what holds for all that comes from there; '', () and 0 where nothing is said."""

    name: str = ""
    folder: str = ""
    feed: str = ""
    address: str = ""
    addresses: tuple[str, ...] = ()
    sitemap: str = ""
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    publisher: str = ""
    language: str = ""
    licence: str = ""
    max_items: int = 200
    max_age_days: int = 0
    allow_private_hosts: tuple[str, ...] = ()

    @property
    def web_addresses(self) -> tuple[str, ...]:
        """The addresses that it names; none for a folder."""
        return self.addresses or tuple(one for one in (self.feed, self.address, self.sitemap) if one)


@dataclass(frozen=True, slots=True)
class FetchSettings:
    """How pages are asked for: who asks, seconds between requests to one host, and what an answer may take."""

    contact: str = ""
    pause_seconds: float = 1.0
    longest_pause_seconds: float = 30.0
    answer_seconds: float = 30.0
    answer_bytes: int = 16 * 1024 * 1024
    tries: int = 3
    longest_wait_seconds: float = 60.0


def parse_sources(tables: object, text: str, file: Path) -> tuple[SourceTable, ...]:
    """The [[source]] tables of a settings file. Raises SettingsError that names the line of what is wrong."""
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        line = line_in_array(text, SECTION, 0, None)
        raise SettingsError(
            f"{file}, line {line}: sources are a list: write [[source]], with two brackets, its keys below"
        )
    found: list[SourceTable] = []
    for index, table in enumerate(tables):

        def where(key: str | None, index: int = index) -> str:
            return f"{file}, line {line_in_array(text, SECTION, index, key)}"

        source = _source(table, where)
        _check_place(source, table, where)
        _check_among(source, found, where)
        found.append(source)
    return tuple(found)


def fetch_problem(fetch: FetchSettings) -> tuple[str, str] | None:
    """The first key of [fetch] that says what cannot be followed, and what it must be."""
    ranges = (
        ("contact", all(" " <= c <= "~" and c not in "()" for c in fetch.contact), "plain letters without brackets"),
        ("pause_seconds", fetch.pause_seconds >= 0, "0 or more seconds"),
        ("longest_pause_seconds", fetch.longest_pause_seconds >= fetch.pause_seconds, "at least pause_seconds"),
        ("answer_seconds", 0 < fetch.answer_seconds <= 600, "above 0 and at most 600 seconds"),
        ("answer_bytes", 1024 <= fetch.answer_bytes <= 2**30, "between 1,024 and 1,073,741,824 bytes"),
        ("tries", 1 <= fetch.tries <= 10, "1 to 10"),
        ("longest_wait_seconds", 0 <= fetch.longest_wait_seconds <= 3600, "0 to 3,600 seconds"),
    )
    return next(((key, wanted) for key, fits, wanted in ranges if not fits), None)


def _source(table: Mapping[str, Any], where: Callable[[str | None], str]) -> SourceTable:
    """The table with its keys and types checked."""
    defaults = {f.name: f.default for f in fields(SourceTable)}
    values: dict[str, Any] = {}
    for key, value in table.items():
        if key not in defaults:
            raise SettingsError(f"{where(key)}: unknown key {key!r} in [[source]]; {did_you_mean(key, defaults)}")
        values[key] = typed(value, defaults[key], f"{where(key)}: {key}")
    source = SourceTable(**values)
    if not any(char.isalnum() for char in source.name):
        raise SettingsError(f'{where("name")}: a source needs a name with letters: name = "…"')
    for key in ("max_items", "max_age_days"):
        if key in table and getattr(source, key) < 1:
            raise SettingsError(f"{where(key)}: {key} must be 1 or more")
    both = next((pattern for pattern in source.include if pattern in source.exclude), None)
    if both:
        raise SettingsError(f"{where('exclude')}: {both!r} is in include and in exclude; keep one of them")
    return source


def _check_place(source: SourceTable, table: Mapping[str, Any], where: Callable[[str | None], str]) -> None:
    """One place, an address where it is one, and no key that means nothing there."""
    places = [place for place in PLACES if place in table]
    if not places:
        raise SettingsError(f"{where(None)}: source {source.name!r} has no place; write one of {', '.join(PLACES)}")
    if len(places) > 1:
        raise SettingsError(
            f"{where(places[1])}: {' and '.join(places)} contradict each other: a source has one place; make two sources of it"
        )
    place = places[0]
    if place == "addresses" and not source.addresses:
        raise SettingsError(f"{where(place)}: addresses is empty; write at least one")
    unfit = {"folder": _OF_WEB, "address": _OF_LISTS, "addresses": _OF_LISTS}.get(place, ())
    for key in unfit:
        if key in table:
            raise SettingsError(f"{where(key)}: {key} means nothing for a source with {place}; take it out")
    for address in source.web_addresses:
        problem = _address_problem(address)
        if problem:
            raise SettingsError(f"{where(place)}: {address!r} {problem}")


def _address_problem(address: str) -> str | None:
    try:
        parts = urlsplit(address)
        if parts.scheme in ("http", "https") and parts.hostname and not parts.username:
            return None
    except ValueError as error:
        return f"is no address: {error}"
    if parts.scheme in ("http", "https") and parts.username:
        return "has a user name in it; passwords do not belong into settings, and such pages are not fetched"
    return "is no address of the web; write it whole, such as https://example.org/feed.xml"


def _check_among(source: SourceTable, earlier: Sequence[SourceTable], where: Callable[[str | None], str]) -> None:
    """No two sources of one name, and none whose files an earlier one takes all."""
    for other in earlier:
        if _plain(other.name) == _plain(source.name):
            raise SettingsError(
                f"{where('name')}: another source is called {other.name!r} already; names keep them apart"
            )
        if (
            source.folder
            and source.folder.rstrip("/") == other.folder.rstrip("/")
            and not other.include + other.exclude
        ):
            raise SettingsError(
                f"{where('folder')}: source {other.name!r} takes every file of this folder already; give it include or exclude"
            )
        twice = set(source.web_addresses) & set(other.web_addresses)
        if twice and (source.include, source.exclude) == (other.include, other.exclude):
            raise SettingsError(f"{where(None)}: source {other.name!r} has {min(twice)!r} already, with the same rules")


def _plain(name: str) -> str:
    """A name as that of its folder: letters and digits alone tell sources apart."""
    return "".join(char for char in name.casefold() if char.isalnum())
