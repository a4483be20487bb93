"""Goes the way back: reads every source file again and proves that each quote still stands where its figure says it does.

Belongs here: the anchoring proof over files on disk. Does not: mending what is lost; a new run does that.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

import polars as pl

from assets.reading import MAX_BYTES, Hints
from assets.reading.proof import Broken, Claim
from assets.sandbox.limits import USUAL, Allowance
from assets.sandbox.proofs import ProofTask, Proved, prove_in_children
from assets.sandbox.tasks import Failure
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
    """files with their articles, and quotes, that were looked at; and those that no longer hold. A lost file is listed once for each
    of its articles; its figures are not in `lost_quotes`."""

    files: int
    articles: int
    figures: int
    lost_files: tuple[LostFile, ...]
    lost_quotes: tuple[LostQuote, ...]

    @property
    def holds(self) -> bool:
        """Whether every file and every quote is where it was."""
        return not self.lost_files and not self.lost_quotes


@dataclass(frozen=True, slots=True)
class _Article:
    """A current article of a file, with the rows of its figures."""

    raw_start: int
    quotes: list[dict[str, Any]]

    @property
    def claims(self) -> list[Claim]:
        """What its figures say of their places."""
        return [
            Claim(row["quote"], row["char_start"], row["char_end"], row["byte_start"], row["byte_end"])
            for row in self.quotes
        ]


@dataclass(frozen=True, slots=True)
class _File:
    """A file with its articles. `task` is what is to be proved of it; where there is none, `problem` says what is wrong with it."""

    path: str
    articles: list[_Article]
    task: ProofTask | None = None
    problem: str = ""


def verify(store: Store, *, limits: Allowance = USUAL) -> VerifyReport:
    """Checks the sha256 of every current source file and every quote, by characters of the text and by bytes of the file.

    Files are read in child processes, each within `limits`. Raises SandboxError when no child can be started.
    """
    with store.reading() as session:
        versions = session.query_file("queries/current_files")
        figures = session.query_file("queries/current_quotes").partition_by("version_id", as_dict=True)
    lost_files: list[LostFile] = []
    lost_quotes: list[LostQuote] = []
    files = counted = 0
    for file, proved in prove_in_children(_files(versions, figures), lambda file: file.task, limits_of=limits.of_file):
        files += 1
        counted += sum(len(article.quotes) for article in file.articles)
        for article in file.articles:
            problem = _problem(file, article, proved)
            if problem:
                lost_files.append(LostFile(file.path, problem, len(article.quotes)))
            elif proved is not None and not isinstance(proved, Failure):
                lost_quotes += _lost(file.path, article, proved[article.raw_start] or ())
    return VerifyReport(files, versions.height, counted, tuple(lost_files), tuple(lost_quotes))


def _files(versions: pl.DataFrame, figures: Mapping[tuple[object, ...], pl.DataFrame]) -> Iterator[_File]:
    for path, rows in groupby(versions.iter_rows(named=True), key=lambda version: str(version["source_path"])):
        standing = list(rows)
        nothing = pl.DataFrame()
        articles = [
            _Article(row["raw_start"], figures.get((row["version_id"],), nothing).to_dicts()) for row in standing
        ]
        raw = _bytes_as_read(Path(path), standing[0]["file_sha256"])
        if isinstance(raw, str):
            yield _File(path, articles, problem=raw)
            continue
        claims = {article.raw_start: article.claims for article in articles}
        # it was read in this encoding, which may have been declared elsewhere
        hints = Hints(charset=standing[0]["encoding"])
        yield _File(path, articles, ProofTask(raw, Path(path).name, claims, hints))


def _bytes_as_read(path: Path, sha256: str) -> bytes | str:
    """The bytes of the file, where they are those that were read; or what is wrong and what to do."""
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except OSError as error:
        return f"cannot be read: {error.strerror or error}; put it back, or run again"
    found = version_id(raw)
    if found != sha256:
        return f"was changed since it was read: its sha256 is {found}, not {sha256}; run again to read it anew"
    return raw


def _problem(file: _File, article: _Article, proved: Proved | Failure | None) -> str:
    """What is wrong with the file, or with it as the home of this article; '' where nothing is."""
    if proved is None:
        return file.problem
    if isinstance(proved, Failure):
        why = f"{proved.reason}: {proved.detail}"
        return f"is the same file, but this version of Tieout cannot read it: {why}; please report the file"
    if proved.get(article.raw_start) is None:
        return (
            f"is the same file, but this version of Tieout finds no article at byte {article.raw_start}; "
            "run again to read it anew"
        )
    return ""


def _lost(path: str, article: _Article, broken: Sequence[Broken]) -> Iterator[LostQuote]:
    for one in broken:
        row = article.quotes[one.number]
        yield LostQuote(
            row["figure_id"],
            path,
            one.where,
            row["char_start"],
            row["char_end"],
            row["byte_start"],
            row["byte_end"],
            row["quote"],
            one.found,
        )
