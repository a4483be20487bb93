"""The visible text of pages: what is shown, in which blocks, and that every character of it leads back to the bytes."""

from __future__ import annotations

import html
import itertools
import pickle
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assets.reading import Document, Unreadable, read_document

PAGES = {
    "entities": "<p>Rent is &pound;1,250&nbsp;a month &ndash; 5&#37; up, 7&#x25; in &euro; terms &amp; more; AT&T, "
    "a &lt; b &bogus; "
    "&copy2025 &#150; &NotEqualTilde; &#xD800; &#0; &#99999999999999999999;</p>",
    "space": "<p>  one\t two\n\n <b> three</b>four <i>five</i> </p>\n\n<div>six<br>seven<br><br/>eight</div>",
    "inline": "<p>1<b>2</b>3 km<sup>2</sup> H<sub>2</sub>O 10<sup>6</sup> a<wbr>b<!-- no -->c 2,000<sup> 3</sup></p>",
    "table": "<table><caption>Sales</caption><tr><th>Year<th>EUR<tr><td><p>2024</p><td>12.5</tr></table><p>End</p>",
    "list": "<ul><li>one<li>two <ol><li>deep</ol></ul><dl><dt>term<dd>meaning</dl>",
    "unclosed": "<div><p>first<p>second <b>bold <i>both<p>third</div><li>loose</span></p>x < y <z",
    "odd": "a<b/>c<a href=x>d</a\x00>e\x00f&<g>h</ >i<!doctype x><?pi?><!-- open",
    "wide": "<p>日本 15 円 😀&#x1F600; é ə</p>",
}


def page(body: str) -> bytes:
    return f"<!DOCTYPE html><html><head><title>T</title></head><body>{body}</body></html>".encode()


def says_it(character: str, source: str) -> bool:
    """Whether the piece of source that a character is traced to says that character."""
    if source == character or html.unescape(source) == character:
        return True
    if character in "\n |^_" and "<" in source:  # what separates stands for the markup in between
        return True
    if source.startswith("&"):  # an entity that makes two characters, or that stands for none
        return character in html.unescape(source) or character == "\ufffd"
    if character == "\ufffd":
        return source == "\x00"
    return character == " " and source != "" and source.strip(" \t\n\r\f\v") == ""


def assert_traceable(document: Document, raw: bytes) -> None:
    last_end = 0
    for index, character in enumerate(document.text):
        start, end = document.byte_span(index, index + 1)
        source = raw[start:end].decode(document.encoding)
        assert says_it(character, source), (index, character, source)
        assert end >= last_end
        last_end = end
    for block in document.blocks:
        content = document.text[block.char_start : block.char_end]
        assert content == content.strip(" \t\n\r\f\v") != ""


@pytest.mark.parametrize("name", PAGES)
def test_every_character_leads_back_to_bytes_that_say_it(name: str) -> None:
    raw = page(PAGES[name])
    assert_traceable(read_document(raw, "page.html"), raw)


PIECES = [
    *(
        "<p>",
        "</p>",
        "<div>",
        "</div>",
        "<b>",
        "</b>",
        "<li>",
        "<ul>",
        "</ul>",
        "<br>",
        "<table>",
        "<tr>",
        "<td>",
        "</tr>",
    ),
    *(
        "</table>",
        "<nav>",
        "</nav>",
        "<h1>",
        "</h1>",
        "<script>",
        "</script>",
        "<!--",
        "-->",
        "<sup>",
        "</sup>",
        "<a x='",
    ),
    *(
        '<a y="',
        "'",
        '"',
        ">",
        "<",
        "&",
        "&amp;",
        "&nbsp",
        "&#8211;",
        "&#x",
        ";",
        " ",
        "\n",
        "\t",
        "\x00",
        "12",
        "3.5",
        "€",
    ),
    *(
        "words",
        "<time>",
        "</time>",
        "<p class=share>",
        "<form>",
        "<title>",
        "</title>",
        "<textarea>",
        "😀",
        "</",
        "<!",
        "/>",
    ),
]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=60))
def test_any_mixture_of_markup_is_read_and_traceable(pieces: list[str]) -> None:
    raw = ("<html>" + "".join(pieces)).encode()
    try:
        document = read_document(raw, "page.html")
    except Unreadable as error:
        assert error.reason in ("no_text", "binary")
    else:
        assert_traceable(document, raw)
        spans = [(block.char_start, block.char_end) for block in document.blocks]
        assert spans == sorted(spans)
        separators = [document.text[a[1] : b[0]] for a, b in itertools.pairwise(spans)]
        assert set(separators) <= {"\n\n"}


def text_of(body: str) -> str:
    return read_document(page(body), "page.html").text


def test_an_entity_counts_with_all_its_bytes() -> None:
    raw = page("<p>paid &euro;5&nbsp;m</p>")
    document = read_document(raw, "page.html")
    start = document.text.index("€5\u00a0m")
    assert raw[slice(*document.byte_span(start, start + 4))] == b"&euro;5&nbsp;m"


def test_white_space_collapses_but_no_break_spaces_stay() -> None:
    assert text_of("<p> one \n\t two&nbsp;&nbsp;three\u202ffour </p>") == "one two\u00a0\u00a0three\u202ffour"


def test_blocks_are_apart_and_inline_elements_are_not() -> None:
    assert text_of("<p>a<b>b</b><i> c</i></p><div>d</div>e") == "ab c\n\nd\n\ne"


def test_powers_stay_with_their_unit_but_notes_do_not_become_digits() -> None:
    assert text_of("<p>310 km<sup>2</sup></p>") == "310 km2"
    assert text_of("<p>CO<sub>2</sub> at 2,000<sup>3</sup> or 10<sup>6</sup></p>") == "CO2 at 2,000^3 or 10^6"


def test_a_nul_does_not_join_the_digits_around_it() -> None:
    assert text_of("<p>1\x002 in a text long enough that one NUL is no sign of a binary file</p>").startswith(
        "1\ufffd2"
    )


def test_broken_references_become_replacement_characters() -> None:
    assert text_of("<p>a&#xD800;b&#0;c&#999999999999;d</p>") == "a\ufffdb\ufffdc\ufffdd"


def test_what_is_not_shown_is_not_text() -> None:
    code = "<script>1</script><style>2</style><noscript>3<br></noscript><template>4</template>"
    hidden = "<p hidden>5</p><svg><text>6</text></svg>"
    assert text_of(f"{code}{hidden}<p style='display: none'>7</p><p>8</p><select><option>9</select>") == "8"


def test_a_table_row_is_one_block_with_its_cells_apart() -> None:
    document = read_document(page(PAGES["table"]), "page.html")
    kinds = [(block.kind, document.text[block.char_start : block.char_end]) for block in document.blocks]
    assert kinds == [("caption", "Sales"), ("row", "Year | EUR"), ("row", "2024 | 12.5"), ("paragraph", "End")]


def test_a_table_that_lays_out_the_page_is_no_data() -> None:
    body = "<table><tr><td><h2>News</h2><p>The quay was rebuilt.</p></td></tr></table>"
    assert [block.kind for block in read_document(page(body), "page.html").blocks] == ["heading", "paragraph"]


def test_list_items_and_headings_are_known() -> None:
    body = (
        "<h1>Budget</h1><h2>Spending</h2><ul><li>Roads 5m</li><li><p>Rail 7m</p></li></ul><h3>Income</h3><p>Taxes.</p>"
    )
    blocks = read_document(page(body), "page.html").blocks
    assert [(block.kind, block.heading) for block in blocks] == [
        ("title", None),
        ("heading", None),
        ("item", "Spending"),
        ("item", "Spending"),
        ("heading", "Spending"),
        ("paragraph", "Income"),
    ]


def test_tags_that_are_never_closed_lose_no_text() -> None:
    assert text_of(PAGES["unclosed"]) == "first\n\nsecond bold both\n\nthird\n\nloose\n\nx < y"


@pytest.mark.parametrize(
    ("head", "repeated", "tail"),
    [
        ("", "<div>", "5 tonnes"),
        ("", "<ul><li><b>", "5 tonnes"),
        ("", "<nav>", "5 tonnes"),
        ("<p>5 tonnes", "<!-- ", ""),
        ("<p>5 tonnes", '<a x="', ">"),
        ("<p>5 tonnes", "<", ">"),
        ("<ul>5 tonnes", "<b><li></li>", ""),
    ],
    ids=["nested", "lists", "regions", "comments", "quotes", "brackets", "items"],
)
def test_a_hundred_thousand_tags_take_no_more_than_their_share_of_time(head: str, repeated: str, tail: str) -> None:
    def seconds(times: int) -> float:
        begin = time.process_time()
        document = read_document(f"<html>{head}{repeated * times}{tail}".encode(), "page.html")
        assert "5 tonnes" in document.text
        return time.process_time() - begin

    quarter = max(0.01, min(seconds(25_000) for _ in range(2)))
    # four times the tags: four times the time where reading is linear, sixteen where it is quadratic
    assert min(seconds(100_000) for _ in range(2)) < 9 * quarter


def test_a_span_outside_the_text_is_refused() -> None:
    document = read_document(page("<p>abc</p>"), "page.html")
    assert document.byte_span(3, 3)[0] == document.byte_span(2, 3)[1]
    for span in ((-1, 2), (2, 1), (0, 4)):
        with pytest.raises(ValueError, match="no span of this text"):
            document.byte_span(*span)


def test_a_document_survives_the_way_to_another_process() -> None:
    document = read_document(page("<p>5&nbsp;m</p>"), "page.html")
    again = pickle.loads(pickle.dumps(document))
    assert again == document
    assert again.byte_span(1, 2) == document.byte_span(1, 2)
