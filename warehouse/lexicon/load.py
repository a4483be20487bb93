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


# What a row may mean, where programs ask for these very words: another one would be passed over in silence.
CLOSED = {
    "measure_kinds": ("flow", "period", "cumulative", "state", "static", "fixed", "generic"),
    "modifiers": ("about", "nearly", "over", "at_least", "under", "at_most", "none"),
    "status_cues": ("actual", "planned", "target", "projected", "agreed", "none"),
}
_YES, _NO = ("1", "true", "yes"), ("0", "false", "no", "")


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
    return tuple(entry for entry in _rows_of(name) if entry.canonical != "-")


@cache
def refused(name: str) -> frozenset[str]:
    """Aliases of `name`.csv that were refused on purpose (canonical '-'): other word lists must not bring them back."""
    return frozenset(entry.alias for entry in _rows_of(name) if entry.canonical == "-")


def _rows_of(name: str) -> list[Entry]:
    path = resources.files("warehouse.lexicon").joinpath(f"{name}.csv")
    try:
        raw = path.read_bytes()
    except FileNotFoundError as error:
        raise LexiconError(f"lexicon {name!r}: no such file; there are {', '.join(lexicon_names())}") from error
    return parse_lexicon(decoded(raw, f"{name}.csv"), f"{name}.csv")


def decoded(raw: bytes, file_name: str) -> str:
    """The text of a lexicon's bytes; raises LexiconError with the line that is not UTF-8."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise LexiconError(f"{file_name}, line {line}: not UTF-8; save the file with that encoding") from error


def parse_lexicon(content: str, file_name: str) -> list[Entry]:
    """Rows of a lexicon's CSV text; raises LexiconError that names `file_name` and the line."""
    reader = csv.DictReader(io.StringIO(content, newline=""), strict=True)
    try:
        return _entries(reader, file_name)
    except csv.Error as error:
        # an open quote swallows all that follows: it is its beginning that has to be mended
        raise LexiconError(
            f"{file_name}, line {_begun(content)}: {error}; a quote inside a quoted value is written twice"
        ) from error


def _begun(content: str) -> int:
    """The line in which the first row begins that is not CSV."""
    reader = csv.reader(io.StringIO(content, newline=""), strict=True)
    line = 0
    try:
        for _ in reader:
            line = reader.line_num
    except csv.Error:
        pass
    return line + 1


def _entries(reader: csv.DictReader[str], file_name: str) -> list[Entry]:
    missing = [c for c in REQUIRED_COLUMNS if c not in (reader.fieldnames or [])]
    if missing:
        raise LexiconError(
            f"{file_name}, line 1: column {', '.join(missing)} is missing; the header starts with {', '.join(REQUIRED_COLUMNS)}"
        )
    entries: list[Entry] = []
    seen: dict[tuple[str, ...], int] = {}
    end = reader.line_num
    for row in reader:
        # a quoted value may hold a line break, or an open quote half of the file: the row is named by its first line
        line, end = end + 1, reader.line_num
        if None in row or any(value is None for value in row.values()):
            raise LexiconError(
                f"{file_name}, line {line}: {len(reader.fieldnames or [])} columns are expected; quote a comma inside a value"
            )
        alias = row["alias"]
        if not alias.strip() or not row["canonical"].strip():
            raise LexiconError(f"{file_name}, line {line}: alias and canonical must not be empty")
        case = row["case_sensitive"].strip().lower()
        if case not in (*_YES, *_NO):
            raise LexiconError(
                f"{file_name}, line {line}: case_sensitive is {row['case_sensitive']!r}; write yes or no"
            )
        case_sensitive = case in _YES
        known = CLOSED.get(file_name.removesuffix(".csv"))
        if known and row["canonical"].strip() not in (*known, "-"):
            raise LexiconError(
                f"{file_name}, line {line}: canonical is {row['canonical']!r}; write one of {', '.join(known)}, or - to refuse"
            )
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
