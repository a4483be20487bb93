"""The step from source files to article versions: what is new or changed is stored, what cannot be read is quarantined.

Belongs here: the increment by content hash and its writes. Does not: finding files (`assets.source_files`) or reading them
(`assets.source_reading`).
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from assets.extraction import EXTRACTOR_VERSION
from assets.source_files import NoArticles, SourceError, SourceFiles, SourceMissing, find_source_files, shown
from assets.source_reading import Look, Readable, Refused, Unchanged, look_at
from warehouse.contracts import ValidRows, valid_parts
from warehouse.ids import article_id
from warehouse.runs import start_run
from warehouse.schemas import Quarantine
from warehouse.store import Session, Store

__all__ = ["FileOutcome", "IngestReport", "NoArticles", "SourceError", "SourceMissing", "ingest"]

# files are read outside of the writer's lock, and written in batches of this many files or bytes
# When two texts are copies: half of all their sentences are the same but for the numbers, and these are more than a lead. Eight hashes
# miss such a pair once in 250 times, and one that shares nearly all its sentences never.
_COPIES = {"seeds": 8, "shared": 0.5, "chars": 150, "sentence": 30}
_BATCH_FILES = 64
_BATCH_BYTES = 32 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class FileOutcome:
    """What happened to one file: `outcome` is new, changed, quarantined or gone; `detail` says why for the last two."""

    path: str
    outcome: str
    title: str | None = None
    publisher: str | None = None
    published_on: date | None = None
    reason: str | None = None
    detail: str | None = None


@dataclass(frozen=True, slots=True)
class IngestReport:
    """Counts that add up: files = new + changed + unchanged + quarantined. `gone` files are not among `files`.

    `rows` has one entry a file that is not unchanged, in the order of the paths; `read_paths` all paths that were looked at.
    """

    files: int
    new: int
    changed: int
    unchanged: int
    quarantined: int
    gone: int
    rows: tuple[FileOutcome, ...]
    read_paths: frozenset[str] = field(repr=False)


@dataclass(frozen=True, slots=True)
class _Known:
    """What the store knew before: path -> current version, and path -> reason of quarantine."""

    versions: dict[str, str]
    quarantined: dict[str, str]


def ingest(store: Store, sources: Sequence[Path], run_id: str, *, tieout_version: str | None = None) -> IngestReport:
    """Reads the files and folders of `sources` and stores what is new or changed, one transaction an article version.

    Raises SourceMissing or NoArticles before anything is read, and StoreError when the store cannot be used. A file that
    cannot be read is quarantined and the rest goes on.
    """
    found = find_source_files(sources)
    start_run(store, run_id, sources, extractor_version=EXTRACTOR_VERSION, version=tieout_version)
    known = _known(store)
    rows: list[FileOutcome] = []
    unchanged = 0
    for batch in _batches(_look_at_all(found, known)):
        unchanged += sum(isinstance(item, Unchanged) for item in batch)
        healed = [i for i in batch if isinstance(i, Unchanged) and _is_healed(i, known)]
        written = _checked([item for item in batch if not isinstance(item, Unchanged)], run_id)
        if healed or written:
            with store.writing() as session:
                for item in healed:
                    session.delete("quarantine", {"source_path": shown(item.path)})
                rows += [_write(session, item, valid, run_id, known) for item, valid in written]
    rows += _retire(store, found, known)
    counts = {
        outcome: sum(row.outcome == outcome for row in rows) for outcome in ("new", "changed", "quarantined", "gone")
    }
    return IngestReport(
        files=len(found.files) + len(found.closed),
        unchanged=unchanged,
        rows=tuple(sorted(rows, key=lambda row: row.path)),
        read_paths=frozenset(shown(path) for path in found.files),
        **counts,
    )


def _known(store: Store) -> _Known:
    with store.reading() as session:
        versions = session.query("SELECT source_path, version_id FROM store.article_versions WHERE is_current")
        quarantined = session.query("SELECT source_path, reason FROM store.quarantine")
    return _Known(dict(versions.iter_rows()), dict(quarantined.iter_rows()))


def _look_at_all(found: SourceFiles, known: _Known) -> Iterator[Look]:
    for folder, why in found.closed:
        yield Refused(folder, "unreadable", f"The folder cannot be entered: {why}. Check your permission to read it.")
    for path in found.files:
        yield look_at(path, known.versions.get(shown(path)))


def _batches(items: Iterable[Look]) -> Iterator[list[Look]]:
    batch: list[Look] = []
    size = 0
    for item in items:
        batch.append(item)
        size += len(item.raw) if isinstance(item, Readable) else 0
        if len(batch) >= _BATCH_FILES or size >= _BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _is_healed(item: Unchanged, known: _Known) -> bool:
    """Whether a file that was in quarantine can be read again; a failed extraction is for `extract` to clear."""
    return known.quarantined.get(shown(item.path), "extraction_failed") != "extraction_failed"


def _checked(items: list[Readable | Refused], run_id: str) -> list[tuple[Readable | Refused, ValidRows | None]]:
    """Readable files with their row of article_versions; a file whose row breaks the contract is refused with the reason."""
    parts = [[_version_row(item, run_id)] if isinstance(item, Readable) else [] for item in items]
    checked: list[tuple[Readable | Refused, ValidRows | None]] = []
    for item, valid in zip(items, valid_parts("article_versions", parts), strict=True):
        if isinstance(item, Refused):
            checked.append((item, None))
        elif isinstance(valid, ValidRows):
            checked.append((item, valid))
        else:
            detail = f"{valid} This is an error in Tieout; please report the file."
            checked.append((Refused(item.path, "reading_failed", detail, item.version, len(item.raw)), None))
    return checked


def _write(
    session: Session, item: Readable | Refused, valid: ValidRows | None, run_id: str, known: _Known
) -> FileOutcome:
    """Stores one readable or refused file in one transaction."""
    with session.transaction():
        if isinstance(item, Refused):
            return _write_refused(session, item, run_id, known)
        assert valid is not None
        return _write_version(session, item, valid)


def _write_version(session: Session, item: Readable, valid: ValidRows) -> FileOutcome:
    """Makes the file's content its article's current version; one that was there before comes back and is extracted again."""
    article = article_id(item.path.as_uri())
    before = session.query("SELECT version_id FROM store.article_versions WHERE article_id = ?", [article])
    if before.height:
        _supersede(session, article)
    if item.version in before["version_id"]:
        session.execute_file("queries/restore_version", {"article_id": article, "version_id": item.version})
    else:
        session.insert("article_versions", valid)
    session.delete("quarantine", {"source_path": shown(item.path)})
    facts = item.document.facts
    outcome = "changed" if before.height else "new"
    return FileOutcome(shown(item.path), outcome, _clean(facts.title), _clean(facts.publisher), facts.published_on)


def _version_row(item: Readable, run_id: str) -> dict[str, object]:
    document, facts, uri = item.document, item.document.facts, item.path.as_uri()
    return {
        "article_id": article_id(uri),
        "version_id": item.version,
        "source_path": shown(item.path),
        "uri": uri,
        "publisher": _clean(facts.publisher),
        "title": _clean(facts.title),
        "author": _clean(facts.author),
        "published_on": facts.published_on,
        "published_basis": facts.published_basis,
        "language": _clean(facts.language),
        "media_type": document.media_type,
        "encoding": document.encoding,
        "bytes": len(item.raw),
        "text": document.text,
        "raw": item.raw,
        "ingested_run": run_id,
        "is_current": True,
        "duplicate_cluster": None,
        "extractor_version": None,
    }


def _write_refused(session: Session, item: Refused, run_id: str, known: _Known) -> FileOutcome:
    """Puts a file into quarantine. If its bytes are other than before, its last version is no longer what it says."""
    path = shown(item.path)
    first = session.query("SELECT first_seen_run FROM store.quarantine WHERE source_path = ?", [path])
    row = {
        "source_path": path,
        "reason": item.reason,
        "detail": _clean(item.detail),
        "sha256": item.sha256,
        "bytes": item.size_bytes,
        "first_seen_run": first.item() if first.height else run_id,
        "last_seen_run": run_id,
    }
    session.upsert("quarantine", Quarantine.frame([row]))
    if path in known.versions and (item.sha256 or item.reason == "too_large"):
        _supersede(session, article_id(item.path.as_uri()))
    return FileOutcome(path, "quarantined", reason=item.reason, detail=item.detail)


def _supersede(session: Session, article: str) -> None:
    """No version of the article is current any more; figures it shared with a copy of the file move to the copy."""
    session.execute(
        "UPDATE store.article_versions SET is_current = false WHERE article_id = ? AND is_current", [article]
    )
    session.execute_file("queries/rehome_figures", {"article_id": article})


def _retire(store: Store, found: SourceFiles, known: _Known) -> list[FileOutcome]:
    """Files that vanished from a folder that was read are no longer current and no longer in quarantine; marks copies anew."""
    gone = sorted(path for path in known.versions if _is_gone(path, found))
    forgotten = [path for path in known.quarantined if _is_gone(path, found)]
    with store.writing() as session:
        for path in gone:
            with session.transaction():
                _supersede(session, article_id(Path(path).as_uri()))
        for path in forgotten:
            session.delete("quarantine", {"source_path": path})
        session.execute_file("queries/mark_duplicates", _COPIES)
    return [FileOutcome(path, "gone", detail="The file is no longer in its folder.") for path in gone]


def _is_gone(path: str, found: SourceFiles) -> bool:
    return found.would_have_seen(path) and not os.path.lexists(path)


def _clean(text: str | None) -> str | None:
    """Text that UTF-8 can hold: half a surrogate pair, as JSON may smuggle one in, becomes the replacement character."""
    return None if text is None else text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
