"""The page of findings: whole in itself, true to the quotes, and deaf to markup in what articles say."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest

from assets.publish import write_report
from warehouse.report.read import read_findings
from warehouse.store import Store, StoreForeign

HOSTILE = """<script>alert("x")</script> said '$3.7bn' <img src=x onerror=alert(1)> & "more" \u202e</mark>{{ 7*7 }}"""


def test_the_page_shows_both_quotes_marked_in_their_sentences_with_their_places(
    disputed_store: Store, tmp_path: Path
) -> None:
    page = tmp_path / "out" / "news.html"
    summary = write_report(disputed_store, page)
    text = page.read_text(encoding="utf-8")
    assert summary.shown == 1
    assert summary.by_state["open"] == 1
    assert "Trade reached <mark>$3.7bn</mark> in 2024." in text
    assert "In 2024 the turnover was <mark>$2.1bn</mark>, it was said." in text
    for said in ("[3.65, 3.75] bn USD ∩ [2.05, 2.15] bn USD = ∅", "do not meet", "/news/b.txt", "14–20", "Conflict"):
        assert said in text
    assert len(set(re.findall(r"[0-9a-f]{64}", text))) == 2


def test_the_page_needs_nothing_from_outside_and_runs_nothing(disputed_store: Store, tmp_path: Path) -> None:
    page = tmp_path / "news.html"
    write_report(disputed_store, page)
    text = page.read_text(encoding="utf-8")
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', text)
    assert policy
    assert unescape(policy.group(1)).startswith("default-src 'none'; style-src 'unsafe-inline'")
    assert not re.search(r"<script|<link|<img|<iframe|\ssrc=|\shref=|url\(|\son\w+=", text)


def test_an_articles_markup_is_shown_as_text_wherever_it_stands(
    store: Store,
    tmp_path: Path,
    article_row: Callable[..., dict[str, object]],
    figure_row: Callable[..., dict[str, object]],
    comparison_row: Callable[..., dict[str, object]],
    add: Callable[..., int],
) -> None:
    article = article_row(HOSTILE, path="/news/<b>'\".txt", publisher=HOSTILE, title=HOSTILE)
    figure = figure_row(article)
    texts = dict.fromkeys(("title", "formula", "explanation", "reconciles", "hints", "facets"), HOSTILE)
    with store.writing() as session:
        add(session, "article_versions", [article])
        add(session, "figures", [figure])
        add(session, "comparisons", [comparison_row(**texts)])
        add(
            session,
            "evidence",
            [{"comparison_id": "cmp_1", "figure_id": figure["figure_id"], "role": "<i>", "side": 1}],
        )
    page = tmp_path / "news.html"
    write_report(store, page)
    text = page.read_text(encoding="utf-8")
    body = text[text.index("<body>") :]
    assert not re.search(r"<script|<img|<b>|<i>", body)
    assert "&lt;script&gt;alert(&#34;x&#34;)&lt;/script&gt; said &#39;<mark>$3.7bn</mark>&#39;" in body
    assert "{{ 7*7 }}" in body
    assert body.count("<mark>") == body.count("</mark>") == 1
    shown = unescape(re.sub(r"<[^>]*>", "", body))
    assert shown.count(HOSTILE) == 9


def test_a_page_that_would_say_the_same_is_left_alone(disputed_store: Store, tmp_path: Path) -> None:
    page = tmp_path / "news.html"
    assert write_report(disputed_store, page).written
    before = page.stat().st_mtime_ns
    assert not write_report(disputed_store, page).written
    assert page.stat().st_mtime_ns == before


def test_a_strangers_page_is_never_overwritten(disputed_store: Store, tmp_path: Path) -> None:
    page = tmp_path / "index.html"
    page.write_text("<h1>My holiday</h1>")
    with pytest.raises(StoreForeign, match="not a page of Tieout"):
        write_report(disputed_store, page)
    assert page.read_text() == "<h1>My holiday</h1>"


def test_without_findings_the_page_says_so(store: Store, tmp_path: Path) -> None:
    page = tmp_path / "news.html"
    write_report(store, page)
    assert "No disagreement waits for a look" in page.read_text(encoding="utf-8")


def test_more_findings_than_a_person_can_read_are_counted_and_the_weightiest_shown(
    store: Store, comparison_row: Callable[..., dict[str, object]], add: Callable[..., int]
) -> None:
    rows = [comparison_row(f"cmp_{n}", severity="low" if n else "high", title=f"finding {n}") for n in range(5)]
    with store.writing() as session:
        add(session, "comparisons", rows)
    content = read_findings(store, most=2)
    assert [finding.severity for finding in content.findings] == ["high", "low"]
    assert content.left_out == 3
    assert content.waiting == 5
