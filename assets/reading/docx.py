"""A .docx file: the parts of its archive that are read, within limits, and the document that they make.

Belongs here: the archive, where its members stand in the file, and the properties of the document. Does not: what the elements of
the text mean (`docx_text`).
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from assets.reading.boilerplate import Markers
from assets.reading.document import Document, Hints, PublicationFacts, Unreadable
from assets.reading.docx_text import pieces_of, style_kinds
from assets.reading.html_facts import Stated
from assets.reading.offsets import RunBuilder
from assets.reading.publication import publication_facts
from assets.reading.stated_fields import day_of
from assets.reading.told_blocks import Told, told_blocks

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_DOCUMENT = "word/document.xml"
_NOTES = ("word/footnotes.xml", "word/endnotes.xml")
_MAX_MEMBER_BYTES = 64 * 1024 * 1024
_MAX_MEMBERS = 5_000
_BREAK = "\n\n"
_LOCAL_HEADER = struct.Struct("<4s5H3L2H")
_DEFLATED, _STORED = 8, 0
_ENCRYPTED_FLAG = 1


@dataclass(frozen=True, slots=True)
class Member:
    """A file in the archive: its content, and the bytes `[start, end)` of the archive that carry it."""

    content: bytes
    start: int
    end: int


def read_docx(raw: bytes, name: str, hints: Hints, markers: Markers) -> tuple[Document, ...]:
    """The document as an article. Raises Unreadable."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            return (_read(archive, raw, name, markers),)
    except (
        zipfile.BadZipFile,
        zlib.error,
        ParseError,
        DefusedXmlException,
        EOFError,
        ValueError,
        struct.error,
    ) as error:
        if isinstance(error, Unreadable):
            raise
        detail = f"{name} is broken: {type(error).__name__} {error}. Open it in an office program and save it again."
        raise Unreadable("malformed", detail) from error


def members_of(archive: zipfile.ZipFile, raw: bytes, name: str) -> dict[str, Member]:
    """The members that hold text, by their names. Raises Unreadable for what is no document, encrypted, or too large."""
    infos = {info.filename: info for info in archive.infolist()[:_MAX_MEMBERS]}
    if _DOCUMENT not in infos:
        raise Unreadable(
            "binary", f"{name} is a ZIP archive without a Word document; unpack it, or save it as .docx or text."
        )
    wanted = (_DOCUMENT, *_NOTES, "word/styles.xml", "docProps/core.xml")
    return {member: _member(archive, raw, infos[member], name) for member in wanted if member in infos}


def _read(archive: zipfile.ZipFile, raw: bytes, name: str, markers: Markers) -> Document:
    members = members_of(archive, raw, name)
    parsed = {member: _parsed(found.content) for member, found in members.items()}
    kinds = style_kinds(parsed.get("word/styles.xml"))
    told: list[Told] = []
    parts: list[str] = []
    runs = RunBuilder()
    length = 0
    for member in (_DOCUMENT, *_NOTES):
        if member not in parsed:
            continue
        place = members[member]
        for piece in pieces_of(parsed[member], kinds):
            written = (_BREAK if length else "") + piece.text
            runs.add(len(written), place.start, place.end, 0)
            length += len(written)
            told.append(Told(piece.kind, length - len(piece.text), length))
            parts.append(written)
    text = "".join(parts)
    blocks = told_blocks(text, told, markers)
    facts = publication_facts(text, blocks, Stated(), None, None, markers)
    facts = _with_properties(facts, parsed.get("docProps/core.xml"))
    return Document(text, blocks, facts, MEDIA_TYPE, "utf-8", runs.built())


def said_by(raw: bytes, start: int, end: int) -> str:
    """What the bytes `[start, end)` of an archive say, which are those of one member: its text, all of it."""
    try:
        content = zlib.decompressobj(-15).decompress(raw[start:end], _MAX_MEMBER_BYTES)
    except zlib.error:
        content = raw[start:end]
    try:
        return "\n".join(piece.text for piece in pieces_of(_parsed(content), {}))
    except (ParseError, DefusedXmlException, ValueError):
        return ""


def _parsed(content: bytes) -> Element:
    return fromstring(content, forbid_dtd=True)


def _member(archive: zipfile.ZipFile, raw: bytes, info: zipfile.ZipInfo, name: str) -> Member:
    if info.flag_bits & _ENCRYPTED_FLAG:
        raise Unreadable("encrypted", f"{name} is encrypted; save it without a password.")
    if info.compress_type not in (_STORED, _DEFLATED):
        raise Unreadable(
            "malformed", f"{name}: {info.filename} is packed in a way that .docx files are not; save it again."
        )
    with archive.open(info) as file:
        content = file.read(_MAX_MEMBER_BYTES + 1)  # what the archive says of its sizes may be a lie
    if len(content) > _MAX_MEMBER_BYTES:
        detail = f"{name}: {info.filename} unpacks to more than {_MAX_MEMBER_BYTES:,} bytes; split the document."
        raise Unreadable("too_large", detail)
    header = _LOCAL_HEADER.unpack_from(raw, info.header_offset)
    start = info.header_offset + _LOCAL_HEADER.size + header[-2] + header[-1]
    return Member(content, start, start + info.compress_size)


def _with_properties(facts: PublicationFacts, core: Element | None) -> PublicationFacts:
    """The facts with the properties of the document where the text is silent. The day of the file is not always the day of the
    article: one that the text states is believed before it."""
    if core is None:
        return facts
    said = {element.tag.rpartition("}")[2].lower(): " ".join((element.text or "").split()) for element in core}
    made = day_of(said.get("created") or said.get("modified"))
    is_stated = facts.published_basis in ("visible", "dateline") and facts.published_on != made
    return replace(
        facts,
        title=facts.title or said.get("title") or None,
        author=facts.author or said.get("creator") or None,
        language=(said.get("language") or "").lower() or facts.language,
        published_on=facts.published_on if is_stated or not made else made,
        published_basis=facts.published_basis if is_stated or not made else "meta",
    )
