"""Decisions as files: JSON lines or CSV, written to be carried elsewhere, read with every mistake named by its line.

Belongs here: the two formats. Does not: what becomes of the decisions (`checks.triage`), nor a published warehouse as their source.
"""

from __future__ import annotations

import csv
import difflib
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from checks.reopening import lines_of
from checks.triage import ACTIONS, decision_id
from warehouse.safe_text import visible
from warehouse.schemas import Decision

FORMATS = (".jsonl", ".csv")
_ID = "finding_id"
# the file speaks of findings, as the views and the commands do
COLUMNS = tuple(_ID if name == "comparison_id" else name for name in Decision.columns())
_REQUIRED = (_ID, "action", "reason")
# A clock elsewhere may be a little ahead; a decision from further in the future would outrank every one to come.
_AHEAD = timedelta(days=1)
# what a spreadsheet would run as a formula, and what was written so that it does not
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_DEFUSED = re.compile(r"'+[=+\-@\t\r]")


class DecisionFileError(ValueError):
    """A file of decisions that cannot be followed; the message names file, line and remedy."""


def write_decisions(rows: Iterable[Mapping[str, object]], suffix: str) -> str:
    """Rows of the view `decisions` as text in the format of `suffix`; reading it gives the same rows back, letter by letter."""
    told = [{_name(name): _plain(value) for name, value in row.items()} for row in rows]
    if suffix == ".csv":
        stream = io.StringIO()
        writer = csv.DictWriter(stream, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows({name: _defused(value) for name, value in row.items()} for row in told)
        return stream.getvalue()
    return "".join(json.dumps(row, ensure_ascii=True) + "\n" for row in told)


def read_decisions(path: Path, now: datetime | None = None) -> list[dict[str, object]]:
    """The decisions of a file as rows of `Decision`. All of it is read before anything is given back.

    Only finding_id, action and reason are needed; a line without `decided_at` was decided now, and is known again by its reason.
    Raises DecisionFileError.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise DecisionFileError(f"{path}: cannot be read: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise DecisionFileError(f"{path}: not UTF-8 text: byte {error.start} is no letter") from error
    moment = (now or datetime.now(UTC)).replace(tzinfo=None)
    found: list[dict[str, object]] = []
    for line, told in _csv_rows(text, path) if path.suffix.lower() == ".csv" else _json_rows(text, path):
        try:
            found.append(_decision(told, moment))
        except ValueError as error:
            raise DecisionFileError(f"{path}, line {line}: {error}") from error
    return found


def _json_rows(text: str, path: Path) -> Iterator[tuple[int, dict[str, object]]]:
    for line, written in enumerate(text.split("\n"), start=1):
        if not written.strip():
            continue
        try:
            told = json.loads(written)
        except (json.JSONDecodeError, RecursionError) as error:
            raise DecisionFileError(f"{path}, line {line}: not JSON: {error}; write one object a line") from error
        if not isinstance(told, dict):
            raise DecisionFileError(f'{path}, line {line}: expected an object such as {{"{_ID}": "cmp_…", …}}')
        yield line, told


def _csv_rows(text: str, path: Path) -> Iterator[tuple[int, dict[str, object]]]:
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    try:
        header = reader.fieldnames or ()
        missing = [name for name in _REQUIRED if name not in header]
        if missing:
            raise DecisionFileError(
                f"{path}, line 1: column {', '.join(missing)} is missing; the first line names the columns, with commas between them"
            )
        for row in reader:
            if None in row or None in row.values():
                raise DecisionFileError(
                    f"{path}, line {reader.line_num}: {len(header)} columns are expected; quote a comma inside a value"
                )
            yield reader.line_num, {name: _restored(value) for name, value in row.items() if value != ""}
    except csv.Error as error:
        raise DecisionFileError(f"{path}, line {reader.line_num}: not CSV: {error}") from error


def _decision(told: Mapping[str, object], now: datetime) -> dict[str, object]:
    """One row of `Decision`. Raises ValueError that says what is wrong and what to write."""
    for name in told:
        if name not in COLUMNS:
            near = difflib.get_close_matches(str(name), COLUMNS, n=1, cutoff=0.5)
            raise ValueError(
                f"unknown {visible(str(name))!r}; {f'did you mean {near[0]!r}?' if near else _known(COLUMNS)}"
            )
    words = {name: _word(name, told.get(name)) for name in COLUMNS}
    for name in _REQUIRED:
        if not (words[name] or "").strip():
            raise ValueError(f"{name} is missing or empty")
    finding, action, reason = (words[name] or "" for name in _REQUIRED)
    if action not in ACTIONS:
        near = difflib.get_close_matches(action, ACTIONS, n=1, cutoff=0.5)
        raise ValueError(
            f"no action is called {visible(action)!r}; {f'did you mean {near[0]!r}?' if near else _known(ACTIONS)}"
        )
    when = _moment(words["decided_at"], now)
    if words["evidence_seen"] is not None:
        lines_of(words["evidence_seen"])
    told_apart_by = when.isoformat() if words["decided_at"] else reason.strip()
    own: dict[str, object] = {name: words[name] for name in COLUMNS if name != _ID}
    return own | {
        "comparison_id": finding.strip(),
        "reason": reason.strip(),
        "decided_at": when,
        "decision_id": words["decision_id"] or decision_id(finding.strip(), action, told_apart_by),
    }


def _word(name: str, value: object) -> str | None:
    """A value as text that can be stored."""
    if value is None:
        return None
    if not isinstance(value, str):
        raise ValueError(f'{name} must be text in quotes, such as "…"')
    try:
        value.encode("utf-8")
    except UnicodeEncodeError as error:
        raise ValueError(f"{name} holds half a character (U+{ord(value[error.start]):04X}); write it whole") from error
    return value


def _moment(written: str | None, now: datetime) -> datetime:
    if written is None:
        return now
    try:
        found = datetime.fromisoformat(written)
    except ValueError as error:
        raise ValueError(
            f"decided_at must be a moment such as '2025-03-31T09:30:00', not {visible(written)!r}"
        ) from error
    when = found.astimezone(UTC).replace(tzinfo=None) if found.tzinfo else found
    if when > now + _AHEAD:
        raise ValueError(f"decided_at {when.isoformat()} lies in the future")
    return when


def _known(words: Sequence[str]) -> str:
    return f"known are: {', '.join(words)}"


def _name(column: str) -> str:
    return _ID if column == "comparison_id" else column


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime) else value


def _defused(value: object) -> object:
    """Text that a spreadsheet would run gets an apostrophe in front, and so does text that looks as if it had been given one."""
    return f"'{value}" if isinstance(value, str) and _FORMULA.match(value) else value


def _restored(value: str) -> str:
    return value[1:] if _DEFUSED.match(value) else value
