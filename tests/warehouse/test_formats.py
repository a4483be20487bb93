"""One article in every format: the same figures come out of each, and the bytes of each file say every quote."""

from __future__ import annotations

import importlib.util
import shutil
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import polars as pl
import pytest

from assets.extract import extract
from assets.ingest import IngestReport, ingest
from assets.reading import Document, read_documents, teller
from assets.verify import verify
from warehouse.store import Store

FOLDER = Path(__file__).parents[2] / "examples" / "formats"
SAME_WORDS = (
    "ferry.html",
    "ferry.md",
    "ferry.pdf",
    "ferry.docx",
    "ferry-base64.eml",
    "ferry-quoted.eml",
    "ferry.jsonl",
    "ferry-cp1252.txt",
    "ferry-utf8-mark.txt",
    "ferry-utf16.txt",
    "ferry-utf16-no-mark.txt",
)
FILES = sorted(path.name for path in FOLDER.iterdir() if path.suffix != ".py")


@pytest.fixture(scope="module")
def maker() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_formats", FOLDER / "make.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory, empty_store_file: Path) -> Iterator[tuple[Store, IngestReport]]:
    """A store that has read the folder, and what it reported."""
    store = Store.beside(tmp_path_factory.mktemp("formats") / "news.duckdb", timeout_seconds=1.0)
    shutil.copyfile(empty_store_file, store.path)
    report = ingest(store, [FOLDER], "run1")
    extract(store, "run1")
    yield store, report


@pytest.fixture(scope="module")
def figures(read: tuple[Store, IngestReport]) -> pl.DataFrame:
    with read[0].reading() as session:
        return session.query(
            "SELECT f.*, a.uri, a.title, a.published_basis FROM figures AS f JOIN articles AS a USING (version_id) ORDER BY char_start"
        )


def documents(name: str, raw: bytes | None = None) -> tuple[Document, ...]:
    return read_documents((FOLDER / name).read_bytes() if raw is None else raw, name)


def test_the_folder_is_what_its_script_makes(maker: ModuleType) -> None:
    made: dict[str, bytes] = maker.files()
    assert sorted(made) == FILES
    for name, content in made.items():
        assert (FOLDER / name).read_bytes() == content, name


def test_every_file_is_read_and_every_quote_stands_in_its_bytes(read: tuple[Store, IngestReport]) -> None:
    store, report = read
    assert (report.files, report.new, report.quarantined) == (len(FILES), len(FILES), 0)
    proof = verify(store)
    assert proof.holds, (proof.lost_files, proof.lost_quotes[:3])
    assert (proof.files, proof.articles) == (len(FILES), len(FILES) + 2)  # one file has three records
    assert proof.figures > 15 * len(SAME_WORDS)


@pytest.mark.parametrize("name", SAME_WORDS)
def test_the_same_words_give_the_same_figures_in_every_format(figures: pl.DataFrame, name: str) -> None:
    def told(file: str) -> list[tuple[object, ...]]:
        path = (FOLDER / file).as_posix()
        rows = figures.filter((pl.col("source_path") == path) & ~pl.col("boilerplate"))
        rows = rows.filter(~pl.col("uri").str.contains("#")) if name.endswith(".jsonl") else rows
        return sorted(rows.select("value", "unit", "kind", "measure", "subject", "period_start").rows(), key=repr)

    expected = told("ferry.txt")
    assert len(expected) > 15
    assert told(name) == expected


@pytest.mark.parametrize("name", SAME_WORDS)
def test_title_author_and_day_are_found_in_every_format(name: str) -> None:
    facts = documents(name)[0].facts
    assert facts.title == "Ferry to Holm Island carries 9% more cars"
    assert facts.author == ("Holm Ferry Office" if name.endswith(".eml") else "Ada Brink")
    assert str(facts.published_on) == "2025-03-04"


def test_formats_that_state_a_day_give_it_that_basis() -> None:
    assert {documents(name)[0].facts.published_basis for name in SAME_WORDS[1:7]} == {"meta"}


def test_other_alphabets_are_read_as_they_were_written(maker: ModuleType) -> None:
    assert documents("ferry-cp1251.txt")[0].text == "\n\n".join(maker.RUSSIAN)
    assert documents("ferry-cp1254.txt")[0].text == maker.TURKISH
    assert documents("ferry-gb18030.txt")[0].text == maker.CHINESE


@pytest.mark.parametrize("name", FILES)
def test_the_bytes_of_every_number_say_it_and_those_beside_it_do_not(name: str) -> None:
    raw = (FOLDER / name).read_bytes()
    for document in documents(name):
        own = raw[document.raw_start : document.raw_end]
        say = teller(own, document)
        for quote in ("412,000", "€12.5m", "12.5m", "46", "412 000", "412.000", "412000"):
            start = document.text.find(quote)
            if start < 0:
                continue
            first, last = document.byte_span(start, start + len(quote))
            assert say(first, last).holds(quote), (quote, say(first, last))
            if not say(first, last).is_wide:
                assert not say(first + 1, last).holds(quote)
                assert not say(first, last - 1).holds(quote)


@pytest.mark.parametrize("name", [name for name in FILES if not name.endswith(".pdf")])
def test_a_tampered_byte_is_found_even_where_the_hash_is_not_asked(name: str) -> None:
    document = documents(name)[0]
    quote = next(q for q in ("412,000", "412 000", "412.000", "412000") if q in document.text)
    start = document.text.index(quote)
    first, last = document.byte_span(start, start + len(quote))
    own = bytearray((FOLDER / name).read_bytes()[document.raw_start : document.raw_end])
    # the first byte of a number, or of its second four letters; of a packed document one in its midst
    place = (first + last) // 2 if name.endswith(".docx") else first + 5 * ("base64" in name) + ("no-mark" in name)
    own[place] ^= 1
    assert not teller(bytes(own), document)(first, last).holds(quote)


def test_a_number_that_was_changed_on_a_page_of_a_pdf_is_found(maker: ModuleType) -> None:
    document = documents("ferry.pdf")[0]
    start = document.text.index("412,000")
    span = document.byte_span(start, start + 7)
    assert teller((FOLDER / "ferry.pdf").read_bytes(), document)(*span).holds("412,000")
    changed = maker.pdf(tuple(text.replace("412,000", "412,900") for text in maker.BODY))
    assert not teller(changed, document)(*span).holds("412,000")


def test_the_page_of_each_figure_of_a_pdf_is_known(figures: pl.DataFrame) -> None:
    rows = figures.filter(pl.col("source_path").str.ends_with("ferry.pdf"))
    pages = dict(rows.select("quote", "page").rows())
    assert (pages["412,000 cars"], pages["35 minutes"]) == (1, 2)


def test_a_record_with_an_address_is_shown_with_it_and_others_with_their_part_of_the_file(
    figures: pl.DataFrame,
) -> None:
    rows = figures.filter(pl.col("source_path").str.ends_with("ferry.jsonl"))
    uris = {uri.rpartition("/")[2] for uri in rows["uri"].unique()}
    assert uris == {"ferry-1", "ferry.jsonl#ferry-2", "ferry.jsonl#3"}


def test_what_is_attached_to_a_message_is_not_read(figures: pl.DataFrame) -> None:
    assert figures.filter(pl.col("source_path").str.ends_with(".eml") & pl.col("quote").str.contains("99")).height == 0
