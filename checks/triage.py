"""Triage: a person's decisions on findings, appended to the store and never changed.

Belongs here: dismissing, reopening, carrying decisions over. Does not: what counts as a finding (`checks.find`).
"""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime

import polars as pl

from warehouse.schemas import Decision
from warehouse.store import Store

_STATE = "SELECT state, title FROM findings WHERE finding_id = ?"
_DECIDABLE = {"dismiss": ("open", "reopened"), "reopen": ("dismissed",)}


class TriageError(ValueError):
    """A decision that cannot be taken on a finding in its state; the message says why."""


def decide(
    store: Store, finding_id: str, action: str, reason: str, decided_by: str | None = None, at: datetime | None = None
) -> str:
    """Appends one decision ('dismiss' or 'reopen') and returns its id. Raises TriageError for an unfit or unknown finding."""
    if not reason.strip():
        raise TriageError("a decision needs a reason; write one with --reason")
    moment = (at or datetime.now(UTC)).replace(tzinfo=None)
    with store.writing() as session:
        found = session.query(_STATE, [finding_id])
        if not found.height:
            raise TriageError(f"{finding_id} is not a finding; only findings can be dismissed or reopened")
        state = str(found["state"].item())
        if state not in _DECIDABLE[action]:
            fit = " or ".join(_DECIDABLE[action])
            raise TriageError(f"{finding_id} is {state}; to {action} a finding it must be {fit}")
        identity = f"{finding_id}\0{action}\0{moment.isoformat()}"
        decision_id = f"dec_{hashlib.sha256(identity.encode()).hexdigest()[:16]}"
        row = {
            "decision_id": decision_id,
            "comparison_id": finding_id,
            "action": action,
            "reason": reason.strip(),
            "decided_at": moment,
            "decided_by": decided_by,
        }
        session.insert("decisions", Decision.frame([row]))
    return decision_id


def carry_over(store: Store, decisions: pl.DataFrame) -> int:
    """Adds decisions of another warehouse that this one does not have; returns how many. What is here stays as it is."""
    known = list(Decision.columns())
    with store.writing() as session:
        here = session.query("SELECT decision_id FROM decisions")["decision_id"].to_list()
        rows = [row for row in decisions.select(known).to_dicts() if row["decision_id"] not in set(here)]
        return session.insert("decisions", Decision.frame(rows))
