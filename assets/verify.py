"""Goes the way back: reads every source file again and proves that each quote still stands where its figure says it does.

Belongs here: the anchoring proof over files on disk. Does not: mending what is lost; a new run does that.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from assets.reading import MAX_BYTES, Document, Hints, Unreadable, read_documents
from warehouse.ids import version_id
from warehouse.store import Store

__all__ = ["LostFile", "LostQuote", "VerifyReport", "verify"]


@dataclass(frozen=True, slots=True)
class LostFile:
    """A source file that is not what was read: `problem` says how, `figures` how many figures rest on it."""

    source_path: str
    problem: str
    figures: int


@dataclass(frozen=True, slots=True)
class LostQuote:
    """A figure whose characters or bytes say something else now. `what` is 'text' or 'bytes', where the difference is."""

    figure_id: str
    source_path: str
    what: str
    char_start: int
    char_end: int
    byte_start: int
    byte_end: int
    expected: str
    found: str


@dataclass(frozen=True, slots=True)
class VerifyReport:
    """files and quotes that were looked at, and those that no longer hold. `lost_files`' figures are not in `lost_quotes`."""

    files: int
    figures: int
    lost_files: tuple[LostFile, ...]
    lost_quotes: tuple[LostQuote, ...]

    @property
    def holds(self) -> bool:
        """Whether every file and every quote is where it was."""
        return not self.lost_files and not self.lost_quotes


def verify(store: Store) -> VerifyReport:
    """Checks the sha256 of every current source file and every quote, by characters of the text and by bytes of the file."""
    with store.reading() as session:
        versions = session.query_file("queries/current_files")
        figures = session.query_file("queries/current_quotes").partition_by("version_id", as_dict=True)
    lost_files: list[LostFile] = []
    lost_quotes: list[LostQuote] = []
    counted = 0
    for version in versions.iter_rows(named=True):
        quotes = figures.get((version["version_id"],), pl.DataFrame())
        counted += quotes.height
        document = _read_again(
            Path(version["source_path"]),
            version["file_sha256"],
            version["raw_start"],
            Hints(encoding=version["encoding"]),
        )
        if isinstance(document, str):
            lost_files.append(LostFile(version["source_path"], document, quotes.height))
            continue
        raw, text = document
        lost_quotes += [
            lost for row in quotes.iter_rows(named=True) for lost in _lost(row, version["source_path"], raw, text)
        ]
    return VerifyReport(versions.height, counted, tuple(lost_files), tuple(lost_quotes))


def _read_again(path: Path, version: str, raw_start: int, hints: Hints) -> tuple[bytes, Document] | str:
    """The bytes of the article that begins at `raw_start` of the file, and its document; or what is wrong and what to do.

    `hints` name the encoding as which it was read: a server may have declared it, and the bytes alone do not say so."""
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except OSError as error:
        return f"cannot be read: {error.strerror or error}; put it back, or run again"
    found = version_id(raw)
    if found != version:
        return f"was changed since it was read: its sha256 is {found}, not {version}; run again to read it anew"
    try:
        documents = read_documents(raw, path.name, hints)
    except Unreadable as error:
        return f"is the same file, but this version of Tieout cannot read it: {error}; please report the file"
    found_there = next((document for document in documents if document.raw_start == raw_start), None)
    if found_there is None:
        return f"is the same file, but this version of Tieout finds no article at byte {raw_start}; run again to read it anew"
    return raw[found_there.raw_start : found_there.raw_end], found_there


def _lost(row: dict[str, object], source_path: str, raw: bytes, document: Document) -> Iterator[LostQuote]:
    """The places at which the figure's quote does not stand; none when all is well."""
    start, end = _int(row["char_start"]), _int(row["char_end"])
    byte_start, byte_end = _int(row["byte_start"]), _int(row["byte_end"])
    quote, figure = str(row["quote"]), str(row["figure_id"])

    def lost(what: str, found: str) -> LostQuote:
        return LostQuote(figure, source_path, what, start, end, byte_start, byte_end, quote, found)

    if document.text[start:end] != quote:
        yield lost("text", document.text[start:end])
    elif document.byte_span(start, end) != (byte_start, byte_end):
        yield lost("bytes", raw[byte_start:byte_end].decode(document.encoding, "replace"))
    elif document.media_type == "text/plain":
        # markup may stand between the characters of a quote; in plain text the bytes must say it themselves
        found = raw[byte_start:byte_end].decode(document.encoding, "replace")
        if found != quote:
            yield lost("bytes", found)


def _int(value: object) -> int:
    assert isinstance(value, int)
    return value
