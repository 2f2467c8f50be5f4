"""Text files with results, read back piece by piece: JSON, JSON lines, CSV, TSV and Markdown.

Every error names the file and the line. Files may be compressed with gzip, whatever they are called.
"""

from __future__ import annotations

import contextlib
import csv
import gzip
import html
import io
import json
import re
import zlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, Any, NoReturn, cast

from claimx.errors import Place, RecordError, Wording
from claimx.outputs.columns import (
    COLUMNS,
    CONTRACT_COLUMNS,
    FAILURE_COLUMNS,
    Found,
    Row,
    collect,
    read_failure,
    read_info,
    read_row,
)
from claimx.outputs.writers import unguarded
from claimx.records import Claim, Document, Failure

_GZIP_MAGIC = b"\x1f\x8b"
_READ = 1 << 16  # characters of a JSON array that are read at a time, at first
_LIMIT = 1 << 27  # characters of one JSON object or one line: far more than an article has
_NEAR_END = 64  # characters: a cut JSON text fails at most so far before its end
_DELIMITERS = {"csv": ",", "tsv": "\t"}
_TYPES = {column.name: column.type for column in CONTRACT_COLUMNS}
_MARKDOWN_PIECE = re.compile(r"\\.|[^\\|]+|[\\|]")
_MARKDOWN_RULE = frozenset("|-: ")
_BLANKS = re.compile(r"[ \t\r\n]*")


def read_documents(path: Path, format_name: str) -> Iterator[Document]:
    """The documents in a file of a text format. Raises `RecordError` or `OSError`."""
    if format_name == "json":
        return (_record(Document, data, where) for where, data in json_objects(path))
    if format_name == "jsonl":
        return collect(_claim_line(data, where) for where, data in json_lines(path))
    return collect(read_row(row, where) for where, row in table_rows(path, format_name, COLUMNS))


def read_failures(path: Path, format_name: str) -> Iterator[Failure]:
    """The failures in a file of a text format. Raises `RecordError` or `OSError`."""
    if format_name == "json":
        return (_record(Failure, data, where) for where, data in json_objects(path))
    if format_name == "jsonl":
        return (_record(Failure, data, where) for where, data in json_lines(path))
    return (read_failure(row, where) for where, row in table_rows(path, format_name, FAILURE_COLUMNS))


def json_objects(path: Path) -> Iterator[tuple[Place, Any]]:
    """The items of a JSON array one by one, however it is laid out, each with its file and line."""
    with _opened(path) as stream:
        buffer = _JsonBuffer(path, stream)
        buffer.expect("[")
        if buffer.peek() != "]":
            while True:
                yield buffer.where(), buffer.value()
                if buffer.peek() != ",":
                    break
                buffer.expect(",")
        buffer.expect("]")
        if buffer.peek():
            buffer.fail("json_goes_on")


def json_lines(path: Path) -> Iterator[tuple[Place, Mapping[str, Any]]]:
    """The object on each line of a file, with its file and line; empty lines are left out."""
    with _opened(path) as stream:
        for number, line in enumerate(_lines(path, stream), 1):
            if not line.strip():
                continue
            where = _line(path, number)
            try:
                data = json.loads(line)
            except (ValueError, RecursionError) as error:
                raise RecordError("json_broken", source=where) from error
            if not isinstance(data, dict):
                raise RecordError("no_json_object", source=where)
            yield where, data


def table_rows(path: Path, format_name: str, needed: Sequence[str]) -> Iterator[tuple[Place, Row]]:
    """The rows of a table under its header, with the types of their columns, each with its file and line."""
    with _opened(path) as stream:
        lines = _markdown_rows(path, stream) if format_name == "md" else _delimited_rows(path, stream, format_name)
        where, header = next(lines, (str(path), []))
        missing = [name for name in needed if name not in header]
        if missing:
            raise RecordError("no_table_of_claimx", source=where, name=missing[0])
        for where, cells in lines:
            if len(cells) != len(header):
                raise RecordError("cells_under", source=where, cells=len(cells), columns=len(header))
            row = dict(zip(header, cells, strict=True))
            yield where, {name: _typed(name, row[name], where) for name in needed}


class _JsonBuffer:
    """The part of a long JSON text that is needed to read the next value."""

    def __init__(self, path: Path, stream: IO[str]) -> None:
        self._path = path
        self._stream = stream
        self._text = ""
        self._at = 0
        self._line = 1
        self._decoder = json.JSONDecoder()

    def where(self) -> Place:
        """File and line of the next value."""
        self.peek()
        return _line(self._path, self._line)

    def peek(self) -> str:
        """The next character that is no blank, empty at the end."""
        while True:
            match = _BLANKS.match(self._text, self._at)
            assert match
            self._move(match.end())
            if self._at < len(self._text) or not self._read(_READ):
                return self._text[self._at : self._at + 1]

    def expect(self, character: str) -> None:
        """Pass over a character, which must be the next."""
        if self.peek() != character:
            self.fail("json_expected", character=character)
        self._move(self._at + 1)

    def value(self) -> Any:
        """The next value."""
        self.peek()
        while True:
            try:
                value, end = self._decoder.raw_decode(self._text, self._at)
            except json.JSONDecodeError as error:
                self._read_more(error)
                continue
            except (ValueError, RecursionError) as error:
                self.fail("json_unreadable", error)
            self._move(end)
            return value

    def fail(self, key: str, cause: Exception | None = None, **values: object) -> NoReturn:
        """Raise `RecordError` for the current line."""
        raise RecordError(key, source=_line(self._path, self._line), **values) from cause

    def _read_more(self, error: json.JSONDecodeError) -> None:
        """Read on after an error that may mean no more than that the text is cut here; else fail."""
        is_cut = error.pos > len(self._text) - _NEAR_END or error.msg.startswith("Unterminated string")
        too_long = len(self._text) - self._at > _LIMIT
        if not is_cut or too_long or not self._read(max(_READ, len(self._text) - self._at)):
            self._line += self._text.count("\n", self._at, error.pos)
            self.fail("json_broken", error)

    def _read(self, count: int) -> bool:
        more = self._stream.read(count)
        self._text, self._at = self._text[self._at :] + more, 0
        return bool(more)

    def _move(self, to: int) -> None:
        self._line += self._text.count("\n", self._at, to)
        self._at = to


def _record(cls: type[Any], data: Any, where: Place) -> Any:
    try:
        return cls.from_dict(data)
    except RecordError as error:
        raise RecordError("record_at", source=where, error=error) from error


def _claim_line(data: Mapping[str, Any], where: Place) -> Found:
    """A line of JSON: a claim with the source and the date of its document."""
    claim = dict(data)
    try:
        document, pipeline = read_info({"source": claim.pop("source"), "published": claim.pop("published")})
        return Found(document, pipeline, Claim.from_dict(claim))
    except KeyError as error:
        raise RecordError("field_missing", source=where, name=error.args[0]) from error
    except RecordError as error:
        raise RecordError("record_at", source=where, error=error) from error


def _typed(name: str, cell: str, where: Place) -> Any:
    kind = _TYPES.get(name, "text")
    if not cell:
        return None
    if kind == "text":
        return cell
    try:
        return int(cell) if kind == "integer" else float(cell)
    except ValueError as error:
        raise RecordError("cell_no_number", source=where, cell=cell[:40], name=name) from error


def _delimited_rows(path: Path, stream: IO[str], format_name: str) -> Iterator[tuple[Place, list[str]]]:
    csv.field_size_limit(max(_LIMIT, csv.field_size_limit()))  # the module's own is less than a long quotation
    reader = csv.reader(_lines(path, stream), delimiter=_DELIMITERS[format_name], strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise RecordError("no_table_row", source=_line(path, line), error=error) from error
        if cells is None:
            return
        if cells:
            yield _line(path, line), [unguarded(cell) for cell in cells]


def _markdown_rows(path: Path, stream: IO[str]) -> Iterator[tuple[Place, list[str]]]:
    for number, line in enumerate(_lines(path, stream), 1):
        if not line.strip():
            continue
        if not line.startswith("|") or (number == 2 and not _MARKDOWN_RULE.issuperset(line.strip())):
            raise RecordError("table_row_broken", source=_line(path, number))
        if number != 2:
            yield _line(path, number), _markdown_cells(line.strip()[1:])


def _markdown_cells(line: str) -> list[str]:
    """The cells of a row that begins behind its first bar."""
    cells, cell = [], ""
    for piece in _MARKDOWN_PIECE.findall(line):
        if piece == "|":
            cells.append(html.unescape(cell.strip(" ")))
            cell = ""
        else:
            cell += piece[-1] if piece.startswith("\\") else piece
    return cells


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[IO[str]]:
    """The file as UTF-8 text with its line ends as they are. What the block reads may raise `RecordError`."""
    try:
        with contextlib.ExitStack() as stack:
            raw: IO[bytes] = stack.enter_context(path.open("rb"))
            compressed = raw.read(2) == _GZIP_MAGIC
            raw.seek(0)
            if compressed:
                raw = cast(IO[bytes], stack.enter_context(gzip.GzipFile(fileobj=raw)))
            yield stack.enter_context(io.TextIOWrapper(raw, encoding="utf-8-sig", newline=""))
    except (UnicodeDecodeError, gzip.BadGzipFile, zlib.error, EOFError) as error:
        raise RecordError("damaged_or_not_utf8", source=path, error=error) from error


def _line(path: Path, number: int) -> Wording:
    return Wording("place_line", file=path, number=number)


def _lines(path: Path, stream: IO[str]) -> Iterator[str]:
    for number in range(1, 1 << 62):
        line = stream.readline(_LIMIT)
        if not line:
            return
        if len(line) >= _LIMIT:
            raise RecordError("line_too_long", source=_line(path, number))
        yield line
