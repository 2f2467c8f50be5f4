"""SQLite: documents, claims, failures and the run, with indexes and a full-text search; one file, nothing lost."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from claimx import __version__
from claimx.errors import Place, RecordError, Wording
from claimx.outputs.columns import (
    CLAIM_COLUMNS,
    DOCUMENT_COLUMNS,
    FAILURE_COLUMNS,
    Column,
    claim_rows,
    pairs,
    read_claim,
    read_failure,
    read_info,
    valid_text,
)
from claimx.outputs.stream import ResultStream, RunInfo, utc_now
from claimx.outputs.writers import failure_row
from claimx.records import Claim, Document, Failure, Notice, PipelineInfo

# The tables of this layout; a later layout gets another number.
LAYOUT = 1
_TYPES = {"text": "TEXT", "integer": "INTEGER", "number": "REAL", "spans": "TEXT"}
_REQUIRED = {"source", "language", "length", "sha256", "id", "type", "quote", "start", "end", "confidence", "sentence"}
_CACHE_KIB = 16_384
_KEY = "number INTEGER PRIMARY KEY"
_RUN_COLUMNS = (
    "claimx TEXT NOT NULL",
    "model TEXT NOT NULL",
    "model_version TEXT NOT NULL",
    "engine TEXT NOT NULL",
    "documents INTEGER NOT NULL",
    "claims INTEGER NOT NULL",
    "failures INTEGER NOT NULL",
    "options TEXT NOT NULL",
    "started TEXT NOT NULL",
    "finished TEXT NOT NULL",
)
_FULL_TEXT = """CREATE VIRTUAL TABLE claims_fts USING fts5 (
    quote, speaker, sentence, content = 'claims', content_rowid = 'number', tokenize = 'unicode61 remove_diacritics 2'
)"""
# Made when all rows are in: faster than keeping them up to date, and no larger.
_INDEXES = (
    "CREATE INDEX claims_speaker ON claims (speaker)",
    "CREATE INDEX claims_type ON claims (type)",
    "CREATE INDEX claims_published ON claims (published)",
    "CREATE INDEX claims_document ON claims (document)",
    _FULL_TEXT,
    "INSERT INTO claims_fts (claims_fts) VALUES ('rebuild')",
)


def write(path: Path, stream: ResultStream, run: RunInfo) -> None:
    """Write all results into a new file. Raises `OSError`, or `OverflowError` for a number that has no room.

    Nothing but the file is made beside it: it is a draft, which a crash makes worthless as a whole.
    """
    path.unlink(missing_ok=True)
    with _write_errors(), contextlib.closing(sqlite3.connect(path, isolation_level=None)) as database:
        for pragma in ("journal_mode = OFF", "synchronous = OFF", f"cache_size = -{_CACHE_KIB}"):
            database.execute(f"PRAGMA {pragma}")
        database.execute(f"PRAGMA user_version = {LAYOUT}")
        database.execute("BEGIN")
        for statement in _tables():
            database.execute(statement)
        for number, document in enumerate(stream.documents(), 1):
            _insert_document(database, number, document)
        failures = (list(map(valid_text, failure_row(failure))) for failure in stream.failures())
        _insert(database, "failures", FAILURE_COLUMNS, failures)
        _insert_run(database, stream, run)
        for statement in _INDEXES:
            database.execute(statement)
        database.execute("COMMIT")


def read(path: Path) -> Iterator[Document | Failure]:
    """The documents and then the failures, all as they were. Raises `RecordError`."""
    try:
        with contextlib.closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as database:
            database.row_factory = sqlite3.Row
            if database.execute("PRAGMA user_version").fetchone()[0] != LAYOUT:
                raise RecordError("database_of_other_version", source=path)
            for row in database.execute("SELECT * FROM documents ORDER BY number"):
                yield _read_document(database, row, Wording("place_document", file=path, number=row["number"]))
            for row in database.execute("SELECT * FROM failures ORDER BY number"):
                yield read_failure(dict(row), Wording("place_failure", file=path, number=row["number"]))
    except (sqlite3.Error, IndexError, UnicodeDecodeError) as error:
        raise RecordError("database_unreadable", source=path, error=error) from error


def _tables() -> list[str]:
    """The statements that make the tables; what links them stands in the last columns."""
    document, claim = _definitions(DOCUMENT_COLUMNS), _definitions(CLAIM_COLUMNS)
    failure = ", ".join(f"{name} TEXT NOT NULL" for name in FAILURE_COLUMNS)
    return [
        f"CREATE TABLE documents ({document}, claims INTEGER NOT NULL, warnings TEXT NOT NULL, {_KEY})",
        f"CREATE TABLE claims ({claim}, document INTEGER NOT NULL REFERENCES documents (number), {_KEY})",
        f"CREATE TABLE failures ({failure}, {_KEY})",
        f"CREATE TABLE runs ({', '.join(_RUN_COLUMNS)})",
    ]


def _definitions(columns: Iterable[Column]) -> str:
    return ", ".join(
        f'"{column.name}" {_TYPES[column.type]}{" NOT NULL" if column.name in _REQUIRED else ""}' for column in columns
    )


def _insert_document(database: sqlite3.Connection, number: int, document: Document) -> None:
    warnings = json.dumps([notice.to_dict() for notice in document.warnings], ensure_ascii=False)
    known = (_stored(column, getattr(getattr(document, column.path[0]), column.path[1])) for column in DOCUMENT_COLUMNS)
    names = [column.name for column in DOCUMENT_COLUMNS]
    row = [*known, len(document.claims), valid_text(warnings), number]
    _insert(database, "documents", [*names, "claims", "warnings", "number"], [row])
    rows = (
        [*(_stored(column, value) for column, value in zip(CLAIM_COLUMNS, values, strict=True)), number]
        for values in claim_rows([document], CLAIM_COLUMNS)
    )
    _insert(database, "claims", [*(column.name for column in CLAIM_COLUMNS), "document"], rows)


def _insert_run(database: sqlite3.Connection, stream: ResultStream, run: RunInfo) -> None:
    pipeline, counts = stream.pipeline or PipelineInfo(__version__, "", "", ""), stream.counts
    row = {
        **{name: valid_text(value) for name, value in pipeline.to_dict().items()},
        "documents": counts.documents,
        "claims": counts.claims,
        "failures": counts.failures,
        "options": valid_text(json.dumps(dict(run.options), ensure_ascii=False, sort_keys=True)),
        "started": run.started,
        "finished": utc_now(),
    }
    _insert(database, "runs", list(row), [list(row.values())])


def _insert(database: sqlite3.Connection, table: str, columns: Iterable[str], rows: Iterable[list[Any]]) -> None:
    names = [f'"{name}"' for name in columns]
    marks = ", ".join("?" * len(names))
    database.executemany(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})", rows)


def _stored(column: Column, value: Any) -> Any:
    if value is None:
        return None
    if column.type == "spans":
        return json.dumps(pairs(value), separators=(",", ":"))
    return valid_text(value) if column.type == "text" else value


def _read_document(database: sqlite3.Connection, row: sqlite3.Row, where: Place) -> Document:
    try:
        info, pipeline = read_info(dict(row))
        notices = tuple(Notice.from_dict(notice) for notice in json.loads(row["warnings"]))
        found = database.execute("SELECT * FROM claims WHERE document = ? ORDER BY number", (row["number"],))
        return Document(info, pipeline, tuple(map(_read_claim, found)), notices)
    except (RecordError, ValueError, TypeError) as error:
        raise RecordError("record_at", source=where, error=error) from error


def _read_claim(row: sqlite3.Row) -> Claim:
    values = dict(row)
    for column in CLAIM_COLUMNS:
        if column.type == "spans" and values[column.name] is not None:
            values[column.name] = json.loads(values[column.name])
    return read_claim(values)


@contextlib.contextmanager
def _write_errors() -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise OSError(str(error)) from error
