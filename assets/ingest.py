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

import polars as pl

from assets.extraction import EXTRACTOR_VERSION
from assets.reading import Document, kept
from assets.source_files import NoArticles, SourceError, SourceMissing, shown
from assets.source_reading import Look, Read, Readable, Refused, Unchanged, look_at, read_all, reading_of
from assets.sources import FolderSource, Listing, SidecarError, list_files
from warehouse.contracts import ValidRows, valid_parts
from warehouse.ids import article_id, version_id
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
    """What the store knew before: path -> sha256 of the file and how it was read, path -> its current articles, and path ->
    reason of quarantine."""

    files: dict[str, tuple[str, str]]
    articles: dict[str, list[str]]
    quarantined: dict[str, str]


@dataclass(frozen=True, slots=True)
class _Article:
    """One article of a file, as a row that keeps its contract."""

    article_id: str
    version_id: str
    valid: ValidRows


@dataclass(frozen=True, slots=True)
class _Checked:
    """A file whose articles are ready to be written."""

    file: Readable
    articles: tuple[_Article, ...]


def ingest(
    store: Store, sources: Sequence[Path | FolderSource], run_id: str, *, tieout_version: str | None = None
) -> IngestReport:
    """Reads the files and folders of `sources` and stores what is new or changed, one transaction an article version.

    Raises SourceMissing or NoArticles before anything is read, and StoreError when the store cannot be used. A file that
    cannot be read is quarantined and the rest goes on.
    """
    listing = list_files(sources)
    found = listing.found
    places = [source.folder if isinstance(source, FolderSource) else source for source in sources]
    start_run(store, run_id, places, extractor_version=EXTRACTOR_VERSION, version=tieout_version)
    known = _known(store)
    rows: list[FileOutcome] = []
    unchanged = 0
    for batch in _batches(read_all(_look_at_all(listing, known))):
        unchanged += sum(isinstance(item, Unchanged) for item in batch)
        healed = [i for i in batch if isinstance(i, Unchanged) and _is_healed(i, known)]
        written = _checked([item for item in batch if not isinstance(item, Unchanged)], run_id)
        if healed or written:
            with store.writing() as session:
                for item in healed:
                    session.delete("quarantine", {"source_path": shown(item.path)})
                rows += [_write(session, item, run_id, known) for item in written]
    rows += _retire(store, listing, known)
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
        current = session.query(
            "SELECT source_path, file_sha256, reading, article_id FROM store.article_versions WHERE is_current"
        )
        quarantined = session.query("SELECT source_path, reason FROM store.quarantine")
    files: dict[str, tuple[str, str]] = {}
    articles: dict[str, list[str]] = {}
    for path, sha256, reading, article in current.iter_rows():
        files[path] = (sha256, reading)
        articles.setdefault(path, []).append(article)
    return _Known(files, articles, dict(quarantined.iter_rows()))


def _look_at_all(listing: Listing, known: _Known) -> Iterator[Look]:
    for folder, why in listing.found.closed:
        yield Refused(folder, "unreadable", f"The folder cannot be entered: {why}. Check your permission to read it.")
    for path in listing.found.files:
        try:
            hints = listing.hints_of(path)
        except SidecarError as error:
            yield Refused(path, "bad_sidecar", str(error))
        else:
            yield look_at(path, known.files.get(shown(path)), hints)


def _batches(items: Iterable[Read]) -> Iterator[list[Read]]:
    batch: list[Read] = []
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


def _checked(items: list[Readable | Refused], run_id: str) -> list[_Checked | Refused]:
    """Readable files with their rows of article_versions; a file of which a row breaks the contract is refused with the reason."""
    parts = [
        [_version_row(item, document, run_id) for document in item.documents] if isinstance(item, Readable) else []
        for item in items
    ]
    checked: list[_Checked | Refused] = []
    for item, part, valid in zip(items, parts, valid_parts("article_versions", parts), strict=True):
        if isinstance(item, Refused):
            checked.append(item)
        elif isinstance(valid, ValidRows):
            articles = (
                _Article(str(row["article_id"]), str(row["version_id"]), ValidRows(valid.table, valid.frame[index]))
                for index, row in enumerate(part)
            )
            checked.append(_Checked(item, tuple(articles)))
        else:
            detail = f"{valid} This is an error in Tieout; please report the file."
            checked.append(Refused(item.path, "reading_failed", detail, item.sha256, len(item.raw)))
    return checked


def _write(session: Session, item: _Checked | Refused, run_id: str, known: _Known) -> FileOutcome:
    """Stores one readable or refused file in one transaction."""
    with session.transaction():
        return (
            _write_refused(session, item, run_id, known)
            if isinstance(item, Refused)
            else _write_file(session, item, known)
        )


def _write_file(session: Session, item: _Checked, known: _Known) -> FileOutcome:
    """Makes the articles of the file those that stand in it now; those that stood there before and do no longer are superseded."""
    path = shown(item.file.path)
    before = known.articles.get(path, [])
    seen = [_write_article(session, article) for article in item.articles]
    for gone in set(before) - {article.article_id for article in item.articles}:
        _supersede(session, gone)
    session.delete("quarantine", {"source_path": path})
    facts = item.file.documents[0].facts
    outcome = "changed" if before or any(seen) else "new"
    return FileOutcome(path, outcome, _clean(facts.title), _clean(facts.publisher), facts.published_on)


def _write_article(session: Session, article: _Article) -> bool:
    """Makes the content the article's current version, and says whether it had one before; one that was there before comes back
    and is extracted again."""
    query = "SELECT version_id, ingested_run FROM store.article_versions WHERE article_id = ?"
    before = dict(session.query(query, [article.article_id]).iter_rows())
    if before:
        _supersede(session, article.article_id)
    frame = article.valid.frame
    if article.version_id in before:
        frame = frame.with_columns(ingested_run=pl.lit(before[article.version_id]))
    session.upsert("article_versions", ValidRows(article.valid.table, frame))
    return bool(before)


def _version_row(item: Readable, document: Document, run_id: str) -> dict[str, object]:
    home = item.hints.uri or item.path.as_uri()
    uri = f"{home}#{document.fragment}" if document.fragment else home
    raw = item.raw[document.raw_start : document.raw_end]
    columns = {name: _clean(value) if isinstance(value, str) else value for name, value in kept(document).items()}
    return {
        **columns,
        "text": document.text,
        "article_id": article_id(uri),
        "version_id": version_id(raw) if document.fragment else item.sha256,
        "source_path": shown(item.path),
        "uri": uri if item.hints.uri else document.address or uri,
        "bytes": len(raw),
        "file_sha256": item.sha256,
        "raw_start": document.raw_start,
        "raw": raw,
        "reading": reading_of(item.hints),
        "licence": item.hints.licence,
        "ingested_run": run_id,
        "is_current": True,
        "gone_run": None,
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
    if item.sha256 or item.reason == "too_large":
        for article in known.articles.get(path, []):
            _supersede(session, article)
    return FileOutcome(path, "quarantined", reason=item.reason, detail=item.detail)


def _supersede(session: Session, article: str) -> None:
    """No version of the article is current any more; figures it shared with a copy of the file move to the copy."""
    session.execute(
        "UPDATE store.article_versions SET is_current = false WHERE article_id = ? AND is_current", [article]
    )
    session.execute_file("queries/rehome_figures", {"article_id": article})


def _retire(store: Store, listing: Listing, known: _Known) -> list[FileOutcome]:
    """Files that vanished from a folder that was read, or that its rules leave out by now, are no longer current and no longer
    in quarantine; marks copies anew."""
    gone = {path: why for path in sorted(known.articles) if (why := _why_gone(path, listing))}
    forgotten = [path for path in known.quarantined if _why_gone(path, listing)]
    with store.writing() as session:
        for path in gone:
            with session.transaction():
                for article in known.articles[path]:
                    _supersede(session, article)
        for path in forgotten:
            session.delete("quarantine", {"source_path": path})
        session.execute_file("queries/mark_duplicates", _COPIES)
    return [FileOutcome(path, "gone", detail=why) for path, why in gone.items()]


def _why_gone(path: str, listing: Listing) -> str | None:
    """Why a file is no longer among those that are read; None for one that is, or whose folder was not walked."""
    if not listing.found.would_have_seen(path):
        return None
    return listing.left_out(path) if os.path.lexists(path) else "The file is no longer in its folder."


def _clean(text: str | None) -> str | None:
    """Text that UTF-8 can hold: half a surrogate pair, as JSON may smuggle one in, becomes the replacement character."""
    return None if text is None else text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
