"""The step from article versions to figures: takes each stored document and writes every figure with its ids and its spans.

Belongs here: which versions are due, and the columns that do not follow from the text alone. Does not: finding figures
(`assets.extraction`).
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, field, replace
from decimal import Decimal

from assets.extraction import EXTRACTOR_VERSION, ExtractedFigure
from assets.reading import Document, document_of
from assets.sandbox.tasks import Failure, figures_of
from warehouse.contracts import ValidRows, valid_parts
from warehouse.ids import figure_id
from warehouse.schemas import Figure, Quarantine
from warehouse.store import Session, Store

__all__ = ["ArticleOutcome", "ExtractReport", "Finder", "extract", "figure_rows"]

Finder = Callable[[Iterable[Document]], Iterator[list[ExtractedFigure] | Failure]]
"""Finds the figures of each document, in order, or says why it could not."""

_BATCH_VERSIONS = 32
_SAMPLE_ROWS = 20
_AROUND_CHARS = 32
_COLUMNS = frozenset(Figure.columns())
_SAMPLE_COLUMNS = ("quote", "kind", "value", "unit", "measure", "subject", "period_start", "period_end", "source_path")


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


@dataclass(frozen=True, slots=True)
class _Due:
    """A version to extract, with the paths of all articles that say it."""

    version_id: str
    article_id: str
    source_path: str
    all_paths: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Result:
    """Figures of one version, or why there are none; `valid` is what goes into the store."""

    due: _Due
    rows: list[dict[str, object]]
    valid: ValidRows | None = None
    error: str | None = None


def extract(store: Store, run_id: str, *, finder: Finder = figures_of) -> ExtractReport:
    """Extracts figures of all current versions that EXTRACTOR_VERSION has not read, one transaction a version.

    A document that raises, or takes more than its limits, goes into quarantine as 'extraction_failed' with the reason, and the
    rest goes on; it is tried again at the next run.
    """
    with store.reading() as session:
        found = session.query_file("queries/versions_to_extract", {"extractor_version": EXTRACTOR_VERSION})
    due = [
        _Due(row["version_id"], row["article_id"], row["source_path"], tuple(row["all_paths"]))
        for row in found.iter_rows(named=True)
    ]
    outcomes: list[ArticleOutcome] = []
    kinds: Counter[str] = Counter()
    sample: list[dict[str, object]] = []
    for start in range(0, len(due), _BATCH_VERSIONS):
        results = _extract_batch(store, due[start : start + _BATCH_VERSIONS], finder)
        with store.writing() as session:
            for result in results:
                _write(session, result, run_id)
        for result in results:
            outcomes += [ArticleOutcome(path, len(result.rows), result.error) for path in result.due.all_paths]
            kinds.update(str(row["kind"]) for row in result.rows)
            sample += [
                {name: row[name] for name in _SAMPLE_COLUMNS} for row in result.rows[: _SAMPLE_ROWS - len(sample)]
            ]
    return ExtractReport(
        with_figures=sum(o.error is None and o.figures > 0 for o in outcomes),
        without_figures=sum(o.error is None and o.figures == 0 for o in outcomes),
        failed=sum(o.error is not None for o in outcomes),
        figures=kinds.total(),
        by_kind=dict(sorted(kinds.items())),
        sample=tuple(sample),
        rows=tuple(outcomes),
    )


def figure_rows(
    document: Document, figures: Iterable[ExtractedFigure], *, version: str, article: str, source_path: str
) -> list[dict[str, object]]:
    """Rows of `store.figures` for the figures of one document, in the order of the text."""
    place = {"version_id": version, "article_id": article, "source_path": source_path}
    return [{**place, **_row(document, figure, version)} for figure in figures]


def _extract_batch(store: Store, batch: list[_Due], finder: Finder) -> list[_Result]:
    """Extracts outside of the writer's lock; only the texts of this batch are in memory."""
    with store.reading() as session:
        rows = session.query_file("queries/kept_documents", {"versions": [due.version_id for due in batch]})
    kept = {row["version_id"]: row for row in rows.iter_rows(named=True)}
    documents = [document_of(kept[due.version_id]) for due in batch]
    found = finder(documents)
    return _checked([_result(*one) for one in zip(batch, documents, found, strict=True)])


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


def _result(due: _Due, document: Document, found: list[ExtractedFigure] | Failure) -> _Result:
    if isinstance(found, Failure):
        return _Result(due, [], error=found.detail)
    try:
        rows = figure_rows(document, found, version=due.version_id, article=due.article_id, source_path=due.source_path)
        return _Result(due, rows)
    except Exception as error:  # one document must not stop a run; its row in quarantine says what happened
        return _Result(due, [], error=_own_error(error))


def _own_error(error: Exception) -> str:
    return (
        f"Extraction failed with {type(error).__name__}: {error}. This is an error in Tieout; please report the file."
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


def _write(session: Session, result: _Result, run_id: str) -> None:
    """Replaces the version's figures and stamps it, or puts its files into quarantine, in one transaction."""
    due = result.due
    with session.transaction():
        if result.valid is None:
            _quarantine(session, due, str(result.error), run_id)
            return
        session.replace_all("figures", result.valid, where={"version_id": due.version_id})
        stamp = "UPDATE store.article_versions SET extractor_version = ? WHERE version_id = ?"
        session.execute(stamp, [EXTRACTOR_VERSION, due.version_id])
        for path in due.all_paths:
            session.delete("quarantine", {"source_path": path, "reason": "extraction_failed"})


def _quarantine(session: Session, due: _Due, error: str, run_id: str) -> None:
    detail = f"{error} It is tried again at the next run."
    for path in due.all_paths:
        first = session.query("SELECT first_seen_run FROM store.quarantine WHERE source_path = ?", [path])
        row = {
            "source_path": path,
            "reason": "extraction_failed",
            "detail": detail,
            "sha256": due.version_id,
            "first_seen_run": first.item() if first.height else run_id,
            "last_seen_run": run_id,
        }
        session.upsert("quarantine", Quarantine.frame([row]))
