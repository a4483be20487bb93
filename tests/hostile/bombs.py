"""Files that are small and would be huge: nested compression, entities of entities, structures without end. Made in memory, fast.

Belongs here: their bytes. Does not: what is expected of them (`cases`).
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from functools import cache

from pypdf import PdfWriter

MEGABYTE = 1 << 20
HUGE_MEGABYTES = 4096


@cache
def deflated(megabytes: int = HUGE_MEGABYTES, byte: bytes = b" ") -> bytes:
    """Raw deflate data of so many megabytes of one byte: one megabyte compressed once, and written again and again."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    first = packer.compress(byte * MEGABYTE) + packer.flush(zlib.Z_FULL_FLUSH)
    return first * megabytes + zlib.compressobj(9, zlib.DEFLATED, -15).flush()


def zlib_bomb() -> bytes:
    """The same as a zlib stream; its check sum is wrong, which shows when all has been unpacked."""
    return b"\x78\x9c" + deflated() + b"\0\0\0\0"


def gzip_bomb() -> bytes:
    """The same as a gzip file."""
    return b"\x1f\x8b\x08\0\0\0\0\0\0\x03" + deflated() + struct.pack("<II", 0, 0)


def zip_file(name: str, compressed: bytes, size_bytes: int) -> bytes:
    """A ZIP file of one deflated member, whatever that says of itself."""
    said = struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 0x21, 0, len(compressed), size_bytes & 0xFFFFFFFF, len(name), 0)
    member = b"PK\x03\x04" + said + name.encode() + compressed
    entry = b"PK\x01\x02\x14\x00" + said + struct.pack("<HHHII", 0, 0, 0, 0, 0) + name.encode()
    return member + entry + b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(entry), len(member), 0)


def docx(document: bytes, *more: tuple[str, bytes]) -> bytes:
    """A .docx with this word/document.xml, and other members by their names."""
    kind = b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (("[Content_Types].xml", kind), ("word/document.xml", document), *more):
            archive.writestr(name, content)
    return made.getvalue()


def paragraph(text: str) -> bytes:
    """A word/document.xml of one paragraph."""
    inner = f"<w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body>"
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    return f'<w:document xmlns:w="{space}">{inner}</w:document>'.encode()


def laughs(root: str, declared: str = "") -> bytes:
    """XML whose entity is ten of the one before it, ten times over: a billion of the first."""
    names = [f'<!ENTITY l0 "14 boats "{declared}>']
    names += [f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10)]
    return f"<?xml version='1.0'?><!DOCTYPE {root} [{''.join(names)}]>".encode()


def pdf(*objects: bytes, root: int = 1) -> bytes:
    """A PDF of these objects, numbered from 1."""
    made, places = bytearray(b"%PDF-1.4\n"), []
    for number, content in enumerate(objects, start=1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(made)
    made += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    made += b"".join(b"%010d 00000 n \n" % place for place in places)
    made += b"trailer\n<< /Size %d /Root %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, root, start)
    return bytes(made)


_CATALOG, _PAGES = b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
_PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << >> >>"


def pdf_bomb() -> bytes:
    """A PDF whose page is compressed twice and has four gigabytes."""
    content = zlib.compress(zlib_bomb(), 9)
    head = b"<< /Length %d /Filter [/FlateDecode /FlateDecode] >>" % len(content)
    return pdf(_CATALOG, _PAGES, _PAGE, b"%s\nstream\n%s\nendstream" % (head, content))


def pdf_loop() -> bytes:
    """A PDF whose tree of pages holds itself."""
    kids = b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2000000000 /Parent 2 0 R >>"
    return pdf(_CATALOG, kids)


def encrypted_pdf() -> bytes:
    """A PDF of one empty page that asks for a password."""
    writer = PdfWriter()
    writer.add_blank_page(612, 792)
    writer.encrypt("secret", algorithm="RC4-128")
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def nested_mail(depth: int) -> bytes:
    """A message of multiparts in multiparts, with a line of text in the last."""
    lines = ["From: desk@news.example", "Subject: Boats", "MIME-Version: 1.0"]
    for level in range(depth):
        lines += [f'Content-Type: multipart/mixed; boundary="b{level}"', "", f"--b{level}"]
    return "\r\n".join([*lines, "Content-Type: text/plain", "", "The yard sold 14 boats.", ""]).encode()
