"""Word files to articles: paragraphs and tables in their order, without what is deleted (extra `docs`)."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from claimx.errors import InputBinary, InputTooLarge, Wording
from claimx.inputs.dates import iso_date
from claimx.inputs.limits import MAX_TEXT, MAX_WORD, megabytes
from claimx.inputs.parsers import guarded, load
from claimx.inputs.text import make_article, refuse_foreign
from claimx.records import Article

_ZIP = b"PK\x03\x04"
_NAMESPACE = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
_BLOCKS = frozenset({"tbl", "tr", "tc", "sdt", "sdtContent", "ins", "moveTo", "customXml"})
_INLINES = frozenset({"r", "ins", "moveTo", "hyperlink", "smartTag", "fldSimple", "sdt", "sdtContent", "customXml"})


def read_word(data: bytes, source: str) -> Article:
    """The article of a .docx file: one paragraph, or paragraph of a table's cell, a block.

    Raises `InputBinary`, `InputTooLarge`, `InputCorrupt`, `InputEmpty` or `InputExtraMissing`.
    """
    if not data.startswith(_ZIP):
        refuse_foreign(data, source, "wanted_word")
        raise InputBinary("other_kind", source=source, what=Wording("no_word"))
    docx = load("docx", "docs", source)
    with guarded(source, "no_word"):
        _check_size(data, source)
        document = docx.Document(io.BytesIO(data))
        text = "\n\n".join(_paragraphs(document.element.body))
        about = document.core_properties
        title, author, created = about.title, about.author, about.created
    return make_article(source, text, title=title, author=author, published=iso_date(created))


def _check_size(data: bytes, source: str) -> None:
    """Refuse what would fill the memory; zipfile never unpacks more than a part's header says."""
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        sizes = {info.filename: info.file_size for info in parts.infolist()}
    markup = max((size for name, size in sizes.items() if name.endswith((".xml", ".rels"))), default=0)
    if markup > MAX_TEXT or sum(sizes.values()) > MAX_WORD:
        most = MAX_TEXT if markup > MAX_TEXT else MAX_WORD
        raise InputTooLarge("large_unpacked", source=source, most=megabytes(most))


def _paragraphs(element: Any) -> Iterator[str]:
    """The paragraphs below an element that are not empty. The parser bounds the depth."""
    for child in element:
        name = _name(child)
        if name == "p":
            text = "".join(_inline(child))
            if text.strip():
                yield text
        elif name in _BLOCKS:
            yield from _paragraphs(child)


def _inline(element: Any) -> Iterator[str]:
    for child in element:
        name = _name(child)
        if name == "t":
            yield child.text or ""
        elif name in _SIGNS:
            yield _SIGNS[name]
        elif name in _INLINES:
            yield from _inline(child)


def _name(element: Any) -> str:
    """The name of an element of Word's own, else nothing; comments have no name."""
    tag = element.tag
    return tag.removeprefix(_NAMESPACE) if isinstance(tag, str) and tag.startswith(_NAMESPACE) else ""
