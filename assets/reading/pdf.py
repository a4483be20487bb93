"""A PDF file: its pages as one text, with the page and the bytes of each character, and the facts that the file states.

Belongs here: opening the file, refusing what has no text, and putting the document together. Does not: lines, paragraphs, or
places in the file (`pdf_lines`, `pdf_paragraphs`, `pdf_places`).
"""

from __future__ import annotations

import re
from dataclasses import replace

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from assets.reading.boilerplate import Markers
from assets.reading.dates import iso_day
from assets.reading.document import Document, Doubt, Hints, PublicationFacts, Unreadable
from assets.reading.html_facts import Stated
from assets.reading.offsets import RunBuilder
from assets.reading.pdf_lines import page_lines
from assets.reading.pdf_paragraphs import Page, Paragraph, paragraphs_of, pieces_of
from assets.reading.pdf_places import page_places
from assets.reading.publication import publication_facts
from assets.reading.told_blocks import Told, told_blocks

MEDIA_TYPE = "application/pdf"

_MAX_PAGES = 2_000
_MAX_CHARS = 16 * 1024 * 1024
_FEWEST_CHARS = 16
"""A page with fewer characters says nothing: a stamp, a page number."""

_BREAK = "\n\n"
_FILE_NAME_LIKE = re.compile(
    r"^(?:microsoft \w+ - |untitled|document\d*$|layout \d)|\.(?:docx?|indd|pdf|qxd|pages|rtf|odt|html?)$|^\W*$", re.I
)


def read_pdf(raw: bytes, name: str, hints: Hints, markers: Markers) -> tuple[Document, ...]:
    """The file as an article. Raises Unreadable."""
    with _opened(raw, name) as file:
        if len(file) > _MAX_PAGES:
            raise Unreadable("too_large", f"{name} has {len(file):,} pages; at most {_MAX_PAGES:,} are read. Split it.")
        pages, without_text = _pages(file, name)
        stated = {key: " ".join(value.split()) for key, value in file.get_metadata_dict(skip_empty=True).items()}
        places = page_places(raw, len(file))
    text, told, runs, firsts = _put_together(paragraphs_of(pages), places)
    blocks = told_blocks(text, told, markers)
    facts = _with_stated(publication_facts(text, blocks, Stated(), None, None, markers), stated)
    doubts: tuple[Doubt, ...] = ("pages_without_text",) if without_text else ()
    return (Document(text, blocks, facts, MEDIA_TYPE, "pdf", runs.built(), pages=firsts, doubts=doubts),)


def said_on(raw: bytes, start: int, end: int) -> str:
    """What the pages say whose content stands in the bytes `[start, end)` of the file, line by line as they are set."""
    with _opened(raw, "the file") as file:
        places = page_places(raw, len(file))
        inside = [number for number, (first, last) in enumerate(places) if start <= first and last <= end]
        return "\n\n".join("\n".join(line.text for line in page_lines(file[number])) for number in inside)


def _opened(raw: bytes, name: str) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(raw)
    except pdfium.PdfiumError as error:
        if error.err_code in (pdfium_c.FPDF_ERR_PASSWORD, pdfium_c.FPDF_ERR_SECURITY):
            raise Unreadable("encrypted", f"{name} asks for a password; save it without one.") from error
        raise Unreadable("malformed", f"{name} is broken: {error}. Fetch it again, or save it anew.") from error


def _pages(file: pdfium.PdfDocument, name: str) -> tuple[list[Page], int]:
    """The lines of the pages, and how many pages show something but say nothing. Raises Unreadable if none says anything."""
    pages: list[Page] = []
    chars = pictures = 0
    for number in range(len(file)):
        page = file[number]
        try:
            lines = page_lines(page)
            said = sum(len(line.text) for line in lines)
            chars += said
            if said < _FEWEST_CHARS:
                pictures += any(True for _ in page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_IMAGE], max_depth=3))
            pages.append(Page(lines, page.get_height()))
        finally:
            page.close()
        if chars > _MAX_CHARS:
            raise Unreadable("too_large", f"{name} has more than {_MAX_CHARS:,} characters; split it.")
    if chars < _FEWEST_CHARS * max(1, len(pages) // 2) and pictures:
        raise Unreadable(
            "scanned", f"{name} is pictures of pages without text; run text recognition over it and save that."
        )
    return pages, pictures


def _put_together(
    paragraphs: list[Paragraph], places: list[tuple[int, int]]
) -> tuple[str, list[Told], RunBuilder, tuple[int, ...]]:
    """The text, its blocks, the bytes of each character, and the first character of each page."""
    parts: list[str] = []
    told: list[Told] = []
    firsts: dict[int, int] = {0: 0}
    runs = RunBuilder()
    length, page = 0, 0
    for paragraph in paragraphs:
        if length:
            parts.append(_BREAK)
            runs.add(len(_BREAK), *places[page], 0)
            length += len(_BREAK)
        start = length
        for page, words in pieces_of(paragraph):
            for empty in range(max(firsts) + 1, page + 1):
                firsts[empty] = length
            parts.append(words)
            runs.add(len(words), *places[page], 0)
            length += len(words)
        told.append(Told(paragraph.kind, start, length))
    return "".join(parts), told, runs, tuple(firsts[number] for number in sorted(firsts))


def _with_stated(facts: PublicationFacts, stated: dict[str, str]) -> PublicationFacts:
    """The facts with what the document information says where the text is silent. The day on which a file was made is not always
    that of the article: one that the text states is believed before it."""
    title = stated.get("Title")
    made = iso_day(stated.get("CreationDate", "").removeprefix("D:")[:8])
    is_stated = facts.published_basis in ("visible", "dateline") and facts.published_on != made
    return replace(
        facts,
        title=facts.title or (title if title and not _FILE_NAME_LIKE.search(title) else None),
        author=facts.author or stated.get("Author"),
        published_on=facts.published_on if is_stated or not made else made,
        published_basis=facts.published_basis if is_stated or not made else "meta",
    )
