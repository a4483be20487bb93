"""Furniture of pages: marked by tag, role, class or words, and not where a class name only sounds like it."""

from __future__ import annotations

import dataclasses

import pytest

from assets.reading import read_document
from assets.reading.boilerplate import Markers, default_markers
from tests.unit.reading.articles_in_pieces import LAST, LEDE, SECOND, TITLE, kinds, read_page
from warehouse.lexicon import Entry

ARTICLE = f"<article><h1>{TITLE}</h1><p>{LEDE}</p><p>{SECOND}</p></article>"


@pytest.mark.parametrize(
    "element",
    [
        "<nav>7 links</nav>",
        "<footer>7 links</footer>",
        "<aside><p>7 links</p></aside>",
        "<header><p>7 links</p></header>",
        "<form><label>7 links</label></form>",
        "<button>7 links</button>",
        "<div role='navigation'>7 links</div>",
        "<div class='cookie-banner'>7 links</div>",
        "<div id='siteMasthead'>7 links</div>",
        "<ul class='share_buttons'><li>7 links</li></ul>",
        "<div class='box read-more'><div><p>7 links</p></div></div>",
        "<span class='ad'>7 links</span>",
        "<section class='related-stories'><h4>7 links</h4></section>",
        "<p class='newsletter'>7 links",
    ],
)
def test_furniture_is_marked_and_stays_in_the_text(element: str) -> None:
    for body in (element + ARTICLE, ARTICLE + element):
        document = read_page(body)
        found = kinds(document)
        assert found["7 links"] == "boilerplate"
        assert (found[TITLE], found[LEDE], found[SECOND]) == ("title", "paragraph", "paragraph")


@pytest.mark.parametrize(
    "body",
    [
        "<div class='layout has-sidebar nav-open'>{}</div>",
        "<form id='page'>{}</form>",
        "<div class='social'><main>{}</main></div>",
        "<div class='post author-valla tag-ads'>{}</div>",
    ],
)
def test_a_class_around_the_whole_article_does_not_make_it_furniture(body: str) -> None:
    found = kinds(read_page(body.format(ARTICLE)))
    assert (found[TITLE], found[LEDE], found[SECOND]) == ("title", "paragraph", "paragraph")


def test_a_link_in_a_sentence_is_part_of_it_whatever_its_class() -> None:
    body = f"<h1>{TITLE}</h1><p>{LEDE}</p><p>The <a class='related-link ad'>Harbour Bank</a> lent 40 million.</p>"
    assert kinds(read_page(body))["The Harbour Bank lent 40 million."] == "paragraph"


def test_a_header_inside_the_article_belongs_to_it() -> None:
    found = kinds(
        read_page(f"<article><header><h1>{TITLE}</h1><p>Riders are up by a third</p></header><p>{LEDE}</p></article>")
    )
    assert found["Riders are up by a third"] == "paragraph"


def test_comments_longer_than_the_article_are_still_furniture() -> None:
    comments = "".join(f"<p>{SECOND} I count {n}.</p>" for n in range(6))
    found = kinds(read_page(f"{ARTICLE}<div id='comments'>{comments}</div>"))
    assert found[f"{SECOND} I count 5."] == "boilerplate"
    assert found[LEDE] == "paragraph"


def test_words_mark_furniture_where_no_class_does() -> None:
    lines = ("Advertisement", "Share 128", "© 2025 Arden Media Ltd", "Sign up for our morning letter")
    body = f"{ARTICLE}<p>{lines[0]}</p><p>{LAST}{LAST}</p>" + "".join(f"<p>{line}</p>" for line in lines[1:])
    found = kinds(read_page(body))
    assert {found[line] for line in lines} == {"boilerplate"}


def test_bylines_are_known_by_their_class_or_because_they_are_only_a_time() -> None:
    body = f"<h1>{TITLE}</h1><p class='byline'>Ines Valla, transport</p><time>14 July 2025</time><p>{LEDE}</p>"
    found = kinds(read_page(body))
    assert found["Ines Valla, transport"] == found["14 July 2025"] == "byline"


def test_a_reader_may_bring_markers_of_their_own() -> None:
    row = Entry("kiosk", "site", "en", False, "", "", {"sense": "element"})
    markers = dataclasses.replace(default_markers(), element=Markers.from_rows([row]).element)
    raw = f"<html><body><div class=kiosk>7 links</div><div class=share>8 links</div>{ARTICLE}".encode()
    found = kinds(read_document(raw, "page.html", markers))
    assert (found["7 links"], found["8 links"]) == ("boilerplate", "paragraph")


def test_a_marker_of_an_unknown_sense_is_refused() -> None:
    with pytest.raises(ValueError, match="'kiosk': sense 'where' is none of"):
        Markers.from_rows([Entry("kiosk", "site", "en", False, "", "", {"sense": "where"})])
