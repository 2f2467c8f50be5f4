"""What the report says, in each language of the interface: `strings.tsv`, one entry a line."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from datetime import date
from importlib import resources
from typing import Literal, get_args

from claimx import lexicon

Language = Literal["de", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)


@functools.cache
def strings(language: Language) -> Mapping[str, str]:
    """The strings of a language by their keys."""
    text = resources.files("claimx.reporting").joinpath("strings.tsv").read_text(encoding="utf-8")
    return {row["key"]: row[language] for row in lexicon.parse(text, "reporting/strings.tsv", key="key")}


class Words:
    """A language's way to say things that hold numbers and dates."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self.strings = strings(language)

    def __getitem__(self, key: str) -> str:
        return self.strings[key]

    def counted(self, thing: str, count: int) -> str:
        """A number with its noun: "1 Aussage", "2 Aussagen"."""
        return self.strings[f"{thing}_{'one' if count == 1 else 'many'}"].format(count=count)

    def percent(self, share: float) -> str:
        """A share from 0 to 1 in percent: "98 %"; only what is certain has 100 %."""
        value = round(100 * share)
        return self.strings["percent"].format(value=99 if value == 100 and share < 1 else value)

    def day(self, published: str | None) -> str:
        """An ISO date in words, or what else stands there."""
        day = iso_date(published)
        if day is None:
            return published or ""
        month = self.strings["months"].split()[day.month - 1]
        return self.strings["day"].format(day=day.day, month=month, year=day.year)

    def month(self, year: int, month: int) -> str:
        """A month in words: "März 2025"."""
        return f"{self.strings['months'].split()[month - 1]} {year}"


def iso_date(published: str | None) -> date | None:
    """The date at the start of an ISO date or time, None if there is none."""
    try:
        return date.fromisoformat((published or "")[:10])
    except ValueError:
        return None
