"""Pages of the web through the whole job: fetched, read, shown in Dagster and by `tieout fetch`; a server that fails stops nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from orchestration.cli.main import run
from orchestration.settings import Settings, load_settings
from warehouse.store import Store

from ..unit.sources.site import Site, started
from .conftest import ARTICLES, Finished, execute

PAGE = "<html><head><title>{0}</title></head><body><article><h1>{0}</h1><p>{1}</p></article></body></html>"


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    found = started()
    items = "".join(
        f"<item><title>Ferry {n}</title><link>/{n}</link><pubDate>Tue, 0{n} Jun 2025 10:00:00 GMT</pubDate></item>"
        for n in (1, 2, 3)
    )
    found.say("/rss", f"<rss version='2.0'><channel><title>F</title>{items}</channel></rss>")
    found.page_with_etag("/1", '"1"', "Ferry 1")
    found.say("/2", PAGE.format("Ferry 2", "The ferry cost $12 million in 2024."), 200, Content_Type="text/html")
    found.say("/3", b"\x89PNG", 200, Content_Type="image/png")
    yield found
    found.server.shutdown()
    found.server.server_close()


@pytest.fixture(scope="module")
def settings(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    folder = tmp_path_factory.mktemp("web")
    (folder / "inbox").mkdir()
    (folder / "inbox" / "north.txt").write_text(ARTICLES["north.txt"], encoding="utf-8")
    (folder / "tieout.toml").write_text(
        f"""[warehouse]\npublished = "out/w.duckdb"\n
[[source]]\nname = "Inbox"\nfolder = "inbox"\npublisher = "The Inbox"\n
[[source]]\nname = "Ferry feed"\nfeed = "{site.url("/rss")}"\npublisher = "Ferry News"\nallow_private_hosts = ["127.0.0.1"]\n
[fetch]\npause_seconds = 0\ntries = 1\nanswer_seconds = 5\n""",
        encoding="utf-8",
    )
    return load_settings(folder / "tieout.toml")


@pytest.fixture(scope="module")
def finished(settings: Settings) -> Finished:
    return Finished(settings, settings.root / "inbox", execute(settings))


def test_the_materialisation_shows_what_each_source_listed_and_why_a_page_is_not_there(finished: Finished) -> None:
    shown = finished.text_of("articles", "fetched")
    assert "| source | offered | listed | fetched | unchanged | gone | refused |" in shown
    assert "| Ferry feed | 3 | 3 | 2 | 0 | 0 | 1 |" in shown
    assert "image/png" in finished.text_of("articles", "not_fetched")
    assert "3 = 3 new" in finished.text_of("articles", "files_by_outcome")


def test_a_fetched_page_is_an_article_of_its_address_with_what_the_feed_and_the_settings_say(
    finished: Finished, site: Site
) -> None:
    with Store.beside(finished.settings.published).reading() as session:
        rows = session.query(
            "SELECT uri, publisher, title, published_on::VARCHAR AS day, published_basis FROM articles ORDER BY uri"
        )
    assert rows.to_dicts()[1:] == [
        {
            "uri": site.url(f"/{n}"),
            "publisher": "Ferry News",
            "title": f"Ferry {n}",
            "day": f"2025-06-0{n}",
            "published_basis": "given",
        }
        for n in (1, 2)
    ]
    assert rows["publisher"][0] == "The Inbox"


def test_a_dry_run_lists_what_would_be_fetched_and_a_run_says_what_was(
    finished: Finished, site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    config = ["--config", str(finished.settings.file)]
    site.asked.clear()
    assert run(["fetch", "--dry-run", *config]) == 0
    printed = capsys.readouterr().out
    assert f"to ask again: {site.url('/1')}" in printed
    assert f"to fetch: {site.url('/3')}" in printed
    assert "/1" not in site.paths

    assert run(["fetch", "ferry feed", "--json", *config]) == 2
    said = json.loads(capsys.readouterr().out)
    assert said["sources"][0] | {"name": ""} == {
        "name": "", "offered": 3, "listed": 3, "fetched": 0, "unchanged": 2, "gone": 0, "refused": 1, "would": 0,
    }  # fmt: skip
    assert [(item["address"], item["reason"]) for item in said["items"]] == [(site.url("/3"), "content_type")]

    assert run(["fetch", "fery feed", *config]) == 3
    assert "did you mean 'Ferry feed'?" in capsys.readouterr().err


def test_settings_without_a_page_of_the_web_have_nothing_to_fetch(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "tieout.toml").write_text("", encoding="utf-8")
    assert run(["fetch", "--config", str(tmp_path / "tieout.toml")]) == 3
    assert "docs/how-to/sources.md" in capsys.readouterr().err
