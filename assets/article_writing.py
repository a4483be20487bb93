"""Writes what was read of a batch of files: new and changed versions, files that were moved, refusals; in one transaction.

Belongs here: the writes. Does not: reading, which article a document is (`assets.article_identity`), nor its row
(`assets.article_rows`).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl

from assets.article_identity import identities
from assets.article_rows import Row, VersionsBefore, clean, version_row, versions_before
from assets.source_files import NOT_A_FILE, OUTSIDE, shown
from assets.source_reading import Moved, Read, Readable, Refused, Unchanged
from warehouse.contracts import ValidRows, valid_parts
from warehouse.schemas import Quarantine
from warehouse.store import Session

# reasons after which the last version is no longer what the file says, although its bytes are not known
_NO_LONGER_IT = ("too_large", NOT_A_FILE, OUTSIDE)
_AT = "source_path IN (SELECT unnest($paths::VARCHAR[]))"
_FIRST_SEEN = f"SELECT source_path, first_seen_run FROM store.quarantine WHERE {_AT}"  # noqa: S608 - own words
_STANDING = f"SELECT source_path, article_id FROM store.article_versions WHERE is_current AND {_AT}"  # noqa: S608 - own words
_RELEASE = f"DELETE FROM store.quarantine WHERE {_AT}"  # noqa: S608 - own words
_THERE_AGAIN = """UPDATE store.article_versions SET gone_run = NULL
WHERE gone_run IS NOT NULL AND article_id IN (SELECT unnest($articles::VARCHAR[]))"""
_SUPERSEDE = """UPDATE store.article_versions SET is_current = false
WHERE is_current AND article_id IN (SELECT unnest($articles::VARCHAR[]))"""


@dataclass(frozen=True, slots=True)
class FileOutcome:
    """What happened to one file: `outcome` is new, changed, renamed, returned, quarantined, gone or waiting; `detail` says more of
    the others than new and changed. `to_extract`: how many of its articles are new, or read differently."""

    path: str
    outcome: str
    title: str | None = None
    publisher: str | None = None
    published_on: date | None = None
    reason: str | None = None
    detail: str | None = None
    to_extract: int = 0


@dataclass(frozen=True, slots=True)
class _File:
    """A readable file with the rows of its articles, which keep their contract."""

    file: Readable
    rows: list[Row]
    valid: ValidRows


def write_batch(session: Session, batch: Sequence[Read], run_id: str, absent: Collection[str]) -> list[FileOutcome]:
    """Stores one batch in one transaction; unchanged files leave quarantine. One row a file, none for the unchanged."""
    moved = [item for item in batch if isinstance(item, Moved)]
    readable = [item for item in batch if isinstance(item, Readable)]
    refused = [item for item in batch if isinstance(item, Refused)]
    healed = [item.path for item in batch if isinstance(item, Unchanged | Moved)]
    with session.transaction():
        outcomes = _write_moved(session, moved)
        written, broken = _write_readable(session, readable, run_id, absent)
        outcomes += written + _write_refused(session, [*refused, *broken], run_id)
        ours = [shown(path) for path in healed] + [row.path for row in written]
        _delete_from_quarantine(session, ours)
    return outcomes


def retire(session: Session, paths: Sequence[str], quarantined: Sequence[str], run_id: str) -> list[str]:
    """Articles of files that are not there any more are no longer current, and such files no longer in quarantine.

    Returns the paths of those that had current articles still.
    """
    standing = _standing(session, paths)
    if standing:
        session.execute_file("queries/retire_articles", {"paths": sorted(standing), "run": run_id})
        _rehome(session, [article for found in standing.values() for article in found])
    _delete_from_quarantine(session, quarantined)
    return sorted(standing)


def _write_moved(session: Session, moved: Sequence[Moved]) -> list[FileOutcome]:
    if not moved:
        return []
    places = {
        "was": [item.was for item in moved],
        "now": [shown(item.path) for item in moved],
        "sha256": [item.sha256 for item in moved],
    }
    uris = {
        "was_uri": [Path(item.was).as_uri() for item in moved],
        "now_uri": [item.path.as_uri() for item in moved],
    }
    session.execute_file("queries/move_figures", places)
    session.execute_file("queries/move_articles", places | uris)
    return [_moved_outcome(item) for item in moved if not item.is_read_again]


def _moved_outcome(item: Moved) -> FileOutcome:
    path = shown(item.path)
    if path == item.was:
        return FileOutcome(path, "returned", detail="The file is back as it was.")
    return FileOutcome(path, "renamed", detail=f"The file was {item.was}.")


def _write_readable(
    session: Session, files: Sequence[Readable], run_id: str, absent: Collection[str]
) -> tuple[list[FileOutcome], list[Refused]]:
    """Makes the articles of each file those that stand in it now; also the files of which a row breaks the contract."""
    if not files:
        return [], []
    named = identities(session, ((file.path, file.hints, file.documents) for file in files), absent)
    parts = [[version_row(file, document, named, run_id) for document in file.documents] for file in files]
    before = versions_before(session, [row for rows in parts for row in rows])
    for rows in parts:
        for row in rows:
            before.complete(row)
    good: list[_File] = []
    broken: list[Refused] = []
    for file, rows, valid in zip(files, parts, valid_parts("article_versions", parts), strict=True):
        if isinstance(valid, ValidRows):
            good.append(_File(file, rows, valid))
        else:
            detail = f"{valid} This is an error in Tieout; please report the file."
            broken.append(Refused(file.path, "reading_failed", detail, file.sha256, len(file.raw)))
    return _write_articles(session, good, before), broken


def _write_articles(session: Session, files: Sequence[_File], before: VersionsBefore) -> list[FileOutcome]:
    """Writes the rows; versions that were current and are not what is written now are superseded."""
    if not files:
        return []
    standing = _standing(session, [shown(one.file.path) for one in files])
    rows = [row for one in files for row in one.rows]
    articles = {str(row["article_id"]) for row in rows}
    vanished = {article for found in standing.values() for article in found} - articles
    outdated = sorted((articles & before.articles) | vanished)
    _supersede(session, outdated)
    if before.articles:
        session.execute(_THERE_AGAIN, {"articles": sorted(articles)})
    frame = pl.concat([one.valid.frame for one in files])
    is_known = pl.Series([before.knows(row) for row in rows], dtype=pl.Boolean)
    session.insert("article_versions", ValidRows("article_versions", frame.filter(~is_known)))
    if is_known.any():
        session.upsert("article_versions", ValidRows("article_versions", frame.filter(is_known)))
    _rehome(session, outdated)
    return [_outcome(one, before, was_there=shown(one.file.path) in standing) for one in files]


def _outcome(one: _File, before: VersionsBefore, *, was_there: bool) -> FileOutcome:
    facts = one.file.documents[0].facts
    known = was_there or any(str(row["article_id"]) in before.articles for row in one.rows)
    return FileOutcome(
        shown(one.file.path),
        "changed" if known else "new",
        clean(facts.title),
        clean(facts.publisher),
        facts.published_on,
        to_extract=sum(row["extractor_version"] is None for row in one.rows),
    )


def _write_refused(session: Session, refused: Sequence[Refused], run_id: str) -> list[FileOutcome]:
    """Puts files into quarantine. If a file's bytes are other than before, its last version is no longer what it says."""
    if not refused:
        return []
    paths = [shown(item.path) for item in refused]
    first = dict(session.query(_FIRST_SEEN, {"paths": paths}).iter_rows())
    rows: list[Row] = [
        {
            "source_path": path,
            "reason": item.reason,
            "detail": clean(item.detail),
            "sha256": item.sha256,
            "bytes": item.size_bytes,
            "tried": item.tried,
            "first_seen_run": first.get(path, run_id),
            "last_seen_run": run_id,
        }
        for path, item in zip(paths, refused, strict=True)
    ]
    session.upsert("quarantine", Quarantine.frame(rows))
    other = [path for path, item in zip(paths, refused, strict=True) if item.sha256 or item.reason in _NO_LONGER_IT]
    outdated = [article for found in _standing(session, other).values() for article in found]
    _supersede(session, outdated)
    _rehome(session, outdated)
    return [
        FileOutcome(path, "quarantined", reason=item.reason, detail=item.detail)
        for path, item in zip(paths, refused, strict=True)
    ]


def _standing(session: Session, paths: Sequence[str]) -> dict[str, list[str]]:
    """The current articles of each of these files that has any."""
    found: dict[str, list[str]] = {}
    if paths:
        for path, article in session.query(_STANDING, {"paths": list(paths)}).iter_rows():
            found.setdefault(path, []).append(article)
    return found


def _supersede(session: Session, articles: Sequence[str]) -> None:
    """No version of these articles is current any more."""
    if articles:
        session.execute(_SUPERSEDE, {"articles": list(articles)})


def _rehome(session: Session, articles: Sequence[str]) -> None:
    """Figures that these articles shared with a copy of the file move to the copy, where it alone is current."""
    if articles:
        session.execute_file("queries/rehome_figures", {"articles": list(articles)})


def _delete_from_quarantine(session: Session, paths: Sequence[str]) -> None:
    if paths:
        session.execute(_RELEASE, {"paths": list(paths)})
