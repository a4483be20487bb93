"""Triage: a person's decisions on findings, appended to the store and never changed.

Belongs here: dismissing, reopening, taking over decisions of elsewhere. Does not: what counts as a finding (`checks.find`), nor the
files in which decisions travel (`checks.decision_files`).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from checks.find import followed
from checks.reopening import evidence_lines, links
from warehouse.schemas import Decision, FindingLog
from warehouse.store import Session, Store

_STATE = "SELECT finding_id, state, title, rule, measure, subject, comparable_key FROM findings WHERE finding_id = ?"
_LAST = "SELECT max(decided_at) AS decided_at FROM decisions WHERE comparison_id = ?"
_FINDINGS = "SELECT finding_id FROM findings"
_DECIDABLE = {"dismiss": ("open", "reopened"), "reopen": ("dismissed",)}
ACTIONS = tuple(_DECIDABLE)
_SEEN = ("title", "rule", "measure", "subject", "comparable_key")


class TriageError(ValueError):
    """A decision that cannot be taken on a finding in its state; the message says why."""


@dataclass(frozen=True, slots=True)
class TakenOver:
    """What came of decisions from elsewhere: how many were new, how many were here already, and those about no finding of here."""

    added: int
    known: int
    not_here: tuple[Mapping[str, object], ...]


def decide(
    store: Store,
    finding_ids: Sequence[str],
    action: str,
    reason: str,
    decided_by: str | None = None,
    at: datetime | None = None,
) -> tuple[str, ...]:
    """Appends one decision ('dismiss' or 'reopen') a finding and returns their ids; all are taken, or none.

    Raises TriageError for an empty reason, and for an unfit or unknown finding.
    """
    if not reason.strip():
        raise TriageError("a decision needs a reason; write one with --reason")
    moment = (at or datetime.now(UTC)).replace(tzinfo=None)
    with store.writing() as session, session.transaction():
        found = [_decidable(session, finding_id, action) for finding_id in dict.fromkeys(finding_ids)]
        seen = evidence_lines(session, [str(row["finding_id"]) for row in found])
        rows = []
        for row in found:
            finding_id = str(row["finding_id"])
            when = _after_the_last(session, finding_id, moment)
            rows.append(
                {
                    **{name: row[name] for name in _SEEN},
                    "decision_id": decision_id(finding_id, action, when.isoformat()),
                    "comparison_id": finding_id,
                    "action": action,
                    "reason": reason.strip(),
                    "decided_at": when,
                    "decided_by": decided_by,
                    "evidence_seen": json.dumps(seen[finding_id], ensure_ascii=False),
                }
            )
        session.insert("decisions", Decision.frame(rows))
    return tuple(str(row["decision_id"]) for row in rows)


def decision_id(finding_id: str, action: str, told_apart_by: str) -> str:
    """'dec_' and 16 hex digits of the finding, the action, and what tells two such decisions apart: the moment, or the reason."""
    identity = f"{finding_id}\0{action}\0{told_apart_by}"
    return f"dec_{hashlib.sha256(identity.encode()).hexdigest()[:16]}"


def take_over(store: Store, decisions: Sequence[Mapping[str, object]]) -> TakenOver:
    """Adds decisions of another warehouse, one row of `Decision` each, that this one does not have; what is here stays as it is.

    A decision is taken where its finding is one of here, or where one of here follows it: a value or a source joined in this
    warehouse, and the earlier reason belongs beside it. Others are handed back, and doing it again changes nothing.
    """
    with store.writing() as session, session.transaction():
        here = set(session.query("SELECT decision_id FROM decisions")["decision_id"].to_list())
        findings = set(session.query(_FINDINGS)["finding_id"].to_list())
        fresh = {str(row["decision_id"]): dict(row) for row in decisions if row["decision_id"] not in here}
        known = len(decisions) - len(fresh)
        session.insert("decisions", Decision.frame(list(fresh.values())))
        earlier = links(session)
        of_use = findings | {link.earlier_id for link in earlier.values()}
        not_here = tuple(row for row in fresh.values() if row["comparison_id"] not in of_use)
        for row in not_here:
            session.delete("decisions", {"decision_id": row["decision_id"]})
        log = [row for row in session.table("finding_log").to_dicts() if row["stands"]]
        rows = [{**row, **followed(earlier.get(row["comparison_id"]))} for row in log]
        session.upsert("finding_log", FindingLog.frame(rows))
    return TakenOver(len(fresh) - len(not_here), known, not_here)


def _decidable(session: Session, finding_id: str, action: str) -> dict[str, object]:
    """The finding, in a state in which the action can be taken."""
    found = session.query(_STATE, [finding_id]).to_dicts()
    if not found:
        raise TriageError(f"{finding_id} is not a finding; only findings can be dismissed or reopened")
    if found[0]["state"] not in _DECIDABLE[action]:
        fit = " or ".join(_DECIDABLE[action])
        raise TriageError(f"{finding_id} is {found[0]['state']}; to {action} a finding it must be {fit}")
    return found[0]


def _after_the_last(session: Session, finding_id: str, moment: datetime) -> datetime:
    """The moment, or just after the last decision on the finding where a clock elsewhere was ahead: the latest one holds."""
    last = session.query(_LAST, [finding_id]).item()
    return moment if last is None else max(moment, last + timedelta(microseconds=1))
