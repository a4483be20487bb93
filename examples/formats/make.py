"""Makes this folder: one article in every format that is read, and others in the encodings that newsrooms still write.

    uv run python examples/formats/make.py [FOLDER]

The same run gives the same bytes. Belongs here: writing files by the formats' own rules, without the readers. Does not: reading.
"""

from __future__ import annotations

import json
import sys
import zipfile
import zlib
from base64 import b64encode
from io import BytesIO
from pathlib import Path
from quopri import encodestring
from xml.sax.saxutils import escape

TITLE = "Ferry to Holm Island carries 9% more cars"
BYLINE = "By Ada Brink"
DATE = "4 March 2025"
BODY = (
    "The ferry between Tarn Point and Holm Island carried 412,000 cars in 2024, which is 9% more than the 378,000 of the year "
    "before, the Holm Ferry Office said on Tuesday.",
    "Fares brought in €12.5m, the office’s figures show, and running the two ships cost €10.9m. An efficient crew of 46 works on "
    "each of the ships, and a third ship will be ordered for about €31m in 2026.",
    "The crossing of 18 km takes 35 minutes. In winter the ferry stayed in port on 14 days, three days fewer than a year earlier, "
    "because the breakwater at Tarn Point had been raised by 1.5 metres.",
)
TABLE = (("Year", "Cars", "Fares, €m"), ("2023", "378,000", "11.4"), ("2024", "412,000", "12.5"))
ITEMS = ("The office employs 131 people on land.", "Its debt fell to €7.2m at the end of 2024.")
RUSSIAN = (
    "Паром на остров Холм перевёз больше машин",
    "4 марта 2025",
    "Паром между Тарном и островом Холм перевёз в 2024 году 412 000 машин, сообщило управление порта.",
)
TURKISH = "Holm Adası feribotu 2024 yılında 412.000 araç taşıdı. Gelir 12,5 milyon avro oldu, işletme giderleri düştü."
CHINESE = "霍尔姆岛渡轮2024年运送了412000辆汽车，比上一年增长9%。票款收入为1250万欧元。"
CRLF = "\r\n"
_FIXED = (2025, 3, 4, 12, 0, 0)


def plain() -> str:
    """The article as a text file."""
    rows = [" | ".join(row) for row in TABLE]
    return (
        "\n\n".join((TITLE, BYLINE, DATE, *BODY, "Traffic and fares", *rows, *(f"- {item}" for item in ITEMS))) + "\n"
    )


def html() -> str:
    """The article as a page, with entities and tags inside its numbers."""
    body = "\n".join(f"<p>{_entities(text)}</p>" for text in BODY)
    rows = "".join("<tr>" + "".join(f"<td>{_entities(cell)}</td>" for cell in row) + "</tr>" for row in TABLE)
    items = "".join(f"<li>{_entities(item)}</li>" for item in ITEMS)
    return (
        f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>{TITLE}</title></head>'
        f"<body><article><h1>{TITLE}</h1>\n"
        f"<p>{BYLINE}</p><p>{DATE}</p>\n{body}\n<h2>Traffic and fares</h2>\n"
        f"<table>{rows}</table>\n<ul>{items}</ul></article></body></html>\n"
    )


def _entities(text: str) -> str:
    return escape(text).replace("€", "&euro;").replace("’", "&#8217;").replace("412,000", "<b>412</b>,000")


def markdown() -> str:
    """The article as Markdown, with emphasis inside its numbers and links behind them."""
    body = "\n\n".join(BODY).replace("412,000 cars", "**412,000** [cars](https://ferry.example/2024/77)")
    rows = ["| " + " | ".join(row) + " |" for row in TABLE]
    rows.insert(1, "|---|--:|--:|")
    front = f"---\ntitle: {TITLE}\nauthor: Ada Brink\ndate: 2025-03-04\npublisher: Holm Gazette\nlang: en\n---\n\n"
    items = "\n".join(f"- {item}" for item in ITEMS)
    return f"{front}# {TITLE}\n\n{body}\n\n## Traffic and fares\n\n" + "\n".join(rows) + f"\n\n{items}\n"


def record() -> dict[str, object]:
    """The article as a record, whose text a JSON writer escapes."""
    text = plain().split("\n\n", 3)[3]
    named = {"title": TITLE, "author": "Ada Brink", "date": "2025-03-04T06:00:00Z", "publisher": "Holm Gazette"}
    return {"id": "ferry-1", "url": "https://gazette.example/ferry-1", **named, "text": text}


def json_lines() -> str:
    """Three records: escaped, as UTF-8, and one whose text is markup."""
    short = "The Holm 😀 ferry has 2 ships and a crew of 46 on each, the Holm Ferry Office said in “March” 2025."
    page = {
        "id": 3,
        "headline": "Ferry fares",
        "html": "<p>Fares brought in &euro;12.5m in <i>2024</i>, the office said.</p>",
    }
    second = json.dumps({"id": "ferry-2", "body": short}, ensure_ascii=False)
    return "\n".join((json.dumps(record()), second, json.dumps(page))) + "\n"


def mail(transfer: str) -> bytes:
    """The article as a message with a text, a page and an attachment, in that transfer encoding."""
    head = (
        f"From: Holm Ferry Office <press@ferry.example>{CRLF}To: desk@gazette.example{CRLF}Subject: {TITLE}{CRLF}"
        f"Date: Tue, 04 Mar 2025 09:30:00 +0100{CRLF}MIME-Version: 1.0{CRLF}"
    )
    text = plain().split("\n\n", 3)[3].replace("\n", CRLF)
    parts = (("text/plain; charset=utf-8", text.encode()), ("text/html; charset=utf-8", html().encode()))
    written = [_part(kind, content, transfer) for kind, content in parts]
    inner = (
        b"".join(b"--inner" + CRLF.encode() + part + CRLF.encode() for part in written) + b"--inner--" + CRLF.encode()
    )
    inner = f'Content-Type: multipart/alternative; boundary="inner"{CRLF}{CRLF}'.encode() + inner
    attached = _part(
        'application/octet-stream\r\nContent-Disposition: attachment; filename="fares-99.bin"', b"99 bytes", "base64"
    )
    whole = b"".join(b"--outer" + CRLF.encode() + part + CRLF.encode() for part in (inner, attached))
    return (
        f'{head}Content-Type: multipart/mixed; boundary="outer"{CRLF}{CRLF}'.encode()
        + whole
        + b"--outer--"
        + CRLF.encode()
    )


def _part(kind: str, content: bytes, transfer: str) -> bytes:
    if transfer == "base64":
        letters = b64encode(content)
        body = b"\r\n".join(letters[at : at + 76] for at in range(0, len(letters), 76))
    else:
        body = encodestring(content.replace(b"\r\n", b"\n")).replace(b"\n", b"\r\n")
    return f"Content-Type: {kind}{CRLF}Content-Transfer-Encoding: {transfer}{CRLF}{CRLF}".encode() + body


_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def docx() -> bytes:
    """The article as a Word document."""
    rows = "".join("<w:tr>" + "".join(f"<w:tc>{_paragraph(cell)}</w:tc>" for cell in row) + "</w:tr>" for row in TABLE)
    body = (
        _paragraph(TITLE, "Title"),
        _paragraph(BYLINE),
        _paragraph(DATE),
        *map(_paragraph, BODY),
        _paragraph("Traffic and fares", "Heading1"),
        f"<w:tbl>{rows}</w:tbl>",
        *(_paragraph(item, "ListBullet") for item in ITEMS),
    )
    named = {"Title": "Title", "Heading1": "heading 1", "ListBullet": "List Bullet"}
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/></w:style>'
        for key, name in named.items()
    )
    content_types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Override PartName="/word/document.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
    )
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>'
        "</Relationships>"
    )
    core = (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">'
        f"<dc:title>{TITLE}</dc:title><dc:creator>Ada Brink</dc:creator><dcterms:created>2025-03-04T08:00:00Z</dcterms:created>"
        "</cp:coreProperties>"
    )
    members = {
        "[Content_Types].xml": content_types,
        "_rels/.rels": relations,
        "word/document.xml": f"<w:document {_W}><w:body>{''.join(body)}</w:body></w:document>",
        "word/styles.xml": f"<w:styles {_W}>{styles}</w:styles>",
        "docProps/core.xml": core,
    }
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in members.items():
            info = zipfile.ZipInfo(name, _FIXED)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, _XML + content)
    return made.getvalue()


def _paragraph(text: str, style: str = "") -> str:
    """A paragraph in two runs, which part a number as a spelling check or an edit does."""
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    middle = len(text) // 2
    runs = "".join(
        f'<w:r><w:t xml:space="preserve">{escape(half)}</w:t></w:r>' for half in (text[:middle], text[middle:])
    )
    return f"<w:p>{properties}{runs}</w:p>"


def pdf(body: tuple[str, ...] = BODY) -> bytes:
    """The article with this body as a PDF: two columns on the first page, words broken at line ends, a table, and a second page."""
    line, pages = 14.0, [list[str](), list[str]()]
    pages[0].append(_set(TITLE, 56, 760, 18))
    pages[0].append(_set(BYLINE, 56, 730))
    pages[0].append(_set(DATE, 56, 716))
    for column, texts in enumerate((body[:1], body[1:2])):
        at = 680.0
        for text in texts:
            for words in _wrapped(text, 36):
                pages[0].append(_set(words, 56 + 260 * column, at))
                at -= line
            at -= line
    at = 760.0
    for words in _wrapped(body[2], 76):
        pages[1].append(_set(words, 56, at))
        at -= line
    at -= line
    pages[1].append(_set("Traffic and fares", 56, at, 13))
    for row in TABLE:
        at -= 1.5 * line
        pages[1] += [_set(cell, 56 + 140 * column, at) for column, cell in enumerate(row)]
    at -= line
    for item in ITEMS:
        at -= 1.5 * line
        pages[1].append(_set("\u2022 " + item, 56, at))
    for number, page in enumerate(pages):
        page.append(_set(f"Holm Ferry Office - {number + 1}", 56, 40, 8))
    return _pdf_file([zlib.compress("\n".join(page).encode("latin-1"), 9) for page in pages])


def _wrapped(text: str, width: int) -> list[str]:
    """Lines of at most so many characters; a long word that has no room is broken with a hyphen."""
    lines, current = list[str](), ""
    for word in text.split():
        room = width - len(current) - 1
        if len(word) <= room or not current:
            current = f"{current} {word}".strip()
        elif len(word) >= 8 and room >= 5 and word[:-1].isalpha():
            lines.append(f"{current} {word[: room - 1][:4]}-")
            current = word[4:]
        else:
            lines.append(current)
            current = word
    return [*lines, current]


def _set(text: str, x: float, y: float, size: float = 11) -> str:
    """The operators that show a text; the standard fonts know these characters by their cp1252 codes."""
    written = "".join(
        f"\\{byte:03o}" if byte > 126 or chr(byte) in "()\\" else chr(byte) for byte in text.encode("cp1252")
    )
    return f"BT /F1 {size} Tf 1 0 0 1 {x} {y} Tm ({written}) Tj ET"


def _pdf_file(streams: list[bytes]) -> bytes:
    pages = " ".join(f"{5 + 2 * number} 0 R" for number in range(len(streams)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{pages}] /Count {len(streams)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>",
        f"<< /Title ({TITLE}) /Author (Ada Brink) /CreationDate (D:20250304080000Z) >>".encode(),
    ]
    for number, stream in enumerate(streams):
        resources = "/Resources << /Font << /F1 3 0 R >> >> /MediaBox [0 0 595 842]"
        objects.append(f"<< /Type /Page /Parent 2 0 R {resources} /Contents {6 + 2 * number} 0 R >>".encode())
        objects.append(f"<< /Length {len(stream)} /Filter /FlateDecode >>\nstream\n".encode() + stream + b"\nendstream")
    made, places = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"), list[int]()
    for number, content in enumerate(objects, start=1):
        places.append(len(made))
        made += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
    table = len(made)
    made += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    made += b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
    made += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R /Info 4 0 R >>\nstartxref\n{table}\n%%EOF\n".encode()
    return bytes(made)


def files() -> dict[str, bytes]:
    """All files by their names."""
    return {
        "ferry.txt": plain().encode(),
        "ferry.html": html().encode(),
        "ferry.md": markdown().encode(),
        "ferry.pdf": pdf(),
        "ferry.docx": docx(),
        "ferry-base64.eml": mail("base64"),
        "ferry-quoted.eml": mail("quoted-printable"),
        "ferry.jsonl": json_lines().encode(),
        "ferry-cp1252.txt": plain().encode("cp1252"),
        "ferry-utf8-mark.txt": plain().encode("utf-8-sig"),
        "ferry-utf16.txt": plain().encode("utf-16"),
        "ferry-utf16-no-mark.txt": plain().encode("utf-16-be"),
        "ferry-cp1251.txt": "\n\n".join(RUSSIAN).encode("cp1251"),
        "ferry-cp1254.txt": TURKISH.encode("cp1254"),
        "ferry-gb18030.txt": CHINESE.encode("gb18030"),
    }


if __name__ == "__main__":
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent
    for file_name, made_bytes in files().items():
        (folder / file_name).write_bytes(made_bytes)
