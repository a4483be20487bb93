"""A message (.eml): its text or its page, subject, sender and day; every character traced through the transfer encoding.

Belongs here: the parts of a message and which of them is the article. Does not: taking an encoding off (`transfer`), nor reading
the text (`text_and_pages`). The standard library reads the headers; where a part stands in the file it does not tell, so the
boundaries are found here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from email import policy
from email.errors import HeaderParseError
from email.headerregistry import AddressHeader
from email.message import EmailMessage
from email.parser import BytesHeaderParser
from email.utils import parsedate_to_datetime
from typing import cast

from assets.reading.boilerplate import Markers
from assets.reading.decode import Decoded, codec_name, decode_part
from assets.reading.document import Document, Hints, PublicationFacts, Unreadable
from assets.reading.offsets import ByteRuns, RunBuilder
from assets.reading.text_and_pages import document_of_decoded
from assets.reading.titled import with_title
from assets.reading.transfer import carried, undone

MEDIA_TYPE = "message/rfc822"

_HEADER_END = re.compile(rb"\r?\n\r?\n|\A\r?\n")
_SUBJECT = re.compile(rb"^subject:[ \t]*((?:[^\r\n]|\r?\n[ \t])*)", re.I | re.M)
_ENCODED_WORD = re.compile(rb"=\?[^?]+\?[bBqQ]\?")
_REPLY = re.compile(r"^(?:\s*(?:re|fw|fwd|aw|wg|tr|rv)\s*(?:\[\d+\])?:)+\s*", re.I)
_MAX_DEPTH, _MAX_PARTS = 20, 500
_LEAST_OF_PAGE = 0.5
"""A text part that says less than this share of the page beside it is only a note that there is a page."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a message that holds no others: its headers, and its body `[start, end)` in the file."""

    headers: EmailMessage
    start: int
    end: int

    @property
    def is_attachment(self) -> bool:
        """Whether it comes with the message without being what the message says."""
        return self.headers.get_content_disposition() == "attachment" or (
            self.headers.get_content_type() not in ("text/plain", "text/html")
        )

    @property
    def is_page(self) -> bool:
        """Whether its text is markup."""
        return self.headers.get_content_type() == "text/html"

    def carried_bytes(self, raw: bytes) -> tuple[bytes, ByteRuns]:
        """The bytes of its text, and where in the file each of them stands."""
        return undone(raw[self.start : self.end], self._transfer, self.start)

    def said_by(self, raw: bytes, start: int, end: int) -> tuple[str, bool]:
        """What the bytes `[start, end)` of the body carry, and whether that can be up to two bytes more than was meant."""
        encoding = self._transfer
        content = undone(raw[start:end], encoding, 0)[0]
        charset = codec_name(self.headers.get_content_charset()) or "utf-8"
        try:
            self.carried_bytes(raw)[0].decode(charset)
        except UnicodeDecodeError:
            charset = self.decoded(raw, "the message").encoding
        return content.decode(charset, "ignore"), encoding == "base64"

    @property
    def _transfer(self) -> str:
        return str(self.headers.get("content-transfer-encoding") or "").strip().lower()

    def decoded(self, raw: bytes, name: str) -> Decoded:
        """Its text. Raises Unreadable."""
        content, carrier = self.carried_bytes(raw)
        found = decode_part(content, name, self.headers.get_content_charset(), self.is_page)
        return replace(found, offsets=carried(found.offsets, carrier))


def read_mail(raw: bytes, name: str, hints: Hints, markers: Markers) -> tuple[Document, ...]:
    """The message as an article. Raises Unreadable."""
    if not raw.strip():
        raise Unreadable("empty", f"{name} has no bytes; fetch it again or take it out of the sources.")
    parts = list(parts_of(raw))
    headers = _headers(raw, *_header_span(raw, 0, len(raw)))
    document = _article(raw, [part for part in parts if not part.is_attachment], name, markers)
    if document is None:
        attached = ", ".join(_file_name(part) for part in parts if part.is_attachment) or "nothing"
        detail = f"{name} is a message without a text; attached is {attached}: save attachments as files of their own."
        raise Unreadable("no_text", detail)
    document = replace(document, media_type=MEDIA_TYPE)
    subject = _subject(raw, headers)
    document = with_title(document, *subject) if subject else document
    return (replace(document, facts=_facts(document.facts, headers)),)


def parts_of(raw: bytes) -> Iterator[Part]:
    """The parts of a message that hold no others, in their order; at most 500, from at most 20 levels."""
    waiting = [(0, len(raw), 0)]
    for _ in range(_MAX_PARTS):
        if not waiting:
            return
        start, end, depth = waiting.pop()
        header_end, body = _header_span(raw, start, end)[1], _body_start(raw, start, end)
        headers = _headers(raw, start, header_end)
        boundary = headers.get_boundary() if headers.get_content_maintype() == "multipart" else None
        if boundary and depth < _MAX_DEPTH:
            waiting += [(*span, depth + 1) for span in reversed(list(_inner(raw, body, end, boundary)))]
        else:
            yield Part(headers, body, end)


def header_text(written: bytes) -> str:
    """What the bytes of a header's value say."""
    header = _headers(b"subject: " + written.strip() + b"\r\n", 0, len(written) + 11)
    return str(header.get("subject") or "")


def _header_span(raw: bytes, start: int, end: int) -> tuple[int, int]:
    found = _HEADER_END.search(raw[start:end])
    return start, start + found.start() if found else end


def _body_start(raw: bytes, start: int, end: int) -> int:
    found = _HEADER_END.search(raw[start:end])
    return start + found.end() if found else end


def _headers(raw: bytes, start: int, end: int) -> EmailMessage:
    return cast("EmailMessage", BytesHeaderParser(policy=policy.default).parsebytes(raw[start:end] + b"\r\n\r\n"))


def _inner(raw: bytes, start: int, end: int, boundary: str) -> Iterator[tuple[int, int]]:
    """Where the parts between the boundaries stand; the line end before a boundary belongs to the boundary."""
    pattern = re.compile(
        rb"(?:\A|\r?\n)--" + re.escape(boundary.encode("utf-8", "replace")) + rb"(--)?[ \t]*(?:\r?\n|\Z)"
    )
    begun: int | None = None
    # a boundary may end where the next one begins, so its last line end is looked at again
    position, body = 0, raw[start:end]
    while found := pattern.search(body, position):
        if begun is not None:
            yield start + begun, start + found.start()
        begun, position = (None if found[1] else found.end()), max(found.end() - 2, found.start() + 1)
        if found[1]:
            return
    if begun is not None:
        yield start + begun, end


def _article(raw: bytes, parts: list[Part], name: str, markers: Markers) -> Document | None:
    """The text part, if it says what the page says; else the page; None without either."""
    texts = [d for part in parts if not part.is_page if (d := _document(raw, part, name, markers)) is not None]
    pages = [d for part in parts if part.is_page if (d := _document(raw, part, name, markers)) is not None]
    text = max(texts, key=lambda d: len(d.text), default=None)
    page = max(pages, key=_words, default=None)
    if text is None or page is None:
        return text or page
    return text if _words(text) >= _LEAST_OF_PAGE * _words(page) else page


def _words(document: Document) -> int:
    """Characters that are not furniture."""
    return sum(block.char_end - block.char_start for block in document.blocks if not block.boilerplate)


def _document(raw: bytes, part: Part, name: str, markers: Markers) -> Document | None:
    decoded = part.decoded(raw, name)
    document = document_of_decoded(decoded, markers) if decoded.text.strip() else None
    return document if document is not None and document.text.strip() else None


def _file_name(part: Part) -> str:
    try:
        return part.headers.get_filename() or part.headers.get_content_type()
    except (HeaderParseError, ValueError, LookupError):
        return part.headers.get_content_type()


def _subject(raw: bytes, headers: EmailMessage) -> tuple[str, ByteRuns] | None:
    """The subject without 'Re:' and 'Fwd:', and where it stands: all of it for all if it is encoded or folded."""
    start, end = _header_span(raw, 0, len(raw))
    found = _SUBJECT.search(raw, start, end)
    title = _REPLY.sub("", " ".join(str(headers.get("subject") or "").split()))
    if found is None or not title:
        return None
    written = found[1]
    at = written.find(title.encode("ascii", "replace"))
    runs = RunBuilder()
    if at >= 0 and not _ENCODED_WORD.search(written):
        runs.add(len(title), found.start(1) + at, found.start(1) + at + len(title), 1)
    else:
        runs.add(len(title), found.start(1), found.end(1), 0)
    return title, runs.built()


def _facts(facts: PublicationFacts, headers: EmailMessage) -> PublicationFacts:
    """Who sent it when, with what the text says where the headers are silent. The sender's name is the publisher unless the text
    names one: press offices and newsletters write under their own."""
    sender = _sender(headers)
    sent = _day(str(headers.get("date") or ""))
    language = str(headers.get("content-language") or "").split(",")[0].strip().lower()
    return replace(
        facts,
        publisher=facts.publisher or sender,
        author=facts.author or sender,
        published_on=sent.date() if sent else facts.published_on,
        published_basis="meta" if sent else facts.published_basis,
        language=language or facts.language,
    )


def _sender(headers: EmailMessage) -> str | None:
    """The name beside the address, else the address itself."""
    header = headers.get("from")
    addresses = header.addresses if isinstance(header, AddressHeader) else ()
    return next((a.display_name or a.addr_spec for a in addresses if a.display_name or a.username), None)


def _day(value: str) -> datetime | None:
    try:
        return parsedate_to_datetime(value)
    except (ValueError, TypeError):
        return None
