"""Hostile files one by one: what each is, and what Tieout makes of it. The table in docs/hostile-input.md is made of these rows.

Belongs here: cases that are one file's bytes. Does not: what needs a folder (links, pipes) or a process (`test_folders`).
"""

from __future__ import annotations

import codecs
import json
from collections.abc import Callable
from dataclasses import dataclass

from tests.hostile import bombs

LINE = b"The yard at Corda sold 14 boats, "
"""Ten megabytes of it have no line end."""


def page(body: bytes, head: bytes = b"") -> bytes:
    """A page with this body."""
    return b"<!doctype html><html><head>" + head + b"</head><body>" + body + b"</body></html>"


SAID = b"<p>The yard at Corda sold 14 boats.</p>"


@dataclass(frozen=True, slots=True)
class Case:
    """`outcome`: a reason of quarantine, or 'read'.

    `holds` are words that the text must have, `lacks` such as it must not have, `doubt` what must be said of it. `means` and
    `because` are for the table.
    """

    what: str
    name: str
    make: Callable[[], bytes]
    outcome: str
    because: str
    holds: str = ""
    lacks: str = ""
    doubt: str | None = None


_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

CASES = (
    Case(
        "a PDF page of 4 GB, compressed twice",
        "bomb.pdf",
        bombs.pdf_bomb,
        "crashed",
        "memory of the child process, at whose limit the library gives up",
    ),
    Case(
        "a PDF whose page tree holds itself",
        "loop.pdf",
        bombs.pdf_loop,
        "malformed",
        "a tree that holds itself has no pages",
    ),
    Case("an encrypted PDF", "secret.pdf", bombs.encrypted_pdf, "encrypted", "no password is asked for"),
    Case("4 GB as gzip data in a page", "bomb.html", bombs.gzip_bomb, "binary", "compressed data is not unpacked"),
    Case(
        "4 GB as word/document.xml of a .docx that says 3",
        "bomb.docx",
        lambda: bombs.zip_file("word/document.xml", bombs.deflated(), 3 << 30),
        "too_large",
        "the size that is unpacked",
    ),
    Case(
        "4 GB that say they are 100 bytes in a .docx",
        "liar.docx",
        lambda: bombs.zip_file("word/document.xml", bombs.deflated(), 100),
        "malformed",
        "no more is unpacked than it says, and then its check sum is wrong",
    ),
    Case(
        "a billion laughs in the XML of a .docx",
        "laughs.docx",
        lambda: bombs.docx(
            bombs.laughs("w:document")
            + f'<w:document xmlns:w="{_WORD}"><w:body><w:p><w:r><w:t>&l9;</w:t></w:r></w:p></w:body></w:document>'.encode()
        ),
        "malformed",
        "XML with entities of its own is not read",
    ),
    Case(
        "a .docx that names a file of this machine as an entity",
        "entity.docx",
        lambda: bombs.docx(b"<!DOCTYPE d [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>" + bombs.paragraph("&x; 14 boats")),
        "malformed",
        "XML with entities of its own is not read",
    ),
    Case(
        "a .docx with members named ../../evil",
        "climb.docx",
        lambda: bombs.docx(
            bombs.paragraph("The yard at Corda sold 14 boats."),
            ("../../evil.txt", b"9 boats"),
            ("/etc/evil", b"9 boats"),
        ),
        "read",
        "nothing is unpacked to disk, other members are not read",
        holds="14 boats",
        lacks="9 boats",
    ),
    Case(
        "a billion laughs in a page",
        "laughs.html",
        lambda: bombs.laughs("html") + page(b"<p>&l9; and 7 rafts</p>"),
        "read",
        "entities that a page declares stay as they are written",
        holds="7 rafts",
        lacks="14 boats 14 boats",
    ),
    Case(
        "a page that names a file of this machine as an entity",
        "entity.html",
        lambda: b"<!DOCTYPE html [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>" + page(b"<p>&x; and 7 rafts</p>"),
        "read",
        "entities that a page declares stay as they are written",
        holds="7 rafts",
        lacks="root:",
    ),
    Case(
        "100,000 nested elements",
        "deep.html",
        lambda: page(b"<div>" * 100_000 + SAID),
        "read",
        "no recursion in reading a page; time of the child process",
        holds="14 boats",
    ),
    Case(
        "30,000 nested tables",
        "tables.html",
        lambda: page(b"<table><tr><td>" * 30_000 + SAID),
        "read",
        "no recursion in reading a page; time of the child process",
        holds="14 boats",
    ),
    Case(
        "a table of 500,000 rows without an end",
        "rows.html",
        lambda: page(b"<table>" + b"<tr><td>1<td>2" * 500_000),
        "too_slow",
        "time of the child process",
    ),
    Case(
        "a page of 200,000 attributes in one tag",
        "attributes.html",
        lambda: page(b"<p " + b"a=1 " * 200_000 + b">x</p>" + SAID),
        "read",
        "time of the child process",
        holds="14 boats",
    ),
    Case(
        "2 MB of tags that do not end",
        "open.html",
        lambda: page(SAID + b"<p a=" * 400_000),
        "read",
        "time of the child process",
        holds="14 boats",
    ),
    Case(
        "a comment in a comment, a million times",
        "comments.html",
        lambda: page(SAID + b"<!--" * 1_000_000),
        "read",
        "time of the child process",
        holds="14 boats",
    ),
    Case(
        "JSON-LD nested 100,000 deep",
        "ld.html",
        lambda: page(SAID, b'<script type="application/ld+json">' + b"[" * 100_000 + b"]" * 100_000 + b"</script>"),
        "read",
        "what is no metadata is passed over",
        holds="14 boats",
    ),
    Case(
        "a line of 10 MB",
        "line.txt",
        lambda: LINE * (10 * bombs.MEGABYTE // len(LINE)),
        "read",
        "time of the child process; its figures are refused as too much",
        holds="14 boats",
    ),
    Case(
        "JSON nested 100,000 deep as a record",
        "deep.jsonl",
        lambda: b'{"id": 1, "text": ' + b"[" * 100_000 + b"]" * 100_000 + b"}\n",
        "malformed",
        "what is no record with a text is refused",
    ),
    Case(
        "half of a surrogate pair in a JSON escape",
        "half.jsonl",
        lambda: json.dumps({"id": 1, "text": "The yard \ud83d at Corda sold 14 boats."}).encode(),
        "read",
        "kept as the replacement character; doubted",
        holds="14 boats",
        doubt="characters_lost",
    ),
    Case(
        "half of a surrogate pair in JSON-LD",
        "half.html",
        lambda: page(
            SAID,
            b'<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Boats \\ud83d sold"}</script>',
        ),
        "read",
        "kept as the replacement character",
        holds="14 boats",
    ),
    Case(
        "half of a surrogate pair in UTF-16",
        "half.txt",
        lambda: codecs.BOM_UTF16_LE + "The yard \ud83d at Corda sold 14 boats.".encode("utf-16-le", "surrogatepass"),
        "read",
        "kept as the replacement character; doubted",
        holds="14 boats",
        doubt="characters_lost",
    ),
    Case(
        "a message of 10,000 multiparts in multiparts",
        "parts.eml",
        lambda: bombs.nested_mail(10_000),
        "no_text",
        "no recursion in reading a message, and no text at a depth that no program writes",
    ),
    Case(
        "NUL bytes in a text file",
        "nul.txt",
        lambda: b"The yard at Corda sold 1\x004 boats.",
        "binary",
        "text has no NUL",
    ),
    Case(
        "control characters in a text file",
        "controls.txt",
        lambda: b"The yard\x01\x02\x03 at Corda sold 14 boats.",
        "binary",
        "at most one character in a hundred",
    ),
    Case(
        "a NUL inside a number of a page",
        "nul.html",
        lambda: page(b"<p>The yard at Corda sold 1\x004 boats.</p>"),
        "read",
        "doubted; the number is marked and not compared",
        holds="1\ufffd4 boats",
        doubt="invisible_characters",
    ),
    Case(
        "a zero-width space inside a number",
        "zero.txt",
        lambda: "The yard at Corda sold 1\u200b4 boats.".encode(),
        "read",
        "doubted; the number is read as it is printed",
        holds="1\u200b4 boats",
        doubt="invisible_characters",
    ),
    Case(
        "a soft hyphen inside a number",
        "soft.html",
        lambda: page(b"<p>The yard at Corda sold 1&shy;400 boats.</p>"),
        "read",
        "doubted; the number is read as it is printed",
        holds="400 boats",
        doubt="invisible_characters",
    ),
    Case(
        "an override of the direction over a number",
        "override.txt",
        lambda: "The yard at Corda sold \u202e41\u202c boats.".encode(),
        "read",
        "doubted; the number is marked and not compared",
        holds="41",
        doubt="invisible_characters",
    ),
    Case(
        "direction marks around a number",
        "marks.txt",
        lambda: "The yard at Corda sold \u200e14\u200f boats.".encode(),
        "read",
        "they change nothing that is printed",
        holds="14",
    ),
)
