"""Servers that lie, stall, redirect or refuse: each address is refused with a reason within its limit, and the rest is fetched."""

from __future__ import annotations

import gzip
import ipaddress
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from assets.sources import FetchOptions, WebSource
from assets.sources.addresses import canonical
from assets.sources.answer import retry_after
from assets.sources.fetch import FetchReport, fetch
from assets.sources.guard import is_public
from assets.sources.refusal import Refusal

from .site import PAGE, Site, bomb, send

QUICK = FetchOptions(
    pause_seconds=0.0,
    answer_seconds=0.6,
    answer_bytes=1024 * 1024,
    tries=2,
    backoff_seconds=0.01,
    longest_wait_seconds=1.5,
)


def run(root: Path, site: Site, *paths: str, options: FetchOptions = QUICK, **more: object) -> FetchReport:
    """Fetches paths of the site, or whole addresses."""
    addresses = tuple(path if "://" in path else site.url(path) for path in paths)
    named = WebSource("web", "addresses", addresses, private_hosts=frozenset({"127.0.0.1"}))
    return fetch([replace(named, **more)], root, options)  # pyright: ignore[reportArgumentType]


def refusals(report: FetchReport) -> list[str | None]:
    return [item.reason for item in report.refused]


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ("file:///etc/passwd", "scheme"),
        ("ftp://files.example/a", "scheme"),
        ("gopher://x.example/", "scheme"),
        ("http://localhost:{port}/secret", "private_address"),
        ("http://127.1:{port}/secret", "private_address"),
        ("http://2130706433:{port}/secret", "private_address"),
        ("http://[::1]:{port}/secret", "private_address"),
        ("http://[::ffff:127.0.0.1]:{port}/secret", "private_address"),
        ("http://169.254.169.254/latest/meta-data/", "private_address"),
        ("http://10.0.0.1/", "private_address"),
        ("http://224.0.0.1/", "private_address"),
        ("http://0.0.0.0:{port}/secret", "private_address"),
        ("http://user:word@127.0.0.1:{port}/secret", "bad_address"),
        ("http://a b/", "bad_address"),
    ],
)
def test_a_redirect_leads_to_no_file_no_other_scheme_and_no_private_address(
    site: Site, tmp_path: Path, target: str, reason: str
) -> None:
    site.page("/secret")
    site.page("/good")
    site.say("/a", b"", 302, Location=target.format(port=site.port))
    report = run(tmp_path, site, "/a", "/good")
    assert refusals(report) == [reason]
    assert report.sources[0].fetched == 1
    assert "/secret" not in site.paths
    assert "word" not in str(report.refused[0].detail), "no password is written into a report"


def test_a_private_address_is_refused_unless_the_source_allows_its_host(site: Site, tmp_path: Path) -> None:
    site.page("/a")
    shut = run(tmp_path, site, "/a", private_hosts=frozenset())
    assert refusals(shut) == ["private_address"]
    assert "allow_private_hosts" in str(shut.refused[0].detail)
    assert not site.asked
    assert run(tmp_path, site, "/a", private_hosts=frozenset({f"127.0.0.1:{site.port}"})).sources[0].fetched == 1
    assert refusals(run(tmp_path, site, "/a", private_hosts=frozenset({"127.0.0.1:1"}))) == ["private_address"]


def test_what_one_source_may_connect_to_another_may_not_although_the_run_is_the_same(
    site: Site, tmp_path: Path
) -> None:
    site.page("/a")
    site.page("/b")
    shut = WebSource("shut", "addresses", (site.url("/a"),))
    open_ = WebSource("open", "addresses", (site.url("/b"),), private_hosts=frozenset({"127.0.0.1"}))
    for order in ([shut, open_], [open_, shut]):
        report = fetch(order, tmp_path, QUICK)
        assert [(item.source, item.reason) for item in report.refused] == [("shut", "private_address")]


@pytest.mark.parametrize(
    "address",
    "127.0.0.1 10.1.2.3 172.16.0.1 192.168.1.1 169.254.1.1 100.64.0.1 0.0.0.0 224.0.0.1 255.255.255.255 192.0.2.1 "
    "192.88.99.1 ::1 :: fe80::1 fc00::1 ff02::1 ff0e::1 ::ffff:10.0.0.1 64:ff9b::7f00:1 64:ff9b:1::a00:1 2002:7f00:1::".split(),
)
def test_no_address_of_a_private_network_is_public_in_any_disguise(address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"])
def test_addresses_of_the_open_internet_are_public(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))


def test_redirects_in_a_circle_or_without_end_or_to_nowhere_are_refused(site: Site, tmp_path: Path) -> None:
    site.say("/a", b"", 302, Location="/b")
    site.say("/b", b"", 302, Location="/a")
    for number in range(12):
        site.say(f"/n{number}", b"", 302, Location=f"/n{number + 1}")
    site.say("/c", b"", 302)
    assert refusals(run(tmp_path, site, "/a", "/n0", "/c")) == ["redirect"] * 3
    assert len(site.paths) < 15


def test_a_page_that_leads_to_the_front_page_of_its_site_is_not_there(site: Site, tmp_path: Path) -> None:
    site.page("/")
    site.say("/old-story", b"", 301, Location="/")
    assert refusals(run(tmp_path, site, "/old-story")) == ["front_page"]
    assert run(tmp_path, site, "/").sources[0].fetched == 1


def _drip(request: BaseHTTPRequestHandler) -> None:
    """An answer that never ends."""
    request.send_response(200)
    request.send_header("Content-Type", "text/html")
    request.end_headers()
    request.close_connection = True
    for _ in range(200):
        request.wfile.write(b"x" * 10)
        request.wfile.flush()
        time.sleep(0.05)


def _drip_headers(request: BaseHTTPRequestHandler) -> None:
    """A head that never ends, a few bytes at a time."""
    request.close_connection = True
    request.wfile.write(b"HTTP/1.1 200 OK\r\n")
    for _ in range(200):
        request.wfile.write(b"X-A: b\r\n")
        request.wfile.flush()
        time.sleep(0.05)


def _silent(request: BaseHTTPRequestHandler) -> None:
    request.close_connection = True
    time.sleep(3)


@pytest.mark.parametrize("stall", [_drip, _drip_headers, _silent])
def test_a_server_that_never_ends_its_answer_is_left_at_the_limit(
    site: Site, tmp_path: Path, stall: Callable[[BaseHTTPRequestHandler], None]
) -> None:
    site.answers["/a"] = stall
    began = time.monotonic()
    report = run(tmp_path, site, "/a", options=replace(QUICK, tries=1))
    assert refusals(report) == ["too_slow"]
    assert time.monotonic() - began < QUICK.answer_seconds + 1
    assert not list(tmp_path.glob("*/*"))


def _flood(request: BaseHTTPRequestHandler) -> None:
    request.send_response(200)
    request.send_header("Content-Type", "text/html")
    request.end_headers()
    request.close_connection = True
    for _ in range(200):
        request.wfile.write(b"y" * 65536)


def test_an_answer_that_is_too_large_is_left_where_the_limit_is_packed_or_not(site: Site, tmp_path: Path) -> None:
    site.answers["/flood"] = _flood
    site.say("/bomb", bomb(64), Content_Type="text/html", Content_Encoding="gzip")
    site.say("/many", bomb(1) + bomb(1), Content_Type="text/html", Content_Encoding="gzip")
    site.answers["/promise"] = lambda request: send(
        request, 200, b"", {"Content-Type": "text/html", "Content-Length": "9" * 12}
    )
    report = run(tmp_path, site, "/flood", "/bomb", "/many", "/promise")
    assert refusals(report) == ["too_large"] * 4
    assert not list(tmp_path.glob("*/*"))


def test_a_packed_answer_is_unpacked_and_a_damaged_one_refused(site: Site, tmp_path: Path) -> None:
    packed = gzip.compress(PAGE.format("Packed").encode())
    site.say("/a", packed, Content_Type="text/html", Content_Encoding="gzip")
    site.say("/two", gzip.compress(b"<html>12") + gzip.compress(b" km</html>"), Content_Encoding="gzip")
    site.say("/cut", packed[:-12], Content_Type="text/html", Content_Encoding="gzip")
    site.say("/bad", b"not packed", Content_Type="text/html", Content_Encoding="gzip")
    site.say("/odd", b"x", Content_Type="text/html", Content_Encoding="br")
    report = run(tmp_path, site, "/a", "/two", "/cut", "/bad", "/odd")
    assert refusals(report) == ["broken", "broken", "content_encoding"]
    kept = {path.name.partition("-")[0]: path.read_bytes() for path in tmp_path.glob("*/*.html")}
    assert kept["two"] == b"<html>12 km</html>"
    assert len(kept) == 2


def _short(request: BaseHTTPRequestHandler) -> None:
    request.close_connection = True
    send(request, 200, b"<html>half", {"Content-Type": "text/html", "Content-Length": "5000"})


def test_an_answer_that_breaks_off_does_not_replace_the_page_that_was_kept(site: Site, tmp_path: Path) -> None:
    site.page("/a")
    run(tmp_path, site, "/a")
    (file,) = tmp_path.glob("*/*.html")
    for broken in (_short, lambda request: send(request, 200, b"  ", {"Content-Type": "text/html"})):
        site.answers["/a"] = broken
        assert run(tmp_path, site, "/a").sources[0].refused == 1
        assert "640 metres" in file.read_text(encoding="utf-8")


def test_a_server_that_asks_for_patience_is_asked_again_after_the_time_it_names(site: Site, tmp_path: Path) -> None:
    calls: list[float] = []

    def busy(request: BaseHTTPRequestHandler) -> None:
        calls.append(time.monotonic())
        if len(calls) == 1:
            send(request, 429, b"", {"Retry-After": "1"})
        else:
            send(request, 200, PAGE.format("At last").encode(), {"Content-Type": "text/html"})

    site.answers["/a"] = busy
    assert run(tmp_path, site, "/a").sources[0].fetched == 1
    assert calls[1] - calls[0] >= 1


def test_a_server_that_asks_for_more_patience_than_a_run_has_is_left_alone(site: Site, tmp_path: Path) -> None:
    site.say("/a", b"", 503, Retry_After="3600")
    site.page("/b")
    report = run(tmp_path, site, "/a", "/b")
    assert refusals(report) == ["postponed", "postponed"]
    assert "3,600 s" in str(report.refused[0].detail)
    assert site.paths == ["/a"]


def test_retry_after_is_read_as_seconds_and_as_a_moment() -> None:
    now = datetime(2025, 6, 1, tzinfo=UTC)
    assert retry_after("12") == 12
    assert retry_after(format_datetime(now + timedelta(seconds=90)), now) == 90
    assert retry_after(format_datetime(now - timedelta(seconds=90)), now) == 0
    assert [retry_after(value) for value in (None, "", "soon", "-5", "٣")] == [None] * 5


def test_a_server_that_fails_for_a_moment_is_asked_again_and_one_that_stays_so_is_left(
    site: Site, tmp_path: Path
) -> None:
    for path in ("/a", "/b", "/c", "/d", "/e"):
        site.say(path, b"", 500)
    report = run(tmp_path, site, "/a", "/b", "/c", "/d", "/e")
    assert refusals(report) == ["status", "status", "status", "postponed", "postponed"]
    assert site.paths == ["/a", "/a", "/b", "/b", "/c", "/c"]


def test_a_server_that_is_not_there_is_said_and_the_rest_goes_on(site: Site, tmp_path: Path) -> None:
    site.page("/a")
    report = run(tmp_path, site, "http://127.0.0.1:9/x", "/a", "http://no-such-host.invalid/")
    assert sorted(map(str, refusals(report))) == ["robots_unreachable", "robots_unreachable"]
    assert report.sources[0].fetched == 1


@pytest.mark.parametrize(
    ("status", "body", "reason"),
    [
        (200, "User-agent: *\nDisallow: /a\n", "robots"),
        (200, "User-agent: tieout\nDisallow: /\nUser-agent: *\nAllow: /\n", "robots"),
        (200, "User-agent: other\nDisallow: /\n", None),
        (200, "\ufeffUser-agent: *\nDisallow: /a\n", "robots"),
        (200, "<html>not rules</html>", None),
        (200, "User-agent: *\nDisallow: /a\n" + "# and so on\n" * 60_000, "robots"),
        (403, "", None),
        (404, "", None),
        (500, "", "robots_unreachable"),
        (429, "", "robots_unreachable"),
    ],
)
def test_robots_txt_is_honoured_as_rfc_9309_says(
    site: Site, tmp_path: Path, status: int, body: str, reason: str | None
) -> None:
    site.say("/robots.txt", body, status, Content_Type="text/plain")
    site.page("/a")
    assert refusals(run(tmp_path, site, "/a")) == ([reason] if reason else [])
    assert ("/a" in site.paths) is (reason is None)


def test_robots_txt_is_asked_for_once_a_run_and_followed_where_it_leads(site: Site, tmp_path: Path) -> None:
    site.say("/robots.txt", b"", 301, Location="/rules")
    site.say("/rules", "User-agent: *\nDisallow: /b")
    site.page("/a")
    site.page("/b")
    site.say("/c", b"", 302, Location="/b")
    assert refusals(run(tmp_path, site, "/a", "/b", "/c")) == ["robots", "robots"]
    assert [path for path, _ in site.asked].count("/robots.txt") == 1
    assert "/b" not in site.paths


@pytest.mark.parametrize("kind", ["image/png", "application/json", "video/mp4", "application/rss+xml"])
def test_what_is_no_article_is_refused_by_what_the_server_calls_it(site: Site, tmp_path: Path, kind: str) -> None:
    site.say("/a", b"\x89PNG", Content_Type=kind)
    report = run(tmp_path, site, "/a")
    assert refusals(report) == ["content_type"]
    assert kind in str(report.refused[0].detail)


@pytest.mark.parametrize("path", ["/../../../etc/x", "/..%2f..%2fx", "/a\u202egpj", "/" + "n" * 400, "/%00", "/con."])
def test_no_address_makes_a_file_outside_of_its_folder_or_with_an_odd_name(
    site: Site, tmp_path: Path, path: str
) -> None:
    target = canonical(site.url(path))
    site.page(target.partition(f":{site.port}")[2])
    run(tmp_path, site, target)
    (file,) = tmp_path.rglob("*.html")
    assert file.parent == tmp_path / "web"
    assert all(char.isascii() and (char.isalnum() or char in "-.") for char in file.name)
    assert len(file.name) < 100


@pytest.mark.parametrize(
    ("written", "known_as"),
    [
        ("HTTP://Quay.Example:80/a", "http://quay.example/a"),
        ("https://quay.example", "https://quay.example/"),
        ("https://quay.example/a?utm_campaign=x&b=1&UTM_Source=y#c", "https://quay.example/a?b=1"),
        ("https://quay.example/a?ref=3", "https://quay.example/a?ref=3"),
        ("https://bücher.example/ä", "https://xn--bcher-kva.example/%C3%A4"),
        ("https://quay.example/%c3%a4", "https://quay.example/%C3%A4"),
        ("https://quay.example/x/../a", "https://quay.example/a"),
    ],
)
def test_a_page_is_known_under_one_form_of_its_address(written: str, known_as: str) -> None:
    assert canonical(written) == known_as
    assert canonical(known_as) == known_as


@pytest.mark.parametrize("address", ["", "quay.example/a", "javascript:alert(1)", "data:text/html,x", "h" * 5000])
def test_what_is_no_address_of_the_web_is_refused(address: str) -> None:
    with pytest.raises(Refusal):
        canonical(address)
