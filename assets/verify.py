"""Goes the way back: reads every source file again and proves that each quote still stands where its figure says it does.

Belongs here: the anchoring proof over files on disk. Does not: mending what is lost; a new run does that.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import polars as pl

from assets.reading import MAX_BYTES, Document, Hints, Teller, teller
from assets.sandbox.tasks import Failure, FileTask, read_one
from warehouse.ids import version_id
from warehouse.store import Store

__all__ = ["LostFile", "LostQuote", "VerifyReport", "verify"]


_SHOWN_CHARS = 200


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
    for path, articles in groupby(versions.iter_rows(named=True), key=lambda version: str(version["source_path"])):
        standing = [(version, figures.get((version["version_id"],), pl.DataFrame())) for version in articles]
        counted += sum(quotes.height for _, quotes in standing)
        again = _read_again(Path(path), standing[0][0]["file_sha256"], standing[0][0]["encoding"])
        for version, quotes in standing:
            found = again if isinstance(again, str) else again.article_at(version["raw_start"])
            if isinstance(found, str):
                lost_files.append(LostFile(path, found, quotes.height))
                continue
            say = teller(*found)
            for row in quotes.iter_rows(named=True):
                lost_quotes += _lost(row, path, found[1], say)
    return VerifyReport(versions.height, counted, tuple(lost_files), tuple(lost_quotes))


@dataclass(frozen=True, slots=True)
class _FileAgain:
    """A file that was read again, with its articles by the byte at which each begins."""

    raw: bytes
    documents: dict[int, Document]

    def article_at(self, raw_start: int) -> tuple[bytes, Document] | str:
        """The bytes and the document of an article; or what is wrong, and what to do."""
        document = self.documents.get(raw_start)
        if document is None:
            return f"is the same file, but this version of Tieout finds no article at byte {raw_start}; run again to read it anew"
        return self.raw[document.raw_start : document.raw_end], document


def _read_again(path: Path, sha256: str, encoding: str) -> _FileAgain | str:
    """The file as it is now; or what is wrong and what to do. It was read in this encoding, which may have been declared elsewhere."""
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except OSError as error:
        return f"cannot be read: {error.strerror or error}; put it back, or run again"
    found = version_id(raw)
    if found != sha256:
        return f"was changed since it was read: its sha256 is {found}, not {sha256}; run again to read it anew"
    documents = read_one(FileTask(raw, path.name, Hints(charset=encoding)))
    if isinstance(documents, Failure):
        why = f"{documents.reason}: {documents.detail}"
        return f"is the same file, but this version of Tieout cannot read it: {why}; please report the file"
    return _FileAgain(raw, {document.raw_start: document for document in documents})


def _lost(row: dict[str, object], source_path: str, document: Document, say: Teller) -> Iterator[LostQuote]:
    """The places at which the figure's quote does not stand; none when all is well."""
    start, end = _int(row["char_start"]), _int(row["char_end"])
    byte_start, byte_end = _int(row["byte_start"]), _int(row["byte_end"])
    quote, figure = str(row["quote"]), str(row["figure_id"])

    def lost(what: str, found: str) -> LostQuote:
        return LostQuote(figure, source_path, what, start, end, byte_start, byte_end, quote, found)

    if document.text[start:end] != quote:
        yield lost("text", document.text[start:end])
        return
    said = say(byte_start, byte_end)
    if document.byte_span(start, end) != (byte_start, byte_end) or not said.holds(quote):
        yield lost("bytes", said.text[:_SHOWN_CHARS])


def _int(value: object) -> int:
    assert isinstance(value, int)
    return value
