"""Publication facts of pages: from meta tags, JSON-LD, time elements, and what is visible where there is no markup."""

from __future__ import annotations

from datetime import date

import pytest

from tests.unit.reading.articles_in_pieces import LEDE, SECOND, TITLE, read_page

DAY = date(2025, 7, 14)
PAGE = f"<h1>{TITLE}</h1><p>{LEDE}</p><p>{SECOND}</p>"


def test_meta_tags_come_before_everything_visible() -> None:
    head = (
        f"<title>{TITLE} | Arden Gazette</title><meta property='og:site_name' content='Arden Gazette'>"
        "<meta property='article:published_time' content='2025-07-14T23:30:00-07:00'>"
        "<meta name=author content='Ines Valla'>"
    )
    facts = read_page(f"{PAGE}<time datetime='2025-07-20'>20 July</time>", head, " lang=en-GB").facts
    assert (facts.title, facts.publisher, facts.author, facts.language) == (
        TITLE,
        "Arden Gazette",
        "Ines Valla",
        "en-gb",
    )
    assert (facts.published_on, facts.published_basis) == (DAY, "meta")


def test_json_ld_gives_day_authors_and_publisher() -> None:
    graph = (
        '{"@graph": [{"@type": "WebSite"}, {"@type": "NewsArticle", "headline": "x", "datePublished": "2025-07-14", '
        '"author": [{"name": "Ines Valla"}, {"name": "Bo Lund"}], "publisher": {"name": "Arden Gazette"}}]}'
    )
    facts = read_page(PAGE, f"<script type='application/ld+json'>{graph}</script>").facts
    assert (facts.author, facts.publisher) == ("Ines Valla, Bo Lund", "Arden Gazette")
    assert (facts.published_on, facts.published_basis) == (DAY, "json-ld")


@pytest.mark.parametrize("script", ["{broken", "[" * 5000, '"text"', '{"datePublished": 5}'])
def test_broken_json_ld_is_passed_over(script: str) -> None:
    facts = read_page(PAGE, f"<script type='application/ld+json'>{script}</script>").facts
    assert (facts.title, facts.published_basis) == (TITLE, "none")


LD = "<script type='application/ld+json'>{}</script>"
ARTICLE_LD = '{"@type": "NewsArticle", "headline": "' + TITLE + '", "datePublished": "2025-07-14T08:00:00Z"}'


@pytest.mark.parametrize(
    "scripts",
    [
        LD.format('{"@type": "Organization", "name": "Arden Gazette"}') + LD.format(ARTICLE_LD),
        LD.format("[" + '{"@type": "BreadcrumbList", "itemListElement": []}, ' + ARTICLE_LD + "]"),
        LD.format('{"@type": "WebPage", "datePublished": "2019-01-01", "mainEntity": ' + ARTICLE_LD + "}"),
        LD.format('{"@type": "ItemList", "itemListElement": [{"item": {"@type": "NewsArticle", "headline": "Other news", '
                  '"datePublished": "2025-07-20"}}]}') + LD.format(ARTICLE_LD),
        LD.format("<!--" + ARTICLE_LD.replace("}", ",}") + "-->"),
        LD.format("//<![CDATA[\n" + ARTICLE_LD + "\n//]]>"),
        LD.format(ARTICLE_LD.replace("2025-07-14T08", "2025-07-14T08").replace("NewsArticle", '["Article", "NewsArticle"]')),
        LD.format(ARTICLE_LD.replace('"headline"', '"description": "Riders said "never again" to us", "headline"')),
        LD.format(ARTICLE_LD.replace('"headline"', '"description": "One line\nand another", "headline"')),
        LD.format(ARTICLE_LD.replace('"datePublished"', '"dateModified": "2025-08-01", "datePublished"')),
    ],
)  # fmt: skip
def test_the_day_is_found_in_json_ld_of_any_shape(scripts: str) -> None:
    facts = read_page(PAGE, f"<title>{TITLE}</title>{scripts}").facts
    assert (facts.published_on, facts.published_basis) == (DAY, "json-ld")
    assert facts.published_evidence == "datePublished: 2025-07-14T08:00:00Z"


def test_references_in_a_graph_are_followed_to_author_and_publisher() -> None:
    graph = (
        '{"@graph": [{"@type": "Article", "headline": "x", "author": {"@id": "#ines"}, "publisher": {"@id": "#org"}}, '
        '{"@type": "Person", "@id": "#ines", "name": "Ines Valla"}, {"@type": "Organization", "@id": "#org", "name": "Arden &amp; Sons"}]}'
    )
    facts = read_page(PAGE, LD.format(graph)).facts
    assert (facts.author, facts.publisher) == ("Ines Valla", "Arden & Sons")


@pytest.mark.parametrize("author", ["https://gazette.example/ines", "@gazette", "Arden Gazette"])
def test_neither_an_address_nor_the_publisher_is_the_author(author: str) -> None:
    head = f"<meta name=author content='{author}'><meta property=og:site_name content='Arden Gazette'>"
    assert read_page(PAGE, head).facts.author is None


@pytest.mark.parametrize("day", ["0001-01-01T00:00:00", "1970-01-01", "9999-12-31"])
def test_a_day_that_stands_for_none_is_passed_over(day: str) -> None:
    facts = read_page(f"{PAGE}<time datetime=2025-07-14>14 July</time>", f"<meta name=date content={day}>").facts
    assert (facts.published_on, facts.published_basis) == (DAY, "time")


def test_seconds_since_1970_are_a_day_too() -> None:
    assert read_page(PAGE, "<meta name=pubdate content=1752480000>").facts.published_on == DAY


@pytest.mark.parametrize(
    "times",
    [
        "<time class=updated datetime=2025-07-20>20 July</time><time datetime=2025-07-14>14 July</time>",
        "<p>Updated <time datetime=2025-07-20>20 July</time></p><p>Published <time datetime=2025-07-14>14 July</time></p>",
        "<time itemprop=dateModified datetime=2025-07-20></time><time itemprop=datePublished datetime=2025-07-14></time>",
        "<time datetime=2025-07-20>20 July</time><time class='entry-date published' datetime=2025-07-14>14 July</time>",
    ],
)
def test_the_time_of_a_revision_is_not_that_of_publication(times: str) -> None:
    facts = read_page(f"<h1>{TITLE}</h1>{times}<p>{LEDE}</p>").facts
    assert (facts.published_on, facts.published_basis) == (DAY, "time")


def test_the_time_beside_the_heading_goes_before_those_of_other_articles() -> None:
    other = "<li><a href=/1>Trams late again</a> <time datetime=2025-07-20>20 July</time></li>"
    page = f"<ul>{other * 3}</ul><h1>{TITLE}</h1><time datetime=2025-07-14>14 July</time><p>{LEDE}</p><ul>{other}</ul>"
    assert read_page(page).facts.published_on == DAY


def test_a_time_element_gives_the_day() -> None:
    facts = read_page(f"<time datetime='2025-07-14T10:05:00+04:00'>today</time>{PAGE}").facts
    assert (facts.published_on, facts.published_basis) == (DAY, "time")


def test_a_page_without_markup_is_read_like_a_text() -> None:
    facts = read_page(
        f"<h1>{TITLE}</h1><div>By Ines Valla | 14 July 2025</div><p>{LEDE}</p><footer>© 2025 Arden Post</footer>"
    ).facts
    assert (facts.author, facts.publisher) == ("Ines Valla", "Arden Post")
    assert (facts.published_on, facts.published_basis) == (DAY, "visible")


@pytest.mark.parametrize(
    "page_title", [f"{TITLE} - City - Arden Gazette", f"{TITLE} | Arden Gazette", f"Arden Gazette: {TITLE}"]
)
def test_the_site_is_what_the_page_title_adds(page_title: str) -> None:
    facts = read_page(PAGE, f"<title>{page_title}</title>").facts
    assert (facts.title, facts.publisher) == (TITLE, "Arden Gazette")


def test_the_heading_that_only_names_the_site_is_not_the_title() -> None:
    head = f"<title>{TITLE} | Arden Gazette</title><meta property=og:site_name content='Arden Gazette'>"
    assert read_page(f"<header><h1>Arden Gazette</h1></header>{PAGE}", head).facts.title == TITLE
    assert read_page(f"<h1>Arden Gazette</h1><p>{LEDE}</p>", head).facts.title == TITLE
