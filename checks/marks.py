"""Keeps the marks of sentences: their words with numbers masked, as hashes, so that no sentence is masked twice.

Belongs here: writing `store.sentence_marks`. Does not: what two sentences of one mark say (`checks.rules.reprints_agree`).
"""

from __future__ import annotations

from checks.rules.reprints_agree import SOME_WORDS
from warehouse.store import Session


def keep_marks(session: Session, *, everything: bool) -> None:
    """Makes marks those of the figures' sentences; but for `everything`, only those of store.touched_versions are made."""
    session.execute("DELETE FROM store.sentence_marks" if everything else _MARKS_OF_TOUCHED)
    session.fill("sentence_marks", "stories/marks", {"everything": everything, "sentence": SOME_WORDS})


_MARKS_OF_TOUCHED = (
    "DELETE FROM store.sentence_marks WHERE version_id IN (SELECT version_id FROM store.touched_versions)"
)
