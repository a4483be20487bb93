"""Bytes to characters: the byte order mark, the declared encoding, and the refusal of what is not text.

Belongs here: choosing an encoding and proving that it fits. Does not: anything about what the text says.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from assets.reading.document import MAX_BYTES, Unreadable
from assets.reading.offsets import ByteRuns, encoded_offsets

_BYTE_ORDER_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_KNOWN_FORMATS = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive, as .docx and .xlsx are"),
    (b"\x1f\x8b", "gzip data"),
)
_CONTROL_BYTES = bytes(set(range(0x20)) - set(b"\t\n\r\f")) + b"\x7f"
_CONTROLS = re.compile(f"[{re.escape(_CONTROL_BYTES.decode('ascii'))}]")
_MAX_CONTROL_SHARE = 0.01
_CONTROLS_IN_PAGE = 8
_MAX_HIGH_SHARE = 0.25
"""Largest share of non-ASCII among letters at which cp1252 is believable: in Danish or Czech prose it is under 15 %,
while Cyrillic or Greek in their own code pages come near 100 %."""
_UTF8_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HTML_START = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,500}?-->\s*){0,3}<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_META_CHARSET = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.I)
_SNIFFED_BYTES = 4096


@dataclass(frozen=True, slots=True)
class Decoded:
    """The characters of a file as they stand, its Python codec name, where they came from, and whether it is a page."""

    text: str
    encoding: str
    offsets: ByteRuns
    is_html: bool


def decode(raw: bytes, name: str, charset: str | None = None) -> Decoded:
    """Characters of `raw`; `name` is for its suffix and for messages, `charset` what is declared outside of the bytes.

    Raises Unreadable.
    """
    if not raw:
        raise Unreadable("empty", f"{name} has no bytes; fetch it again or take it out of the sources.")
    if len(raw) > MAX_BYTES:
        raise Unreadable("too_large", f"{name} has {len(raw):,} bytes; at most {MAX_BYTES:,} are read. Split it.")
    for magic, what in _KNOWN_FORMATS:
        if raw.startswith(magic):
            raise Unreadable("binary", f"{name} is {what}, which is not read yet; save it as text or HTML.")
    mark, encoding = next(((m, e) for m, e in _BYTE_ORDER_MARKS if raw.startswith(m)), (b"", None))
    content = raw[len(mark) :]
    head = content[:_SNIFFED_BYTES].decode(encoding or "latin-1", errors="replace")
    is_html = name.lower().endswith((".html", ".htm")) or _HTML_START.match(head) is not None
    if encoding is None or encoding == "utf-8":
        _refuse_binary(content, len(_controls(content)), b"\x00" in content, is_html, name)
    try:
        encoding = encoding or _unmarked_encoding(content, is_html, name, charset)
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        raise _undecodable(name, f"its byte order mark says {encoding}, but byte {error.start} does not fit") from error
    _refuse_binary(text, len(_CONTROLS.findall(text)), "\x00" in text, is_html, name)
    return Decoded(text, encoding, encoded_offsets(text, content, encoding, len(mark)), is_html)


def _controls(content: bytes) -> bytes:
    return content.translate(None, bytes(set(range(256)) - set(_CONTROL_BYTES)))


def _refuse_binary(content: bytes | str, controls: int, has_nul: bool, is_html: bool, name: str) -> None:
    """Raises for NUL bytes, and for more than 1 % of control characters; a page may have a few, of any kind."""
    allowed = max(_CONTROLS_IN_PAGE if is_html else 0, _MAX_CONTROL_SHARE * len(content))
    if (has_nul and not is_html) or controls > allowed:
        what = "NUL bytes" if has_nul else f"{controls:,} control characters"
        raise Unreadable("binary", f"{name} has {what} and is not text; if it is, save it as UTF-8.")


def _undecodable(name: str, why: str) -> Unreadable:
    return Unreadable("undecodable", f"{name} cannot be decoded: {why}. Save it as UTF-8.")


def _unmarked_encoding(content: bytes, is_html: bool, name: str, charset: str | None) -> str:
    """The encoding of content without a byte order mark: what is declared beside it or in the page if it fits, else UTF-8, else
    cp1252."""
    declared = _declared_encoding(content) if is_html else None
    # as browsers do: what the server says goes before what the page says
    for one in (_as_browsers_read(charset), declared):
        if one and _fits(content, one):
            return one
    try:
        content.decode("utf-8")
        return "utf-8"
    except UnicodeDecodeError as error:
        if _looks_like_cp1252(content):
            return "cp1252"
        where = f"it is not UTF-8 at byte {error.start} (0x{content[error.start]:02x}) and does not look like cp1252"
        raise _undecodable(name, where) from error


def _declared_encoding(content: bytes) -> str | None:
    match = _META_CHARSET.search(content[:_SNIFFED_BYTES])
    if match is None:
        return None
    try:
        found = codecs.lookup(match[1].decode("ascii"))
    except (LookupError, UnicodeDecodeError):
        return None
    if found.name in ("iso8859-1", "ascii"):
        return _as_browsers_read(found.name)
    # a page that can be searched for ASCII is not UTF-16; and some Python codecs do not make text at all
    return None if found.name.startswith("utf-16") or not getattr(found, "_is_text_encoding", True) else found.name


def _as_browsers_read(charset: str | None) -> str | None:
    """The superset by which browsers read what is declared: https://encoding.spec.whatwg.org/#names-and-labels."""
    return "cp1252" if charset in ("iso8859-1", "ascii") else charset


def _fits(content: bytes, encoding: str) -> bool:
    try:
        content.decode(encoding)
    except UnicodeError:
        return False
    return True


def _looks_like_cp1252(content: bytes) -> bool:
    """Whether content that is not UTF-8 reads as western European text.

    Refused: controls, bytes that cp1252 leaves undefined, mostly non-ASCII letters (another code page), and content
    in which intact UTF-8 sequences are the larger part of what is not ASCII (damaged UTF-8).
    """
    if _controls(content) or not _fits(content, "cp1252"):
        return False
    high = len(content.translate(None, bytes(range(0x80))))
    letters = sum(map(str.isalpha, content.decode("cp1252")))
    intact = sum(len(sequence) for sequence in _UTF8_SEQUENCE.findall(content))
    return high <= _MAX_HIGH_SHARE * max(letters, 4) and intact * 2 <= high
