"""The step from source files to article versions: what is new or changed is stored, what cannot be read is quarantined.

Belongs here: the order of the step and what it reports. Does not: finding files (`assets.source_files`), reading them
(`assets.source_reading`), recognising them (`assets.known_files`), or writing (`assets.article_writing`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from assets.article_writing import FileOutcome, retire, write_batch
from assets.duplicates import articles_changed, mark_duplicates
from assets.extraction import EXTRACTOR_VERSION
from assets.file_looks import remember_looks
from assets.known_files import Absent, Known, absent_files, known_files, recognised
from assets.sandbox.limits import USUAL, Allowance
from assets.settling import first_look, settled
from assets.source_files import NoArticles, SourceError, SourceMissing, shown
from assets.source_reading import Look, Moved, Read, Readable, Refused, Unchanged, look_at, read_all
from assets.sources import FolderSource, Listing, SidecarError, list_files
from assets.sources.notes import AddressNotes, lonely_sidecars, passed_over
from warehouse.runs import start_run
from warehouse.store import Store

__all__ = ["FileOutcome", "IngestReport", "NoArticles", "SourceError", "SourceMissing", "ingest"]

# files are read outside of the writer's lock, and written in batches of so many files that are not unchanged, or bytes
_BATCH_FILES = 512
_BATCH_BYTES = 32 * 1024 * 1024
# a file that moved or is well again is a few words to write
_LIGHT = 32
_PARTLY_READ = (
    "Some of its lines are no JSON, or have no text: they were passed over, and the articles of the others bear the doubt "
    "records_unread. Check its lines and run again."
)
_GONE = "The file is no longer in its folder."
_WAITING = "The file was still being written; the next run reads it."


@dataclass(frozen=True, slots=True)
class IngestReport:
    """Counts that add up: files = new + changed + unchanged + quarantined; `renamed` ones are among the unchanged.

    `gone` files, and those that wait because they are still being written, are not among `files`. `rows` has one entry a file that is
    not unchanged, in the order of the paths, those that wait included; `read_paths` all paths that were looked at. `notes` are files
    read in part and sidecars that serve nothing, each with what to do; `passed_over` how many files of the
    folders are no articles, by their ending.
    """

    files: int
    new: int
    changed: int
    unchanged: int
    renamed: int
    quarantined: int
    gone: int
    waiting: int
    rows: tuple[FileOutcome, ...]
    read_paths: frozenset[str] = field(repr=False)
    notes: tuple[tuple[str, str], ...] = ()
    passed_over: Mapping[str, int] = field(default_factory=dict[str, int])


def ingest(
    store: Store,
    sources: Sequence[Path | FolderSource],
    run_id: str,
    *,
    tieout_version: str | None = None,
    settle_seconds: float | None = None,
    limits: Allowance = USUAL,
) -> IngestReport:
    """Reads the files and folders of `sources` and stores what is new or changed, a batch of files in one transaction.

    Files that change within `settle_seconds` (default: `assets.settling.SETTLE_SECONDS`; only files touched a moment ago are waited
    for) are left to the next run; `limits` are what each file may cost. A file that cannot be read is quarantined and the rest goes
    on. Raises SourceMissing or NoArticles before anything is read, and StoreError when the store cannot be used.
    """
    listing = list_files(sources)
    first = first_look(listing.found.files)
    places = [source.folder if isinstance(source, FolderSource) else source for source in sources]
    start_run(store, run_id, places, extractor_version=EXTRACTOR_VERSION, version=tieout_version)
    with store.reading() as session:
        known = known_files(session)
    found = settled(listing.found, first, settle_seconds)
    looked_at, listing = listing.walked, replace(listing, found=found)
    absent = absent_files(found, known, listing.left_out)
    addresses = AddressNotes()
    looks = _look_at_all(listing, known, limits, addresses)
    partly: list[tuple[Path, str]] = []
    items = read_all(recognised(looks, known, absent), limits)
    rows, unchanged = _read_and_write(store, listing, _noting_partly_read(items, partly), known, absent, run_id)
    rows += _retired(store, absent, listing, run_id)
    rows += [FileOutcome(shown(path), "waiting", detail=_WAITING) for path in found.waiting]
    counts = Counter(row.outcome for row in rows)
    return IngestReport(
        files=found.count,
        new=counts["new"],
        changed=counts["changed"],
        unchanged=len(unchanged) + counts["renamed"] + counts["returned"],
        renamed=counts["renamed"],
        quarantined=counts["quarantined"],
        gone=counts["gone"],
        waiting=counts["waiting"],
        rows=tuple(sorted(rows, key=lambda row: row.path)),
        read_paths=frozenset(shown(path) for path in found.files),
        notes=tuple(
            (shown(path), note) for path, note in sorted([*lonely_sidecars(looked_at), *addresses.notes, *partly])
        ),
        passed_over=passed_over(looked_at),
    )


def _read_and_write(
    store: Store,
    listing: Listing,
    read: Iterable[Read],
    known: Known,
    absent: Absent,
    run_id: str,
) -> tuple[list[FileOutcome], list[Unchanged]]:
    """Outcomes of all files but the unchanged, which come apart."""
    gone = frozenset(absent.files)
    outcomes: list[FileOutcome] = []
    unchanged: list[Unchanged] = []

    def to_write(items: Iterable[Read]) -> Iterator[Read]:
        for item in items:
            if isinstance(item, Unchanged):
                unchanged.append(item)
                if not known.is_healed(shown(item.path)):
                    continue
            yield item

    for batch in _batches(to_write(read)):
        with store.writing() as session, session.transaction():
            articles_changed(session)
            outcomes += write_batch(session, batch, run_id, gone)
    with store.writing() as session:
        remember_looks(session, unchanged, listing.found.waiting)
    return outcomes, unchanged


def _noting_partly_read(items: Iterable[Read], partly: list[tuple[Path, str]]) -> Iterator[Read]:
    """The items; `partly` takes note of files of which some records were passed over."""
    for item in items:
        if isinstance(item, Readable) and any("records_unread" in document.doubts for document in item.documents):
            partly.append((item.path, _PARTLY_READ))
        yield item


def _retired(store: Store, absent: Absent, listing: Listing, run_id: str) -> list[FileOutcome]:
    """Outcomes of files that are no longer there and were not found under another name; copies are marked anew where need be."""
    with store.writing() as session:
        with session.transaction():
            gone = retire(session, absent.files, absent.quarantined, run_id)
            if gone:
                articles_changed(session)
        mark_duplicates(session)
    return [FileOutcome(path, "gone", detail=listing.left_out(path) or _GONE) for path in gone]


def _look_at_all(listing: Listing, known: Known, limits: Allowance, addresses: AddressNotes) -> Iterator[Look]:
    found = listing.found
    for folder, why in found.closed:
        yield Refused(folder, "unreadable", f"The folder cannot be entered: {why}. Check your permission to read it.")
    for barred in found.barred:
        yield Refused(barred.path, barred.reason, barred.detail)
    for path in found.files:
        try:
            hints = listing.hints_of(path)
        except SidecarError as error:
            yield Refused(path, "bad_sidecar", str(error))
            continue
        addresses.see(path, hints)
        place = shown(path)
        file = known.files.get(place)
        yield look_at(path, file.key if file else None, hints, known.ended.get(place), limits)


def _batches(items: Iterable[Read]) -> Iterator[list[Read]]:
    batch: list[Read] = []
    size, weight = 0, 0
    for item in items:
        batch.append(item)
        size += len(item.raw) if isinstance(item, Readable) else 0
        weight += 1 if isinstance(item, Moved | Unchanged) else _LIGHT
        # a file that moved and is read again stays together
        if (weight >= _BATCH_FILES * _LIGHT or size >= _BATCH_BYTES) and not isinstance(item, Moved):
            yield batch
            batch, size, weight = [], 0, 0
    if batch:
        yield batch
