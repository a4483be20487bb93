"""Feeds and sitemaps, whole and broken: what they list, and what is said about those that list nothing."""

from __future__ import annotations

import gzip
import time
from datetime import date
from pathlib import Path

import pytest

from assets.sources import FetchOptions, WebSource
from assets.sources.feeds import parse_feed
from assets.sources.fetch import FetchReport, fetch
from assets.sources.items import Item
from assets.sources.refusal import Refusal
from assets.sources.sitemaps import parse_sitemap

from .site import Site

AT = "https://quay.example/feeds/all.xml"
MOST = 100_000
BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + "".join(
    f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
)


def test_an_rss_feed_lists_its_items_with_resolved_links_and_plain_titles() -> None:
    body = """<?xml version="1.0"?><rss version="2.0"><channel><title>Q</title><language>en</language>
    <item><title>Quay &amp;amp; &lt;b&gt;ferry&lt;/b&gt;</title><link>../news/1</link><author>desk@quay.example (Ada Quill)</author>
    <pubDate>Tue, 10 Jun 2025 23:30:00 -0500</pubDate></item>
    <item><title>No link</title></item>
    <item><guid>https://quay.example/2</guid><pubDate>one day</pubDate></item></channel></rss>"""
    items = parse_feed(body.encode(), AT, "application/rss+xml").items
    assert [item.address for item in items] == ["https://quay.example/news/1", "https://quay.example/2"]
    assert (items[0].title, items[0].published_on) == ("Quay & ferry", date(2025, 6, 10))
    assert items[0].language == "en"
    assert items[1].published_on is None


def test_an_atom_feed_lists_its_entries_from_its_base() -> None:
    body = """<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://other.example/"><title>Q</title>
    <entry><title type="html">A &lt;i&gt;quay&lt;/i&gt;</title><link rel="alternate" href="a/1"/>
    <updated>2025-06-11T02:00:00+09:00</updated>
    <author><name>Ben Marl</name></author></entry></feed>"""
    (item,) = parse_feed(body.encode(), AT, "application/atom+xml").items
    assert item.address == "https://other.example/a/1"
    assert (item.title, item.author, item.published_on) == ("A quay", "Ben Marl", date(2025, 6, 11))


def test_a_feed_in_the_encoding_of_its_header_is_read_by_it() -> None:
    body = "<rss version='2.0'><channel><item><title>Порт</title><link>/1</link></item></channel></rss>".encode(
        "cp1251"
    )
    (item,) = parse_feed(body, AT, "application/xml; charset=windows-1251").items
    assert item.title == "Порт"


def test_a_feed_that_is_broken_in_the_middle_gives_what_can_be_read_and_says_so() -> None:
    body = (
        "<?xml version='1.0'?><rss version='2.0'><channel>"
        + "".join(f"<item><title>Story {n} & more</title><link>/{n}</link></item>" for n in range(3))
        + "<item><tit"
    )
    listed = parse_feed(body.encode(), AT, "application/rss+xml")
    assert [item.address for item in listed.items][:3] == [f"https://quay.example/{n}" for n in range(3)]
    assert "broken" in (listed.problem or "")
    assert "line 1" in (listed.problem or "")


@pytest.mark.parametrize("body", ["", "<html><body>404</body></html>", "\x00\x01", "plain words", "{}"])
def test_what_is_no_feed_is_refused_with_what_to_do(body: str) -> None:
    with pytest.raises(Refusal, match="is no RSS or Atom feed") as refused:
        parse_feed(body.encode(), AT, "text/html")
    assert "Check the address" in refused.value.detail


def test_a_feed_opens_no_file_and_no_address_whatever_it_says(tmp_path: Path, site: Site) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("word", encoding="utf-8")
    body = (
        f'<?xml version="1.0"?><!DOCTYPE rss SYSTEM "{site.url("/dtd")}" [<!ENTITY s SYSTEM "{secret.as_uri()}">]>'
        f"<rss version='2.0'><channel><item><title>T &s;</title><link>/1</link></item></channel></rss>"
    )
    listed = parse_feed(body.encode(), AT, "application/rss+xml")
    assert "word" not in str(listed)
    assert not site.asked
    # feedparser takes a text that is an address for something to fetch
    with pytest.raises(Refusal):
        parse_feed(site.url("/feed").encode(), AT, None)
    assert not site.asked


def test_an_entity_bomb_in_a_feed_or_a_sitemap_does_not_go_off() -> None:
    feed = f"<?xml version='1.0'?>{BOMB}]><rss version='2.0'><channel><item><title>&j;</title><link>/1</link></item></channel></rss>"
    assert len(str(parse_feed(feed.encode(), AT, "application/rss+xml"))) < 10_000
    with pytest.raises(Refusal, match="declares entities"):
        parse_sitemap(f"{BOMB}]><urlset><url><loc>&j;</loc></url></urlset>".encode(), AT, MOST)


@pytest.mark.parametrize(
    "nest", ["<item xml:base='a/'>" * 20_000, "<a>" * 600_000, "<a></a>" * 300_000], ids=["bases", "deep", "many"]
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_feed_that_would_keep_the_parser_busy_for_minutes_is_refused_at_once(nest: str, encoding: str) -> None:
    body = f"<rss version='2.0'><channel>{nest}".encode(encoding)
    began = time.process_time()
    with pytest.raises(Refusal, match="it is not read"):
        parse_feed(body, AT, "application/rss+xml")
    assert time.process_time() - began < 2


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize(("nest", "base"), [(900, 300), (30, 50_000)])
def test_bases_that_grow_do_not_keep_the_parser_busy(nest: int, base: int, encoding: str) -> None:
    body = (
        f"<?xml version='1.0' encoding='{encoding}'?><rss version='2.0'><channel>"
        + f"<item xml:base='{'a/' * base}'>" * nest
    )
    began = time.process_time()
    parse_feed(body.encode(encoding), AT, "application/rss+xml")
    assert time.process_time() - began < 2


def test_a_feed_whose_articles_have_unclosed_tags_is_read_all_the_same() -> None:
    item = "<item><title>T</title><link>/1</link><description><![CDATA[" + "12 km<br>" * 40 + "]]></description></item>"
    body = f"<rss version='2.0'><channel>{item * 100}</channel></rss>"
    assert len(parse_feed(body.encode(), AT, None).items) == 100


def test_a_sitemap_lists_pages_with_their_last_change_and_news_with_their_titles() -> None:
    body = b"""<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
     xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><!-- c -->
    <url><loc> https://quay.example/1 </loc><lastmod>2025-06-01T10:00:00Z</lastmod></url>
    <url><loc>/2</loc><news:news><news:title>Quay opens</news:title>
    <news:publication_date>2025-06-02</news:publication_date></news:news></url>
    <url><lastmod>2025-01-01</lastmod></url></urlset>"""
    assert parse_sitemap(gzip.compress(body), AT, MOST).items == (
        Item("https://quay.example/1", lastmod="2025-06-01T10:00:00Z"),
        Item("https://quay.example/2", title="Quay opens", published_on=date(2025, 6, 2)),
    )


def test_a_plain_list_of_addresses_is_a_sitemap() -> None:
    listed = parse_sitemap(b"\xef\xbb\xbfhttps://quay.example/1\r\n\r\n/2\n", AT, MOST)
    assert [item.address for item in listed.items] == ["https://quay.example/1", "https://quay.example/2"]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"<urlset><url>", "not valid XML: no element found: line 1"),
        (b"<rss/>", "its XML is <rss>"),
        (b"", "not valid XML"),
        (b"\x1f\x8b\x08bad", "cannot be unpacked"),
        (gzip.compress(b"<urlset/>", mtime=0)[:-9], "breaks off"),
        (gzip.compress(b" " * (MOST + 1), mtime=0), "more than 100,000 bytes"),
    ],
)
def test_a_broken_sitemap_is_refused_with_what_is_wrong(body: bytes, said: str) -> None:
    with pytest.raises(Refusal) as refused:
        parse_sitemap(body, AT, MOST)
    assert said in refused.value.detail


def _dry(root: Path, source: WebSource) -> FetchReport:
    return fetch([source], root, FetchOptions(pause_seconds=0.0, tries=1, answer_seconds=2.0), dry_run=True)


def test_the_sitemaps_of_an_index_are_followed_the_newest_first_until_there_are_enough(
    site: Site, tmp_path: Path
) -> None:
    index = "".join(
        f"<sitemap><loc>/map-{n}.xml.gz</loc><lastmod>2025-0{n}-01</lastmod></sitemap>" for n in range(1, 5)
    )
    site.say("/index.xml", f"<sitemapindex>{index}</sitemapindex>", Content_Type="text/xml")
    for n in range(1, 5):
        urls = "".join(f"<url><loc>/{n}/{m}</loc><lastmod>2025-0{n}-0{m}</lastmod></url>" for m in range(1, 4))
        site.say(f"/map-{n}.xml.gz", gzip.compress(f"<urlset>{urls}</urlset>".encode()))
    named = WebSource("web", "sitemap", (site.url("/index.xml"),), max_items=5, private_hosts=frozenset({"127.0.0.1"}))
    report = _dry(tmp_path, named)
    assert [item.address for item in report.items] == [
        site.url(path) for path in ("/4/3", "/4/2", "/4/1", "/3/3", "/3/2")
    ]
    assert site.paths == ["/index.xml", "/map-4.xml.gz", "/map-3.xml.gz"]


def test_an_index_that_names_itself_ends_and_a_broken_part_stops_nothing(site: Site, tmp_path: Path) -> None:
    parts = "".join(
        f"<sitemap><loc>{loc}</loc></sitemap>" for loc in ("/index.xml", "/bad.xml", "/good.xml", "/none.xml")
    )
    site.say("/index.xml", f"<sitemapindex>{parts}</sitemapindex>")
    site.say("/bad.xml", "<urlset><url>")
    site.say("/good.xml", "<urlset><url><loc>/1</loc></url><url><loc>file:///etc/passwd</loc></url></urlset>")
    named = WebSource("web", "sitemap", (site.url("/index.xml"),), private_hosts=frozenset({"127.0.0.1"}))
    report = _dry(tmp_path, named)
    assert {(item.address.rpartition("/")[2], item.outcome, item.reason) for item in report.items} == {
        ("bad.xml", "refused", "broken"),
        ("none.xml", "refused", "gone"),
        ("passwd", "refused", "scheme"),
        ("1", "would_fetch", None),
    }
