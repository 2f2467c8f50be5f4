"""One claim as one flat row: the columns of every table, their types, and the way back to a claim.

The contract's columns come first and are all that CSV, TSV, Markdown and Excel show. Parquet and SQLite go on with
the rest, so that no part of a claim is lost there.
"""

from __future__ import annotations

import dataclasses
import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Literal

from claimx.errors import Place, RecordError
from claimx.records import Claim, Document, DocumentInfo, Failure, PipelineInfo, Span

ColumnType = Literal["text", "integer", "number", "spans"]
Row = Mapping[str, Any]
"""Column names with their values; spans are pairs of start and end. What a file does not hold is None or left out."""


@dataclasses.dataclass(frozen=True)
class Column:
    """A column, where its value stands in a document with one of its claims, and how to get it."""

    name: str
    type: ColumnType
    path: tuple[str, ...]
    """Field names from `document`, `pipeline` or `claim` on; empty if the value is only derived."""
    get: Callable[[Document, Claim], Any]
    """The value, None if there is none; spans as a tuple of `Span`."""


def _column(name: str, kind: ColumnType, path: str) -> Column:
    names = tuple(path.split("."))

    def get(document: Document, claim: Claim) -> Any:
        value: Any = {"document": document.document, "pipeline": document.pipeline, "claim": claim}[names[0]]
        for field in names[1:]:
            if value is None:
                return None
            value = getattr(value, field)
        return value

    return Column(name, kind, names, get)


def _quote_start(_: Document, claim: Claim) -> int:
    return min((span.start for span in claim.quote.spans), default=0)


def _quote_end(_: Document, claim: Claim) -> int:
    return max((span.end for span in claim.quote.spans), default=0)


CONTRACT_COLUMNS: tuple[Column, ...] = (
    _column("source", "text", "document.source"),
    _column("published", "text", "document.published"),
    _column("id", "text", "claim.id"),
    _column("type", "text", "claim.type"),
    _column("speaker", "text", "claim.speaker.name"),
    _column("role", "text", "claim.speaker.role"),
    _column("kind", "text", "claim.speaker.kind"),
    _column("quote", "text", "claim.quote.text"),
    _column("cue", "text", "claim.cue.text"),
    _column("via", "text", "claim.via.name"),
    _column("addressee", "text", "claim.addressee.text"),
    Column("start", "integer", (), _quote_start),
    Column("end", "integer", (), _quote_end),
    _column("confidence", "number", "claim.confidence"),
    _column("sentence", "text", "claim.sentence.text"),
)
COLUMNS: tuple[str, ...] = tuple(column.name for column in CONTRACT_COLUMNS)

CLAIM_COLUMNS: tuple[Column, ...] = (
    *CONTRACT_COLUMNS,
    _column("medium", "text", "claim.medium"),
    _column("gender", "text", "claim.speaker.gender"),
    _column("parent", "text", "claim.parent"),
    _column("frame", "text", "claim.frame.text"),
    _column("speaker_text", "text", "claim.speaker.text"),
    _column("via_text", "text", "claim.via.text"),
    _column("quote_spans", "spans", "claim.quote.spans"),
    _column("verbatim_spans", "spans", "claim.verbatim"),
    _column("frame_spans", "spans", "claim.frame.spans"),
    _column("cue_spans", "spans", "claim.cue.spans"),
    _column("speaker_spans", "spans", "claim.speaker.spans"),
    _column("addressee_spans", "spans", "claim.addressee.spans"),
    _column("via_spans", "spans", "claim.via.spans"),
    _column("sentence_start", "integer", "claim.sentence.start"),
    _column("sentence_end", "integer", "claim.sentence.end"),
)
"""All of a claim; in SQLite its table."""

DOCUMENT_COLUMNS: tuple[Column, ...] = (
    _column("source", "text", "document.source"),
    _column("title", "text", "document.title"),
    _column("author", "text", "document.author"),
    _column("outlet", "text", "document.outlet"),
    _column("published", "text", "document.published"),
    _column("language", "text", "document.language"),
    _column("length", "integer", "document.length"),
    _column("sha256", "text", "document.sha256"),
    _column("claimx", "text", "pipeline.claimx"),
    _column("model", "text", "pipeline.model"),
    _column("model_version", "text", "pipeline.model_version"),
    _column("engine", "text", "pipeline.engine"),
)
"""What is known of a text and of what made its claims; in SQLite the table of documents."""

FLAT_COLUMNS: tuple[Column, ...] = (*CLAIM_COLUMNS, *(c for c in DOCUMENT_COLUMNS if c.name not in COLUMNS))
"""A claim and its document in one row; in Parquet the only table."""

FAILURE_COLUMNS: tuple[str, ...] = ("source", "slug", "message")

_SURROGATE = re.compile(r"[\ud800-\udfff]")

_BLANK_DOCUMENT: dict[str, dict[str, Any]] = {
    "document": {"source": "", "title": None, "published": None, "language": "", "length": 0, "sha256": ""},
    "pipeline": {"claimx": "", "model": "", "model_version": "", "engine": ""},
}
# Parts of a claim as they are when a file holds no more than the columns that make the part exist.
_BLANK_PARTS: dict[str, dict[str, Any]] = {
    "quote": {"text": "", "spans": []},
    "frame": {"text": "", "spans": []},
    "cue": {"text": "", "spans": []},
    "speaker": {"text": "", "spans": [], "name": "", "role": None, "kind": "unknown", "gender": None},
    "addressee": {"text": "", "spans": []},
    "via": {"text": "", "spans": [], "name": ""},
    "sentence": {"start": 0, "end": 0, "text": ""},
}
_ALWAYS_THERE = ("quote", "sentence")


@dataclasses.dataclass(frozen=True)
class Found:
    """A claim as it was read from a row, with its document."""

    document: DocumentInfo
    pipeline: PipelineInfo
    claim: Claim


def claim_rows(documents: Iterable[Document], columns: tuple[Column, ...]) -> Iterator[list[Any]]:
    """The claims of all documents as rows, in order."""
    for document in documents:
        for claim in document.claims:
            yield [column.get(document, claim) for column in columns]


def read_row(row: Row, where: Place) -> Found:
    """The claim and the document of a row. Raises `RecordError`, beginning with `where`, if it is none of ours."""
    try:
        document, pipeline = read_info(row)
        return Found(document, pipeline, read_claim(row))
    except RecordError as error:
        raise RecordError("record_at", source=where, error=error) from error


def read_failure(row: Row, where: Place) -> Failure:
    """The failure of a row. Raises `RecordError`, beginning with `where`, if it is none of ours."""
    try:
        return Failure.from_dict({name: "" if row.get(name) is None else row[name] for name in FAILURE_COLUMNS})
    except RecordError as error:
        raise RecordError("record_at", source=where, error=error) from error


def read_info(row: Row) -> tuple[DocumentInfo, PipelineInfo]:
    """What a row says of the document; what it does not say is None or empty. Raises `RecordError`."""
    fields = {name: dict(blank) for name, blank in _BLANK_DOCUMENT.items()}
    for column in DOCUMENT_COLUMNS:
        if row.get(column.name) is not None:
            _put(fields, column, row[column.name])
    return DocumentInfo.from_dict(fields["document"]), PipelineInfo.from_dict(fields["pipeline"])


def read_claim(row: Row) -> Claim:
    """The claim of a row. A row without the quote's spans gives one from `start` to `end`. Raises `RecordError`."""
    fields: dict[str, Any] = {}
    for column in CLAIM_COLUMNS:
        if column.path[:1] == ("claim",) and row.get(column.name) is not None:
            _put(fields, column, row[column.name])
    claim = {"medium": None, "parent": None, "verbatim": [], **fields.get("claim", {})}
    for name, blank in _BLANK_PARTS.items():
        there = name in claim or name in _ALWAYS_THERE
        claim[name] = {**blank, **claim.get(name, {})} if there else None
    if row.get("quote_spans") is None and (row.get("start") or row.get("end")):
        claim["quote"]["spans"] = [{"start": row.get("start"), "end": row.get("end")}]
    return Claim.from_dict(claim)


def collect(found: Iterable[Found]) -> Iterator[Document]:
    """Documents from claims: those of one document that follow each other belong together."""
    for (info, pipeline), group in itertools.groupby(found, key=lambda f: (f.document, f.pipeline)):
        yield Document(info, pipeline, tuple(one.claim for one in group), ())


def valid_text(text: str) -> str:
    """The text with each lone surrogate, which is no character, replaced; offsets stay right."""
    return _SURROGATE.sub("\ufffd", text)


def pairs(spans: Iterable[Span]) -> list[list[int]]:
    """Spans as pairs of start and end."""
    return [[span.start, span.end] for span in spans]


def _put(fields: dict[str, Any], column: Column, value: Any) -> None:
    """Set the value where `column.path` says, with objects on the way as they are needed."""
    for name in column.path[:-1]:
        fields = fields.setdefault(name, {})
    fields[column.path[-1]] = _span_objects(column, value) if column.type == "spans" else value


def _span_objects(column: Column, value: Any) -> list[dict[str, Any]]:
    if not isinstance(value, list) or not all(isinstance(pair, list) and len(pair) == 2 for pair in value):
        raise RecordError("record_pairs", source=column.name)
    return [{"start": start, "end": end} for start, end in value]
