"""Parquet: one typed table of claims, spans included; failures are a table in a file of their own."""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from claimx.errors import Place, RecordError, Wording
from claimx.outputs.columns import (
    COLUMNS,
    FAILURE_COLUMNS,
    FLAT_COLUMNS,
    Column,
    claim_rows,
    collect,
    read_failure,
    read_row,
    valid_text,
)
from claimx.outputs.formats import opened_table, table_library
from claimx.outputs.writers import failure_row
from claimx.records import Document, Failure

_GROUP = 4096  # rows in memory, and in a row group of the file
_BATCH = 512  # rows in memory when reading


def write_documents(path: Path, documents: Iterable[Document]) -> None:
    """Write all claims. Raises `OSError`, or `OverflowError` for a number that has no room."""
    rows = (
        [_arrow_value(column, value) for column, value in zip(FLAT_COLUMNS, row, strict=True)]
        for row in claim_rows(documents, FLAT_COLUMNS)
    )
    _write(path, claims_schema(), rows)


def write_failures(path: Path, failures: Iterable[Failure]) -> None:
    """Write all failures. Raises `OSError`."""
    pa = table_library("pyarrow")
    schema = pa.schema([pa.field(name, pa.string()) for name in FAILURE_COLUMNS])
    _write(path, schema, ([valid_text(value) for value in failure_row(failure)] for failure in failures))


def read_documents(path: Path) -> Iterator[Document]:
    """The claims, grouped to documents. Raises `RecordError`."""
    return collect(read_row(row, where) for where, row in _claim_rows(path))


def read_failures(path: Path) -> Iterator[Failure]:
    """The failures in a file that `write_failures` wrote. Raises `RecordError`."""
    return (read_failure(row, where) for where, row in _rows(path, FAILURE_COLUMNS))


def claims_schema() -> Any:
    """The columns of a claim and its document with their Arrow types."""
    pa = table_library("pyarrow")
    span = pa.struct([pa.field("start", pa.int32()), pa.field("end", pa.int32())])
    types = {"text": pa.string(), "integer": pa.int32(), "number": pa.float64(), "spans": pa.list_(span)}
    return pa.schema([pa.field(column.name, types[column.type]) for column in FLAT_COLUMNS])


def _arrow_value(column: Column, value: Any) -> Any:
    if value is None:
        return None
    if column.type == "spans":
        return [span.to_dict() for span in value]
    return valid_text(value) if column.type == "text" else value


def _write(path: Path, schema: Any, rows: Iterator[list[Any]]) -> None:
    """Write a table group by group; without a time, so the same rows always make the same file."""
    pa, parquet = table_library("pyarrow"), table_library("pyarrow.parquet")
    with _arrow_errors(pa), parquet.ParquetWriter(path, schema, compression="zstd") as writer:
        while group := list(itertools.islice(rows, _GROUP)):
            arrays = [
                pa.array(values, type=field.type)
                for values, field in zip(zip(*group, strict=True), schema, strict=True)
            ]
            writer.write_table(pa.Table.from_arrays(arrays, schema=schema))


@contextlib.contextmanager
def _arrow_errors(pa: Any) -> Iterator[None]:
    try:
        yield
    except pa.ArrowInvalid as error:
        raise OverflowError(str(error)) from error


def _claim_rows(path: Path) -> Iterator[tuple[Place, dict[str, Any]]]:
    spans = [column.name for column in FLAT_COLUMNS if column.type == "spans"]
    for where, row in _rows(path, COLUMNS):
        given = {name: _pairs(row[name], where) for name in spans if row.get(name) is not None}
        yield where, {**row, **given}


def _pairs(value: Any, where: Place) -> list[list[Any]]:
    try:
        return [[span["start"], span["end"]] for span in value]
    except (TypeError, KeyError) as error:
        raise RecordError("spans_broken", source=where) from error


def _rows(path: Path, needed: Sequence[str]) -> Iterator[tuple[Place, dict[str, Any]]]:
    """Each row with the words that name it in errors."""
    parquet = table_library("pyarrow.parquet")
    with opened_table(path, "no_parquet") as file:
        table = parquet.ParquetFile(file)
        missing = [name for name in needed if name not in table.schema_arrow.names]
        if missing:
            raise RecordError("no_table_of_claimx", source=path, name=missing[0])
        batches = (batch.to_pylist() for batch in table.iter_batches(batch_size=_BATCH))
        for number, row in enumerate(itertools.chain.from_iterable(batches), 1):
            yield Wording("place_row", file=path, number=number), row
