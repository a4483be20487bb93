"""The step that finds: keeps the log of comparisons that a person should look at, and marks those that no longer stand.

Belongs here: when a finding was first and last seen, and which one it follows. Does not: what a person decided (`checks.triage`).
"""

from __future__ import annotations

from dataclasses import dataclass

from checks.reopening import Link, links
from warehouse.schemas import FindingLog
from warehouse.schemas.base import FLAGGED_VERDICTS
from warehouse.store import Store

_FLAGGED = """SELECT comparison_id, title FROM store.comparisons
WHERE verdict IN (SELECT unnest($verdicts::VARCHAR[])) ORDER BY comparison_id"""


@dataclass(frozen=True, slots=True)
class FindReport:
    """Counts of the step: findings that stand, those seen for the first time, those that came back, and those that went.

    `reopened` are those in which a value or a source joined what a person had dismissed; they wait for a look again.
    """

    standing: int
    new: int
    returned: int
    gone: int
    reopened: int


def find(store: Store, run_id: str) -> FindReport:
    """Writes `store.finding_log` from `store.comparisons`: flagged ones stand, those no longer flagged do not.

    A run that finds nothing new changes only `last_seen_run`; a finding that was gone and is back keeps its first run.
    """
    with store.writing() as session, session.transaction():
        log = {row["comparison_id"]: row for row in session.table("finding_log").iter_rows(named=True)}
        flagged = session.query(_FLAGGED, {"verdicts": list(FLAGGED_VERDICTS)})
        earlier = links(session)
        rows, new, returned = [], 0, 0
        for found in flagged.iter_rows(named=True):
            known = log.pop(found["comparison_id"], None)
            new += known is None
            returned += known is not None and not known["stands"]
            first = known["first_seen_run"] if known else run_id
            seen = {"first_seen_run": first, "last_seen_run": run_id, "stands": True}
            rows.append({**found, **seen, **followed(earlier.get(found["comparison_id"]))})
        gone = [{**row, "stands": False} for row in log.values() if row["stands"]]
        session.upsert("finding_log", FindingLog.frame([*rows, *gone]))
    reopened = sum(link.joined is not None for link in earlier.values())
    return FindReport(len(rows), new, returned, len(gone), reopened)


def followed(link: Link | None) -> dict[str, object]:
    """The columns of the log that say which dismissed finding one follows."""
    if link is None:
        return {"earlier_id": None, "joined": None, "gone": None}
    return {"earlier_id": link.earlier_id, "joined": link.joined, "gone": link.gone}
