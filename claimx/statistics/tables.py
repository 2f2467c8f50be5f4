"""Statistics as plain rows, and these as JSON, CSV and Markdown."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator, Sequence
from typing import Any

from claimx.messages import counted, say
from claimx.outputs.writers import csv_lines, escape_markdown
from claimx.statistics.counts import Group, Statistics
from claimx.statistics.options import DIMENSIONS

COLUMNS = ("by", "name", "claims", "share", "words", "verbatim")
_FIGURES = ("claims", "share", "words", "verbatim")


@dataclasses.dataclass(frozen=True)
class Row:
    """One group as a row; the fields are the columns."""

    by: str
    name: str | None
    claims: int
    share: float
    """Of all claims counted, 0 to 1."""
    words: int
    verbatim: float
    """Share of the words that stand in quotation marks, 0 to 1."""


def dimensions(by: str | None) -> tuple[str, ...]:
    """What is shown: one dimension, or all of them in an overview."""
    return (by,) if by else DIMENSIONS


def top_groups(statistics: Statistics, by: str, top: int | None) -> tuple[Group, ...]:
    """The first `top` named groups of a dimension, of the months the latest, and the one without a name.

    All groups if `top` is None.
    """
    groups = statistics.groups[by]
    named = [group for group in groups if group.name is not None]
    unnamed = [group for group in groups if group.name is None]
    kept = named if top is None else named[-top:] if by == "month" else named[:top]
    return (*kept, *unnamed)


def rows(statistics: Statistics, by: str | None = None, top: int | None = None) -> Iterator[Row]:
    """The groups of one dimension, or of all, as rows."""
    for dimension in dimensions(by):
        for group in top_groups(statistics, dimension, top):
            yield row(dimension, group, statistics.total.claims)


def row(by: str, group: Group, total: int) -> Row:
    """One group as a row; `total` is the number of all claims counted."""
    share, verbatim = _share(group.claims, total), _share(group.verbatim, group.words)
    return Row(by, group.name, group.claims, share, group.words, verbatim)


def as_dict(statistics: Statistics, by: str | None = None, top: int | None = None) -> dict[str, Any]:
    """JSON-ready: the totals, the repeats, and under `by` a list of groups for each dimension shown."""
    total = row("", statistics.total, statistics.total.claims)
    shown = {dimension: [_without_by(r) for r in rows(statistics, dimension, top)] for dimension in dimensions(by)}
    return {
        "documents": statistics.documents,
        "speakers": statistics.speakers,
        "claims": total.claims,
        "words": total.words,
        "verbatim": total.verbatim,
        "repeats": dataclasses.asdict(statistics.repeats),
        "by": shown,
    }


def json_text(statistics: Statistics, by: str | None = None, top: int | None = None) -> str:
    """The statistics as one JSON object."""
    return json.dumps(as_dict(statistics, by, top), ensure_ascii=False, indent=2) + "\n"


def csv_text(statistics: Statistics, by: str | None = None, top: int | None = None) -> str:
    """CSV with a header; names that a spreadsheet would run as a formula are made harmless."""
    items = rows(statistics, by, top)
    return "".join(csv_lines(COLUMNS, ((item.by, item.name, *_figures(item)) for item in items)))


def markdown_text(statistics: Statistics, by: str | None = None, top: int | None = None) -> str:
    """A sentence with the totals, and a Markdown table for each dimension; markup in the names is escaped."""
    lines = [summary(statistics) + "."]
    for dimension in dimensions(by):
        lines += ["", _markdown_line(tuple(say(f"column_{name}") for name in (dimension, *_FIGURES)))]
        lines.append("| --- | ---: | ---: | ---: | ---: |")
        for item in rows(statistics, dimension, top):
            name = "–" if item.name is None else escape_markdown(item.name)
            figures = (str(item.claims), percent(item.share), str(item.words), percent(item.verbatim))
            lines.append(_markdown_line((name, *figures)))
    return "\n".join(lines) + "\n"


def summary(statistics: Statistics) -> str:
    """The totals in one line: texts, claims, speakers, words and repeats."""
    total, repeats = statistics.total, statistics.repeats
    verbatim = percent(_share(total.verbatim, total.words))
    facts = [
        counted(statistics.documents, "text"),
        counted(total.claims, "claim"),
        counted(statistics.speakers, "speaker"),
        say("stats_verbatim", words=counted(total.words, "word"), share=verbatim),
    ]
    again = counted(repeats.claims, "repeat")
    if repeats.claims:
        quotations = counted(repeats.quotations, "quotation")
        again = say(f"stats_repeats_{repeats.counted}", repeats=again, quotations=quotations)
    return " · ".join([*facts, again])


def percent(share: float) -> str:
    """A share as whole percent."""
    return f"{100 * share:.0f} %"


WRITERS = {"json": json_text, "csv": csv_text, "md": markdown_text}


def _share(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 0.0


def _without_by(item: Row) -> dict[str, Any]:
    return {name: value for name, value in dataclasses.asdict(item).items() if name != "by"}


def _figures(item: Row) -> tuple[int | float, ...]:
    return item.claims, item.share, item.words, item.verbatim


def _markdown_line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"
