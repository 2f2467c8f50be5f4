"""A stream of results into a file or folder of any format, which takes the place of the old one when it is whole."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from claimx.errors import OutputError, Wording
from claimx.outputs import database, folder, parquet, sheets
from claimx.outputs.files import clean_leftovers, is_device, output_errors, replaced_path, text_file
from claimx.outputs.formats import (
    FOLDER,
    ONE_TABLE_FORMATS,
    TEXT_FORMATS,
    is_compressed,
    sidecar_of,
    table_library,
)
from claimx.outputs.stream import Counts, ResultStream, RunInfo, SourceError
from claimx.outputs.writers import FAILURE_WRITERS, WRITERS
from claimx.records import Document, Failure

_BINARY = ("parquet", "xlsx", "sqlite")
_LIBRARIES = {"parquet": ("pyarrow",), "xlsx": ("xlsxwriter",)}


def write_target(
    path: Path, format_name: str, items: Iterable[Document | Failure], run: RunInfo | None = None
) -> Counts:
    """Write all results in one of `FORMATS`, holding no more than a few of them, and count them.

    The same results give the same bytes, but for the times in SQLite's table of runs. If anything goes wrong, what was
    there before stays; in a folder that is so of each file. The failures of a format that is one table go to the file
    that `sidecar_of` names; without failures there is none. Raises `OutputError` if the target cannot be written,
    `ExtraMissing` without the library for it, and whatever the source of the results raises.
    """
    target = path.resolve()
    try:
        with output_errors(path), ResultStream(items, _spool_folder(target)) as stream:
            if format_name == FOLDER:
                folder.write(target, stream)
            elif format_name in ONE_TABLE_FORMATS:
                _write_one_table(target, format_name, stream)
            else:
                _write_file(target, format_name, stream, run or RunInfo())
            return stream.counts
    except SourceError as wrapper:
        error = wrapper.__cause__
    assert error is not None
    raise error


def check_target(path: Path, format_name: str, inputs: Iterable[str] = ()) -> None:
    """Raise `OutputError` or `ExtraMissing` where it can be known before the work that `path` cannot be written."""
    for library in _LIBRARIES.get(format_name, ()):
        table_library(library)
    if format_name == FOLDER:
        _check_folder(path)
    elif path.is_dir():
        raise OutputError("folder_for_file", source=path)
    elif format_name in _BINARY and is_device(path):
        raise OutputError("device_for_file", source=path, format=format_name)
    if not path.resolve().parent.is_dir():
        raise OutputError("folder_missing", source=path, folder=path.parent)
    if path.exists() and not os.access(path, os.W_OK):
        raise OutputError("protected", source=path)
    if not path.exists() and not os.access(path.resolve().parent, os.W_OK):
        raise OutputError("folder_protected", source=path, folder=path.parent)
    written = (path, sidecar_of(path)) if format_name in ONE_TABLE_FORMATS else (path,)
    for name in inputs:
        if any(_is_same(place, Path(name)) for place in written):
            raise OutputError("input_for_output", source=name)


def _is_same(place: Path, given: Path) -> bool:
    return place.exists() and not is_device(place) and given.exists() and place.samefile(given)


def failures_place(path: Path, format_name: str) -> Wording:
    """Where the failures of a target stand."""
    if format_name in ONE_TABLE_FORMATS:
        return Wording("failures_file", file=sidecar_of(path))
    if format_name == FOLDER:
        return Wording("failures_file", file=path / folder.FAILURES)
    return Wording("failures_sheet" if format_name == "xlsx" else "failures_table", file=path)


def _check_folder(path: Path) -> None:
    if path.exists() and not path.is_dir():
        raise OutputError("file_for_folder", source=path)
    folder.check_folder(path)


def _spool_folder(target: Path) -> Path | None:
    """Where failures wait: beside the target, where there must be room anyway; None is the system's place."""
    return None if is_device(target) else target.parent


def _write_one_table(target: Path, format_name: str, stream: ResultStream) -> None:
    """Write the documents, and then their failures beside them; both take their place when both are whole."""
    with replaced_path(target) as draft:
        if format_name in TEXT_FORMATS:
            _write_text(draft, target, WRITERS[format_name](stream.documents()))
        else:
            parquet.write_documents(draft, stream.documents())
        if is_device(target):
            return
        sidecar = sidecar_of(target)
        clean_leftovers(sidecar)
        if stream.counts.failures:
            _write_sidecar(sidecar, format_name, stream)
    if not stream.counts.failures:
        sidecar.unlink(missing_ok=True)


def _write_sidecar(sidecar: Path, format_name: str, stream: ResultStream) -> None:
    with replaced_path(sidecar) as draft:
        if format_name in TEXT_FORMATS:
            _write_text(draft, sidecar, FAILURE_WRITERS[format_name](stream.failures()))
        else:
            parquet.write_failures(draft, stream.failures())


def _write_text(draft: Path, target: Path, chunks: Iterable[str]) -> None:
    with text_file(draft, is_compressed(target)) as text:
        text.writelines(chunks)


def _write_file(target: Path, format_name: str, stream: ResultStream, run: RunInfo) -> None:
    with replaced_path(target) as draft:
        if format_name == "xlsx":
            sheets.write(draft, stream)
        else:
            database.write(draft, stream, run)
