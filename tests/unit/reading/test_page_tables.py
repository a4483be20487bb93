"""Tables of pages: the row and the column of a cell can be read in the text, and by extraction."""

from __future__ import annotations

from assets.extraction import extract_figures
from assets.reading import read_documents
from tests.unit.reading.articles_in_pieces import LEDE, SECOND, TITLE, read_page


def test_an_empty_cell_keeps_its_column() -> None:
    rows = (
        "<tr><th></th><th>2023</th><th>2024</th><th>2025</th></tr><tr><th>Ships</th><td></td><td>&nbsp;</td><td>77</td></tr>"
        "<tr><td>Buses</td><td>5</td><td></td><td><p>6</p></td></tr>"
    )
    document = read_page(f"<h1>{TITLE}</h1><p>{LEDE}</p><table><caption>Rides</caption>{rows}</table><p>{SECOND}</p>")
    found = [document.text[b.char_start : b.char_end] for b in document.blocks if b.kind in ("row", "caption")]
    assert found[0] == "Rides"
    assert found[1] == "2023 | 2024 | 2025"
    assert [cell.strip() for cell in found[2].split("|")] == ["Ships", "", "", "77"]
    assert [cell.strip() for cell in found[3].split("|")] == ["Buses", "5", "", "6"]
    figures = {
        f.quote: f.period_start and f.period_start.year for f in extract_figures(document) if f.sentence in found
    }
    assert figures == {"77": 2025, "5": 2023, "6": 2025}


def test_cells_that_span_columns_and_rows_leave_theirs_empty_and_every_character_leads_to_its_bytes() -> None:
    rows = (
        "<tr><th rowspan='2'>Town<th colspan=2>Rides, m<th colspan=2>Fares, &pound;</tr><tr><th>2023<th>2024<th>2023<th>2024</tr>"
        "<tr><td rowspan=2>Arden<td>5<td>6<td>1<td>2</tr><tr><td>7<td>8<td colspan=2>3</tr><tr><td colspan=5>All lines</tr>"
    )
    raw = f"<h1>{TITLE}</h1><p>{LEDE}</p><table>{rows}</table><p>{SECOND}</p>".encode()
    (document,) = read_documents(raw, "a.html")
    blocks = [block for block in document.blocks if block.kind == "row"]
    assert [document.text[block.char_start : block.char_end] for block in blocks] == [
        "Town | Rides, m |  | Fares, £ | |",
        "| | 2023 | 2024 | 2023 | 2024",
        "Arden | 5 | 6 | 1 | 2",
        "| | 7 | 8 | 3 | |",
        "All lines",
    ]
    for word, source in (("Fares, £", b"Fares, &pound;"), ("7 | 8", b"7<td>8"), ("All lines", b"All lines")):
        at = document.text.index(word)
        start, end = document.byte_span(at, at + len(word))
        assert raw[start:end] == source
    row = next(block for block in blocks if document.text[block.char_start] == "|")
    start, end = document.byte_span(row.char_start, row.char_end)
    assert raw[start:end].endswith(b"<th>2023<th>2024<th>2023<th>2024")
