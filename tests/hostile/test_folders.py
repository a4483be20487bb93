"""Hostile files among ordinary ones, through the steps of a run: each is refused with its reason, and nothing else changes."""

from __future__ import annotations

import os
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import polars as pl
import pytest

from assets.extract import ExtractReport, extract
from assets.extraction import ExtractedFigure
from assets.ingest import IngestReport, ingest
from assets.reading import Document
from assets.sandbox.limits import Limits
from assets.sandbox.tasks import Failure, figures_of
from assets.tally import tally_files
from assets.verify import verify
from tests.hostile.cases import CASES
from tests.property.growth import TEXTS
from tests.property.hostile import PIECES
from warehouse.store import Store

ORDINARY = (
    "Boats\n\n3 March 2025\n\nThe yard at Corda sold {n} boats in 2024, more than a year earlier, its owner said.\n"
)
SECRET = "The yard at Brennock sold 71 rafts in 2024."
IN_A_RUN = ("bomb.html", "nul.txt", "nul.html", "zero.txt", "override.txt", "half.html", "climb.docx", "bomb.pdf")
MANY_FIGURES = 3_000
"""Sentences of a text whose figures take longer than the limit of these tests."""


@dataclass(frozen=True, slots=True)
class Run:
    """A run over ordinary and hostile files, and the same ordinary files alone."""

    folder: Path
    store: Store
    ingested: IngestReport
    extracted: ExtractReport
    alone: pl.DataFrame

    def refused(self) -> dict[str, str]:
        """Name of a file -> reason of quarantine."""
        with self.store.reading() as session:
            rows = session.query("SELECT source_path, reason FROM quarantine").iter_rows()
            return {Path(path).name: reason for path, reason in rows}


def _limited(documents: Iterable[Document]) -> Iterator[list[ExtractedFigure] | Failure]:
    """Finds figures with less time than in a run for texts that are longer than ordinary ones."""
    return figures_of(documents, limits_of=lambda chars: Limits(1 if chars > 100_000 else 30, 90))


def _pieces() -> Iterator[str]:
    """Texts of what programs trip over, glued and spaced at random, the same at each run."""
    chance = random.Random(14)
    for between in ("", " "):
        for _ in range(10):
            yield between.join(chance.choices(PIECES, k=200)).encode("utf-8", "ignore").decode()


def _ordinary(folder: Path) -> None:
    for number in range(20, 40):
        (folder / f"{number}.txt").write_text(ORDINARY.format(n=number), encoding="utf-8")


def _hostile(folder: Path, outside: Path) -> None:
    for case in CASES:
        if case.name in IN_A_RUN:
            (folder / f"25-{case.name}").write_bytes(case.make())
    with (folder / "26-huge.txt").open("wb") as file:
        file.truncate(1 << 30)
    os.mkfifo(folder / "27-pipe.txt")
    (folder / "28-link.txt").symlink_to(outside)
    (folder / "29-many.txt").write_text("The yard at Corda sold 14 boats to 9 crews. " * MANY_FIGURES)
    for number, text in enumerate(_pieces()):
        (folder / f"31-{number}.txt").write_text(f"Boats\n\n3 March 2025\n\n{text}\n", encoding="utf-8")
    for number, growing in enumerate(TEXTS):
        (folder / f"32-{number}.txt").write_text(growing.text(100), encoding="utf-8")


def _run(store: Store, folder: Path) -> tuple[IngestReport, ExtractReport]:
    ingested = ingest(store, [folder], "run1")
    return ingested, extract(store, "run1", finder=_limited)


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    place = tmp_path_factory.mktemp("hostile")
    folder, ordinary, outside = place / "news", place / "ordinary", place / "secret.txt"
    for made in (folder, ordinary):
        made.mkdir()
        _ordinary(made)
    outside.write_text(SECRET, encoding="utf-8")
    _hostile(folder, outside)
    alone, store = Store(place / "alone.store.duckdb"), Store(place / "all.store.duckdb")
    _run(alone, ordinary)
    return Run(folder, store, *_run(store, folder), _figures(alone))


def _figures(store: Store) -> pl.DataFrame:
    """What the ordinary files say, by their names."""
    query = (
        "SELECT source_path, char_start, quote, value, unit, low, high, period_start FROM store.figures ORDER BY ALL"
    )
    with store.reading() as session:
        rows = session.query(query)
    name = pl.col("source_path").str.split("/").list.last()
    return rows.with_columns(name.alias("source_path")).filter(pl.col("source_path").str.contains(r"^\d+\.txt$"))


def test_ordinary_files_say_the_same_among_hostile_ones_as_alone(run: Run) -> None:
    assert run.alone.height >= 20
    assert _figures(run.store).equals(run.alone)


def test_every_hostile_file_is_counted_once(run: Run) -> None:
    tally = tally_files(run.ingested, run.extracted)
    assert tally.files == tally.with_figures + tally.without_figures + tally.unchanged + tally.quarantined
    assert tally.with_figures >= 20
    assert tally.quarantined >= 5


def test_a_file_of_a_gigabyte_a_pipe_and_compressed_data_are_refused_with_their_reasons(run: Run) -> None:
    refused = run.refused()
    assert refused["26-huge.txt"] == "too_large"
    assert refused["27-pipe.txt"] == "not_a_file"
    assert refused["25-bomb.html"] == refused["25-nul.txt"] == "binary"


def test_a_link_to_a_file_outside_of_the_folder_is_not_followed(run: Run) -> None:
    with run.store.reading() as session:
        texts = session.query("SELECT text FROM store.article_versions")["text"].to_list()
    assert len(texts) > 20
    assert not any("Brennock" in text for text in texts)


def test_a_text_whose_figures_take_too_much_is_quarantined_with_the_limit(run: Run) -> None:
    with run.store.reading() as session:
        query = "SELECT reason, detail FROM quarantine WHERE source_path LIKE '%29-many.txt'"
        ((reason, detail),) = session.query(query).rows()
    assert reason == "extraction_failed"
    assert "more than 1 seconds of work" in detail


def test_no_text_of_what_programs_trip_over_fails_in_reading_or_extraction(run: Run) -> None:
    pieces = {path.name for path in run.folder.iterdir() if path.name.startswith(("31-", "32-"))}
    assert len(pieces) == 20 + len(TEXTS)
    failed = {name: reason for name, reason in run.refused().items() if name in pieces}
    assert set(failed.values()) <= {"binary", "no_text"}, failed


def test_every_quote_of_hostile_files_stands_in_its_file(run: Run) -> None:
    report = verify(run.store)
    assert report.holds, (report.lost_files, report.lost_quotes)
    assert report.figures > run.alone.height


def test_numbers_with_characters_that_nobody_sees_are_doubted_or_marked(run: Run) -> None:
    query = (
        "SELECT f.value, f.comparable_key IS NULL AS marked, a.doubts FROM store.figures f "
        "JOIN store.article_versions a USING (version_id) WHERE f.source_path LIKE '%/25-{}'"
    )
    with run.store.reading() as session:
        found = {name: session.query(query.format(name)).rows() for name in ("zero.txt", "override.txt", "nul.html")}
    assert found["zero.txt"] == [(14.0, False, "invisible_characters")]
    assert found["override.txt"] == [(41.0, True, "invisible_characters")]
    assert [(marked, doubt) for _, marked, doubt in found["nul.html"]] == [(True, "invisible_characters")] * 2
