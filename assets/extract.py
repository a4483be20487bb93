"""The step from article versions to figures: takes each stored document and writes every figure with its ids and its spans.

Belongs here: which versions are due, and the columns that do not follow from the text alone. Does not: finding figures
(`assets.extraction`).
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, astuple, dataclass, field, replace
from decimal import Decimal
from functools import partial
from typing import Any

import polars as pl

from assets.extraction import EXTRACTOR_VERSION, ExtractedFigure
from assets.figure_identity import FiguresBefore, Kept, LostFigure, figures_before, with_identity
from assets.reading import Document, document_of
from assets.sandbox.limits import USUAL, Allowance
from assets.sandbox.tasks import Failure, figures_of
from warehouse.contracts import ValidRows, valid_parts
from warehouse.ids import figure_id
from warehouse.schemas import Figure, Quarantine
from warehouse.store import Session, Store

__all__ = ["SAMPLE_COLUMNS", "ArticleOutcome", "ExtractReport", "Finder", "extract", "figure_rows"]

Finder = Callable[[Iterable[Document]], Iterator[list[ExtractedFigure] | Failure]]
"""Finds the figures of each document, in order, or says why it could not."""

_VERSIONS = "version_id IN (SELECT unnest($versions::VARCHAR[]))"
_PATHS = "source_path IN (SELECT unnest($paths::VARCHAR[]))"
_FORGET = f"DELETE FROM store.figures WHERE {_VERSIONS}"  # noqa: S608 - own words
_STAMP = f"UPDATE store.article_versions SET extractor_version = $extractor_version WHERE {_VERSIONS}"  # noqa: S608 - own words
_RELEASE = f"DELETE FROM store.quarantine WHERE reason = 'extraction_failed' AND {_PATHS}"  # noqa: S608 - own words
_ENDED = """SELECT DISTINCT sha256, tried, detail FROM store.quarantine
WHERE reason = 'extraction_failed' AND tried IS NOT NULL"""
_FIRST_SEEN = f"SELECT source_path, first_seen_run FROM store.quarantine WHERE {_PATHS}"  # noqa: S608 - own words
_CHANGES = "the text, the rules of extraction"
_BATCH_VERSIONS = 128
_SAMPLE_ROWS = 20
_AROUND_CHARS = 32
_COLUMNS = frozenset(Figure.columns())
SAMPLE_COLUMNS = ("quote", "kind", "value", "unit", "measure", "subject", "period_start", "period_end", "source_path")


@dataclass(frozen=True, slots=True)
class ArticleOutcome:
    """What extraction made of one article file: how many figures, or why it failed."""

    path: str
    figures: int
    error: str | None = None


@dataclass(frozen=True, slots=True)
class ExtractReport:
    """Article files that this step read: versions = with_figures + without_figures + failed; copies of a file count each.

    `figures` counts what was found in them, `by_kind` the same by kind; `sample` is a few of the figures.
    """

    with_figures: int
    without_figures: int
    failed: int
    figures: int
    by_kind: dict[str, int]
    sample: tuple[dict[str, object], ...]
    rows: tuple[ArticleOutcome, ...] = field(repr=False)
    # figures of changed articles that were found again in the new version, and those that were not
    reanchored: int = 0
    lost: tuple[LostFigure, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class _Due:
    """A version to extract, with the paths of all articles that say it; `tried`: from what and within which limits, as a hash."""

    version_id: str
    article_id: str
    source_path: str
    all_paths: tuple[str, ...]
    tried: str


@dataclass(frozen=True, slots=True)
class _Result:
    """Figures of one version, or why there are none; `valid` is what goes into the store. `is_lasting`: it would end so again."""

    due: _Due
    rows: list[dict[str, object]]
    valid: ValidRows | None = None
    error: str | None = None
    is_lasting: bool = False
    kept: Kept = field(default_factory=Kept)


def extract(store: Store, run_id: str, *, finder: Finder | None = None, limits: Allowance = USUAL) -> ExtractReport:
    """Extracts figures of all current versions that EXTRACTOR_VERSION has not read, one transaction a version.

    A document that raises, or takes more than its `limits`, goes into quarantine as 'extraction_failed' with the reason, and the
    rest goes on. It is tried again at the next run, unless it would end so again: then when its text, the limits or the rules change.
    """
    finder = finder or partial(figures_of, limits_of=limits.of_text)
    with store.reading() as session:
        found = session.query_file("queries/versions_to_extract", {"extractor_version": EXTRACTOR_VERSION})
        ended = {(sha256, tried): detail for sha256, tried, detail in session.query(_ENDED).iter_rows()}
    due = [_due(row, limits) for row in found.iter_rows(named=True)]
    outcomes: list[ArticleOutcome] = []
    kinds: Counter[str] = Counter()
    sample: list[dict[str, object]] = []
    kept: list[Kept] = []
    for start in range(0, len(due), _BATCH_VERSIONS):
        results = _extract_batch(store, due[start : start + _BATCH_VERSIONS], finder, ended)
        with store.writing() as session, session.transaction():
            _write(session, results, run_id)
        kept += [result.kept for result in results]
        for result in results:
            outcomes += [ArticleOutcome(path, len(result.rows), result.error) for path in result.due.all_paths]
            kinds.update(str(row["kind"]) for row in result.rows)
            sample += [
                {name: row[name] for name in SAMPLE_COLUMNS} for row in result.rows[: _SAMPLE_ROWS - len(sample)]
            ]
    return ExtractReport(
        with_figures=sum(o.error is None and o.figures > 0 for o in outcomes),
        without_figures=sum(o.error is None and o.figures == 0 for o in outcomes),
        failed=sum(o.error is not None for o in outcomes),
        figures=kinds.total(),
        by_kind=dict(sorted(kinds.items())),
        sample=tuple(sample),
        rows=tuple(outcomes),
        reanchored=sum(one.found for one in kept),
        lost=tuple(figure for one in kept for figure in one.lost),
    )


def figure_rows(
    document: Document, figures: Iterable[ExtractedFigure], *, version: str, article: str, source_path: str
) -> list[dict[str, object]]:
    """Rows of `store.figures` for the figures of one document, in the order of the text."""
    place = {"version_id": version, "article_id": article, "source_path": source_path}
    return [{**place, **_row(document, figure, version)} for figure in figures]


def _due(row: Mapping[str, Any], limits: Allowance) -> _Due:
    """One row of `versions_to_extract`."""
    from_what = repr((row["reading"], EXTRACTOR_VERSION, astuple(limits)))
    tried = hashlib.sha256(from_what.encode()).hexdigest()[:16]
    return _Due(row["version_id"], row["article_id"], row["source_path"], tuple(row["all_paths"]), tried)


def _extract_batch(
    store: Store, due: list[_Due], finder: Finder, ended: Mapping[tuple[str, str], str]
) -> list[_Result]:
    """Extracts outside of the writer's lock; only the texts of this batch are in memory. What was `ended` is not tried again."""
    known = {one.version_id: ended.get((one.version_id, one.tried)) for one in due}
    again = [_Result(one, [], error=detail, is_lasting=True) for one in due if (detail := known[one.version_id])]
    batch = [one for one in due if not known[one.version_id]]
    if not batch:
        return again
    with store.reading() as session:
        rows = session.query_file("queries/kept_documents", {"versions": [due.version_id for due in batch]})
        before = figures_before(session, ((due.article_id, due.version_id) for due in batch))
    documents_kept = {row["version_id"]: row for row in rows.iter_rows(named=True)}
    documents = [document_of(documents_kept[due.version_id]) for due in batch]
    nothing = FiguresBefore()
    earlier = [before.get(due.version_id, nothing) for due in batch]
    return again + _checked([_result(*one) for one in zip(batch, documents, finder(documents), earlier, strict=True)])


def _checked(results: list[_Result]) -> list[_Result]:
    """The results with their rows held against the contract; one that breaks it becomes a failure."""
    checked: list[_Result] = []
    for result, valid in zip(results, valid_parts("figures", [result.rows for result in results]), strict=True):
        if result.error is not None:
            checked.append(result)
        elif isinstance(valid, ValidRows):
            checked.append(replace(result, valid=valid))
        else:
            checked.append(_Result(result.due, [], error=_own_error(valid)))
    return checked


def _result(due: _Due, document: Document, found: list[ExtractedFigure] | Failure, before: FiguresBefore) -> _Result:
    if isinstance(found, Failure):
        return _Result(due, [], error=found.with_outlook(_CHANGES), is_lasting=found.is_lasting)
    try:
        rows = figure_rows(document, found, version=due.version_id, article=due.article_id, source_path=due.source_path)
        return _Result(due, rows, kept=with_identity(rows, before, due.source_path))
    except Exception as error:  # one document must not stop a run; its row in quarantine says what happened
        return _Result(due, [], error=_own_error(error))


def _own_error(error: Exception) -> str:
    return (
        f"Extraction failed with {type(error).__name__}: {error}. This is an error in Tieout; please report the file. "
        "It is tried again at the next run."
    )


def _row(document: Document, figure: ExtractedFigure, version: str) -> dict[str, object]:
    """What the figure says, its numbers as doubles, with its byte span and the text around it."""
    start, end = figure.char_start, figure.char_end
    byte_start, byte_end = document.byte_span(start, end)
    said = {name: float(v) if isinstance(v, Decimal) else v for name, v in asdict(figure).items()}
    return {
        **{name: value for name, value in said.items() if name in _COLUMNS},
        "steps": json.dumps(figure.explained(), ensure_ascii=False),
        "figure_id": figure_id(version, start, end),
        "page": document.page_of(start),
        "byte_start": byte_start,
        "byte_end": byte_end,
        "assumed": ",".join(sorted(figure.assumed)) or None,
        "published_on": document.facts.published_on,
        "extractor_version": EXTRACTOR_VERSION,
        "prefix": document.text[max(0, start - _AROUND_CHARS) : start],
        "suffix": document.text[end : end + _AROUND_CHARS],
    }


def _write(session: Session, results: Sequence[_Result], run_id: str) -> None:
    """Replaces the versions' figures and stamps them, or puts their files into quarantine."""
    read = [(result.due, result.valid.frame) for result in results if result.valid is not None]
    if read:
        asked = {"versions": [due.version_id for due, _ in read]}
        session.execute(_FORGET, asked)
        session.insert("figures", ValidRows("figures", pl.concat([frame for _, frame in read])))
        session.execute(_STAMP, asked | {"extractor_version": EXTRACTOR_VERSION})
        session.execute(_RELEASE, {"paths": [path for due, _ in read for path in due.all_paths]})
    failed = [(path, result) for result in results if result.valid is None for path in result.due.all_paths]
    if failed:
        _quarantine(session, failed, run_id)


def _quarantine(session: Session, failed: Sequence[tuple[str, _Result]], run_id: str) -> None:
    first = dict(session.query(_FIRST_SEEN, {"paths": [path for path, _ in failed]}).iter_rows())
    rows: dict[str, dict[str, object]] = {
        path: {
            "source_path": path,
            "reason": "extraction_failed",
            "detail": result.error,
            "sha256": result.due.version_id,
            "tried": result.due.tried if result.is_lasting else None,
            "first_seen_run": first.get(path, run_id),
            "last_seen_run": run_id,
        }
        for path, result in failed
    }
    session.upsert("quarantine", Quarantine.frame(list(rows.values())))
