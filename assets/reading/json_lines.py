r"""JSON lines: each line that is an object with a text is an article, whose characters are traced through the escapes of JSON.

Belongs here: finding the records, their text and its place in the line. Does not: what a field means (`stated_fields`), nor
reading the text itself (`text_and_pages`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from assets.reading.boilerplate import Markers
from assets.reading.decode import Decoded, codec_name, decode
from assets.reading.document import Document, Hints, Unreadable
from assets.reading.offsets import ByteRuns, encoded_offsets, through
from assets.reading.stated_fields import TITLE_FIELDS, address_in, folded, with_fields
from assets.reading.text_and_pages import document_of_decoded
from assets.reading.titled import with_title

MEDIA_TYPE = "application/x-ndjson"

_TEXT_FIELDS = ("text", "body", "article_body", "full_text", "content", "article", "story", "description")
_PAGE_FIELDS = ("html", "body_html", "content_html", "raw_html")
_INNER = ("article", "data", "content", "document", "fields")
"""Fields that may hold the record itself, one level further in."""

_ID_FIELDS = ("id", "_id", "guid", "uuid", "article_id", "doc_id", "key")
_LONGEST_ID = 120
_SPACE = re.compile(r"[ \t\n\r]*")
_ESCAPE = re.compile(r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|.)", re.S)
_CUT_ESCAPE = re.compile(r"(?<!\\)((?:\\\\)*)\\(?:u[0-9a-fA-F]{0,3})?$")
_MARKUP = re.compile(r"</(?:p|div|li|h[1-6]|table|ul|ol|article|section|span|strong|em|a)\s*>|<(?:p|br)\s*/?>", re.I)
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_DECODER = json.JSONDecoder(strict=False)
_NAMED_LINES = 5


@dataclass(frozen=True, slots=True)
class Field:
    """A value of a record and, for a string, the characters `[start, end)` between its quotes in the line."""

    value: object
    start: int = 0
    end: int = 0


def read_json_lines(raw: bytes, name: str, hints: Hints, markers: Markers) -> tuple[Document, ...]:
    """An article for each record with a text. Raises Unreadable if there is none; `records_unread` doubts all if some are not."""
    encoding, mark = _encoding(raw, name, hints)
    documents: list[Document] = []
    seen: set[str] = set()
    broken: list[int] = []
    for number, start, end in _lines(raw, mark):
        line = raw[start:end]
        if not line.strip():
            continue
        try:
            document = _record(line, encoding, number, seen, markers)
        except (ValueError, RecursionError, Unreadable):
            document = None
        if document is None:
            broken.append(number)
        else:
            seen.add(document.fragment)
            documents.append(replace(document, raw_start=start, raw_end=end))
    if not documents:
        shown = ", ".join(map(str, broken[:_NAMED_LINES])) or "none has anything in it"
        raise Unreadable(
            "malformed",
            f"{name} has no line that is a JSON object with a text (lines: {shown}); write one object a line.",
        )
    if broken:
        return tuple(replace(d, doubts=(*d.doubts, "records_unread")) for d in documents)
    return tuple(documents)


def text_field(line: str) -> tuple[Field, bool] | None:
    """The field that holds the article of a record, and whether it is markup; None where none does. Raises ValueError."""
    fields = _folded_fields(line, 0)
    for named in (fields, *_inner_records(line, fields)):
        for is_page, names in ((False, _TEXT_FIELDS), (True, _PAGE_FIELDS)):
            for name in names:
                field = named.get(name)
                if field is not None and isinstance(field.value, str) and field.value.strip():
                    return field, is_page or _MARKUP.search(field.value) is not None
    return None


def unescaped(source: str) -> str:
    """What a run of characters inside the quotes of a JSON string says; what is cut off at its edges is left out."""
    whole = _CUT_ESCAPE.sub(r"\1", source)
    return str(_DECODER.raw_decode(f'"{whole}"')[0])


def _encoding(raw: bytes, name: str, hints: Hints) -> tuple[str, int]:
    """The encoding of the file, and the length of its byte order mark; lines of UTF-16 cannot be told apart by their bytes."""
    mark = 3 if raw.startswith(b"\xef\xbb\xbf") else 0
    try:
        raw.decode("utf-8")
        return "utf-8", mark
    except UnicodeDecodeError:
        encoding = codec_name(hints.charset) or decode(raw, name).encoding
    if encoding.startswith(("utf-16", "utf-32")):
        raise Unreadable("undecodable", f"{name} is {encoding}, which JSON lines are not; save it as UTF-8.")
    return encoding, mark


def _lines(raw: bytes, start: int) -> Iterator[tuple[int, int, int]]:
    """(number from 1, first byte, byte after the last) of each line, without its line end."""
    number = 0
    while start < len(raw):
        stop = raw.find(b"\n", start)
        stop = len(raw) if stop < 0 else stop
        number += 1
        yield number, start, stop
        start = stop + 1


def _record(line: bytes, encoding: str, number: int, seen: set[str], markers: Markers) -> Document | None:
    decoded = decode_line(line, encoding)
    found = text_field(decoded.text)
    if found is None:
        return None
    field, is_page = found
    text, offsets = _string(decoded, field)
    document = document_of_decoded(Decoded(text, encoding, offsets, is_page), markers)
    if not document.text.strip():
        return None
    fields = _folded_fields(decoded.text, 0)
    for inner in _inner_records(decoded.text, fields):
        fields = {**inner, **fields}
    title = next((fields[n] for n in TITLE_FIELDS if n in fields and isinstance(fields[n].value, str)), None)
    if title is not None and str(title.value).strip():
        document = with_title(document, *_string(decoded, title))
    values = {name: field.value for name, field in fields.items()}
    fragment = next((str(values[n])[:_LONGEST_ID] for n in _ID_FIELDS if isinstance(values.get(n), str | int)), "")
    if not fragment.strip() or fragment in seen:
        fragment = f"line {number}"
    facts = with_fields(document.facts, values)
    lost = "characters_lost" in document.doubts or _LONE_SURROGATE.search(str(field.value)) is not None
    return replace(
        document,
        facts=facts,
        fragment=_LONE_SURROGATE.sub("\ufffd", fragment),
        media_type=MEDIA_TYPE,
        address=address_in(values),
        doubts=("characters_lost",) if lost else document.doubts,
    )


def decode_line(line: bytes, encoding: str) -> Decoded:
    """The characters of one line, with offsets that count from its first byte. Raises ValueError."""
    text = line.decode(encoding)
    return Decoded(text, encoding, encoded_offsets(text, line, encoding, 0), False)


def _string(decoded: Decoded, field: Field) -> tuple[str, ByteRuns]:
    """A string's characters, and where each stands in the line: an escape counts with all that is written."""
    source, value = decoded.text, _LONE_SURROGATE.sub("\ufffd", str(field.value))
    pieces: list[tuple[int, int, int]] = []
    char, position = 0, field.start
    for escape in _ESCAPE.finditer(source, field.start, field.end):
        if escape.start() > position:
            pieces.append((char, position, escape.start()))
            char += escape.start() - position
        pieces.append((char, escape.start(), escape.end()))
        char, position = char + 1, escape.end()
    if position < field.end:
        pieces.append((char, position, field.end))
        char += field.end - position
    if char != len(value):
        raise ValueError(f"a string of {len(value)} characters is written as {char}")
    return value, through(pieces, len(value), decoded.offsets)


def _folded_fields(line: str, position: int) -> dict[str, Field]:
    return folded(_fields(line, position))


def _inner_records(line: str, fields: dict[str, Field]) -> Iterator[dict[str, Field]]:
    for name in _INNER:
        field = fields.get(name)
        if field is not None and isinstance(field.value, dict):
            yield _folded_fields(line, field.start)


def _fields(line: str, position: int) -> dict[str, Field]:
    """The fields of the JSON object that begins at `position`; of an object among them `start` is where it begins.

    Raises ValueError for what is no object or not well formed.
    """
    position = _after_space(line, position)
    if line[position : position + 1] != "{":
        raise ValueError("no object")
    fields: dict[str, Field] = {}
    position = _after_space(line, position + 1)
    while line[position : position + 1] == '"':
        name, position = _DECODER.raw_decode(line, position)
        position = _after_space(line, position)
        if line[position : position + 1] != ":":
            raise ValueError(f"no colon at {position}")
        start = _after_space(line, position + 1)
        value, position = _DECODER.raw_decode(line, start)
        is_text = isinstance(value, str)
        fields.setdefault(str(name), Field(value, start + is_text, position - is_text))
        position = _after_space(line, position)
        if line[position : position + 1] == ",":
            position = _after_space(line, position + 1)
        elif line[position : position + 1] != "}":
            raise ValueError(f"neither a comma nor an end at {position}")
    if line[position : position + 1] != "}":
        raise ValueError(f"the object does not end at {position}")
    return fields


def _after_space(line: str, position: int) -> int:
    match = _SPACE.match(line, position)
    return match.end() if match else position
