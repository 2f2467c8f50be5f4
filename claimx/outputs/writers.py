"""Results to text: JSON, JSON lines, CSV, TSV, Markdown and linked data, each as a generator of chunks.

Every writer takes documents one at a time and yields text as soon as it has some, so a long run
prints as it goes. Failures are written the same way, to a file of their own. The table for people is drawn in
`claimx.console`; `claimx.outputs.text` reads all of this back but linked data.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from claimx.outputs.columns import COLUMNS, CONTRACT_COLUMNS, FAILURE_COLUMNS, claim_rows
from claimx.outputs.formats import WRITE_ONLY_FORMATS
from claimx.outputs.linked import schema_org, web_annotations
from claimx.records import Document, Failure

Writer = Callable[[Iterable[Document]], Iterator[str]]
FailureWriter = Callable[[Iterable[Failure]], Iterator[str]]

# A spreadsheet runs a cell that begins with one of these, full-width forms included. An apostrophe before it makes
# it harmless; text that has one already gets another, so that `unguarded` knows which one to take off.
_FORMULA_START = re.compile(r"'*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
# What steers a terminal, text direction included; tab and line ends are treated apart.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_MARKDOWN = re.compile(r"[\\|`*\[\]~]|(?<![^\W_])_|_(?![^\W_])")


def json_array(documents: Iterable[Document]) -> Iterator[str]:
    """One JSON array of all documents, an empty one if there are none."""
    return _array(document.to_dict() for document in documents)


def json_lines(documents: Iterable[Document]) -> Iterator[str]:
    """One JSON object a line for each claim: source and published, then the claim's own fields."""
    for document in documents:
        head = {"source": document.document.source, "published": document.document.published}
        for claim in document.claims:
            yield _json_line({**head, **claim.to_dict()})


def comma_separated(documents: Iterable[Document]) -> Iterator[str]:
    """CSV with a header: cells keep their line ends, cells that look like a formula are made harmless."""
    return csv_lines(COLUMNS, claim_rows(documents, CONTRACT_COLUMNS))


def tab_separated(documents: Iterable[Document]) -> Iterator[str]:
    """TSV with a header, one line a claim: tabs and line ends inside a cell become blanks."""
    return _tsv(COLUMNS, claim_rows(documents, CONTRACT_COLUMNS))


def markdown(documents: Iterable[Document]) -> Iterator[str]:
    """A Markdown table with a header; markup inside the cells is escaped."""
    return _markdown(COLUMNS, claim_rows(documents, CONTRACT_COLUMNS))


WRITERS: dict[str, Writer] = {
    "json": json_array,
    "jsonl": json_lines,
    "csv": comma_separated,
    "tsv": tab_separated,
    "md": markdown,
    "jsonld": schema_org,
    "webanno": web_annotations,
}


def _failure_array(failures: Iterable[Failure]) -> Iterator[str]:
    return _array(failure.to_dict() for failure in failures)


FAILURE_WRITERS: dict[str, FailureWriter] = {
    "json": _failure_array,
    "jsonl": lambda failures: (_json_line(failure.to_dict()) for failure in failures),
    "csv": lambda failures: csv_lines(FAILURE_COLUMNS, map(failure_row, failures)),
    "tsv": lambda failures: _tsv(FAILURE_COLUMNS, map(failure_row, failures)),
    "md": lambda failures: _markdown(FAILURE_COLUMNS, map(failure_row, failures)),
    **dict.fromkeys(WRITE_ONLY_FORMATS, _failure_array),
}


def failure_row(failure: Failure) -> list[str]:
    """A failure's values in the order of `FAILURE_COLUMNS`."""
    return [failure.source, failure.slug, failure.message]


def printable(text: str) -> str:
    """The text without characters that steer a terminal."""
    return _CONTROL.sub("", text)


def one_line(text: str) -> str:
    """The text on one line: no control characters, every run of blanks and line ends one blank."""
    return " ".join(printable(text).split())


def harmless(text: str) -> str:
    """The text, with an apostrophe before it if a spreadsheet would run it as a formula."""
    return f"'{text}" if _FORMULA_START.match(text) else text


def unguarded(text: str) -> str:
    """The text that `harmless` was given."""
    return text[1:] if text.startswith("'") and _FORMULA_START.match(text) else text


def escape_markdown(text: str) -> str:
    """The text on one line with Markdown and HTML markup escaped."""
    html_free = one_line(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _MARKDOWN.sub(lambda match: "\\" + match.group(), html_free)


def _array(objects: Iterable[dict[str, Any]]) -> Iterator[str]:
    before = "[\n"
    for one in objects:
        yield before + json.dumps(one, ensure_ascii=False, indent=2)
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


def _json_line(one: dict[str, Any]) -> str:
    return json.dumps(one, ensure_ascii=False) + "\n"


def csv_lines(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    """CSV with a header; what a spreadsheet would run as a formula is made harmless."""
    return _delimited(header, rows, ",", printable)


def _tsv(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    return _delimited(header, rows, "\t", one_line)


def _markdown(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    yield _markdown_line(header)
    yield _markdown_line(["---"] * len(header))
    for row in rows:
        yield _markdown_line([escape_markdown(_cell(value)) for value in row])


def _cell(value: str | int | float | None) -> str:
    return "" if value is None else str(value)


def _markdown_line(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cells) + " |\n"


def _delimited(
    header: Sequence[str], rows: Iterable[Sequence[Any]], delimiter: str, clean: Callable[[str], str]
) -> Iterator[str]:
    yield _csv_line(header, delimiter)
    for row in rows:
        yield _csv_line([harmless(clean(_cell(value))) for value in row], delimiter)


def _csv_line(cells: Iterable[str], delimiter: str) -> str:
    line = io.StringIO()
    csv.writer(line, delimiter=delimiter).writerow(cells)  # its own line end makes it quote CR and LF
    return line.getvalue().removesuffix("\r\n") + "\n"
