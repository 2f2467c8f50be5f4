"""What the charts of the report show: counts as rows of bars, and as columns over time."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from datetime import date
from typing import Generic, TypeVar

from claimx.messages import Words

Value = TypeVar("Value", bound=Hashable)

_MAX_COLUMNS = 60
_MAX_WIDTH = 8.0
"""Percent of the chart."""


@dataclasses.dataclass(frozen=True)
class Bar(Generic[Value]):
    """How often a value occurs."""

    value: Value
    count: int
    share: float
    """Of the highest count in the chart, 0 to 1."""


@dataclasses.dataclass(frozen=True)
class Column:
    """The claims of a day, a month, or one or more years."""

    label: str
    count: int
    x: float
    width: float
    height: float
    """x, width and height in percent of the chart."""


@dataclasses.dataclass(frozen=True)
class TimeChart:
    """Claims over time, without gaps between the columns."""

    title: str
    """The key of its title among the strings."""
    columns: tuple[Column, ...]
    column_of: Mapping[date, int]
    """For each day that has claims, its column."""

    @property
    def description(self) -> str:
        """All that the chart shows, in words."""
        return "; ".join(f"{column.label}: {column.count}" for column in self.columns if column.count)


def bars(values: Iterable[Value]) -> tuple[Bar[Value], ...]:
    """The distinct values, the most frequent first; among equals, in the order of their first occurrence."""
    counts = Counter(values).most_common()
    most = counts[0][1] if counts else 1
    return tuple(Bar(value, count, count / most) for value, count in counts)


def time_chart(days: Sequence[date], words: Words) -> TimeChart | None:
    """Claims by day, month, year or more years, whichever gives a readable number of columns.

    None for fewer than two days. `days` holds the day of each claim that has one.
    """
    if len(set(days)) < 2:
        return None
    first, last = min(days), max(days)
    years = (_Years(first, last, step) for step in (1, 10, 100, 1000))
    scales: tuple[_Days | _Months | _Years, ...] = (_Days(first, last, words), _Months(first, last, words), *years)
    scale = next(scale for scale in scales if scale.size <= _MAX_COLUMNS)
    counts = Counter(scale.place(day) for day in days)
    most, step = max(counts.values()), 100 / scale.size
    width = min(0.8 * step, _MAX_WIDTH)
    columns = tuple(
        Column(scale.label(place), counts[place], (place + 0.5) * step - width / 2, width, 100 * counts[place] / most)
        for place in range(scale.size)
    )
    return TimeChart(scale.title, columns, {day: scale.place(day) for day in days})


class _Days:
    title = "time_by_day"

    def __init__(self, first: date, last: date, words: Words) -> None:
        self.first, self.words = first, words
        self.size = (last - first).days + 1

    def place(self, day: date) -> int:
        return (day - self.first).days

    def label(self, place: int) -> str:
        return self.words.day(date.fromordinal(self.first.toordinal() + place).isoformat())


class _Months:
    title = "time_by_month"

    def __init__(self, first: date, last: date, words: Words) -> None:
        self.first, self.words = 12 * first.year + first.month - 1, words
        self.size = self.place(last) + 1

    def place(self, day: date) -> int:
        return 12 * day.year + day.month - 1 - self.first

    def label(self, place: int) -> str:
        year, month = divmod(self.first + place, 12)
        return self.words.month(year, month + 1)


class _Years:
    def __init__(self, first: date, last: date, step: int) -> None:
        self.title = "time_by_year" if step == 1 else "time_by_years"
        self.first, self.step = first.year // step, step
        self.size = self.place(last) + 1

    def place(self, day: date) -> int:
        return day.year // self.step - self.first

    def label(self, place: int) -> str:
        year = (self.first + place) * self.step
        return str(year) if self.step == 1 else f"{year}–{year + self.step - 1}"
