"""Text files in blocks: the title, the body, and the furniture around them, with offsets into the text as it stands."""

from __future__ import annotations

import time

import pytest

from assets.reading import read_document
from tests.unit.reading.articles_in_pieces import BODY, LAST, LEDE, SECOND, TITLE, kinds, read_text


def test_blocks_slice_the_text_back_without_space_around_them() -> None:
    document = read_text(f"  {TITLE} \r\n\r\n\u00a0{LEDE}\u00a0\r\n\r\n{LAST}\r\n")
    said = [document.text[block.char_start : block.char_end] for block in document.blocks]
    assert said == [TITLE, LEDE, LAST]
    assert [block.kind for block in document.blocks] == ["title", "paragraph", "paragraph"]


def test_furniture_above_the_title_is_marked_and_kept() -> None:
    document = read_text(f"facebook\nMENU\nSearch\nA+\nARDEN POST\n\n{TITLE}\n\n{BODY}")
    found = kinds(document)
    for line in ("facebook", "MENU", "Search", "A+", "ARDEN POST"):
        assert found[line] == "boilerplate"
        assert line in document.text
    assert found[TITLE] == "title"
    assert all(block.boilerplate == (block.kind == "boilerplate") for block in document.blocks)


def test_furniture_below_the_body_is_marked() -> None:
    tail = (
        "Views: 195",
        "Share this with your friends",
        "print",
        "© 2025 Arden Post. All rights reserved.",
        "Also read | Bus fares up 4%",
    )
    found = kinds(read_text(f"{TITLE}\n\n{BODY}\n\n" + "\n".join(tail)))
    assert {found[line] for line in tail} == {"boilerplate"}
    assert found[LAST] == "paragraph"


def test_what_follows_the_share_buttons_belongs_to_other_articles() -> None:
    other = "A ferry with 2,000 seats was launched yesterday at the old shipyard, its owners said in a long statement."
    found = kinds(read_text(f"{TITLE}\n\n{BODY}\n{LEDE}\n\nRelated stories\n\nFerry launched\n\n{other}"))
    assert (found["Related stories"], found["Ferry launched"], found[other]) == ("boilerplate",) * 3


def test_an_advertisement_between_paragraphs_is_marked_and_they_are_not() -> None:
    found = kinds(
        read_text(f"{TITLE}\n\n{LEDE}\n\nAdvertisement\n\n{SECOND}\n\nRead more: Bridge closed for 3 weeks\n\n{LAST}")
    )
    assert found["Advertisement"] == found["Read more: Bridge closed for 3 weeks"] == "boilerplate"
    assert found[LEDE] == found[SECOND] == found[LAST] == "paragraph"


def test_a_sentence_of_the_body_is_no_furniture_though_it_speaks_of_terms() -> None:
    sentence = "Both sides agreed on the terms of use of the 12 old cars, which may be reproduced for a museum."
    assert kinds(read_text(f"{TITLE}\n\n{LEDE}\n\n{sentence}\n\n{LAST}"))[sentence] == "paragraph"


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("By Ines Valla, Transport Editor", "byline"),
        ("14 July 2025 09:30", "byline"),
        ("PORT ARDEN, 14 July 2025", "byline"),
        ("Published: 14 July 2025", "boilerplate"),
        ("Arden Post | Updated: July 14, 2025 18:42 CET | Port Arden", "boilerplate"),
        ("14 July 2025 | Opinion | 4 min read", "boilerplate"),
        ("SHARE:", "boilerplate"),
        ("We use cookies to give you the best experience.", "boilerplate"),
    ],
)
def test_header_lines_are_not_read_as_the_body(line: str, kind: str) -> None:
    found = kinds(read_text(f"{TITLE}\n\n{line}\n\n{BODY}"))
    assert (found[TITLE], found[line], found[LEDE]) == ("title", kind, "paragraph")


def test_the_dateline_stays_with_its_paragraph() -> None:
    opening = f"PORT ARDEN, July 14 (Coastwire) - {LEDE}"
    assert kinds(read_text(f"{TITLE}\n\n{opening}\n\n{LAST}"))[opening] == "paragraph"


def test_items_and_headings_are_known_and_list_marks_are_not_text_of_the_item() -> None:
    document = read_text(
        f"{TITLE}\n\n{LEDE}\n\nWhat was agreed\n\n- 40 new cars\n* two depots;\n-\nfree rides on Sundays\n\n{LAST}"
    )
    blocks = [(document.text[b.char_start : b.char_end], b.kind, b.heading) for b in document.blocks[2:6]]
    assert blocks == [
        ("What was agreed", "heading", None),
        ("40 new cars", "item", "What was agreed"),
        ("two depots;", "item", "What was agreed"),
        ("free rides on Sundays", "item", "What was agreed"),
    ]


def test_rows_of_figures_are_known() -> None:
    found = kinds(read_text(f"{TITLE}\n\n{LEDE}\n\nYear\tRiders\n2024\t0.9m\n2025 | 1.2m | +33%\n\n{LAST}"))
    assert found["2024\t0.9m"] == found["2025 | 1.2m | +33%"] == "row"


def test_markdown_headings_are_headings() -> None:
    found = kinds(read_text(f"# {TITLE}\n\n{LEDE}\n\n## Outlook\n\n{LAST}", "article.md"))
    assert (found[TITLE], found["Outlook"]) == ("title", "heading")


def test_lines_that_an_editor_wrapped_are_one_paragraph() -> None:
    words, lines = (LEDE + " " + SECOND + " " + LEDE).split(), [""]
    for word in words:
        if len(lines[-1]) + 1 + len(word) > 64:
            lines.append("")
        lines[-1] = (lines[-1] + " " + word).strip()
    wrapped = "\n".join(lines)
    found = kinds(read_text(f"{TITLE}\n\n{wrapped}\n\n{LAST}\n"))
    assert found == {TITLE: "title", wrapped: "paragraph", LAST: "paragraph"}


def test_a_text_of_one_line_is_one_block() -> None:
    assert kinds(read_text("Rain")) == {"Rain": "title"}
    assert kinds(read_text(LEDE)) == {LEDE: "paragraph"}


@pytest.mark.parametrize("line", ["ab", "Some Name", "3 May 2025", "By Jane Roe", "© Some Name", "Share"])
def test_very_many_short_lines_are_read_in_linear_time(line: str) -> None:
    def seconds(times: int) -> float:
        begin = time.process_time()
        document = read_document((line + "\n").encode() * times, "lines.txt")
        assert len(document.blocks) == times
        return time.process_time() - begin

    quarter = max(0.01, min(seconds(7_500) for _ in range(2)))
    # four times the lines: four times the time where reading is linear, sixteen where it is quadratic
    assert min(seconds(30_000) for _ in range(2)) < 9 * quarter


@pytest.mark.parametrize("dash", [" - ", " – ", " — ", " -- "])
def test_a_short_paragraph_behind_a_dateline_is_the_article_and_no_header(dash: str) -> None:
    """Its place and date stand before a dash, as in a header; but what follows is a sentence."""
    short = f"PORT ALDEN, 3 March 2025{dash}The Alden Bridge cost $182 million and has six lanes."
    assert kinds(read_text(f"{TITLE}\n\n{short}\n"))[short] == "paragraph"


@pytest.mark.parametrize(
    "tagline",
    [
        "The harbour's weekly",
        "A newsletter about the river, from the lower town",
        "News from the rowing club",
        "PRESS RELEASE - FOR IMMEDIATE USE",
        "Notebook by Ada Fenn",
    ],
)
def test_what_a_masthead_says_of_itself_gives_way_to_the_headline(tagline: str) -> None:
    document = read_text(f"Lower Quay Observer\n{tagline}\n\n{TITLE}\n\n3 June 2025\n\n{BODY}")
    assert document.facts.title == TITLE
    assert document.facts.published_on is not None


def test_the_day_at_the_end_of_a_masthead_is_that_of_publication() -> None:
    document = read_text(f"ARDEN WORKS\nMedia release, 3 June 2025\n\n{TITLE}\n\n{BODY}")
    assert (document.facts.title, str(document.facts.published_on)) == (TITLE, "2025-06-03")


def test_a_byline_with_a_full_day_may_say_where_it_is_filed() -> None:
    document = read_text(f"{TITLE}\nby Ada Fenn, June 3, 2025, filed under #ferries\n\n{BODY}")
    assert (document.facts.author, str(document.facts.published_on)) == ("Ada Fenn", "2025-06-03")


@pytest.mark.parametrize(
    "line",
    [
        "Advertisement - scroll to continue",
        "Article continues below",
        "Related story",
        "1.2K shares",
        "3,214 views",
        "Listen (5 min)",
        "You have 2 free articles left this month.",
        "Click here to subscribe for 4 crowns",
        "Recommended reading: 5 ferries that sank",
        "Image credit: 12 Photos",
        "Support us from 1 crown a month",
        "See also: salt for 2.1 million",
    ],
)
def test_furniture_inside_the_body_of_a_text_is_marked_where_it_stands(line: str) -> None:
    found = kinds(read_text(f"{TITLE}\n\n14 July 2025\n\n{LEDE}\n\n{line}\n\n{SECOND}\n\n{LAST}"))
    assert found[line] == "boilerplate"
    assert (found[LEDE], found[SECOND], found[LAST]) == ("paragraph", "paragraph", "paragraph")
