"""The rows of a corpus: JSON lines, CSV and TSV line by line, Parquet by small batches."""

from __future__ import annotations

import contextlib
import csv
import json
from collections.abc import Iterator, Mapping
from typing import Any

from claimx.errors import InputCorrupt, InputEmpty, InputError, InputRow, Wording
from claimx.inputs.limits import MAX_LINE, PARQUET_ROWS
from claimx.inputs.parsers import guarded, load
from claimx.inputs.streams import chunks, lines, open_file, read_head
from claimx.inputs.text import LineDecoder

Values = Mapping[str, Any]
Row = tuple[int, Values | InputError]
"""The number of a row, from 1, and its cells by column, or why there are none."""
_PARQUET = b"PAR1"
_DELIMITERS = ",;\t"


def json_rows(name: str, source: str) -> Iterator[Row]:
    """The objects of a file of JSON lines; the number is that of the line. Raises `InputError`."""
    decode = LineDecoder()
    with open_file(name, source) as stream:
        for number, line in enumerate(lines(chunks(stream, source), source), 1):
            if isinstance(line, InputError):
                yield number, line
            elif line.strip():
                yield number, _json_object(line, decode, f"{source}#{number}")


def _json_object(line: bytes, decode: LineDecoder, where: str) -> Values | InputError:
    try:
        value = json.loads(decode(line, where))
    except InputError as error:
        return error
    except (ValueError, RecursionError) as error:
        reason = error.msg if isinstance(error, json.JSONDecodeError) else Wording("json_beyond_bounds")
        return InputRow("no_json", source=where, error=reason)
    return value if isinstance(value, dict) else InputRow("no_json_object", source=where)


def delimited_rows(name: str, source: str, tabs: bool = False) -> Iterator[Row]:
    """The rows of a CSV file below its header, or of a TSV file; the header is no row. Raises `InputError`.

    Cells in a CSV file may be parted by commas, semicolons or tabs, as the header is.
    """
    csv.field_size_limit(max(csv.field_size_limit(), MAX_LINE))
    with open_file(name, source) as stream:
        text = _TextLines(lines(chunks(stream, source), source), source)
        header = text.first()
        if not header.strip():
            raise InputEmpty("empty", source=source)
        delimiter = "\t" if tabs else max(_DELIMITERS, key=header.count)
        reader = csv.reader(text, delimiter=delimiter)
        columns = _columns(reader, source)
        number = 0
        while not text.over:
            cells = _cells(reader, f"{source}#{number + 1}", text)
            if cells:
                number += 1
                yield number, _by_column(columns, cells, f"{source}#{number}")


def _columns(reader: Iterator[list[str]], source: str) -> list[str]:
    try:
        return [cell.strip() for cell in next(reader, [])]
    except (csv.Error, InputError) as error:
        raise InputCorrupt("no_header", source=source, error=error) from error


def _cells(reader: Iterator[list[str]], where: str, text: _TextLines) -> list[str] | InputError | None:
    """The next row, or what is wrong with it; None for a blank line and at the end. The reader goes on after both."""
    try:
        cells = next(reader, None)
    except InputError as error:
        if text.broken:
            raise
        return error
    except csv.Error as error:
        return InputRow("no_table_row", source=where, error=error)
    if cells and text.over:
        return InputRow("open_quote", source=where)
    return cells


def _by_column(columns: list[str], cells: list[str] | InputError, where: str) -> Values | InputError:
    if isinstance(cells, InputError):
        return cells
    if len(cells) != len(columns):
        return InputRow("cells_instead", source=where, cells=len(cells), columns=len(columns))
    return dict(zip(columns, cells, strict=True))


class _TextLines(Iterator[str]):
    """Lines for the csv reader. An error in one is raised in its place, and the next call goes on."""

    def __init__(self, source_lines: Iterator[bytes | InputError], source: str) -> None:
        self._lines = source_lines
        self._source = source
        self._decode = LineDecoder()
        self._first: str | None = None
        self.over = False
        """The reader has asked for more than there was."""
        self.broken = False
        """An error has ended the lines."""

    def first(self) -> str:
        """The first line, which the reader is still given; empty if there is none."""
        self._first = next(self, "")
        self.over = False
        return self._first

    def __next__(self) -> str:
        if self._first is not None:
            line, self._first = self._first, None
            return line
        try:
            item = next(self._lines)
        except StopIteration:
            self.over = True
            raise
        except InputError:
            self.broken = True
            raise
        if isinstance(item, InputError):
            raise item
        return self._decode(item, self._source)


def parquet_columns(name: str, source: str) -> list[str]:
    """The names of a Parquet file's columns. Raises `InputError`."""
    with _parquet_file(name, source) as file:
        return list(file.schema_arrow.names)


def parquet_rows(name: str, source: str, columns: list[str]) -> Iterator[Row]:
    """The rows of a Parquet file, of these columns. Raises `InputError`."""
    number = 0
    with _parquet_file(name, source) as file:
        for batch in file.iter_batches(batch_size=PARQUET_ROWS, columns=columns, use_threads=False):
            for index in range(batch.num_rows):
                number += 1
                yield number, {column: _value(batch.column(column)[index]) for column in columns}


@contextlib.contextmanager
def _parquet_file(name: str, source: str) -> Iterator[Any]:
    with open_file(name, source) as stream:
        if read_head(stream, source, len(_PARQUET)) != _PARQUET:
            raise InputCorrupt("damaged", source=source, what=Wording("no_parquet"))
        parquet = load("pyarrow.parquet", "tables", source)
        with guarded(source, "no_parquet"):
            yield parquet.ParquetFile(stream, pre_buffer=False)


def _value(cell: Any) -> Any:
    """A cell as Python has it; what Python cannot hold, such as a text of broken bytes, is empty bytes."""
    try:
        return cell.as_py()
    except (ValueError, OverflowError):
        return b""
