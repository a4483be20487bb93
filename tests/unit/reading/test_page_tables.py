"""Tables of pages: the row and the column of a cell can be read in the text, and by extraction."""

from __future__ import annotations

from assets.extraction import extract_figures
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
