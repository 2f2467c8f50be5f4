"""Single files of every format, and what is said of those that are damaged or something else."""

from __future__ import annotations

import io
import sys
import time
from pathlib import Path

import pytest
from conftest import SEED
from input_files import HEAD, PARAGRAPHS, TEXT, attempt, html, pdf, zipped

from claimx import errors
from claimx.inputs import files, limits
from claimx.inputs.files import article_from, is_taken, read_article, read_stdin
from claimx.records import Article

# --- text ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n", "\n\r\n"])
def test_line_ends_stay(tmp_path: Path, end: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(f"Eins.{end}Zwei.{end}".encode())
    assert read_article(str(path)).text == f"Eins.{end}Zwei.{end}"


def test_a_file_as_it_is() -> None:
    assert read_article(str(SEED)) == Article(str(SEED), SEED.read_bytes().decode("utf-8"))


@pytest.mark.parametrize("name", ["a", "a.text", "a.log", "a.TXT", ".txt"])
def test_any_other_suffix_is_text(name: str) -> None:
    assert article_from(TEXT.encode(), name) == Article(name, TEXT)


@pytest.mark.parametrize("data", [b"", b" \r\n\t", b"\xef\xbb\xbf", "\u00a0\n".encode()])
def test_empty(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "leer.txt"
    path.write_bytes(data)
    with pytest.raises(errors.InputEmpty, match=r"leer\.txt: is empty\."):
        read_article(str(path))


def test_missing(tmp_path: Path) -> None:
    with pytest.raises(errors.InputMissing, match="there is no such file"):
        read_article(str(tmp_path / "fehlt.txt"))


def test_a_folder_is_for_batch(tmp_path: Path) -> None:
    with pytest.raises(errors.InputDirectory, match=r": is a folder; claimx batch reads folders\.$"):
        read_article(str(tmp_path))


def test_unreadable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path, mode: str) -> None:
        raise PermissionError(13, "Permission denied")

    path = tmp_path / "a.txt"
    path.write_text("Text")
    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(errors.InputUnreadable, match=r"cannot be read \(Permission denied\)"):
        read_article(str(path))


@pytest.mark.parametrize("name", ["a" * 5000, "a\0b"])
def test_impossible_names_are_unreadable(name: str) -> None:
    with pytest.raises(errors.InputError):
        read_article(name)


def test_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MAX_FILE", 2 * limits.MEGABYTE)
    path = tmp_path / "a.txt"
    path.write_bytes(b"a" * 2 * limits.MEGABYTE)
    assert read_article(str(path))
    path.write_bytes(b"a" * (2 * limits.MEGABYTE + 1))
    with pytest.raises(errors.InputTooLarge, match=r"a\.txt: has more than 2 MB; split it first\.$"):
        read_article(str(path))
    with pytest.raises(errors.InputTooLarge, match=r"^stdin: has more than 2 MB"):
        read_stdin(io.BytesIO(path.read_bytes()))


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="there are no devices here")
def test_a_device_without_end_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MAX_FILE", limits.MEGABYTE)
    with pytest.raises(errors.InputTooLarge):
        read_article("/dev/zero")


def test_stdin() -> None:
    assert read_stdin(io.BytesIO(TEXT.encode())) == Article("stdin", TEXT)
    with pytest.raises(errors.InputMissing, match=r"^stdin: there is no input\.$"):
        read_stdin(None)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Vorweg.\n\n# Der Deich hält #\r\n\r\nEin Text.", "Der Deich hält"),
        ("## Klein\n# Groß\n# Zweite", "Groß"),
        ("#Schlagwort\n#\n# \nText", None),
    ],
)
def test_markdown_stays_as_it_is(text: str, title: str | None) -> None:
    assert article_from(text.encode(), "a.md") == Article("a.md", text, title)


# --- HTML ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["a.html", "a.HTM"])
def test_html_is_its_main_text(name: str) -> None:
    article = article_from(html(head=HEAD), name)
    assert article.text.split("\n")[-2:] == list(PARAGRAPHS)
    assert "Böse" not in article.text
    assert "Start" not in article.text
    about = (article.source, article.title, article.published, article.author, article.outlet)
    assert about == (name, "Deich hält", "2025-08-07", "Anna Kern", "Küstenblatt")


@pytest.mark.parametrize("charset", ["iso-8859-1", "windows-1252"])
def test_html_in_the_code_page_that_it_names(charset: str) -> None:
    data = html().decode().replace("utf-8", charset).encode("cp1252")
    assert "„Der Deich hält“" in article_from(data, "a.html").text


def test_html_with_an_xml_declaration() -> None:
    data = b'<?xml version="1.0" encoding="iso-8859-1"?>\n' + html().decode().encode("cp1252")
    assert "Bürgermeisterin" in article_from(data, "a.html").text


@pytest.mark.parametrize("data", [b"", b"<html></html>", b"<!-- nichts -->", "nur ein Wort".encode("utf-16")])
def test_html_without_a_main_text(data: bytes) -> None:
    with pytest.raises(errors.InputNoText, match=r"^a\.html: has no main text that could be found\.$"):
        article_from(data, "a.html")


def test_a_pdf_called_html() -> None:
    with pytest.raises(errors.InputBinary, match=r"is a PDF file, not an HTML page; save it with the suffix \.pdf"):
        article_from(pdf("Ja"), "a.html")


@pytest.mark.parametrize("opening", ["<div>", "<b>", "<p>", "<ul><li>", "<table><tr><td>", "<blockquote><p>Wort "])
def test_deeply_nested_html_neither_crashes_nor_hangs(opening: str) -> None:
    start = time.process_time()
    data = b"<html><body>" + opening.encode() * 20_000 + html()
    assert attempt(data, "a.html")
    assert time.process_time() - start < 20


def test_html_entities_are_not_fetched_or_blown_up(tmp_path: Path) -> None:
    (tmp_path / "geheim.txt").write_text("Geheimnis")
    bomb = "".join(f'<!ENTITY b{i} "{f"&b{i - 1};" * 10 if i else "bum"}">' for i in range(12))
    doctype = f'<!DOCTYPE html [{bomb}<!ENTITY x SYSTEM "file://{tmp_path}/geheim.txt">]>'
    data = html(*PARAGRAPHS, "Vorher &x; &b11; nachher, das ist ein langer Absatz, damit er bleibt.")
    article = article_from(data.replace(b"<!DOCTYPE html>", doctype.encode()), "a.html")
    assert "Geheimnis" not in article.text
    assert len(article.text) < 10_000


def test_too_large_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("claimx.inputs.pages.MAX_PAGE", 100)
    with pytest.raises(errors.InputTooLarge):
        article_from(html(), "a.html")


# --- Word ------------------------------------------------------------------------------------------


def word(**about: object) -> bytes:
    import docx

    document = docx.Document()
    for name, value in about.items():
        setattr(document.core_properties, name, value)
    document.add_heading("Deich hält", 1)
    document.add_paragraph(TEXT)
    document.add_paragraph("")
    table = document.add_table(2, 2)
    for cell, number in zip((c for row in table.rows for c in row.cells), range(4), strict=True):
        cell.text = f"Zelle {number}"
    document.add_paragraph("Eins\tzwei\ndrei")
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def test_word_gives_paragraphs_and_tables_in_order() -> None:
    import datetime

    created = datetime.datetime(2025, 8, 7, 12)
    article = article_from(word(title="Der Deich", author="Anna Kern", created=created), "a.docx")
    blocks = ["Deich hält", TEXT, "Zelle 0", "Zelle 1", "Zelle 2", "Zelle 3", "Eins\tzwei\ndrei"]
    assert article == Article("a.docx", "\n\n".join(blocks), "Der Deich", "2025-08-07", "Anna Kern")


def with_document(body: str, doctype: str = "") -> bytes:
    """A Word file whose main part has this body."""
    import zipfile

    xml = (
        f'<?xml version="1.0" encoding="UTF-8"?>{doctype}<w:document '
        'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f"<w:body>{body}</w:body></w:document>"
    )
    with zipfile.ZipFile(io.BytesIO(word())) as parts:
        members: dict[str, bytes | str] = {name: parts.read(name) for name in parts.namelist()}
    return zipped(members | {"word/document.xml": xml})


def test_word_reads_insertions_and_links_but_nothing_deleted() -> None:
    run = "<w:r><w:t>{}</w:t></w:r>"
    body = (
        f"<w:p>{run.format('Der ')}<w:ins>{run.format('neue ')}</w:ins><w:del><w:r><w:delText>alte</w:delText></w:r>"
        f"</w:del><w:hyperlink>{run.format('Deich')}</w:hyperlink><!-- nichts --></w:p>"
        f"<w:sdt><w:sdtContent><w:p>{run.format('hält.')}</w:p></w:sdtContent></w:sdt>"
    )
    assert article_from(with_document(body), "a.docx").text == "Der neue Deich\n\nhält."


def test_word_files_expand_no_entities(tmp_path: Path) -> None:
    (tmp_path / "geheim.txt").write_text("Geheimnis")
    doctype = f'<!DOCTYPE x [<!ENTITY x SYSTEM "file://{tmp_path}/geheim.txt"><!ENTITY y "Bombe">]>'
    data = with_document("<w:p><w:r><w:t>Ja &x;&y;</w:t></w:r></w:p>", doctype)
    assert "Geheimnis" not in str(attempt(data, "a.docx"))


def test_deeply_nested_word() -> None:
    body = "<w:ins>" * 100_000 + "</w:ins>" * 100_000
    with pytest.raises(errors.InputCorrupt, match=r"^a\.docx: is damaged, or no Word file\.$"):
        article_from(with_document(f"<w:p>{body}</w:p>"), "a.docx")


def test_word_that_would_fill_the_memory() -> None:
    bomb = zipped({"word/document.xml": b" " * (limits.MAX_TEXT + 1)})
    with pytest.raises(errors.InputTooLarge, match=r"^a\.docx: unpacks to more than 20 MB\.$"):
        article_from(bomb, "a.docx")


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", errors.InputBinary),
        (b"Text", errors.InputBinary),
        (b"PK\x03\x04kaputt", errors.InputCorrupt),
        (zipped({"a.txt": "Text"}), errors.InputCorrupt),
        (word()[:3000], errors.InputCorrupt),
    ],
)
def test_no_word_file(data: bytes, kind: type[errors.InputError]) -> None:
    with pytest.raises(kind, match=r"^a\.docx: "):
        article_from(data, "a.docx")


# --- PDF -------------------------------------------------------------------------------------------


def test_pdf_gives_the_text_of_all_pages_and_what_it_says_of_itself() -> None:
    data = pdf("„Der Deich hält“, sagte sie.", "", "Das gelte auch mor-", info="/Title (Deich) /Author (Anna Kern)")
    article = article_from(data, "a.pdf")
    assert article == Article("a.pdf", "„Der Deich hält“, sagte sie.\nDas gelte auch mor-", "Deich", None, "Anna Kern")


def test_pdf_without_text_has_a_slug_of_its_own() -> None:
    with pytest.raises(errors.InputNoText, match=r"^a\.pdf: is a PDF file without text, perhaps scanned"):
        article_from(pdf("", ""), "a.pdf")


def encrypted(user: str) -> bytes:
    import pypdf

    writer = pypdf.PdfWriter(io.BytesIO(pdf("Geheim")))
    writer.encrypt(user, "owner", algorithm="RC4-128")
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def test_encrypted_pdf() -> None:
    with pytest.raises(errors.InputEncrypted, match=r"^a\.pdf: is locked by a password"):
        article_from(encrypted("wort"), "a.pdf")


def test_a_pdf_that_only_forbids_printing_is_read() -> None:
    assert article_from(encrypted(""), "a.pdf").text == "Geheim"


@pytest.mark.parametrize("data", [b"%PDF-1.7 \n%\xe2\xe3\xcf\xd3", b"%PDF-1.4" * 99, pdf("Ja")[:200]])
def test_damaged_pdf(data: bytes, caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises((errors.InputCorrupt, errors.InputNoText), match=r"^a\.pdf: is "):
        article_from(data, "a.pdf")
    assert caplog.text == ""


def test_a_text_called_pdf() -> None:
    with pytest.raises(errors.InputBinary, match=r"^a\.pdf: is no PDF file\.$"):
        article_from(TEXT.encode(), "a.pdf")


def test_pdf_with_too_many_pages_or_too_much_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("claimx.inputs.pdf.MAX_PDF_PAGES", 2)
    assert article_from(pdf("Ja", "Nein"), "a.pdf").text == "Ja\nNein"
    with pytest.raises(errors.InputTooLarge, match="more than 2 pages"):
        article_from(pdf("Ja", "Nein", "Doch"), "a.pdf")
    monkeypatch.setattr("claimx.inputs.pdf.MAX_TEXT", 5)
    with pytest.raises(errors.InputTooLarge, match="of text"):
        article_from(pdf("Ja", "Nein"), "a.pdf")


# --- mail ------------------------------------------------------------------------------------------


def mail(plain: str | None = None, page: bytes | None = None, **headers: str) -> bytes:
    from email.message import EmailMessage

    message = EmailMessage()
    given = {"Subject": "Deich hält", "From": "Anna Kern <kern@example.org>", "Date": "Thu, 7 Aug 2025 10:00:00 +0200"}
    for name, value in {**given, **headers}.items():
        message[name] = value
    if plain is not None:
        message.set_content(plain)
    if page is not None and plain is None:
        message.set_content(page.decode(), subtype="html")
    elif page is not None:
        message.add_alternative(page.decode(), subtype="html")
        message.add_attachment(b"\0\1", maintype="image", subtype="png", filename="bild.png")
    return message.as_bytes()


def test_mail_prefers_plain_text() -> None:
    article = article_from(mail(TEXT, html()), "a.eml")
    assert article == Article("a.eml", TEXT + "\n", "Deich hält", "2025-08-07", "Anna Kern")


def test_mail_in_html_only() -> None:
    article = article_from(mail(page=html(head=HEAD)), "a.eml")
    assert PARAGRAPHS[0] in article.text
    assert (article.title, article.author, article.published) == ("Deich hält", "Anna Kern", "2025-08-07")


def test_mail_without_a_name_or_a_date() -> None:
    article = article_from(mail(TEXT, From="kern@example.org", Date="gestern"), "a.eml")
    assert (article.author, article.published) == ("kern@example.org", None)


def test_mail_in_an_old_encoding() -> None:
    data = b"Subject: =?iso-8859-1?q?Stra=DFe?=\nContent-Type: text/plain; charset=iso-8859-1\n\n" + TEXT.encode(
        "cp1252"
    )
    article = article_from(data, "a.eml")
    assert (article.title, article.text) == ("Straße", TEXT)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", errors.InputCorrupt),
        (b"Nur ein Text.", errors.InputCorrupt),
        (bytes(range(256)), errors.InputCorrupt),
        (mail(" \n"), errors.InputNoText),
        (mail(page=b"<html></html>"), errors.InputNoText),
        (b"From: a@example.org\nContent-Type: multipart/mixed\n\n", errors.InputNoText),
    ],
)
def test_no_mail_or_no_text_in_it(data: bytes, kind: type[errors.InputError]) -> None:
    with pytest.raises(kind, match=r"^a\.eml: "):
        article_from(data, "a.eml")


def test_deeply_nested_mail() -> None:
    data = b"Subject: a\n" + b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (i, i) for i in range(2000)
    )
    with pytest.raises(errors.InputError):
        article_from(data, "a.eml")


def test_mail_of_very_many_parts() -> None:
    part = b"--b\nContent-Type: text/html\n\n<p>Ja</p>\n"
    data = b"Subject: a\nContent-Type: multipart/mixed; boundary=b\n\n" + part * 10_000
    with pytest.raises(errors.InputTooLarge, match=r"has more than 5,000 parts\.$"):
        article_from(data, "a.eml")


@pytest.mark.parametrize("name", ["Subject", "From", "Date", "Content-Type"])
@pytest.mark.parametrize("piece", ["=?utf-8?q?a?= ", "a@example.org, ", "(", '"', "<", "a=b; "])
def test_mail_with_an_endless_header(name: str, piece: str) -> None:
    start = time.process_time()
    data = f"To: b@example.org\n{name}: {piece * 100_000}\n\nEin Text.".encode()
    assert attempt(data, "a.eml")
    assert time.process_time() - start < 5


# --- what is missing -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("module", "name", "data", "extra"),
    [
        ("trafilatura", "a.html", html(), "web"),
        ("docx", "a.docx", word(), "docs"),
        ("pypdf", "a.pdf", pdf("Ja"), "docs"),
        ("trafilatura", "a.eml", mail(page=html()), "web"),
    ],
)
def test_a_missing_package_is_named_with_its_extra(
    module: str, name: str, data: bytes, extra: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(errors.InputExtraMissing) as caught:
        article_from(data, name)
    assert (
        str(caught.value) == f"{name}: cannot be read without {module}; install it with pip install 'claimx[{extra}]'."
    )


# --- which files -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "glob", "taken"),
    [
        ("a.txt", None, True),
        ("x/a.HTML", None, True),
        ("a.jsonl", None, False),
        ("a.jpg", None, False),
        ("a", None, False),
        ("x/y/a.txt", "*.txt", True),
        ("x/y/a.txt", "**/*.txt", True),
        ("a.txt", "**/*.txt", True),
        ("x/y/a.txt", "x/*.txt", True),
        ("z/a.txt", "x/*.txt", False),
        ("a.TXT", "*.txt", False),
        ("a.jsonl", "*.jsonl", True),
    ],
)
def test_which_files_of_a_folder_are_taken(path: str, glob: str | None, taken: bool) -> None:
    assert is_taken(path, glob) is taken
