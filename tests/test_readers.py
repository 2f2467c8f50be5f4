from __future__ import annotations

import io
from pathlib import Path

import pytest
from claimx.readers import decode, read_article, read_articles, source_name
from conftest import SEED
from hypothesis import given
from hypothesis import strategies as st

from claimx import errors
from claimx.records import Article, Failure

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


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n", "\n\r\n"])
def test_line_ends_stay(tmp_path: Path, end: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(f"Eins.{end}Zwei.{end}".encode())
    assert read_article(str(path)).text == f"Eins.{end}Zwei.{end}"


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


@pytest.mark.parametrize("data", [b"", b" \r\n\t", b"\xef\xbb\xbf", "\u00a0\n".encode()])
def test_empty(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "leer.txt"
    path.write_bytes(data)
    with pytest.raises(errors.InputEmpty, match=r"leer\.txt: is empty\."):
        read_article(str(path))


def test_missing(tmp_path: Path) -> None:
    with pytest.raises(errors.InputMissing, match="there is no such file"):
        read_article(str(tmp_path / "fehlt.txt"))


def test_directory(tmp_path: Path) -> None:
    with pytest.raises(errors.InputDirectory, match="is a folder"):
        read_article(str(tmp_path))


def test_unreadable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    path = tmp_path / "a.txt"
    path.write_text("Text")
    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(errors.InputUnreadable, match=r"cannot be read \(Permission denied\)"):
        read_article(str(path))


@pytest.mark.parametrize("name", ["a" * 5000, "a\0b"])
def test_impossible_names_are_unreadable(name: str) -> None:
    with pytest.raises(errors.InputError):
        read_article(name)


def test_stdin() -> None:
    assert read_article("-", io.BytesIO(GERMAN.encode())) == Article(source="stdin", text=GERMAN)


def test_no_stdin_at_all() -> None:
    with pytest.raises(errors.InputMissing):
        read_article("-", None)


def test_a_bad_input_does_not_stop_the_others(tmp_path: Path) -> None:
    missing = str(tmp_path / "fehlt.txt")
    first, second = read_articles([missing, str(SEED)])
    assert first == Failure(missing, "input-missing", f"{missing}: there is no such file.")
    assert isinstance(second, Article)
    assert second.text == SEED.read_bytes().decode("utf-8")


def test_source_is_the_name_as_given() -> None:
    assert read_article(str(SEED)).source == str(SEED)
    assert source_name("b\udcfccher.txt") == "b\ufffdcher.txt"


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
