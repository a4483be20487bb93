"""Fetching from a real server: what is new, the same, changed or gone, under which name it is kept, and what is said beside it."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from assets.sources import FetchOptions, WebSource
from assets.sources.fetch import FetchReport, SourceCounts, fetch
from assets.sources.mirror import mirrored
from assets.sources.model import WebKind
from assets.sources.sidecar import Sidecar, read_sidecar, sidecar_name

from .site import PAGE, Site

QUICK = FetchOptions(
    user_agent="Tieout/1 (desk@example.org)",
    pause_seconds=0.0,
    answer_seconds=2.0,
    backoff_seconds=0.01,
    longest_wait_seconds=2.0,
)
NOW = datetime(2025, 6, 1, 5, 30, tzinfo=UTC)


def source(kind: WebKind, *addresses: str, name: str = "Quay News", **more: object) -> WebSource:
    """A source that may ask the loopback."""
    hosts = frozenset({"127.0.0.1", "localhost"})
    return WebSource(name, kind, addresses, private_hosts=hosts, **more)  # pyright: ignore[reportArgumentType]


def fetched(root: Path, *sources: WebSource, **more: object) -> FetchReport:
    """One run at a fixed moment."""
    return fetch(sources, root, QUICK, now=NOW, **more)  # pyright: ignore[reportArgumentType]


def files(root: Path) -> list[Path]:
    """The pages that are kept."""
    return sorted(path for path in root.glob("*/*") if path.suffix != ".toml" and not path.name.startswith("."))


def beside(file: Path) -> Sidecar:
    return read_sidecar(sidecar_name(file))


def feed(site: Site, path: str, count: int, **more: str) -> None:
    """An RSS feed of so many items with relative links, the newest first."""
    items = "".join(
        f"<item><title>Story {n}</title><link>/story/{n}?utm_source=rss&amp;id={n}</link>"
        f"<pubDate>Mon, {30 - n // 20:02d} Jun 2025 23:30:00 -0500</pubDate></item>"
        for n in range(count)
    )
    body = f'<?xml version="1.0"?><rss version="2.0"><channel><title>Q</title><language>en-gb</language>{items}</channel></rss>'
    site.say(path, body, 200, **{"Content_Type": "application/rss+xml", **more})


def test_pages_of_a_feed_become_files_that_say_where_they_come_from(site: Site, tmp_path: Path) -> None:
    feed(site, "/feeds/rss.xml", 2)
    for number in range(2):
        site.page(f"/story/{number}?id={number}", f"Story {number}", ETag=f'"{number}"')
        site.page(f"/story/{number}?utm_source=rss&id={number}", f"Story {number}", ETag=f'"{number}"')
    report = fetched(tmp_path, source("feed", site.url("/feeds/rss.xml")))
    assert report.sources == (SourceCounts("Quay News", offered=2, listed=2, fetched=2),)
    first, second = files(tmp_path / "quay-news") or files(tmp_path)
    assert first.parent.name == "quay-news"
    assert first.name.startswith("story-") and first.suffix == ".html"
    found = sorted((beside(file) for file in (first, second)), key=lambda one: one.hints.title or "")
    assert [one.hints.uri for one in found] == [site.url("/story/0?id=0"), site.url("/story/1?id=1")]
    assert found[0].hints.title == "Story 0"
    assert found[0].hints.published_on == date(2025, 6, 30), "the day as the feed writes it, not as it is in UTC"
    assert (found[0].hints.language, found[0].hints.encoding) == ("en-gb", "utf-8")
    assert found[0].fetched is not None
    assert (found[0].fetched.etag, found[0].fetched.at) == ('"0"', "2025-06-01T05:30:00+00:00")
    assert site.asked[0][1]["User-Agent"] == "Tieout/1 (desk@example.org)"


def test_a_page_that_the_server_does_not_send_again_leaves_its_file_and_its_sidecar_alone(
    site: Site, tmp_path: Path
) -> None:
    site.page_with_etag("/a", '"1"')
    ours = source("addresses", site.url("/a"))
    assert fetched(tmp_path, ours).sources[0].fetched == 1
    (file,) = files(tmp_path)
    before = (file.stat().st_mtime_ns, sidecar_name(file).stat().st_mtime_ns)
    assert fetched(tmp_path, ours).sources[0] == SourceCounts("Quay News", offered=1, listed=1, unchanged=1)
    assert site.asked[-1][1]["If-None-Match"] == '"1"'
    assert (file.stat().st_mtime_ns, sidecar_name(file).stat().st_mtime_ns) == before


def test_the_same_bytes_sent_again_are_no_change_and_other_bytes_are(site: Site, tmp_path: Path) -> None:
    site.page("/a")
    ours = source("addresses", site.url("/a"))
    fetched(tmp_path, ours)
    (file,) = files(tmp_path)
    before = file.stat().st_mtime_ns
    assert fetched(tmp_path, ours).sources[0].unchanged == 1
    assert file.stat().st_mtime_ns == before
    site.page("/a", "Quay closes")
    report = fetched(tmp_path, ours)
    assert [item.outcome for item in report.items] == ["changed"]
    assert "Quay closes" in file.read_text(encoding="utf-8")
    assert files(tmp_path) == [file]


def test_a_file_that_was_spoilt_here_is_asked_for_without_conditions(site: Site, tmp_path: Path) -> None:
    site.page_with_etag("/a", '"1"')
    ours = source("addresses", site.url("/a"))
    fetched(tmp_path, ours)
    (file,) = files(tmp_path)
    file.write_bytes(b"half")
    fetched(tmp_path, ours)
    assert "640 metres" in file.read_text(encoding="utf-8")


@pytest.mark.parametrize("status", [404, 410])
def test_a_page_that_is_gone_is_recorded_and_its_file_kept_until_it_comes_back(
    site: Site, tmp_path: Path, status: int
) -> None:
    site.page("/a")
    ours = source("addresses", site.url("/a"))
    fetched(tmp_path, ours)
    (file,) = files(tmp_path)
    site.say("/a", b"", status)
    report = fetched(tmp_path, ours)
    assert [(item.outcome, item.path) for item in report.items] == [("gone", file.as_posix())]
    said = beside(file).fetched
    assert said is not None and said.gone_since == "2025-06-01T05:30:00+00:00"
    site.page("/a")
    assert fetched(tmp_path, ours).sources[0].unchanged == 1
    said = beside(file).fetched
    assert said is not None and said.gone_since is None


def test_two_addresses_that_differ_in_tracking_alone_or_lead_to_one_page_are_one_article(
    site: Site, tmp_path: Path
) -> None:
    for path in ("/a?id=3", "/a?id=3&utm_source=x", "/a?fbclid=9&id=3"):
        site.page(path)
    site.say("/short", b"", 301, Location="/a?id=3&utm_source=x#top")
    addresses = [site.url(path) for path in ("/a?id=3&utm_source=x", "/a?fbclid=9&id=3#comments", "/a?id=3", "/short")]
    report = fetched(tmp_path, source("addresses", *addresses))
    assert len(files(tmp_path)) == 1
    assert (report.sources[0].fetched, report.sources[0].unchanged) == (1, 1)
    assert beside(files(tmp_path)[0]).hints.uri == site.url("/a?id=3")


def test_a_page_that_two_sources_list_is_kept_once_by_whichever_lists_it(site: Site, tmp_path: Path) -> None:
    site.page("/a")
    first, second = (source("addresses", site.url("/a"), name=name) for name in ("One", "Two"))
    assert [counts.listed for counts in fetched(tmp_path, first, second).sources] == [1, 0]
    fetched(tmp_path, second)
    assert [file.parent.name for file in files(tmp_path)] == ["one"]


def test_a_feed_of_five_hundred_items_is_taken_up_to_its_limit_the_newest_first(site: Site, tmp_path: Path) -> None:
    feed(site, "/rss", 500)
    report = fetched(tmp_path, source("feed", site.url("/rss"), max_items=5), dry_run=True)
    counts = report.sources[0]
    assert (counts.offered, counts.listed, counts.would) == (500, 5, 5)
    assert [item.address for item in report.items] == [site.url(f"/story/{n}?utm_source=rss&id={n}") for n in range(5)]
    assert site.paths == ["/rss"], "a dry run asks for no page"
    assert not list(tmp_path.iterdir())


def test_rules_and_ages_choose_what_is_taken_of_a_feed(site: Site, tmp_path: Path) -> None:
    feed(site, "/rss", 100)
    young = source("feed", site.url("/rss"), include=("/story/*",), exclude=("/story/1*",), max_age_days=1)
    report = fetch([young], tmp_path, QUICK, now=datetime(2025, 6, 30, tzinfo=UTC), dry_run=True)
    numbers = [int(item.address.rpartition("=")[2]) for item in report.items]
    assert numbers == [0, *range(2, 10), *range(20, 40)]


def test_a_feed_that_did_not_change_is_not_sent_again_and_its_pages_are_asked_for_all_the_same(
    site: Site, tmp_path: Path
) -> None:
    feed(site, "/rss", 1, ETag='"f"')
    site.page("/story/0?utm_source=rss&id=0")
    ours = source("feed", site.url("/rss"))
    fetched(tmp_path, ours)
    site.say("/rss", b"", 304)
    site.page("/story/0?utm_source=rss&id=0", "Corrected")
    report = fetched(tmp_path, ours)
    assert next(headers for path, headers in reversed(site.asked) if path == "/rss")["If-None-Match"] == '"f"'
    assert [item.outcome for item in report.items] == ["changed"]
    assert beside(files(tmp_path)[0]).hints.title == "Story 0"


def test_a_page_of_which_the_sitemap_says_that_it_is_as_it_was_is_not_asked_for(site: Site, tmp_path: Path) -> None:
    def sitemap(day: str) -> None:
        body = f"<urlset><url><loc>/a</loc><lastmod>{day}</lastmod></url><url><loc>/b</loc></url></urlset>"
        site.say("/sitemap.xml", body, Content_Type="application/xml")

    site.page("/a")
    site.page("/b")
    ours = source("sitemap", site.url("/sitemap.xml"))
    sitemap("2025-05-01")
    assert fetched(tmp_path, ours).sources[0].fetched == 2
    site.asked.clear()
    assert fetched(tmp_path, ours).sources[0].unchanged == 2
    assert "/a" not in site.paths and "/b" in site.paths
    sitemap("2025-05-02")
    fetched(tmp_path, ours)
    assert "/a" in site.paths


def test_an_encoding_that_only_the_header_declares_stands_beside_the_file(site: Site, tmp_path: Path) -> None:
    site.say("/a.txt", "Порт принял 640 судов.".encode("cp1251"), Content_Type='text/plain; charset="Windows-1251"')
    site.say("/b.txt", b"Plain text of 12 km.", Content_Type="text/plain; charset=none-such")
    fetched(tmp_path, source("addresses", site.url("/a.txt"), site.url("/b.txt")))
    assert [beside(file).hints.encoding for file in files(tmp_path)] == ["cp1251", None]


def test_a_mirror_is_a_source_of_files_with_what_the_settings_say_of_it(tmp_path: Path) -> None:
    ours = source("addresses", "https://quay.example/1", name="Quay / News (all)")
    folder = mirrored(ours, tmp_path)
    assert folder.folder == tmp_path / "quay-news-all"
    assert folder.mirror


def test_while_one_host_rests_another_is_asked(site: Site, tmp_path: Path) -> None:
    for path in ("/a", "/b"):
        site.page(path)
    site.say("/robots.txt", "User-agent: *\nCrawl-delay: 0.3\n")
    addresses = [site.url("/a"), site.url("/b"), site.url("/a", "localhost"), site.url("/b", "localhost")]
    began = time.monotonic()
    report = fetched(tmp_path, source("addresses", *addresses))
    assert report.sources[0].fetched == 4
    assert time.monotonic() - began >= 0.3, "the crawl delay of each host is kept"
    asked = [headers["Host"].partition(":")[0] for path, headers in site.asked if path != "/robots.txt"]
    assert asked[:2] == ["127.0.0.1", "localhost"]


def test_what_is_not_html_has_the_suffix_of_what_it_is(site: Site, tmp_path: Path) -> None:
    site.say("/report", "Plain words of 12 km.", Content_Type="text/plain")
    site.say("/notes", "# Words\n\nOf 12 km.", Content_Type="text/markdown")
    site.say("/unsaid", PAGE.format("x"))
    fetched(tmp_path, source("addresses", *map(site.url, ("/report", "/notes", "/unsaid"))))
    assert sorted(file.suffix for file in files(tmp_path)) == [".html", ".md", ".txt"]
