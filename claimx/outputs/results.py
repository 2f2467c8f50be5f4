"""Any output of ours back to the documents and failures that it holds."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from claimx.errors import InputMissing, InputUnreadable, RecordError, Wording
from claimx.outputs import database, folder, parquet, sheets, text
from claimx.outputs.formats import FOLDER, FORMATS, WRITE_ONLY_FORMATS, format_of, sidecar_of
from claimx.records import Document, Failure


def read_results(path: Path, format_name: str | None = None) -> Iterator[Document | Failure]:
    """The documents and then the failures in a file or folder of one of `READABLE_FORMATS`, read as they are asked for.

    JSON, folders and SQLite give documents back as they were; the others give documents that have claims. JSON lines
    and Parquet hold all of a claim. A table holds its columns; what it does not hold comes back as None, or empty where
    there must be something: a cue has its words but no spans, and a quote one span from its start to its end.
    Rows of one source that follow each other make one document. Raises `RecordError`, naming file and line, for what
    is no output of ours, `InputMissing` or `InputUnreadable` for what cannot be opened, and `ExtraMissing`.
    """
    name = format_name or format_of(path)
    if name not in FORMATS:
        raise RecordError("format_unknown", source=path)
    if name in WRITE_ONLY_FORMATS:
        raise RecordError("format_write_only", source=path, format=name)
    try:
        yield from _results(path, name)
    except FileNotFoundError as error:
        raise InputMissing("missing", source=path) from error
    except OSError as error:
        raise InputUnreadable("unreadable", source=path, error=error) from error


def is_documents(data: bytes) -> bool:
    """Whether bytes that were piped in begin as what `claimx extract --format json` prints."""
    return data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"[")


def documents_in(data: bytes, source: str) -> Iterator[Document]:
    """The documents that `claimx extract --format json` printed; `source` names them. Raises `RecordError`."""
    try:
        items = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise RecordError("no_json", source=source, error=error) from error
    if not isinstance(items, list):
        raise RecordError("no_documents", source=source)
    for number, item in enumerate(items, 1):
        try:
            yield Document.from_dict(item)
        except RecordError as error:
            where = Wording("place_document", file=source, number=number)
            raise RecordError("document_broken", source=where, error=error) from error


def _results(path: Path, name: str) -> Iterator[Document | Failure]:
    if name == FOLDER:
        yield from folder.read(path)
    elif name == "sqlite":
        path.stat()  # the library would not tell a missing file from a broken one
        yield from database.read(path)
    elif name == "xlsx":
        yield from sheets.read(path)
    elif name == "parquet":
        yield from parquet.read_documents(path)
        if sidecar_of(path).is_file():
            yield from parquet.read_failures(sidecar_of(path))
    else:
        yield from text.read_documents(path, name)
        if sidecar_of(path).is_file():
            yield from text.read_failures(sidecar_of(path), name)
