from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimx import errors
from claimx.inputs.text import LineDecoder, decode, decode_plain, make_article, source_name
from claimx.records import Article

GERMAN = "„Größe ist überflüssig“, sagte Jörg Weiß – für 3 € im Café. Das ärgere ihn."


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"],
)
@pytest.mark.parametrize("text", [GERMAN, "Müller schweigt.", "Ä"], ids=["long", "short", "letter"])
def test_encodings(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize("encoding", ["mac_roman", "cp850"])
def test_other_code_pages_of_longer_texts(encoding: str) -> None:
    text = "Die Größe der Straße sei für Bürger überraschend, sagte Jörg Weiß. Das ärgere ihn früh und spät."
    assert decode(text.encode(encoding)) == text


def test_only_the_first_mark_is_taken_off() -> None:
    assert decode(b"\xef\xbb\xbf\xef\xbb\xbfA") == "\ufeffA"


def test_a_few_broken_bytes_do_not_change_the_rest() -> None:
    data = GERMAN.encode() + "ü".encode()[:1]
    assert decode(data) == GERMAN + "\ufffd"


def test_a_stray_control_character_is_no_binary() -> None:
    assert decode(("Der Text. \x07" + GERMAN).encode()) == "Der Text. \x07" + GERMAN


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"%PDF-1.7 \n%\xe2\xe3\xcf\xd3", "PDF"),
        (b"PK\x03\x04\x14\x00", "Word"),
        (b"\x89PNG\r\n\x1a\n\x00", "picture"),
        (bytes(range(256)) * 4, "not text"),
        (b"\x00\x01\x02", "not text"),
        (b"\x7fELF\x02\x01\x01" + b"\x00" * 40, "not text"),
    ],
)
def test_binary_is_refused_with_its_kind(data: bytes, word: str) -> None:
    with pytest.raises(errors.InputBinary, match=word):
        decode(data)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"%PDF-1.7", "x: is a PDF file, not plain text; save it with the suffix .pdf first."),
        (b"\x89PNG", "x: is a picture, not plain text; save it as text first."),
        (b"\x1f\x8b\x08", "x: is a compressed file, not plain text; unpack it first."),
        (b" <!DOCTYPE html><p>Ja</p>", "x: is an HTML page, not plain text; save it with the suffix .html first."),
        (b"\xef\xbb\xbf\n<HTML lang='de'>", "x: is an HTML page, not plain text; save it with the suffix .html first."),
    ],
)
def test_what_a_text_file_really_is(data: bytes, sentence: str) -> None:
    with pytest.raises(errors.InputBinary) as caught:
        decode_plain(data, "x")
    assert str(caught.value) == sentence


@pytest.mark.parametrize("text", ["<p>Ein Absatz.", "htmlkurs <html>", "<htmlx>", "< html>"])
def test_a_tag_alone_is_no_page(text: str) -> None:
    assert decode_plain(text.encode()) == text


@pytest.mark.parametrize(
    ("declared", "expected"),
    [("iso-8859-1", "„Größe“"), ("windows-1252", "„Größe“"), ("utf-8", "„Größe“"), ("punycode", "„Größe“")],
)
def test_a_declared_code_page_is_used_where_it_is_one(declared: str, expected: str) -> None:
    assert decode(expected.encode("cp1252"), declared=declared) == expected


def test_a_declared_code_page_decides() -> None:
    assert decode("Łódź".encode("iso8859-2"), declared="ISO-8859-2") == "Łódź"


def test_utf8_goes_before_what_is_declared() -> None:
    assert decode(GERMAN.encode(), declared="iso-8859-1") == GERMAN


def test_articles_are_valid_unicode_and_their_metadata_one_line() -> None:
    article = make_article("a", "Ja\ud800", title=" Deich\n\thält ", author="\udc80", outlet=" \n")
    assert article == Article("a", "Ja\ufffd", "Deich hält", None, "\ufffd", None)
    assert make_article("a", "Ja", title="x " * 9999).title == ("x " * 500)


@pytest.mark.parametrize("text", ["", " \r\n\t", "\ufeff", "\u00a0\n\u200b"])
def test_blank_is_empty(text: str) -> None:
    with pytest.raises(errors.InputEmpty, match=r"^leer\.txt: is empty\.$"):
        make_article("leer.txt", text)


def test_source_is_the_name_as_given() -> None:
    assert source_name("ordner/ä.txt") == "ordner/ä.txt"
    assert source_name("b\udcfccher.txt") == "b\ufffdcher.txt"
    assert source_name("\ud800.txt") == "\ufffd.txt"


def test_lines_share_the_code_page_of_the_first_that_is_not_utf8() -> None:
    decode_line = LineDecoder()
    lines = [b"abc", GERMAN.encode(), GERMAN.encode("cp1252"), "Jörg".encode("cp1252")]
    assert [decode_line(line, "x") for line in lines] == ["abc", GERMAN, GERMAN, "Jörg"]
    with pytest.raises(errors.InputBinary, match=r"^x#5: is not text"):
        decode_line(b"\0\1\2", "x#5")


@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_refused(data: bytes) -> None:
    try:
        text = decode(data)
    except errors.InputBinary:
        return
    text.encode("utf-8")  # no lone surrogates


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1))
def test_utf8_text_is_never_changed(text: str) -> None:
    data = text.encode()
    if not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"%PDF", b"{\\rtf", b"GIF8")):
        assert decode(data) == text
