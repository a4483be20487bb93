"""Stores in a temporary folder and rows that keep their contracts, for the tests of the warehouse and of the steps over it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from assets.reading.offsets import ByteRuns
from tests.warehouse.again import AUDIT, FERRY
from warehouse.ids import article_id, figure_id, version_id
from warehouse.schemas import TABLES
from warehouse.session import Session
from warehouse.store import Store

Row = dict[str, object]
RowMaker = Callable[..., Row]


@pytest.fixture
def absent_store(tmp_path: Path) -> Store:
    """A private store that is not there yet; waits a second for a lock."""
    return Store.beside(tmp_path / "out" / "news.duckdb", timeout_seconds=1.0)


@pytest.fixture(scope="session")
def empty_store_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store that was made once, to be copied: making one takes a third of a second."""
    made = Store(tmp_path_factory.mktemp("template") / "empty.store.duckdb")
    made.create_or_open()
    return made.path


@pytest.fixture
def store(absent_store: Store, empty_store_file: Path) -> Store:
    """An empty private store; waits a second for a lock."""
    absent_store.path.parent.mkdir()
    shutil.copyfile(empty_store_file, absent_store.path)
    return absent_store


@pytest.fixture
def article_row() -> RowMaker:
    """Makes a row of store.article_versions out of a text."""

    def make(text: str = "Trade reached $3.7bn in 2024.", path: str = "/news/a.txt", **more: object) -> Row:
        raw = text.encode()
        row: Row = {
            "article_id": article_id(f"file://{path}"),
            "version_id": version_id(raw),
            "source_path": path,
            "uri": f"file://{path}",
            "publisher": "Caspian Post",
            "title": "Trade grows",
            "author": None,
            "published_on": date(2025, 1, 20),
            "published_basis": "dateline",
            "language": "en",
            "media_type": "text/plain",
            "encoding": "utf-8",
            "bytes": len(raw),
            "text": text,
            "raw": raw,
            "file_sha256": version_id(raw),
            "raw_start": 0,
            "blocks": "[]",
            "byte_map": ByteRuns().packed(),
            "reading": "as of these tests",
            "ingested_run": "run1",
            "is_current": True,
            "duplicate_cluster": None,
            "extractor_version": "1",
        }
        return row | more

    return make


@pytest.fixture
def figure_row() -> RowMaker:
    """Makes a row of store.figures for a quote in an article row whose text is one sentence."""

    def make(article: Row, quote: str = "$3.7bn", **more: object) -> Row:
        text = str(article["text"])
        start = text.index(quote)
        end = start + len(quote)
        row: Row = {
            **{name: article[name] for name in ("article_id", "version_id", "source_path", "published_on")},
            "figure_id": figure_id(str(article["version_id"]), start, end),
            "char_start": start,
            "char_end": end,
            "byte_start": len(text[:start].encode()),
            "byte_end": len(text[:end].encode()),
            "quote": quote,
            "sentence": text,
            "sentence_start": 0,
            "sentence_end": len(text),
            "in_title": False,
            "kind": "money",
            "value": 3.7e9,
            "unit": "USD",
            "dimension": "money",
            "step": 1e8,
            "low": 3.65e9,
            "high": 3.75e9,
            "hard_low": 3.65e9,
            "hard_high": 3.75e9,
            "measure": "trade_turnover",
            "statistic": "level",
            "role": "main",
            "subject": "azerbaijan + china",
            "period_basis": "explicit",
            "status": "actual",
            "boilerplate": False,
            "rule": "money",
            "extractor_version": "1",
            "prefix": text[max(0, start - 32) : start],
            "steps": "[]",
            "suffix": text[end : end + 32],
        }
        return row | more

    return make


@pytest.fixture
def comparison_row() -> RowMaker:
    """Makes a row of store.comparisons."""

    def make(comparison_id: str = "cmp_1", **more: object) -> Row:
        row: Row = {
            "comparison_id": comparison_id,
            "rule": "sources_agree",
            "verdict": "conflict",
            "severity": "high",
            "title": "Trade of Azerbaijan with China: $3.7bn or $2.1bn",
            "measure": "trade_turnover",
            "subject": "azerbaijan + china",
            "formula": "[3.65, 3.75] bn USD ∩ [2.05, 2.15] bn USD = ∅",
            "explanation": "The two intervals do not meet.",
            "gap": 0.4,
            "independent_sources": 2,
            "facets": "measure=EQUAL; subject=EQUAL",
            "comparable_key": "trade_turnover|money|level",
        }
        return row | more

    return make


@pytest.fixture
def add() -> Callable[[Session, str, list[Row]], int]:
    """Inserts rows into a base table; what a row does not say is null."""

    def insert(session: Session, table: str, rows: list[Row]) -> int:
        return session.insert(table, TABLES[table].frame(rows))

    return insert


@pytest.fixture
def disputed_store(
    store: Store, article_row: RowMaker, figure_row: RowMaker, comparison_row: RowMaker, add: Callable[..., int]
) -> Store:
    """A store in which two articles disagree about one figure."""
    first = article_row()
    second = article_row("In 2024 the turnover was $2.1bn, it was said.", "/news/b.txt", publisher="Baku Times")
    figures = [
        figure_row(first),
        figure_row(second, "$2.1bn", value=2.1e9, low=2.05e9, high=2.15e9, hard_low=2.05e9, hard_high=2.15e9),
    ]
    evidence = [
        {"comparison_id": "cmp_1", "figure_id": figure["figure_id"], "role": "statement", "side": side}
        for side, figure in enumerate(figures, start=1)
    ]
    log = {
        "comparison_id": "cmp_1",
        "first_seen_run": "run1",
        "last_seen_run": "run1",
        "title": "Trade",
        "stands": True,
    }
    with store.writing() as session, session.transaction():
        add(session, "article_versions", [first, second])
        add(session, "figures", figures)
        add(session, "comparisons", [comparison_row()])
        add(session, "evidence", evidence)
        add(session, "finding_log", [log])
    return store


@pytest.fixture
def python_child() -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Starts Python code in another process and waits for its first line; the process is ended after the test."""
    children: list[subprocess.Popen[str]] = []

    def start(code: str, *arguments: object) -> subprocess.Popen[str]:
        command = [sys.executable, "-c", code, *(str(argument) for argument in arguments)]
        child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2])
        children.append(child)
        assert child.stdout is not None
        assert child.stdout.readline().strip() == "ready"
        return child

    yield start
    for child in children:
        child.kill()
        child.wait()
        if child.stdout is not None:
            child.stdout.close()


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """A folder with two articles."""
    folder = tmp_path / "inbox"
    folder.mkdir()
    (folder / "ferry.txt").write_text(FERRY, encoding="utf-8")
    (folder / "audit.txt").write_text(AUDIT, encoding="utf-8")
    return folder
