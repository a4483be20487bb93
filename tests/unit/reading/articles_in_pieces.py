"""Pieces from which the tests of reading put articles together; the city, its papers and its people do not exist."""

from __future__ import annotations

from assets.reading import Document, read_document

TITLE = "Tramway beats its forecast in the first six months"
LEDE = (
    "The city council said the new tramway carried 1.2 million passengers in the first half of 2025, more than the "
    "planners had expected for the whole year, and that fares would not rise before the spring."
)
SECOND = "Officials in Port Arden expect the figure to reach 3 million by 2027, the transport office said on Monday."
LAST = "A second line is to be built along the river for 85 million crowns."
BODY = f"{LEDE}\n\n{SECOND}\n\n{LAST}"


def read_text(text: str, name: str = "article.txt") -> Document:
    """The document of a text file that says `text`."""
    return read_document(text.encode(), name)


def read_page(body: str, head: str = "", lang: str = "") -> Document:
    """The document of a page with this body and head."""
    return read_document(
        f"<!DOCTYPE html><html{lang}><head>{head}</head><body>{body}</body></html>".encode(), "article.html"
    )


def kinds(document: Document) -> dict[str, str]:
    """The kind of each block by its text."""
    return {document.text[block.char_start : block.char_end]: block.kind for block in document.blocks}
