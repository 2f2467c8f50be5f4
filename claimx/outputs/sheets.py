"""Excel: the columns of the other tables on the sheet `claims`, failures on a sheet of their own.

A cell is always text or a number, never a formula or a link. Excel's limits are kept: a text that is too long for a
cell is cut, ends in an ellipsis and is counted, and rows that have no room go on in a further sheet, `claims 2`.
"""

from __future__ import annotations

import contextlib
import datetime
import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from claimx.errors import Place, RecordError, Wording
from claimx.outputs.columns import (
    COLUMNS,
    CONTRACT_COLUMNS,
    FAILURE_COLUMNS,
    claim_rows,
    collect,
    read_failure,
    read_row,
    valid_text,
)
from claimx.outputs.files import scratch_folder
from claimx.outputs.formats import opened_table, table_library
from claimx.outputs.stream import ResultStream
from claimx.outputs.writers import failure_row, printable
from claimx.records import Document, Failure

CELL_LIMIT = 32_767
"""UTF-16 units in a cell."""
ROW_LIMIT = 1_048_576
"""Rows of a sheet, the header included."""
CLAIMS, FAILURES = "claims", "failures"

_CREATED = datetime.datetime(2000, 1, 1)  # any fixed time, so that the same claims make the same file
# How a workbook holds text that looks like its own notation for a character, "_x0041_".
_ESCAPED = re.compile(r"_x005F(_x[0-9A-Fa-f]{4}_)")
_NO_XML = re.compile("[\ufffe\uffff]")
_WIDTHS = {"quote": 60, "sentence": 60, "source": 24, "speaker": 24, "role": 24}
_TYPES = {column.name: column.type for column in CONTRACT_COLUMNS}


def write(path: Path, stream: ResultStream) -> None:
    """Write all results. Raises `OSError`, or `OverflowError` for a number that has no room."""
    xlsxwriter = table_library("xlsxwriter")
    with scratch_folder(path) as scratch, _write_errors(xlsxwriter.exceptions.XlsxWriterException):
        workbook = xlsxwriter.Workbook(str(path), {"constant_memory": True, "tmpdir": str(scratch)})
        workbook.use_zip64()
        workbook.set_properties({"created": _CREATED})
        rows = claim_rows(stream.documents(), CONTRACT_COLUMNS)
        _write_sheets(workbook, CLAIMS, COLUMNS, rows, stream.note_shortened)
        failures = map(failure_row, stream.failures())
        _write_sheets(workbook, FAILURES, FAILURE_COLUMNS, failures, stream.note_shortened)
        workbook.close()


def read(path: Path) -> Iterator[Document | Failure]:
    """The claims, grouped to documents, and then the failures. Raises `RecordError`."""
    yield from collect(read_row(row, where) for where, row in _rows(path, CLAIMS, COLUMNS))
    for where, row in _rows(path, FAILURES, FAILURE_COLUMNS):
        yield read_failure(row, where)


def cell_text(text: str) -> tuple[str, bool]:
    """Text as a cell can hold it, and whether it had to be cut. Control characters are taken out."""
    text = _NO_XML.sub("", valid_text(printable(text))).replace("\r\n", "\n").replace("\r", "\n")
    if text.startswith("<r>") and text.endswith("</r>"):
        text += " "  # the library would take it for markup and write it into the sheet as it is
    units = text.encode("utf-16-le")
    if len(units) <= 2 * CELL_LIMIT:
        return text, False
    return units[: 2 * (CELL_LIMIT - 1)].decode("utf-16-le", "ignore") + "…", True


def _write_sheets(
    workbook: Any, name: str, header: Sequence[str], rows: Iterable[Sequence[Any]], note_shortened: Callable[[], None]
) -> None:
    """Write rows to the sheet `name`, and to as many further ones as they need."""
    bold = workbook.add_format({"bold": True})
    rows = iter(rows)
    for number in itertools.count(1):
        first = next(rows, None)
        if first is None and number > 1:
            return
        sheet = workbook.add_worksheet(name if number == 1 else f"{name} {number}")
        sheet.freeze_panes(1, 0)
        for column, title in enumerate(header):
            sheet.set_column(column, column, _WIDTHS.get(title, 12))
            sheet.write_string(0, column, title, bold)
        if first is None:
            return
        here = itertools.chain([first], itertools.islice(rows, ROW_LIMIT - 2))
        for line, row in enumerate(here, 1):
            _write_row(sheet, line, row, note_shortened)


def _write_row(sheet: Any, line: int, row: Sequence[Any], note_shortened: Callable[[], None]) -> None:
    for column, value in enumerate(row):
        if isinstance(value, str):
            text, shortened = cell_text(value)
            sheet.write_string(line, column, text)
            if shortened:
                note_shortened()
        elif value is not None:
            sheet.write_number(line, column, value)


@contextlib.contextmanager
def _write_errors(library_error: type[Exception]) -> Iterator[None]:
    try:
        yield
    except library_error as error:
        cause = error.__context__
        raise cause if isinstance(cause, OSError) else OSError(str(error)) from error


def _rows(path: Path, name: str, needed: Sequence[str]) -> Iterator[tuple[Place, dict[str, Any]]]:
    """Each row of the sheets of that name, with the words that name it in errors."""
    openpyxl = table_library("openpyxl")
    with opened_table(path, "no_workbook") as file:
        workbook = openpyxl.load_workbook(file, read_only=True)
        wanted = re.compile(rf"{name}( [0-9]+)?")
        titles = [title for title in workbook.sheetnames if wanted.fullmatch(title)]
        if not titles:
            raise RecordError("no_sheet", source=path, name=name)
        for title in titles:
            yield from _sheet_rows(workbook[title], Wording("place_sheet", file=path, name=title), needed)
        workbook.close()


def _sheet_rows(sheet: Any, where: Place, needed: Sequence[str]) -> Iterator[tuple[Place, dict[str, Any]]]:
    sheet.reset_dimensions()
    rows = sheet.iter_rows(values_only=True)
    header = next(rows, ())
    missing = [name for name in needed if name not in header]
    if missing:
        raise RecordError("sheet_without_column", source=where, name=missing[0])
    for number, row in enumerate(rows, 2):
        values = {name: _value(name, value) for name, value in zip(header, row, strict=False) if name in needed}
        if any(value is not None for value in values.values()):
            yield Wording("place_row", file=where, number=number), values


def _value(name: str, value: Any) -> Any:
    """A cell's value with the type of its column, as far as a hand in Excel left it so."""
    kind = _TYPES.get(name, "text")
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int | float):
        if kind == "text":
            return str(value)
        return int(value) if kind == "integer" and value == int(value) else value
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    return _ESCAPED.sub(r"\1", value) if isinstance(value, str) else value
