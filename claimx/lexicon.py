"""The data files of a language, `claimx/data/<lang>/<name>.tsv`: read once, checked line by line.

A file holds one entry a line with tab-separated cells; lines that start with `#` are comments, blank lines
are skipped, and the first line that is neither names the columns. No cell may be empty: `-` says "nothing".
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping
from importlib import resources
from types import MappingProxyType

Row = Mapping[str, str]
_UNCLEAN = re.compile(r"\t[\t ]| \t|^[\t ]|[\t ]$", re.MULTILINE)  # an empty cell, or blanks around one


class LexiconError(ValueError):
    """A data file of claimx is missing or has a line that cannot be read: a fault of the installation, in English."""


@functools.cache
def read(name: str, lang: str = "de", key: str | None = None) -> tuple[Row, ...]:
    """Return the rows of a data file, each a read-only mapping from column to cell.

    With `key`, the cells of that column must differ from each other.
    Raises LexiconError, which names file and line, where the file is missing or broken.
    """
    where = f"{lang}/{name}.tsv"
    return parse(_load(lang, name, where), where, key)


@functools.cache
def index(name: str, key: str, lang: str = "de") -> Mapping[str, Row]:
    """Return the rows of a data file by their key column, whose cells must differ from each other."""
    return MappingProxyType({row[key]: row for row in read(name, lang, key)})


def parse(text: str, where: str, key: str | None = None) -> tuple[Row, ...]:
    """Read the text of a data file; `where` is the name that errors give it."""
    columns: list[str] = []
    rows: list[Row] = []
    seen: dict[str, int] = {}
    unclean = _UNCLEAN.search(text) is not None
    for number, line in enumerate(text.split("\n"), start=1):
        line = line.rstrip("\r")
        if line[:1] == "#" or not line.strip():
            continue
        cells = line.split("\t")
        if not columns:
            columns = _columns(cells, where, number, key)
            continue
        if len(cells) != len(columns):
            raise LexiconError(f"{where}, line {number}: {len(cells)} cells instead of {len(columns)}")
        if unclean and _UNCLEAN.search(line):
            raise LexiconError(f"{where}, line {number}: a cell is empty or has blanks around it")
        row = dict(zip(columns, cells, strict=True))
        if key is not None:
            _remember(row[key], seen, where, number)
        rows.append(MappingProxyType(row))
    if not columns:
        raise LexiconError(f"{where}: there is no line with column names")
    return tuple(rows)


def _load(lang: str, name: str, where: str) -> str:
    path = resources.files("claimx").joinpath("data", lang, f"{name}.tsv")
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise LexiconError(f"{where}: the data file cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise LexiconError(f"{where}: the data file is not UTF-8") from error


def _columns(cells: list[str], where: str, number: int, key: str | None) -> list[str]:
    if len(set(cells)) < len(cells) or not all(map(str.isidentifier, cells)):
        raise LexiconError(f"{where}, line {number}: column names must be words and differ from each other")
    if key is not None and key not in cells:
        raise LexiconError(f"{where}, line {number}: there is no column {key!r}")
    return cells


def _remember(cell: str, seen: dict[str, int], where: str, number: int) -> None:
    if cell in seen:
        raise LexiconError(f"{where}, line {number}: {cell!r} already stands in line {seen[cell]}")
    seen[cell] = number


def words(rows: Iterable[Row], column: str, **wanted: str) -> frozenset[str]:
    """Return the cells of one column of the rows whose other cells are as wanted."""
    picked = (row for row in rows if all(row[name] == cell for name, cell in wanted.items()))
    return frozenset(row[column] for row in picked)
