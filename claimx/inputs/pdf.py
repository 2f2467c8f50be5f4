"""PDF files to articles: the text of all pages as it stands there, hyphens included (extra `docs`)."""

from __future__ import annotations

import io
from typing import Any

from claimx.errors import InputBinary, InputEncrypted, InputNoText, InputTooLarge, Wording
from claimx.inputs.limits import MAX_PDF_PAGES, MAX_TEXT, megabytes
from claimx.inputs.parsers import guarded, load, silent
from claimx.inputs.text import is_blank, make_article, refuse_foreign
from claimx.records import Article

_SIGNATURE = b"%PDF-"
_HEAD = 1024  # bytes in which readers look for the signature


def read_pdf(data: bytes, source: str) -> Article:
    """The article of a PDF file, its pages joined by a line end.

    Raises `InputBinary`, `InputEncrypted`, `InputNoText`, `InputTooLarge`, `InputCorrupt` or `InputExtraMissing`.
    """
    if _SIGNATURE not in data[:_HEAD]:
        refuse_foreign(data, source, "wanted_pdf")
        raise InputBinary("other_kind", source=source, what=Wording("no_pdf"))
    pypdf = load("pypdf", "docs", source)
    with guarded(source, "no_pdf"), silent("pypdf"):
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not _opens(reader):
            raise InputEncrypted("pdf_locked", source=source)
        text = _text(reader, source)
        about = reader.metadata
        title, author = (about.title, about.author) if about else (None, None)
    if is_blank(text):
        raise InputNoText("pdf_without_text", source=source)
    return make_article(source, text, title=_string(title), author=_string(author))


def _opens(reader: Any) -> bool:
    """Whether the file opens without a password; some only forbid printing."""
    try:
        return bool(reader.decrypt(""))
    except Exception:  # noqa: BLE001 - an unknown cipher, or one that needs another package
        return False


def _text(reader: Any, source: str) -> str:
    if len(reader.pages) > MAX_PDF_PAGES:
        raise InputTooLarge("many_pages", source=source, most=MAX_PDF_PAGES)
    pages: list[str] = []
    length = 0
    for page in reader.pages:
        pages.append(page.extract_text().strip("\n"))
        length += len(pages[-1])
        if length > MAX_TEXT:
            raise InputTooLarge("much_text", source=source, most=megabytes(MAX_TEXT))
    return "\n".join(page for page in pages if page)


def _string(value: object) -> str | None:
    return str(value) if value is not None else None
