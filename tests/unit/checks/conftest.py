"""A small corpus in a real store: figures are said by sources, and the laws are asked about them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from assets.extract import extract
from assets.ingest import ingest
from checks.compare import CompareReport, CompareSettings, compare
from warehouse.ids import article_id, figure_id, version_id
from warehouse.schemas import ArticleVersion, Figure
from warehouse.store import Store

# A column of a figure; the contract of store.figures checks its type.
Facet = Any
DIMENSIONS = {
    "USD": "money",
    "EUR": "money",
    "MW": "power",
    "t": "mass",
    "percent": "ratio",
    "fold": "ratio",
    "rank": "rank",
}
SOURCES = (
    "Ledger",
    "Courier",
    "Gazette",
    "Argus",
    "Observer",
    "Mail",
    "Echo",
    "Star",
    "Post",
    "Record",
    "Dispatch",
    "Sentinel",
)
HEADLINES = tuple(f"What {source.lower()} readers should know" for source in SOURCES)
QUOTES = """SELECT e.comparison_id, f.quote FROM store.evidence AS e JOIN store.figures AS f USING (figure_id)"""


class Corpus:
    """Articles and figures that are collected, written to a store in any order, and compared."""

    def __init__(self, path: Path) -> None:
        self.store = Store(path)
        self.articles: dict[str, dict[str, Any]] = {}
        self.figures: list[dict[str, Any]] = []
        self.names: dict[str, str] = {}

    def say(self, article: str, value: float, unit: str = "MW", **facets: Facet) -> str:
        """Adds a figure to an article named by its publisher; returns its id. `step` makes the interval unless `low` … are given."""
        source = self._article(article, facets.pop("published_on", date(2025, 3, 1)))
        start = 10 * len(self.figures) + facets.pop("at", 0)
        quote = facets.pop("quote", f"{value:g} {unit}")
        step = facets.pop("step", 0.0)
        low, high = facets.pop("low", value - step / 2), facets.pop("high", value + step / 2)
        measure, statistic = facets.pop("measure", "capacity"), facets.pop("statistic", "level")
        dimension = DIMENSIONS.get(unit, "count")
        row: dict[str, Any] = {
            **{name: source[name] for name in ("article_id", "version_id", "source_path", "published_on")},
            "figure_id": figure_id(source["version_id"], start, start + len(quote)),
            "char_start": start,
            "char_end": start + len(quote),
            "byte_start": start,
            "byte_end": start + len(quote),
            "quote": quote,
            "sentence": f"Sentence {facets.get('sentence_start', start)} of {article} with {quote}.",
            "sentence_start": start,
            "sentence_end": start + len(quote) + 1,
            "in_title": False,
            "kind": "physical",
            "value": value,
            "unit": unit,
            "dimension": dimension,
            "step": step,
            "low": low,
            "high": high,
            "hard_low": facets.pop("hard_low", low),
            "hard_high": facets.pop("hard_high", high),
            "measure": measure,
            "statistic": statistic,
            "role": "main",
            "period_basis": "explicit" if facets.get("period_end") else "none",
            "status": "actual",
            "boilerplate": False,
            "comparable_key": f"{measure}|{dimension}|{statistic}",
            "rule": "test",
            "extractor_version": "test",
            "prefix": "",
            "steps": "[]",
            "suffix": "",
        }
        self.figures.append(row | facets)
        self.names[row["figure_id"]] = quote
        return str(row["figure_id"])

    def _article(self, name: str, published_on: date) -> dict[str, Any]:
        raw = f"{name} {published_on}".encode()
        uri = f"file:///news/{hashlib.sha256(raw).hexdigest()[:8]}.txt"
        row = {
            "article_id": article_id(uri),
            "version_id": version_id(raw),
            "source_path": uri.removeprefix("file://"),
            "uri": uri,
            "publisher": name,
            "title": f"{name} reports",
            "published_on": published_on,
            "published_basis": "meta",
            "media_type": "text/plain",
            "encoding": "utf-8",
            "bytes": len(raw),
            "text": raw.decode(),
            "raw": raw,
            "file_sha256": version_id(raw),
            "raw_start": 0,
            "blocks": "[]",
            "byte_map": b"",
            "reading": "as of these tests",
            "ingested_run": "run-1",
            "is_current": True,
        }
        return self.articles.setdefault(uri, row)

    def write(self, backwards: bool = False) -> None:
        """Puts everything into the store, in the order in which it was said or the other way round."""
        rows = list(reversed(self.figures)) if backwards else self.figures
        with self.store.writing() as session:
            session.upsert("article_versions", ArticleVersion.frame(list(self.articles.values())))
            session.upsert("figures", Figure.frame(rows))

    def compare(self, *rules: str, run_id: str = "run-1") -> CompareReport:
        """Writes and compares, with the named laws or with all."""
        self.write()
        return compare(self.store, run_id, CompareSettings(rules=rules or None))

    def comparisons(self) -> pl.DataFrame:
        """`store.comparisons` as it stands."""
        with self.store.reading() as session:
            return session.table("comparisons")

    def only(self, *rules: str) -> Mapping[str, Any]:
        """The one comparison that the laws make, with `sides`: quotes by side."""
        self.compare(*rules)
        rows = self.comparisons().to_dicts()
        assert len(rows) == 1, [(row["rule"], row["verdict"], row["title"]) for row in rows]
        return rows[0] | {"sides": self.sides(rows[0]["comparison_id"])}

    def sides(self, comparison_id: str) -> dict[int, set[str]]:
        """Quotes of a comparison by side."""
        with self.store.reading() as session:
            rows = session.table("evidence").filter(pl.col("comparison_id") == comparison_id)
        found: dict[int, set[str]] = {}
        for row in rows.iter_rows(named=True):
            found.setdefault(row["side"], set()).add(self.names[row["figure_id"]])
        return found

    def verdicts(self, *rules: str) -> list[str]:
        """The verdicts that the laws come to, sorted."""
        self.compare(*rules)
        return sorted(self.comparisons()["verdict"].to_list())


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    """An empty corpus over a store of its own."""
    return Corpus(tmp_path / "news.store.duckdb")


@pytest.fixture
def judged(tmp_path: Path) -> Callable[..., list[dict[str, Any]]]:
    """Reads articles ({"text", "publisher", "on"}) as files into a store of their own, and gives the comparisons of the named laws.

    Each row has `quotes`: what its evidence says, each quote once.
    """

    def judge(articles: Sequence[Mapping[str, str]], *laws: str) -> list[dict[str, Any]]:
        folder = tmp_path / "news"
        folder.mkdir()
        for number, article in enumerate(articles):
            day = date.fromisoformat(article.get("on", "2025-06-12")).strftime("%d %B %Y")
            head = (article.get("publisher", f"The {SOURCES[number]}"), article.get("title", HEADLINES[number]), day)
            (folder / f"{number}.txt").write_text(
                "\n".join((*head, "By Ann Lee", "", article["text"], "")), encoding="utf-8"
            )
        store = Store(tmp_path / "specs.store.duckdb")
        ingest(store, [folder], "run-1")
        extract(store, "run-1")
        compare(store, "run-1", CompareSettings(rules=laws or None))
        with store.reading() as session:
            quotes = session.query(QUOTES).rows()
            rows = session.table("comparisons").to_dicts()
        return [row | {"quotes": {quote for name, quote in quotes if name == row["comparison_id"]}} for row in rows]

    return judge
