"""Which column of a corpus holds what, and a row as an article.

Columns that are not named are found by the names in `data/de/fields.tsv`, in any case.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator
from typing import Any

from claimx import lexicon
from claimx.errors import InputEmpty, InputField, InputRow, Wording
from claimx.inputs.dates import iso_date
from claimx.inputs.limits import MAX_FIELD
from claimx.inputs.options import InputOptions
from claimx.inputs.rows import Values
from claimx.inputs.text import is_blank, make_article, one_line
from claimx.records import Article

_SHOWN = 20  # names of columns in a message
_ROLES = ("text", "id", "date", "title")


def check_columns(columns: Iterable[str], options: InputOptions, source: str) -> None:
    """Raise `InputField` if a column that is named is not there, or none is named and none found for the text."""
    there = list(columns)
    for role in _ROLES:
        name = _named(options, role)
        if name is not None and name not in there:
            raise InputField("no_column", source=source, name=name, columns=_listed(there))
    if options.text_field is None and not _known(there) & set(_names("text")):
        raise InputField("no_text_column", source=source, columns=_listed(there))


def wanted_columns(columns: Iterable[str], options: InputOptions) -> list[str]:
    """Those of the columns that an article is made of."""
    named = {_named(options, role) for role in _ROLES}
    known = {name for role in (*_ROLES, "author", "outlet") for name in _names(role)}
    return [column for column in columns if column in named or column.casefold() in known]


def row_source(values: Values, options: InputOptions, place: str) -> str:
    """The name of the row's article: its id, if it has one of a sensible length, else its place in the corpus."""
    for value in _find(values, options, "id"):
        if isinstance(value, str | int | float) and not isinstance(value, bool):
            name = one_line(str(value))
            if name is not None and len(name) < MAX_FIELD:
                return name
    return place


def row_article(values: Values, options: InputOptions, place: str) -> Article:
    """The article of a row; `place` is its name in messages. Raises `InputRow` or `InputEmpty`."""
    return make_article(
        row_source(values, options, place),
        _text(values, options, place),
        title=_string(values, options, "title"),
        published=next(filter(None, map(iso_date, _find(values, options, "date"))), None),
        author=_string(values, options, "author"),
        outlet=_string(values, options, "outlet"),
    )


def _text(values: Values, options: InputOptions, place: str) -> str:
    found = list(_find(values, options, "text"))
    for value in found:
        if isinstance(value, str) and not is_blank(value):
            return value
    if not found:
        raise InputRow("row_without_text", source=place, columns=_listed(values))
    if all(value is None or isinstance(value, str) for value in found):
        raise InputEmpty("empty", source=place)
    raise InputRow("row_with_other", source=place)


def _string(values: Values, options: InputOptions, role: str) -> str | None:
    """A text, or a list of texts joined; None for all else."""
    for value in _find(values, options, role):
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            value = ", ".join(value)
        if isinstance(value, str) and not is_blank(value):
            return value
    return None


def _find(values: Values, options: InputOptions, role: str) -> Iterator[Any]:
    """The cells that may have this role, the likeliest first."""
    name = _named(options, role)
    if name is not None:
        if name in values:
            yield values[name]
        return
    folded = {column.casefold(): value for column, value in values.items()}
    yield from (folded[known] for known in _names(role) if known in folded)


def _named(options: InputOptions, role: str) -> str | None:
    return {
        "text": options.text_field,
        "id": options.id_field,
        "date": options.date_field,
        "title": options.title_field,
    }.get(role)


def _known(columns: Iterable[str]) -> set[str]:
    return {column.casefold() for column in columns}


@functools.cache
def _names(role: str) -> tuple[str, ...]:
    return tuple(row["name"].casefold() for row in lexicon.read("fields") if row["role"] == role)


def _listed(columns: Iterable[str]) -> Wording:
    names = tuple(one_line(column) or Wording("column_unnamed") for column in columns)
    if len(names) > _SHOWN:
        return Wording("columns_and_more", names=names[:_SHOWN], count=len(names) - _SHOWN)
    return Wording("columns", names=names) if names else Wording("columns_none")
