"""Where in a PDF file the content of a page stands: the bytes of its content streams and of the forms that they draw.

Belongs here: following the cross-reference table, by pypdf. Does not: reading what the streams say; PDFium does that.
"""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator

from pypdf import PageObject, PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, StreamObject

_MAX_FORM_DEPTH = 4
_STREAM = re.compile(rb"\s*\d+\s+\d+\s+obj\b")
_BEGIN = re.compile(rb"stream\r?\n")
_LONGEST_DICTIONARY = 64 * 1024


def page_places(raw: bytes, pages: int) -> list[tuple[int, int]]:
    """The bytes `[start, end)` of the file in which each page's content stands; those of the whole file where it cannot be told.

    Streams that stand apart give the run from the first to the last.
    """
    whole = (0, len(raw))
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what it mends without a word is of no interest here
    try:
        reader = PdfReader(io.BytesIO(raw), strict=False)
        if reader.is_encrypted:
            return [whole] * pages
        found = [_place(raw, reader, page) or whole for page in reader.pages]
    except Exception:  # a damaged table: PDFium reads the file all the same, and the span is the file
        return [whole] * pages
    return (found + [whole] * pages)[:pages]


def _place(raw: bytes, reader: PdfReader, page: PageObject) -> tuple[int, int] | None:
    contents = page.raw_get("/Contents") if "/Contents" in page else None
    if isinstance(contents, IndirectObject) and isinstance(held := contents.get_object(), ArrayObject):
        contents = held
    references = list(contents) if isinstance(contents, ArrayObject) else [contents]
    references += list(_forms(page.get("/Resources"), 0, set()))
    spans = [_stream_span(raw, reader, reference) for reference in references if isinstance(reference, IndirectObject)]
    if not spans or any(span is None for span in spans):
        return None
    return min(span[0] for span in spans if span), max(span[1] for span in spans if span)


def _forms(resources: object, depth: int, seen: set[int]) -> Iterator[IndirectObject]:
    """References to the forms that a page draws, each once: text may stand in them."""
    named = _dictionary(resources)
    drawn = _dictionary(named.get("/XObject")) if named is not None else None
    if drawn is None or depth > _MAX_FORM_DEPTH:
        return
    for name in drawn:
        reference = drawn.raw_get(name)
        if not isinstance(reference, IndirectObject) or reference.idnum in seen:
            continue
        form = reference.get_object()
        if isinstance(form, StreamObject) and form.get("/Subtype") == "/Form":
            seen.add(reference.idnum)
            yield reference
            yield from _forms(form.get("/Resources"), depth + 1, seen)


def _dictionary(value: object) -> DictionaryObject | None:
    held = value.get_object() if isinstance(value, IndirectObject) else value
    return held if isinstance(held, DictionaryObject) else None


def _stream_span(raw: bytes, reader: PdfReader, reference: IndirectObject) -> tuple[int, int] | None:
    """The bytes of a stream's data, without its dictionary; None where the table does not lead to one."""
    offset = reader.xref.get(reference.generation, {}).get(reference.idnum)
    if offset is None or not _STREAM.match(raw, offset):
        return None
    begin = _BEGIN.search(raw, offset, offset + _LONGEST_DICTIONARY)
    stream = reference.get_object()
    length = stream.get("/Length") if isinstance(stream, StreamObject) else None
    end = raw.find(b"endstream", begin.end() + (int(length) if isinstance(length, int) else 0)) if begin else -1
    if begin is None or end < 0:
        return None
    return begin.end(), (begin.end() + int(length)) if isinstance(length, int) else end
