"""Loads the lexicon CSV files of this folder, checks each row, and names the line of a broken one.

Belongs here: reading and validating rows. Does not: what the rows mean to extraction or to the laws.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from functools import cache
from importlib import resources

REQUIRED_COLUMNS = ("alias", "canonical", "language", "case_sensitive", "note", "source")


class LexiconError(ValueError):
    """A lexicon file is broken; the message names the file, the line and what to write instead."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One row: `alias` as it stands in text means `canonical`; `more` holds the columns that only this lexicon has."""

    alias: str
    canonical: str
    language: str
    case_sensitive: bool
    note: str
    source: str
    more: dict[str, str]

    def __getitem__(self, column: str) -> str:
        """The text of an extra column, '' where it is empty."""
        return self.more.get(column, "")


def lexicon_names() -> tuple[str, ...]:
    """Names of the lexicons that ship with Tieout, in alphabetical order."""
    files = resources.files("warehouse.lexicon").iterdir()
    return tuple(sorted(f.name.removesuffix(".csv") for f in files if f.name.endswith(".csv")))


@cache
def lexicon(name: str) -> tuple[Entry, ...]:
    """All accepted rows of `name`.csv, in file order; rows whose canonical is '-' were refused and are left out.

    Raises LexiconError for a missing file, a missing column, an empty alias or a repeated alias.
    """
    path = resources.files("warehouse.lexicon").joinpath(f"{name}.csv")
    try:
        content = path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise LexiconError(f"lexicon {name!r}: no such file; there are {', '.join(lexicon_names())}") from error
    return tuple(entry for entry in parse_lexicon(content, f"{name}.csv") if entry.canonical != "-")


@cache
def refused(name: str) -> frozenset[str]:
    """Aliases of `name`.csv that were refused on purpose (canonical '-'): other word lists must not bring them back."""
    path = resources.files("warehouse.lexicon").joinpath(f"{name}.csv")
    rows = parse_lexicon(path.read_text(encoding="utf-8"), f"{name}.csv")
    return frozenset(entry.alias for entry in rows if entry.canonical == "-")


def parse_lexicon(content: str, file_name: str) -> list[Entry]:
    """Rows of a lexicon's CSV text; raises LexiconError that names `file_name` and the line."""
    reader = csv.DictReader(io.StringIO(content))
    missing = [c for c in REQUIRED_COLUMNS if c not in (reader.fieldnames or [])]
    if missing:
        raise LexiconError(
            f"{file_name}, line 1: column {', '.join(missing)} is missing; the header starts with {', '.join(REQUIRED_COLUMNS)}"
        )
    entries: list[Entry] = []
    seen: dict[tuple[str, ...], int] = {}
    for row in reader:
        line = reader.line_num
        if None in row or any(value is None for value in row.values()):
            raise LexiconError(
                f"{file_name}, line {line}: {len(reader.fieldnames or [])} columns are expected; quote a comma inside a value"
            )
        alias = row["alias"]
        if not alias.strip() or not row["canonical"].strip():
            raise LexiconError(f"{file_name}, line {line}: alias and canonical must not be empty")
        case_sensitive = row["case_sensitive"].strip().lower() in ("1", "true", "yes")
        more = {k: v for k, v in row.items() if k not in REQUIRED_COLUMNS}
        identity = (alias if case_sensitive else alias.lower(), more.get("sense", ""))
        if identity in seen:
            raise LexiconError(
                f"{file_name}, line {line}: {alias!r} already stands in line {seen[identity]}; keep one of them"
            )
        seen[identity] = line
        entries.append(
            Entry(alias, row["canonical"].strip(), row["language"], case_sensitive, row["note"], row["source"], more)
        )
    return entries
