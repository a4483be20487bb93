"""Bytes to characters: encodings that are read, files that are refused, and what the refusal tells."""

from __future__ import annotations

import codecs

import pytest

from assets.reading import MAX_BYTES, Hints, Unreadable, read_document, read_documents


def refusal(raw: bytes, name: str = "note.txt") -> Unreadable:
    with pytest.raises(Unreadable) as caught:
        read_document(raw, name)
    return caught.value


def test_utf8_text_is_kept_character_for_character() -> None:
    text = "Цена выросла на 5 %\r\n\r\n“Ten – no, €12m”\x0cnext\u2028line\u00a0end\n\n"
    document = read_document(text.encode(), "note.txt")
    assert document.text == text
    assert (document.encoding, document.media_type) == ("utf-8", "text/plain")


def test_a_byte_order_mark_counts_as_bytes_but_not_as_text() -> None:
    document = read_document(codecs.BOM_UTF8 + "€5 paid".encode(), "note.txt")
    assert document.text == "€5 paid"
    assert document.byte_span(0, 1) == (3, 6)
    assert document.byte_span(0, len(document.text)) == (3, 3 + len("€5 paid".encode()))


@pytest.mark.parametrize(("mark", "encoding"), [(codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")])
def test_utf16_with_a_byte_order_mark_is_read(mark: bytes, encoding: str) -> None:
    raw = mark + "Rain 😀 fell: 12 mm".encode(encoding)
    document = read_document(raw, "note.txt")
    start = document.text.index("12")
    first, last = document.byte_span(start, start + 2)
    assert document.encoding == encoding
    assert raw[first:last].decode(encoding) == "12"


def test_western_text_that_is_not_utf8_is_read_as_cp1252() -> None:
    raw = "The café took £40 – more than the bakery’s €35, it was said.".encode("cp1252")
    document = read_document(raw, "note.txt")
    assert document.encoding == "cp1252"
    start = document.text.index("€35")
    assert raw[slice(*document.byte_span(start, start + 3))] == "€35".encode("cp1252")


def test_windows_line_ends_are_kept_and_do_not_shift_offsets() -> None:
    raw = b"A first line\r\n\r\nA second line with 42 in it.\r\n"
    document = read_document(raw, "note.txt")
    start = document.text.index("42")
    assert document.text == raw.decode()
    assert raw[slice(*document.byte_span(start, start + 2))] == b"42"


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "empty"),
        (b" \r\n\t\n", "no_text"),
        (codecs.BOM_UTF8, "no_text"),
        (b"abc\x00def", "binary"),
        (bytes(range(32)) * 20 + b"text", "binary"),
        (b"ab\x00def \x00\x01", "binary"),
        (b"%PDF-1.7 and so on", "malformed"),
        (b"PK\x03\x04rest of an archive", "malformed"),
        (codecs.BOM_UTF16_LE + b"odd", "undecodable"),
        (bytes(range(0x80, 0x100)) * 3, "undecodable"),
        (b"x" * (MAX_BYTES + 1), "too_large"),
    ],
)
def test_what_is_not_text_is_refused_with_a_reason(raw: bytes, reason: str) -> None:
    error = refusal(raw)
    assert error.reason == reason
    assert error.detail.startswith("note.txt ")
    assert error.detail.endswith(".")


def test_a_page_whose_text_needs_scripts_has_no_text() -> None:
    assert refusal(b"<html><body><script>draw()</script></body></html>", "page.html").reason == "no_text"


def test_an_undecodable_file_names_the_byte() -> None:
    assert "byte 4 (0x80)" in refusal(b"one " + bytes(range(0x80, 0x100)) * 3).detail


GUESSED = [
    ("cp1252", "Le ferry a pris 40 voitures – plus qu’à l’été dernier, où le port était fermé."),
    ("cp1252", "The tram costs £40m, €48m or “more”."),
    ("cp1252", "Die Fähre fährt für 12 Euro über den Fluß."),
    ("cp1252", "The bill was 12\xa0000\xa0€."),
    ("cp1252", "Verðið á síldinni hækkaði um 12 prósent í júní."),
    ("cp1254", "Köprü için yüzde 12 daha fazla para ayrıldı, işçi sayısı düştü."),
    ("cp1250", "Nový přístav přijal 12 lodí, řekl správce. Příští rok se má růst zpomalit, je to méně než loni."),
    ("cp1250", "Nowy most kosztował 12 milionów złotych, podał urząd. Będzie otwarty w tym roku."),
    ("cp1251", "Паром перевёз 40 машин, сообщил порт."),
    ("cp1251", "Новий міст коштує 12 мільйонів, повідомили у місті."),
    ("cp1251", "The port (порт Северный) took 40 ships."),
    ("koi8-r", "Паром перевёз 40 машин, сообщил порт."),
    ("cp1253", "Το νέο λιμάνι δέχτηκε 12 πλοία τον περασμένο μήνα."),
    ("gb18030", "新港口今年接待了12艘船，比去年多3艘。"),
    ("gb18030", "大桥造价15亿元"),
    ("big5", "新港口今年接待了12艘船，比去年多3艘。"),
    ("shift_jis", "新しい港には今年12隻の船が来た。"),
    ("euc_kr", "새 항구에는 올해 배 12척이 들어왔다고 시가 밝혔다."),
]


@pytest.mark.parametrize(("encoding", "text"), GUESSED)
def test_text_that_declares_no_encoding_is_read_as_what_it_reads_like(encoding: str, text: str) -> None:
    raw = text.encode(encoding)
    document = read_document(raw, "note.txt")
    assert document.text == text
    start, end = document.byte_span(text.index("1"), text.index("1") + 1) if "1" in text else (0, 0)
    assert raw[start:end] == (b"1" if "1" in text else b"")


@pytest.mark.parametrize("text", [t for e, t in GUESSED if e == "cp1252"])
def test_western_text_is_no_doubtful_guess(text: str) -> None:
    assert read_document(text.encode("cp1252"), "note.txt").doubts == ()


@pytest.mark.parametrize("between", [" ", "\n"])
def test_one_letter_far_behind_the_beginning_is_enough_to_read_western_text(between: str) -> None:
    text = "The bus line has 12 stops." + between
    document = read_document((text * 9000 + "The café has 4 tables.").encode("cp1252"), "note.txt")
    assert document.text.endswith("The café has 4 tables.")


def test_a_guess_from_one_letter_is_doubted() -> None:
    document = read_document("Mr Soğuk paid 12 for it.".encode("cp1254"), "note.txt")
    assert (document.encoding, document.doubts) == ("cp1254", ("encoding_guessed",))


@pytest.mark.parametrize("text", ["Plain words, 12 of them.", "Größe 12 m", "価格は12円", "Цена 12", "ğ 12", "½ of 12"])
def test_utf8_is_never_guessed_at(text: str) -> None:
    document = read_document(text.encode(), "note.txt")
    assert (document.text, document.encoding, document.doubts) == (text, "utf-8", ())


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", ["Rain fell: 12 mm", "Паром перевёз 40 машин", "新港口 12 艘。\n大桥 3 座。"])
def test_utf16_without_a_byte_order_mark_is_read(encoding: str, text: str) -> None:
    document = read_document(text.encode(encoding), "note.txt")
    assert (document.text, document.encoding) == (text, encoding)


def test_bytes_that_are_damaged_stand_out_in_the_text_and_are_told() -> None:
    raw = "Die Brücke kostet 40 €, für alle".encode() + b" 12\xe2\x82 000 \xc3\xa4 cut"
    document = read_document(raw, "note.txt")
    assert document.text.endswith("für alle 12\ufffd\ufffd 000 ä cut")
    assert set(document.doubts) == {"characters_lost", "invisible_characters"}
    start = document.text.index("000")
    assert raw[slice(*document.byte_span(start, start + 3))] == b"000"


def test_what_the_user_declares_goes_before_a_guess_and_after_a_mark() -> None:
    text = "Cena 12 € – říjen"
    declared = Hints(charset="windows-1250")
    assert read_documents(text.encode("cp1250"), "note.txt", declared)[0].text == text
    assert read_documents(codecs.BOM_UTF8 + text.encode(), "note.txt", declared)[0].text == text
    assert read_documents("déjà 12".encode(), "note.txt", Hints(charset="no-such"))[0].text == "déjà 12"


@pytest.mark.parametrize(
    ("declared", "written"),
    [("windows-1251", "cp1251"), ("gb18030", "gb18030"), ("shift_jis", "shift_jis"), ("iso-8859-1", "cp1252")],
)
def test_the_encoding_that_a_page_declares_is_honoured(declared: str, written: str) -> None:
    words = {"cp1251": "Цена 15 рублей", "gb18030": "价格 15 元", "shift_jis": "価格 15 円", "cp1252": "Preis “15” €"}
    raw = f'<html><head><meta charset="{declared}"></head><body><p>{words[written]}</p></body></html>'.encode(written)
    document = read_document(raw, "page.html")
    start = document.text.index("15")
    assert document.text == words[written]
    assert raw[slice(*document.byte_span(start, start + 2))] == b"15"
    last = len(document.text) - 1
    assert raw[slice(*document.byte_span(last, last + 1))].decode(written) == document.text[last]


def test_a_wrong_declaration_gives_way_to_what_fits() -> None:
    raw = "<html><head><meta charset=ascii-8bit></head><body><p>Größe 15 m</p></body></html>".encode()
    assert read_document(raw, "page.html").text == "Größe 15 m"


def test_a_page_is_known_by_its_content_whatever_its_name() -> None:
    raw = b"<!-- saved -->\n<!DOCTYPE html><html><body><p>Ten &amp; two</p></body></html>"
    assert read_document(raw, "saved.txt").text == "Ten & two"
    assert read_document(raw, "saved.txt").media_type == "text/html"


def test_text_about_tags_is_not_a_page() -> None:
    assert read_document(b"The tag <b> was used 3 times.", "note.md").text == "The tag <b> was used 3 times."
