"""The names of the output formats, and which one a file's name asks for."""

from __future__ import annotations

import contextlib
import importlib
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import IO, Any

from claimx.errors import ExtraMissing, RecordError, Wording

TABLE = "table"
"""For people; drawn by `claimx extract`, and never read back."""
WRITE_ONLY_FORMATS: tuple[str, ...] = ("jsonld", "webanno")
"""Linked data, for other programs; claimx does not read it back."""
TEXT_FORMATS: tuple[str, ...] = ("json", "jsonl", "csv", "tsv", "md", *WRITE_ONLY_FORMATS)
"""What can go to stdout, document by document; compressed if the file's name ends in `.gz`."""
ONE_TABLE_FORMATS: tuple[str, ...] = (*TEXT_FORMATS, "parquet")
"""What has no place for failures in the file itself, so that they stand in a file beside it."""
FOLDER = "folder"
FORMATS: tuple[str, ...] = (*ONE_TABLE_FORMATS, "xlsx", "sqlite", FOLDER)
"""All that can be written to a file or folder."""
READABLE_FORMATS: tuple[str, ...] = tuple(name for name in FORMATS if name not in WRITE_ONLY_FORMATS)
"""All that can be read back."""

GZIP = ".gz"
_SUFFIXES = {
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".tsv": "tsv",
    ".tab": "tsv",
    ".jsonld": "jsonld",
    ".md": "md",
    ".markdown": "md",
    ".parquet": "parquet",
    ".xlsx": "xlsx",
    ".db": "sqlite",
    ".sqlite": "sqlite",
    ".sqlite3": "sqlite",
    ".txt": TABLE,
}
_EXTRA = "tables"


def format_of(path: str | Path) -> str | None:
    """The format that a name asks for by its suffix, a folder's if it is one or ends in a slash, else None."""
    suffix = _suffix(Path(path).name).lower()
    name = _SUFFIXES.get(suffix.removesuffix(GZIP))
    if name is not None and (name in TEXT_FORMATS or not suffix.endswith(GZIP)):
        return name
    if str(path).endswith(("/", "\\")) or Path(path).is_dir():
        return FOLDER
    return None


def known_suffixes(formats: Collection[str] = (TABLE, *FORMATS)) -> tuple[str, ...]:
    """The suffixes that `format_of` knows for these formats; those of text may be followed by `.gz`."""
    return tuple(suffix for suffix, name in _SUFFIXES.items() if name in formats)


def holds_results(path: str | Path) -> bool:
    """Whether a name is that of results rather than of texts, for the commands that take both.

    Markdown is a text, and so is what has no suffix of ours; a folder is one of results.
    """
    return format_of(path) not in (None, TABLE, "md")


def is_compressed(path: Path) -> bool:
    """Whether text in this file is compressed with gzip."""
    return path.suffix.lower() == GZIP


def sidecar_of(path: Path) -> Path:
    """Where the failures stand that belong to a one-table file: `out.failures.csv` for `out.csv`."""
    suffix = _suffix(path.name)
    return path.with_name(f"{path.name.removesuffix(suffix)}.failures{suffix}")


def _suffix(name: str) -> str:
    """The last suffix, or the last two if the last one is `.gz`."""
    path = Path(name)
    return Path(path.stem).suffix + path.suffix if path.suffix.lower() == GZIP else path.suffix


@contextlib.contextmanager
def opened_table(path: Path, kind: str) -> Iterator[IO[bytes]]:
    """A binary file for a library to read in the block; whatever that raises over a broken one is a `RecordError`.

    `kind` is the key of the wording that says what the file should be. Raises `OSError` if the file cannot be opened.
    """
    with path.open("rb") as file:
        try:
            yield file
        except RecordError:
            raise
        except Exception as error:
            raise RecordError("table_unreadable", source=path, what=Wording(kind)) from error


def table_library(name: str) -> Any:
    """The library for a binary format, imported when it is needed. Raises `ExtraMissing`."""
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise ExtraMissing("package_missing", package=name.partition(".")[0], extra=_EXTRA) from error
