"""Bytes to characters: the byte order mark, the declared encoding, the likely one, and the refusal of what is not text.

Belongs here: the order in which these are believed, and proving that an encoding fits. Does not: anything about what the text
says, nor weighing encodings against each other (`encoding_guess`).
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from dataclasses import dataclass

from assets.reading.document import MAX_BYTES, Doubt, Unreadable
from assets.reading.encoding_guess import guess_encoding
from assets.reading.offsets import ByteRuns, encoded_offsets

# the longer marks first: that of UTF-32 begins with that of UTF-16
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WIDE = ("utf-16-le", "utf-16-be")
_CONTROL_BYTES = bytes(set(range(0x20)) - set(b"\t\n\r\f")) + b"\x7f"
_CONTROLS = re.compile(f"[{re.escape(_CONTROL_BYTES.decode('ascii'))}]")
_MAX_CONTROL_SHARE = 0.01
_CONTROLS_IN_PAGE = 8
_MAX_LOST_SHARE, _FEWEST_LOST, _MOST_LOST_OF_FEW = 0.02, 4, 0.1
"""Largest share of bytes that may mean nothing in a file that else is text: a copy that was cut, a line that was glued in."""
_UTF8_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HIGH_BYTES = re.compile(rb"[\x80-\xff]")
_LOST = re.compile("[\ud800-\udfff]")
_REPLACEMENT = "\ufffd"
_HTML_START = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,500}?-->\s*){0,3}<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_META_CHARSET = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.I)
_XML_ENCODING = re.compile(rb"^\s*<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.:-]{2,40})", re.I)
_SNIFFED_BYTES = 4096
_HTML_SUFFIXES = (".html", ".htm", ".xhtml")


@dataclass(frozen=True, slots=True)
class Decoded:
    """The characters of a file as they stand, its Python codec name, where they came from, and whether it is a page.

    `doubts`: `encoding_guessed` where another encoding is nearly as likely, `characters_lost` where bytes mean nothing in it:
    each of these is a U+FFFD in the text.
    """

    text: str
    encoding: str
    offsets: ByteRuns
    is_html: bool
    doubts: tuple[Doubt, ...] = ()


def decode(raw: bytes, name: str, declared: str | None = None) -> Decoded:
    """Characters of `raw`; `name` is for its suffix and for messages, `declared` an encoding that is known from elsewhere.

    Raises Unreadable. A byte order mark goes before a declaration, as in browsers: what a server or a colleague says of a file is
    more often wrong than its first bytes.
    """
    if not raw:
        raise Unreadable("empty", f"{name} has no bytes; fetch it again or take it out of the sources.")
    if len(raw) > MAX_BYTES:
        raise Unreadable("too_large", f"{name} has {len(raw):,} bytes; at most {MAX_BYTES:,} are read. Split it.")
    mark, encoding = next(((m, e) for m, e in _BYTE_ORDER_MARKS if raw.startswith(m)), (b"", None))
    content = raw[len(mark) :]
    encoding = encoding or _unmarked_wide(content)
    head = content[:_SNIFFED_BYTES].decode(encoding or "latin-1", errors="replace")
    is_html = name.lower().endswith(_HTML_SUFFIXES) or _HTML_START.match(head) is not None
    if encoding is None or encoding == "utf-8":
        _refuse_binary(content, len(_controls(content)), b"\x00" in content, is_html, name)
    return _decoded(content, encoding, declared, is_html, name, len(mark))


def decode_part(content: bytes, name: str, declared: str | None, is_html: bool) -> Decoded:
    """Characters of a part of a file, such as the body of a message, whose offsets count from the part's first byte."""
    known = codec_name(declared)
    encoding = known if known and _fits(content, known) else None
    return _decoded(content, encoding, declared, is_html, name, 0)


def codec_name(declared: str | None) -> str | None:
    """The Python codec for a declared encoding, read as browsers do; None for one that is unknown or makes no text."""
    try:
        found = codecs.lookup((declared or "").strip().strip("\"'"))
    except (LookupError, ValueError):
        return None
    if not getattr(found, "_is_text_encoding", True) or found.name in ("idna", "punycode"):
        return None
    # https://encoding.spec.whatwg.org/#names-and-labels
    browsers = {
        "iso8859-1": "cp1252",
        "ascii": "cp1252",
        "iso8859-9": "cp1254",
        "gb2312": "gb18030",
        "gbk": "gb18030",
        "shift_jis": "cp932",
        "euc_kr": "cp949",
    }
    return browsers.get(found.name, found.name)


def _decoded(
    content: bytes, encoding: str | None, declared: str | None, is_html: bool, name: str, first_byte: int
) -> Decoded:
    doubts: list[Doubt] = []
    if encoding is None:
        encoding, is_sure = _unmarked_encoding(content, declared, is_html, name)
        if not is_sure:
            doubts.append("encoding_guessed")
    try:
        # what fits no character becomes a surrogate, which stands for its byte (UTF-8) or its two (UTF-16), and then U+FFFD
        text = content.decode(encoding, "surrogateescape" if encoding == "utf-8" else "surrogatepass")
    except UnicodeDecodeError as error:
        raise _undecodable(name, f"it is said to be {encoding}, but byte {error.start} does not fit") from error
    offsets = encoded_offsets(text, content, encoding, first_byte)
    text, lost = _LOST.subn(_REPLACEMENT, text)
    if lost > max(_FEWEST_LOST, _MAX_LOST_SHARE * len(content)) or lost > _MOST_LOST_OF_FEW * len(text):
        raise _undecodable(name, f"as {encoding} it has {lost:,} bytes that mean nothing")
    if lost:
        doubts.append("characters_lost")
    _refuse_binary(text, len(_CONTROLS.findall(text)), "\x00" in text, is_html, name)
    return Decoded(text, encoding, offsets, is_html, tuple(doubts))


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


def _unmarked_wide(content: bytes) -> str | None:
    """UTF-16 without a byte order mark: in one of its two orders, and not in the other, the text has words and spaces."""
    if b"\x00" not in content or len(content) % 2:
        return None
    sample = content[: _SNIFFED_BYTES * 2]
    spaces = {encoding: _spaces_of_text(sample.decode(encoding, "replace")) for encoding in _WIDE}
    best = max(spaces, key=lambda encoding: spaces[encoding])
    return best if spaces[best] > 2 * min(spaces.values()) else None


def _spaces_of_text(text: str) -> int:
    """How many spaces, line ends and stops a text has whose characters are nearly all letters, digits and marks; else 0."""
    written = sum(unicodedata.category(char)[0] in "LNPSZM" or char in "\t\r\n" for char in text)
    return sum(char in " \t\r\n\u3001\u3002\uff0c" for char in text) if written >= 0.98 * len(text) else 0


def _unmarked_encoding(content: bytes, declared: str | None, is_html: bool, name: str) -> tuple[str, bool]:
    """The encoding of content without a byte order mark, and whether that is certain: what is declared if it fits, else UTF-8,
    else the likeliest."""
    for said in (declared, _declared_encoding(content) if is_html else None):
        known = codec_name(said)
        # content that was searched for ASCII is not UTF-16
        if known and not known.startswith(("utf-16", "utf-32")) and _fits(content, known):
            return known, True
    try:
        content.decode("utf-8")
        return "utf-8", True
    except UnicodeDecodeError as error:
        if _is_damaged_utf8(content):
            return "utf-8", True
        guess = guess_encoding(content)
        if guess is not None:
            return guess
        if len(_HIGH_BYTES.findall(content)) <= _MAX_LOST_SHARE * len(content):
            return "utf-8", True
        where = f"it is not UTF-8 at byte {error.start} (0x{content[error.start]:02x}), nor text in any encoding that is known here"
        raise _undecodable(name, where) from error


def _declared_encoding(content: bytes) -> str | None:
    match = _META_CHARSET.search(content[:_SNIFFED_BYTES]) or _XML_ENCODING.search(content[:_SNIFFED_BYTES])
    return match[1].decode("ascii", "replace") if match else None


def _fits(content: bytes, encoding: str) -> bool:
    try:
        content.decode(encoding)
    except UnicodeError:
        return False
    return True


def _is_damaged_utf8(content: bytes) -> bool:
    """Whether intact UTF-8 sequences are by far the larger part of what is not ASCII; chance hardly ever makes them so many."""
    intact = sum(len(sequence) for sequence in _UTF8_SEQUENCE.findall(content))
    return intact > 0.7 * len(_HIGH_BYTES.findall(content))
