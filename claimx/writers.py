"""Documents to text: JSON, JSON lines, CSV, TSV and Markdown, each as a generator of chunks.

Every writer takes documents one at a time and yields text as soon as it has some, so a long run
prints as it goes. The table for people is drawn in `claimx.console`.
"""

from __future__ import annotations

import csv
import dataclasses
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from claimx.records import Claim, Document

Writer = Callable[[Iterable[Document]], Iterator[str]]

# A spreadsheet runs a cell that begins with one of these, full-width forms included.
_FORMULA_START = re.compile(r"[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
# What steers a terminal, text direction included; tab and line ends are treated apart.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_MARKDOWN = re.compile(r"[\\|`*\[\]~]|(?<![^\W_])_|_(?![^\W_])")


@dataclasses.dataclass(frozen=True)
class Row:
    """One claim as a row of a table; the fields are the columns."""

    source: str
    published: str | None
    id: str
    type: str
    speaker: str | None
    """The speaker's full name."""
    role: str | None
    kind: str | None
    quote: str
    cue: str | None
    via: str | None
    """The name of the agency, outlet or document."""
    addressee: str | None
    start: int
    """Where the quote's first span begins."""
    end: int
    """Where the quote's last span ends."""
    confidence: float
    sentence: str


COLUMNS: tuple[str, ...] = tuple(field.name for field in dataclasses.fields(Row))


def rows(document: Document) -> Iterator[Row]:
    """The claims of a document as table rows, in order."""
    for claim in document.claims:
        yield row(document, claim)


def row(document: Document, claim: Claim) -> Row:
    """One claim as a table row."""
    speaker, spans = claim.speaker, claim.quote.spans
    return Row(
        source=document.document.source,
        published=document.document.published,
        id=claim.id,
        type=claim.type,
        speaker=speaker.name if speaker else None,
        role=speaker.role if speaker else None,
        kind=speaker.kind if speaker else None,
        quote=claim.quote.text,
        cue=claim.cue.text if claim.cue else None,
        via=claim.via.name if claim.via else None,
        addressee=claim.addressee.text if claim.addressee else None,
        start=min((span.start for span in spans), default=0),
        end=max((span.end for span in spans), default=0),
        confidence=claim.confidence,
        sentence=claim.sentence.text,
    )


def json_array(documents: Iterable[Document]) -> Iterator[str]:
    """One JSON array of all documents, an empty one if there are none."""
    before = "[\n"
    for document in documents:
        yield before + json.dumps(document.to_dict(), ensure_ascii=False, indent=2)
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


def json_lines(documents: Iterable[Document]) -> Iterator[str]:
    """One JSON object a line for each claim: source and published, then the claim's own fields."""
    for document in documents:
        head = {"source": document.document.source, "published": document.document.published}
        for claim in document.claims:
            yield json.dumps({**head, **claim.to_dict()}, ensure_ascii=False) + "\n"


def comma_separated(documents: Iterable[Document]) -> Iterator[str]:
    """CSV with a header: cells keep their line ends, cells that look like a formula are made harmless."""
    return _delimited(documents, ",", lambda text: _CONTROL.sub("", text))


def tab_separated(documents: Iterable[Document]) -> Iterator[str]:
    """TSV with a header, one line a claim: tabs and line ends inside a cell become blanks."""
    return _delimited(documents, "\t", one_line)


def markdown(documents: Iterable[Document]) -> Iterator[str]:
    """A Markdown table with a header; markup inside the cells is escaped."""
    yield _markdown_line(COLUMNS)
    yield _markdown_line(["---"] * len(COLUMNS))
    for document in documents:
        for claim_row in rows(document):
            yield _markdown_line([escape_markdown(_cell(value)) for value in _values(claim_row)])


# Every format but the table.
WRITERS: dict[str, Writer] = {
    "json": json_array,
    "jsonl": json_lines,
    "csv": comma_separated,
    "tsv": tab_separated,
    "md": markdown,
}

TABLE = "table"
FORMATS: tuple[str, ...] = (TABLE, *WRITERS)

_SUFFIXES = {
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".tsv": "tsv",
    ".tab": "tsv",
    ".md": "md",
    ".markdown": "md",
    ".txt": TABLE,
}


def format_of(path: Path) -> str | None:
    """The format that a file's suffix asks for, or None."""
    return _SUFFIXES.get(path.suffix.lower())


def known_suffixes() -> tuple[str, ...]:
    """The suffixes that `format_of` knows."""
    return tuple(_SUFFIXES)


def printable(text: str) -> str:
    """The text without characters that steer a terminal."""
    return _CONTROL.sub("", text)


def one_line(text: str) -> str:
    """The text on one line: no control characters, every run of blanks and line ends one blank."""
    return " ".join(printable(text).split())


def harmless(text: str) -> str:
    """The text, with an apostrophe before it if a spreadsheet would run it as a formula."""
    return f"'{text}" if _FORMULA_START.match(text) else text


def escape_markdown(text: str) -> str:
    """The text on one line with Markdown and HTML markup escaped."""
    html_free = one_line(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _MARKDOWN.sub(lambda match: "\\" + match.group(), html_free)


def _values(claim_row: Row) -> list[str | int | float | None]:
    return [getattr(claim_row, column) for column in COLUMNS]


def _cell(value: str | int | float | None) -> str:
    return "" if value is None else str(value)


def _markdown_line(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cells) + " |\n"


def _delimited(documents: Iterable[Document], delimiter: str, clean: Callable[[str], str]) -> Iterator[str]:
    yield _csv_line(COLUMNS, delimiter)
    for document in documents:
        for claim_row in rows(document):
            cells = [clean(_cell(value)) for value in _values(claim_row)]
            yield _csv_line([harmless(cell) for cell in cells], delimiter)


def _csv_line(cells: Iterable[str], delimiter: str) -> str:
    line = io.StringIO()
    csv.writer(line, delimiter=delimiter).writerow(cells)  # its own line end makes it quote CR and LF
    return line.getvalue().removesuffix("\r\n") + "\n"
