"""Marks articles that are copies of one text, with the sentences and signatures that were kept of those that are not new.

Belongs here: when this is due, and what counts as a copy. Does not: the query itself (`queries/mark_duplicates`).
"""

from __future__ import annotations

import hashlib
from importlib.metadata import version

from warehouse.ddl import read_meta, write_meta
from warehouse.sql import sql_text
from warehouse.store import Session

_META = "duplicates_marked"
_DUE = "due: "
# characters from which a sentence tells one text from another, and hashes of a signature. Copies share half of all their sentences but
# for the numbers, and these are more than a lead: eight hashes miss such a pair once in 250 times, and one that shares nearly all never
_SENTENCE, _SEEDS = {"sentence": 30}, {"seeds": 8}
_COPIES = {"shared": 0.5, "chars": 150}


def articles_changed(session: Session) -> None:
    """Notes that copies are to be marked again, in the transaction that changes which articles are current."""
    before = read_meta(session).get(_META)
    if before and not before.startswith(_DUE):
        write_meta(session, _META, _DUE + before)


def mark_duplicates(session: Session) -> None:
    """Marks copies among the current articles, unless nothing changed since that was done."""
    stamp = _stamp()
    before = read_meta(session).get(_META)
    if before == stamp:
        return
    with session.transaction():
        if before != _DUE + stamp:
            # other hashes, or other sentences
            session.execute("DELETE FROM store.version_sentences")
            session.execute("DELETE FROM store.version_marks")
        for table in ("version_sentences", "version_marks"):
            session.execute(
                f"DELETE FROM store.{table} WHERE version_id NOT IN (SELECT version_id FROM store.article_versions WHERE is_current)"  # noqa: S608 - own names
            )
        session.fill("version_sentences", "queries/keep_sentences", _SENTENCE)
        session.fill("version_marks", "queries/keep_marks", _SEEDS)
        session.execute_file("queries/mark_duplicates", _COPIES)
        write_meta(session, _META, stamp)


def _stamp() -> str:
    """Changes with the queries and with DuckDB, whose hashes are kept."""
    said = [
        version("duckdb"),
        sql_text("queries/keep_sentences"),
        sql_text("queries/keep_marks"),
        str((_SENTENCE, _SEEDS, _COPIES)),
    ]
    return hashlib.sha256("\n".join(said).encode()).hexdigest()[:16]
