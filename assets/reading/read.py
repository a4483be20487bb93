"""One file, from bytes to Documents: knows the format by its bytes or its name, and hands it to the module of that format.

Belongs here: telling formats apart, and what the user says of a file going before what it says of itself. Does not: reading any
of them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from assets.reading.boilerplate import Markers, default_markers
from assets.reading.decode import decode
from assets.reading.document import MAX_BYTES, NO_HINTS, Document, Doubt, Hints, PublicationFacts, Unreadable
from assets.reading.docx import read_docx
from assets.reading.invisible import doubts_of_invisible
from assets.reading.json_lines import read_json_lines
from assets.reading.mail import read_mail
from assets.reading.markdown import read_markdown
from assets.reading.pdf import read_pdf
from assets.reading.text_and_pages import document_of_decoded

# Raise it when the same bytes give another text, other blocks or other facts: what was read before is then read again.
READER_VERSION = "3"

Reader = Callable[[bytes, str, Hints, Markers], tuple[Document, ...]]
"""Raw bytes, the file's name for messages, hints and markers to the documents in the file. Raises Unreadable."""


@dataclass(frozen=True, slots=True)
class _Refused:
    """A format that is known and not read, and what to do."""

    what: str
    remedy: str


def read_documents(
    raw: bytes, name: str, hints: Hints = NO_HINTS, markers: Markers | None = None
) -> tuple[Document, ...]:
    """The articles of a file: one for most formats, one a record for those that hold many.

    `name` is used for its suffix and in messages; pages, PDF and .docx are known by their content too. `markers` are the words by
    which furniture is known, by default those of the lexicon. Raises Unreadable where the file has none.
    """
    if len(raw) > MAX_BYTES:
        raise Unreadable("too_large", f"{name} has {len(raw):,} bytes; at most {MAX_BYTES:,} are read. Split it.")
    documents = _reader_for(raw, name)(raw, name, hints, markers or default_markers())
    if not any(document.text.strip() for document in documents):
        raise Unreadable(
            "no_text", f"{name} has no text to read; if it is a page that needs scripts, save what they show."
        )
    return tuple(_with_said(document, hints) for document in documents)


def read_document(raw: bytes, name: str, markers: Markers | None = None) -> Document:
    """The first article of a file, of most formats the only one. Raises Unreadable."""
    return read_documents(raw, name, NO_HINTS, markers)[0]


def _with_said(document: Document, hints: Hints) -> Document:
    """The document with what the user says of it, and with the doubt about its day exactly where the day was inferred."""
    facts = _with_hints(document.facts, hints)
    others: tuple[Doubt, ...] = (
        *(doubt for doubt in document.doubts if doubt != "date_inferred"),
        *doubts_of_invisible(document.text),
    )
    doubts: tuple[Doubt, ...] = (*others, "date_inferred") if facts.published_basis == "inferred" else others
    return replace(document, facts=facts, doubts=doubts)


def _with_hints(facts: PublicationFacts, hints: Hints) -> PublicationFacts:
    """The facts with those that the user gives in place of those that were found."""
    return PublicationFacts(
        title=hints.title or facts.title,
        publisher=hints.publisher or facts.publisher,
        author=hints.author or facts.author,
        published_on=hints.published_on or facts.published_on,
        published_basis="given" if hints.published_on else facts.published_basis,
        language=hints.language or facts.language,
        published_evidence=None if hints.published_on else facts.published_evidence,
    )


def _read_text_or_page(raw: bytes, name: str, hints: Hints, markers: Markers) -> tuple[Document, ...]:
    return (document_of_decoded(decode(raw, name, hints.charset), markers),)


def _reader_for(raw: bytes, name: str) -> Reader:
    """The reader by what the bytes begin with, then by the file's suffix. Raises Unreadable for formats that are not read."""
    for magic, reader in _BY_CONTENT:
        if raw.startswith(magic):
            if isinstance(reader, _Refused):
                detail = f"{name} is {reader.what}, which is not read; {reader.remedy}."
                raise Unreadable("binary", detail)
            return reader
    suffix = "." + name.lower().rpartition(".")[2]
    return _BY_SUFFIX.get(suffix, _read_text_or_page)


def _refuse_ole(raw: bytes, name: str, hints: Hints, markers: Markers) -> tuple[Document, ...]:
    """Refuses the container of old office files, in which encrypted new ones come too."""
    if "EncryptedPackage".encode("utf-16-le") in raw:
        raise Unreadable("encrypted", f"{name} is encrypted; save it without a password.")
    raise Unreadable("binary", f"{name} is in an old office format, which is not read; save it as .docx, PDF or text.")


_BY_CONTENT: tuple[tuple[bytes, Reader | _Refused], ...] = (
    (b"%PDF-", read_pdf),
    (b"PK\x03\x04", read_docx),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", _refuse_ole),
    (b"\x1f\x8b", _Refused("packed with gzip", "unpack it")),
)
_BY_SUFFIX: dict[str, Reader] = {
    ".eml": read_mail,
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".jsonl": read_json_lines,
    ".ndjson": read_json_lines,
}
