"""Reopening: which findings follow an earlier one that a person dismissed, and what has joined since.

A comparison's id names its law, its key and who says what, so a value or a source that joins makes another id. This module finds
the way back from it. Belongs here: that search. Does not: taking decisions (`checks.triage`), nor the log of findings (`checks.find`).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from checks.comparison.names import relate_names
from checks.comparison.relations import Relation
from checks.comparison.statements import Statement, statement
from checks.comparison.wording import plain
from warehouse.schemas.base import FLAGGED_VERDICTS
from warehouse.store import Session

# role, source and normalised value of a figure, and its quote in one line: what a person saw of a finding
Line = tuple[str, str, str, str]
Said = frozenset[tuple[str, str, str]]


@dataclass(frozen=True, slots=True)
class Link:
    """A dismissed finding from which another one came; `joined` and `gone` name sources with their quotes, None for nothing."""

    earlier_id: str
    joined: str | None
    gone: str | None


def evidence_lines(session: Session, comparison_ids: Sequence[str]) -> dict[str, list[Line]]:
    """What each comparison rests on now, in alphabetical order."""
    if not comparison_ids:
        return {}
    played = session.query_file("queries/evidence_said", {"comparison_ids": list(comparison_ids)}).to_dicts()
    wanted = sorted({str(row["figure_id"]) for row in played})
    witnesses = session.query_file("candidates/witnesses", {"figure_ids": wanted}).iter_rows(named=True)
    known = {one.figure_id: one for one in map(statement, witnesses)}
    found: dict[str, set[Line]] = {comparison_id: set() for comparison_id in comparison_ids}
    for row in played:
        if row["figure_id"] in known:
            found[row["comparison_id"]].add(_line(str(row["role"]), known[row["figure_id"]]))
    return {comparison_id: sorted(lines) for comparison_id, lines in found.items()}


def links(session: Session) -> dict[str, Link]:
    """For each standing finding without a decision of its own, the dismissed one that it follows, where there is one.

    What it shares most with comes first, then what was dismissed last.
    """
    pairs = session.query_file("queries/earlier_dismissals", {"verdicts": list(FLAGGED_VERDICTS)}).to_dicts()
    lines = evidence_lines(session, sorted({str(row["comparison_id"]) for row in pairs}))
    best: dict[str, tuple[tuple[int, str, str], Link]] = {}
    for row in pairs:
        name, earlier = str(row["comparison_id"]), str(row["earlier_id"])
        now, seen = lines[name], lines_of(str(row["evidence_seen"]))
        if not _follows(row, _said(now), _said(seen)):
            continue
        rank = (len(_said(now) & _said(seen)), str(row["decided_at"]), earlier)
        if name not in best or rank > best[name][0]:
            best[name] = (rank, Link(earlier, _only_in(now, seen), _only_in(seen, now)))
    return {name: link for name, (_, link) in best.items()}


def lines_of(evidence_seen: str) -> list[Line]:
    """The lines behind a decision's `evidence_seen`. Raises ValueError for text that is not such a list."""
    found = json.loads(evidence_seen)
    if not isinstance(found, list) or not all(_is_line(line) for line in found):
        raise ValueError("expected a list of [role, source, value, quote]")
    return [(line[0], line[1], line[2], line[3]) for line in found]


def _is_line(line: object) -> bool:
    return isinstance(line, list) and len(line) == 4 and all(isinstance(part, str) for part in line)


def _follows(row: Mapping[str, object], now: Said, seen: Said) -> bool:
    """Whether a finding came from a dismissed one: one's evidence holds the other's, or under the very same key some is shared."""
    earlier, subject = (None if row[name] is None else str(row[name]) for name in ("earlier_subject", "subject"))
    if relate_names(earlier, subject) is Relation.DISJOINT or not now & seen:
        return False
    return now <= seen or seen <= now or bool(row["same_key"])


def _said(lines: Iterable[Line]) -> Said:
    return frozenset((role, source, value) for role, source, value, _ in lines)


def _only_in(lines: Sequence[Line], others: Sequence[Line]) -> str | None:
    """Sources with the quotes that only `lines` has: 'Ledger “14 cranes”, Wire “15”'."""
    there = _said(others)
    shown = [f"{source} “{quote}”" for role, source, value, quote in lines if (role, source, value) not in there]
    return ", ".join(dict.fromkeys(shown)) or None


def _line(role: str, one: Statement) -> Line:
    return role, one.source, one.value_key, plain(one.quote)
