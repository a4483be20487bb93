"""Feeds and sitemaps are parsed in child processes: the same items as here, and an end with its reason for what takes too much."""

from __future__ import annotations

import gzip
import sys
from collections.abc import Iterator

import pytest

from assets.sandbox.limits import Limits
from assets.sandbox.listings import ListTask, list_one
from assets.sandbox.pool import Pool
from assets.sources.feeds import parse_feed
from assets.sources.refusal import Refusal
from assets.sources.sitemaps import parse_sitemap

AT = "https://quay.example/all.xml"
ITEM = "<item><title>Quay {n}</title><link>/news/{n}</link><pubDate>Tue, 10 Jun 2025 23:30:00 GMT</pubDate></item>"
FEED = "<rss version='2.0'><channel>{items}</channel></rss>"
MAP = b"<urlset><url><loc>/news/1</loc><lastmod>2025-06-10</lastmod></url></urlset>"
MOST = 100_000


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    with Pool(1) as made:
        yield made


def _feed(items: int) -> bytes:
    return FEED.format(items="".join(ITEM.format(n=n) for n in range(items))).encode()


def test_a_child_lists_what_this_process_lists(pool: Pool) -> None:
    feed = ListTask("feed", _feed(3), AT, "application/rss+xml", MOST)
    assert list_one(feed, pool=pool) == parse_feed(feed.body, AT, feed.content_type)
    packed = ListTask("sitemap", gzip.compress(MAP), AT, None, MOST)
    assert list_one(packed, pool=pool) == parse_sitemap(packed.body, AT, MOST)


def test_a_feed_that_is_none_is_refused_in_the_child_with_its_reason(pool: Pool) -> None:
    with pytest.raises(Refusal) as refusal:
        list_one(ListTask("feed", b"<html><p>Quay</p></html>", AT, "text/html", MOST), pool=pool)
    assert (refusal.value.reason, "no RSS or Atom feed" in refusal.value.detail) == ("broken", True)


@pytest.mark.skipif(sys.platform == "win32", reason="limits of POSIX systems")
def test_a_feed_that_takes_too_much_work_is_ended_and_the_next_one_is_listed(pool: Pool) -> None:
    with pytest.raises(Refusal) as refusal:
        list_one(ListTask("feed", _feed(60_000), AT, None, MOST), limits_of=lambda size: Limits(1, 60), pool=pool)
    assert (refusal.value.reason, "1 seconds of work" in refusal.value.detail) == ("too_slow", True)
    assert len(list_one(ListTask("feed", _feed(3), AT, None, MOST), pool=pool).items) == 3
