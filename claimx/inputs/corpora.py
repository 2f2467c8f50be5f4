"""Corpora to articles, one row at a time: JSON lines, CSV, TSV (each also packed) and Parquet.

An article is known by its id, else by its place: `file.jsonl#12` is the twelfth line of that file,
`file.csv#12` the twelfth row below the header.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from claimx.errors import InputEmpty, InputError, InputRow
from claimx.inputs.fields import check_columns, row_article, row_source, wanted_columns
from claimx.inputs.limits import HEAD_BYTES, HEAD_ROWS
from claimx.inputs.options import InputOptions
from claimx.inputs.rows import Row, delimited_rows, json_rows, parquet_columns, parquet_rows
from claimx.inputs.text import failure, source_name
from claimx.records import Article, Failure

_PACKED = (".gz", ".zst", ".bz2", ".xz")
CORPUS_SUFFIXES = frozenset({".jsonl", ".ndjson", ".csv", ".tsv", ".parquet"})


def corpus_suffix(name: str) -> str | None:
    """The suffix that says which corpus a file is, without that of its packing; None for other files."""
    bare = name.lower()
    for packed in _PACKED:
        bare = bare.removesuffix(packed)
    return next((suffix for suffix in CORPUS_SUFFIXES if bare.endswith(suffix)), None)


def read_corpus(name: str, options: InputOptions) -> Iterator[Article | Failure]:
    """The articles of a corpus in their order; a row that is none is a failure, and the rest go on."""
    source = source_name(name)
    empty = True
    try:
        for number, values in _rows(name, source, options):
            empty = False
            place = f"{source}#{number}"
            if isinstance(values, InputError):
                yield failure(values, place)
                continue
            try:
                yield row_article(values, options, place)
            except InputError as error:
                yield failure(error, row_source(values, options, place))
    except InputError as error:
        yield failure(error, source)
        return
    if empty:
        yield failure(InputEmpty("no_rows", source=source), source)


def _rows(name: str, source: str, options: InputOptions) -> Iterator[Row]:
    """The rows, once their columns are known to fit; raises `InputError`."""
    suffix = corpus_suffix(name)
    if suffix == ".parquet":
        columns = parquet_columns(name, source)
        check_columns(columns, options, source)
        return parquet_rows(name, source, wanted_columns(columns, options))
    rows = delimited_rows(name, source, suffix == ".tsv") if suffix in (".csv", ".tsv") else json_rows(name, source)
    return _checked(rows, source, options)


def _checked(rows: Iterator[Row], source: str, options: InputOptions) -> Iterator[Row]:
    """The rows, if the first of them have the columns that are wanted between them."""
    head: list[Row] = []
    stopped: InputError | None = None
    try:
        head += _head(rows)
    except InputError as error:
        stopped = error
    columns = dict.fromkeys(column for _, values in head if not isinstance(values, InputError) for column in values)
    if columns:
        check_columns(columns, options, source)
    elif len(head) >= HEAD_ROWS:
        raise InputRow("rows_unreadable", source=source, count=HEAD_ROWS)
    yield from head
    if stopped:
        raise stopped
    yield from rows


def _head(rows: Iterator[Row]) -> Iterator[Row]:
    size = 0
    for row in itertools.islice(rows, HEAD_ROWS):
        yield row
        if not isinstance(row[1], InputError):
            size += sum(len(value) for value in row[1].values() if isinstance(value, str))
        if size > HEAD_BYTES:
            return
