"""What of each format is refused or doubted, and what a reader is told to do."""

from __future__ import annotations

import io
import json
import zipfile
import zlib

import pytest

from assets.reading import Document, Unreadable, read_documents

RECORD = {"id": "r1", "text": "The mill ground 40 tonnes of rye in May, its owner said on Monday."}


def refusal(raw: bytes, name: str) -> Unreadable:
    with pytest.raises(Unreadable) as caught:
        read_documents(raw, name)
    return caught.value


def pdf(content: bytes, resources: bytes = b"", trailer: bytes = b"", more: tuple[bytes, ...] = ()) -> bytes:
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] /Contents 4 0 R /Resources << " + resources + b" >> >>",
        b"<< /Length %d >>\nstream\n" % len(content) + content + b"\nendstream",
        *more,
    )
    body = b"%PDF-1.4\n" + b"".join(b"%d 0 obj\n%s\nendobj\n" % pair for pair in enumerate(objects, 1))
    return body + b"trailer\n<< /Root 1 0 R /Size %d " % (len(objects) + 1) + trailer + b" >>\n%%EOF\n"


def archive(**members: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members.items():
            packed.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return made.getvalue()


def word(body: str) -> bytes:
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    return archive(word__document_xml=f"<w:document {space}><w:body>{body}</w:body></w:document>")


def text_of(raw: bytes, name: str) -> str:
    return read_documents(raw, name)[0].text


def test_a_pdf_of_pictures_is_refused_as_scanned() -> None:
    picture = (
        b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>"
    )
    raw = pdf(
        b"q 300 0 0 300 0 0 cm /I Do Q",
        b"/XObject << /I 5 0 R >>",
        more=(picture + b"\nstream\nx\nendstream",),
    )
    assert refusal(raw, "scan.pdf").reason == "scanned"


def test_a_pdf_without_anything_on_it_has_no_text() -> None:
    assert refusal(pdf(b"q Q"), "blank.pdf").reason == "no_text"


def test_a_pdf_with_a_password_is_refused_as_encrypted() -> None:
    key = b"<< /Filter /Standard /V 1 /R 2 /O <" + b"41" * 32 + b"> /U <" + b"42" * 32 + b"> /P -4 >>"
    raw = pdf(b"q Q", trailer=b"/Encrypt 5 0 R /ID [<00> <00>]", more=(key,))
    assert refusal(raw, "locked.pdf").reason == "encrypted"


def test_an_encrypted_word_document_and_an_old_one_are_told_apart() -> None:
    container = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)
    assert refusal(container + "EncryptedPackage".encode("utf-16-le"), "a.docx").reason == "encrypted"
    assert refusal(container, "a.doc").reason == "binary"


def test_an_archive_that_is_no_word_document_is_refused() -> None:
    assert refusal(archive(notes_xml="<a/>"), "a.docx").reason == "binary"


def test_a_word_document_that_unpacks_without_end_is_refused_before_it_fills_the_memory() -> None:
    raw = word("<w:p/>" + " " * (65 * 1024 * 1024))
    assert len(raw) < 200_000
    assert refusal(raw, "bomb.docx").reason == "too_large"


def test_a_word_document_with_a_document_type_is_refused() -> None:
    raw = archive(word__document_xml='<!DOCTYPE a [<!ENTITY b "bbbb">]><a>&b;</a>')
    assert refusal(raw, "entities.docx").reason == "malformed"


def test_deleted_and_hidden_words_of_a_word_document_are_not_read_and_a_raised_digit_is_no_part_of_a_number() -> None:
    run = "<w:r><w:t>{}</w:t></w:r>"
    raised = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>3</w:t></w:r>'
    gone = "<w:del><w:r><w:delText>41</w:delText></w:r></w:del><w:r><w:rPr><w:vanish/></w:rPr><w:t>42</w:t></w:r>"
    raw = word(f"<w:p>{run.format('The mill ground 2,000')}{raised}{gone}{run.format(' tonnes')}</w:p>")
    assert text_of(raw, "a.docx") == "The mill ground 2,000^3 tonnes"


def test_lines_that_are_no_records_leave_the_others_alone_and_are_told() -> None:
    raw = f"{json.dumps(RECORD)}\n{{broken\n\n[1]\n{json.dumps(RECORD)}\n".encode()
    found = read_documents(raw, "a.jsonl")
    assert [(d.fragment, d.doubts) for d in found] == [("r1", ("records_unread",)), ("line 5", ("records_unread",))]
    assert [raw[d.raw_start : d.raw_end] for d in found] == [json.dumps(RECORD).encode()] * 2


def test_a_file_without_any_record_names_the_lines() -> None:
    error = refusal(b'{"id": 1}\nnothing\n', "a.jsonl")
    assert error.reason == "malformed"
    assert "lines: 1, 2" in error.detail


def test_half_a_pair_of_surrogates_in_json_stands_out_in_the_text() -> None:
    (document,) = read_documents(rb'{"text": "The mill \ud83d ground \ud83c\udf3e 40 tonnes."}', "a.jsonl")
    assert document.text == "The mill \ufffd ground \U0001f33e 40 tonnes."
    assert document.doubts == ("characters_lost",)


def test_a_message_with_nothing_but_an_attachment_names_it() -> None:
    raw = b"From: a@b.example\r\nContent-Type: application/pdf; name=report.pdf\r\n\r\n%PDF"
    error = refusal(raw, "a.eml")
    assert error.reason == "no_text"
    assert "report.pdf" in error.detail


def test_a_message_says_what_its_headers_say() -> None:
    body = "The mill ground 40 tonnes of rye in May, its owner said on Monday in the town hall.\r\n"
    head = "From: =?utf-8?q?M=C3=BChle?= <m@b.example>\r\nDate: Mon, 02 Jun 2025 23:30:00 -0400\r\nSubject: Re: FW: Rye up 5%\r\n"
    (document,) = read_documents(f"{head}\r\n{body}".encode(), "a.eml")
    facts = document.facts
    assert (facts.title, facts.publisher, str(facts.published_on)) == ("Rye up 5%", "Mühle", "2025-06-02")
    assert document.text.startswith("Rye up 5%\n\nThe mill")


def md(source: str) -> Document:
    return read_documents(source.encode(), "a.md")[0]


def test_front_matter_code_and_link_targets_are_no_text() -> None:
    document = md(
        '+++\ntitle = "Rye"\ndate = 2025-06-02\n+++\n\nThe mill [ground](https://a.example/77 "78") **4**0 `79` t.\n\n```\n80\n```\n'
    )
    assert document.text == "The mill ground 40 t."
    assert (document.facts.title, str(document.facts.published_on)) == ("Rye", "2025-06-02")
    assert document.facts.published_basis == "meta"


def test_a_rule_at_the_top_of_markdown_is_no_front_matter() -> None:
    assert (
        md("---\n\nThe mill ground 40 t.\n\n---\n\nIt has 2 stones.\n").text
        == "The mill ground 40 t.\n\nIt has 2 stones."
    )


def test_the_bytes_of_a_packed_word_document_are_those_of_its_text() -> None:
    raw = word("<w:p><w:r><w:t>The mill ground 40 tonnes.</w:t></w:r></w:p>")
    start, end = read_documents(raw, "a.docx")[0].byte_span(16, 18)
    assert b"40 tonnes" in zlib.decompress(raw[start:end], -15)
