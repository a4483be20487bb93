"""Publication facts of texts: from header lines, from the dateline, and from what the text allows to conclude."""

from __future__ import annotations

from datetime import date

import pytest

from assets.reading import Hints, read_documents
from tests.unit.reading.articles_in_pieces import BODY, LAST, LEDE, TITLE, read_text

DAY = date(2025, 7, 14)


@pytest.mark.parametrize(
    ("line", "basis"),
    [
        ("14 July 2025 12:17", "visible"),
        ("07:19 \u00a0 \u00a0 14 July 2025", "visible"),
        ("Published: 14 July 2025 12:17", "visible"),
        ("Monday, July 14, 2025", "visible"),
        ("Monday 14th July 2025 at 9.15 am GMT", "visible"),
        ("14 Jul 2025, 19:10", "visible"),
        ("Jul. 14, 2025 9:12 AM EDT", "visible"),
        ("2025-07-14", "visible"),
        ("2025-07-14T09:12:00+02:00", "visible"),
        ("14.07.2025", "visible"),
        ("14/07/2025 09:30", "visible"),
        ("Updated 15 July 2025; first published 14 July 2025", "visible"),
        ("Posted on July 14, 2025 by Ines Valla", "visible"),
        ("By Ines Valla | 14 July 2025 | 3 min read", "visible"),
        ("Posted by Ines Valla on 14 July 2025 | 3 min read | 7 comments", "visible"),
        ("*14 July 2025*", "visible"),
        ("Monday, July 14, 2025. 80p", "visible"),
        ("14 July 2025. £1.20", "visible"),
        ("14 July 2025, by Ines Valla. Filed under: ferries", "visible"),
        ("By Ines Valla, transport editor, 14 July 2025", "visible"),
        ("PORT ARDEN, 14 July 2025", "dateline"),
    ],
)
def test_the_day_is_read_from_a_header_line(line: str, basis: str) -> None:
    facts = read_text(f"{TITLE}\n\n{line}\n\n{BODY}").facts
    assert (facts.title, facts.published_on, facts.published_basis) == (TITLE, DAY, basis)


@pytest.mark.parametrize(
    ("opening", "publisher"),
    [
        ("PORT ARDEN, Westland, July 14, 2025 (Coastwire) - ", "Coastwire"),
        ("Port Arden, 14 July 2025 – ", None),
        ("14 July 2025, Port Arden – ", None),
        ("PORT ARDEN, July 14, 2025. /Coastwire/. ", "Coastwire"),
    ],
)
def test_day_and_agency_are_read_from_the_dateline(opening: str, publisher: str | None) -> None:
    facts = read_text(f"{TITLE}\n\n{opening}{BODY}").facts
    assert (facts.published_on, facts.published_basis, facts.publisher) == (DAY, "dateline", publisher)


def test_a_dateline_without_a_year_takes_it_from_what_the_text_tells() -> None:
    facts = read_text(f"{TITLE}\n\nPORT ARDEN, July 14 (Coastwire) -- {BODY}").facts
    assert (facts.published_on, facts.published_basis) == (DAY, "inferred")


@pytest.mark.parametrize("year", ["A fire had closed the depot in 2017.", "It was the worst day since July 2017."])
def test_a_year_of_history_is_not_that_of_a_dateline(year: str) -> None:
    text = f"{TITLE}\n\nPORT ARDEN, July 14 (Coastwire) - Trams stood still on Monday. {year}\n\n{LAST}"
    assert read_text(text).facts.published_on is None


@pytest.mark.parametrize("plan", ["The depot is to open by the end of 2027.", "It kept its 2025 forecast."])
def test_the_weekday_finds_the_year_of_a_dateline_shortly_before_the_plans(plan: str) -> None:
    text = f"{TITLE}\n\nPORT ARDEN, July 14 (Coastwire) - Trams stood still on Monday. {plan}\n\n{LAST}"
    facts = read_text(text).facts
    assert (facts.published_on, facts.published_basis) == (DAY, "inferred")


def test_a_plan_far_ahead_tells_no_year_of_a_dateline() -> None:
    text = f"{TITLE}\n\nPORT ARDEN, July 14 (Coastwire) - Trams stood still on Monday. All is to be paid by 2035.\n\n{LAST}"
    assert read_text(text).facts.published_on is None


def test_a_bar_of_sections_above_the_headline_is_no_title() -> None:
    facts = read_text(f"Port & Rail • Ferries • Trams • Buses\n\n{TITLE}\n\n14 July 2025\n\n{BODY}").facts
    assert facts.title == TITLE


@pytest.mark.parametrize("year", ["the longest time since May 2021", "fewer than at its peak of 9,000 in May 2021"])
def test_a_day_takes_no_year_from_history(year: str) -> None:
    assert read_text(f"{TITLE}\n\nThe line was closed on June 30, {year}.\n\n{LAST}").facts.published_on is None


def test_a_january_dateline_after_a_december_is_in_the_next_year() -> None:
    opening = "PORT ARDEN, January 9 (Coastwire) - Riders rose in December 2024, the office said on Thursday."
    assert read_text(f"{TITLE}\n\n{opening}\n\n{LAST}").facts.published_on == date(2025, 1, 9)


def test_the_latest_day_that_the_text_tells_of_is_the_day_inferred() -> None:
    text = (
        f"{TITLE}\n\n{LEDE}\n\nThe line opened on 2 April 1992. On June 30 the millionth rider was greeted.\n\n{LAST}"
    )
    facts = read_text(text).facts
    assert (facts.published_on, facts.published_basis) == (date(2025, 6, 30), "inferred")


@pytest.mark.parametrize(
    "sentence",
    [
        "It opened on 2 April 1992.",
        "The next vote is scheduled for 14 September.",
        "The works will end by 1 March 2026.",
        "In March 2025 alone it was 210,000.",
        "It rose by 7%, and may 25 million follow.",
        "On June 30 the depot was closed. In August 2025 fares rose.",
    ],
)
def test_no_day_is_invented(sentence: str) -> None:
    facts = read_text(f"{TITLE}\n\n{LEDE}\n\n{sentence}\n\n{LAST}").facts
    assert (facts.published_on, facts.published_basis) == (None, "none")


def test_a_day_that_could_be_two_days_is_not_read() -> None:
    assert read_text(f"{TITLE}\n\n05/07/2025\n\n{BODY}").facts.published_on is None


@pytest.mark.parametrize(
    ("above", "below", "publisher"),
    [
        ("Coastal Transit Briefing\nPublished: 14 July 2025\nBy Ines Valla\n", "", "Coastal Transit Briefing"),
        ("THE ARDEN COLUMN\n", "", "The Arden Column"),
        ("The Northerner, Monday 14 July 2025\n", "", "The Northerner"),
        ("Coastal Notes - client note - 14 Jul 2025\n", "", "Coastal Notes"),
        ("Arden Now\n14 comments | 3 min read\n14 July 2025\n", "", "Arden Now"),
        ("Oil and Gas\n", "\n\n© 2025 Arden Ledger Ltd. All rights reserved.", "Arden Ledger"),
        ("", "\n\nArdenPost.org\nViews: 12", "ArdenPost.org"),
        ("", "\n\nSource: Arden Gazette", "Arden Gazette"),
        ("", "\n\nThe views here are not necessarily those of Harbour Dispatch.", "Harbour Dispatch"),
        ("", "", None),
        ("Business\n", "", None),
    ],
)
def test_the_publisher_is_read_from_the_lines_around(above: str, below: str, publisher: str | None) -> None:
    facts = read_text(f"{above}\n{TITLE}\n\n{BODY}{below}").facts
    assert (facts.title, facts.publisher) == (TITLE, publisher)


def test_the_first_name_in_a_header_line_below_the_title_is_the_publisher() -> None:
    facts = read_text(f"{TITLE}\n\nArden Business Line | Updated: July 14, 2025 18:42 CET | Port Arden\n\n{BODY}").facts
    assert (facts.publisher, facts.author, facts.published_on) == ("Arden Business Line", None, DAY)


@pytest.mark.parametrize(
    "text",
    [
        f"{TITLE}\nBy Ines Valla\n\n{BODY}",
        f"{TITLE}\nBy Ines Valla, Transport Editor, in Port Arden\n\n{BODY}",
        f"{TITLE}\nInes Valla | Arden Gazette | 14.07.2025\n\n{BODY}",
        f"{TITLE}\nInes Valla\n14 July 2025\n\n{BODY}",
        f"{TITLE}\n\n{BODY}\n\n(Reporting by Ines Valla; Editing by Bo Lund)",
        f"{TITLE}\n\n{BODY}\n\nInes Valla is a former driver. The views expressed are hers.",
        f"{TITLE}\n\nTrams are back in fashion and cities should build them with care, writes Ines Valla.\n\n{BODY}",
    ],
)
def test_the_author_is_read_where_texts_name_them(text: str) -> None:
    assert read_text(text).facts.author == "Ines Valla"


TAGLINE_MASTHEADS = [
    "Arden Tides\nNotes on ferries for people who miss them",
    "Arden Tides\nThe town's only free newspaper, since 1911",
    "ARDEN TIDES - the harbour people's weekly",
    "Arden Tides: letters and news from the quay\nPosted by Ines Valla on 14 July 2025 | 3 comments",
    "The Arden Tides, 14 July 2025\nRIVER NOTEBOOK by Ines Valla",
    "ARDEN TIDES\nNews from the quay - evening edition, 14 July 2025",
    "Arden Tides • Ferries • Trams • Buses",
    "Arden Tides | Science",
]


@pytest.mark.parametrize("masthead", TAGLINE_MASTHEADS)
def test_a_masthead_with_its_tagline_is_not_the_title_but_names_the_publisher(masthead: str) -> None:
    facts = read_text(f"{masthead}\n\n{TITLE}\n\n{BODY}").facts
    assert facts.title == TITLE
    assert (facts.publisher or "").removeprefix("The ").lower() == "arden tides"


@pytest.mark.parametrize(
    "header",
    [
        f"Arden Tides\n{TITLE}\n14 July 2025\n\nRiders come back to the river line",
        f"{TITLE}\n14 July 2025\n\nFerries and fares",
        f"{TITLE}\nBy Ines Valla\n\nWhat the planners had expected",
        f"Port Arden, 14 July 2025\n{TITLE}\n\nFerries come next",
        f"14 July 2025\n{TITLE}\n\nFerries come next",
    ],
)
def test_a_headline_above_a_subheading_stays_the_title(header: str) -> None:
    assert read_text(f"{header}\n\n{BODY}").facts.title == TITLE


@pytest.mark.parametrize(
    ("notice", "day"),
    [
        ("Press release no. 61 | 14 July 2025", DAY),
        ("NEWS RELEASE - FOR IMMEDIATE USE", None),
        ("Media release, 14 July 2025", DAY),
        ("Company announcement 9/2025", None),
    ],
)
def test_a_notice_for_the_press_is_given_out_by_who_stands_above_it(notice: str, day: date | None) -> None:
    facts = read_text(f"PORT ARDEN TRANSIT\n{notice}\n\n{TITLE}\n\nPort Arden Transit will add trams.\n\n{BODY}").facts
    assert (facts.title, facts.publisher, facts.published_on) == (TITLE, "Port Arden Transit", day)


def test_a_title_that_speaks_of_a_press_release_is_a_title() -> None:
    title = "Press release says trams will be late"
    assert read_text(f"{title}\n\n{BODY}").facts.title == title


def test_two_writers_beside_a_date_are_the_authors_and_not_the_publisher() -> None:
    facts = read_text(f"{TITLE}\n\nInes Valla and Bo Lund | 14 July 2025\n\n{BODY}").facts
    assert (facts.author, facts.publisher) == ("Ines Valla and Bo Lund", None)


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("By Ines Valla, Beacon staff", ""),
        ("By Ines Valla", "\n\nThe Beacon appears on Wednesdays. Classifieds: 555-0119."),
        ("By Ines Valla", "\n\nBeacon is read in 41 countries. Subscriptions: 555-0119"),
        ("By Ines Valla", "\n\nQuestions: 555-0119 (all day). Beacon Ltd, registered in Westland no. 55."),
    ],
)
def test_the_publisher_is_who_employs_the_writer_or_speaks_of_itself(above: str, below: str) -> None:
    facts = read_text(f"{TITLE}\n{above}\n14 July 2025\n\n{BODY}{below}").facts
    assert ((facts.publisher or "").removeprefix("The "), facts.author) == ("Beacon", "Ines Valla")


@pytest.mark.parametrize("line", ["By Our Correspondent", "By 2027 the line will be longer", "By the end of the year"])
def test_not_every_line_that_begins_with_by_names_an_author(line: str) -> None:
    assert read_text(f"{TITLE}\n{line}\n\n{BODY}").facts.author is None


def test_a_reprint_names_title_author_and_publisher_in_its_introduction() -> None:
    quoted = "The weekly Rails has published an article entitled “Why trams return.”"
    introduction = f"{quoted} Arden.Org reprints the article by Bo Lund, a driver."
    facts = read_text(f"{introduction}\n\n{BODY}").facts
    assert (facts.title, facts.author, facts.publisher) == ("Why trams return", "Bo Lund", "Arden.Org")


def test_a_title_may_end_with_its_day_if_there_is_no_other() -> None:
    facts = read_text(f"Trams in the second quarter - 14 July 2025\n\n{BODY}").facts
    assert facts.title == "Trams in the second quarter - 14 July 2025"
    assert (facts.published_on, facts.published_basis, facts.publisher) == (DAY, "inferred", None)


def test_a_text_that_is_all_body_has_no_title() -> None:
    assert read_text(BODY).facts.title is None


def test_an_inferred_day_keeps_its_evidence_and_is_a_doubt() -> None:
    body = f"{LEDE}\n\nOn June 30 the millionth rider was greeted with flowers.\n\n{LAST}"
    document = read_text(f"{TITLE}\n\n{body}")
    assert document.facts.published_evidence is not None
    assert "On June 30 the millionth rider" in document.facts.published_evidence
    assert "first half of 2025" in document.facts.published_evidence
    assert document.doubts == ("date_inferred",)
    stated = read_text(f"{TITLE}\n\nPublished: 14 July 2025\n\n{body}")
    assert (stated.facts.published_evidence, stated.doubts) == ("Published: 14 July 2025", ())


def test_a_day_that_the_user_gives_leaves_no_doubt() -> None:
    raw = f"{TITLE}\n\n{LEDE}\n\nOn June 30 the millionth rider was greeted.\n\n{LAST}".encode()
    (document,) = read_documents(raw, "a.txt", Hints(published_on=DAY))
    assert (document.facts.published_basis, document.facts.published_evidence, document.doubts) == ("given", None, ())
