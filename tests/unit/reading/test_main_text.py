"""The main text of saved pages: nothing of the article is lost, furniture is marked, and disputes are told."""

from __future__ import annotations

import pytest

from assets.reading import Document, read_document
from tests.unit.reading.articles_in_pieces import LAST, LEDE, SECOND, TITLE, kinds, read_page
from tests.unit.reading.saved_pages import SavedPage, saved_pages

PAGES = {page.name: page for page in saved_pages()}
MISREAD = "article in an element that sounds like furniture"


def _said(document: Document, boilerplate: bool) -> set[str]:
    text = document.text
    return {text[b.char_start : b.char_end] for b in document.blocks if b.boilerplate is boilerplate}


@pytest.mark.parametrize("page", [p for p in PAGES.values() if p.name != MISREAD], ids=lambda page: page.name)
def test_the_article_of_a_saved_page_is_kept_and_its_furniture_marked(page: SavedPage) -> None:
    document = read_document(page.html.encode(), "page.html")
    assert set(page.article) <= _said(document, boilerplate=False)
    assert set(page.furniture) <= _said(document, boilerplate=True)
    assert "main_text_disputed" not in document.doubts


def test_a_main_text_on_which_opinions_differ_is_a_doubt_and_nothing_of_it_is_lost() -> None:
    document = read_document(PAGES[MISREAD].html.encode(), "page.html")
    assert "main_text_disputed" in document.doubts
    assert set(PAGES[MISREAD].article) <= _said(document, boilerplate=False) | _said(document, boilerplate=True)


def test_a_paragraph_that_only_our_own_rules_keep_stays() -> None:
    odd = "Tickets for the 14 August run cost 3 crowns."
    body = f"<div><h1>{TITLE}</h1><p>{LEDE}</p><p>{SECOND}</p></div><div><div><p>{odd}</p></div></div>"
    assert kinds(read_page(body))[odd] == "paragraph"


def test_a_row_of_links_between_paragraphs_is_furniture_and_a_link_in_a_sentence_is_not() -> None:
    links = "<a href=/1>Tram opens</a></p><p><a href=/2>Fares rise</a>"
    body = f"<h1>{TITLE}</h1><p>{LEDE}</p><p>{links}</p><p>The <a href=/3>board</a> paid 40 million.</p><p>{SECOND}</p>"
    found = kinds(read_page(body))
    assert (found["Tram opens"], found["Fares rise"]) == ("boilerplate", "boilerplate")
    assert found["The board paid 40 million."] == "paragraph"


def test_cells_of_a_table_that_are_links_stay_rows() -> None:
    rows = "".join(f"<tr><td><a href=/{n}>Line {n}</a></td><td><a href=/{n}>{n},200</a></td></tr>" for n in (1, 2))
    found = kinds(read_page(f"<h1>{TITLE}</h1><p>{LEDE}</p><table>{rows}</table><p>{SECOND}</p>"))
    assert (found["Line 1 | 1,200"], found["Line 2 | 2,200"]) == ("row", "row")


def test_a_repeated_paragraph_stays_each_time_though_extractors_print_it_once() -> None:
    document = read_page(f"<h1>{TITLE}</h1><p>{LEDE}</p><p>{SECOND}</p><p>{LAST}</p><p>{SECOND}</p>")
    again = [b.kind for b in document.blocks if document.text[b.char_start : b.char_end] == SECOND]
    assert again == ["paragraph", "paragraph"]
    assert document.doubts == ()
