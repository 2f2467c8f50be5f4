"""What claimx says to people, in each language of the interface: `messages`, `errors` and `report` in `data/<lang>`.

The command line says its messages in the language that `use` chose last; the report gets its `Words` handed over.
What goes wrong is an error of `claimx.errors`, which can say itself in any language.
"""

from __future__ import annotations

import functools
import math
import re
from datetime import date
from typing import Literal, get_args

from claimx import lexicon

Language = Literal["de", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
DEFAULT_LANGUAGE: Language = "en"
COMMAND_LINE = "messages"
ERRORS = "errors"
REPORT = "report"

_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")

_language: Language = DEFAULT_LANGUAGE  # what the command line speaks, in all its threads


class Words:
    """The strings of one data file in one language, and its way to say numbers and dates."""

    def __init__(self, language: Language, file: str = COMMAND_LINE) -> None:
        self.language = language
        self.strings = {key: row["text"] for key, row in lexicon.index(file, "key", language).items()}

    def __getitem__(self, key: str) -> str:
        return self.strings[key]

    def __contains__(self, key: str) -> bool:
        return key in self.strings

    def counted(self, thing: str, count: int) -> str:
        """A number with its noun: "1 Aussage", "2 Aussagen", and "keine Aussagen" where there is a word for none."""
        key = f"{thing}_{'one' if count == 1 else 'many'}"
        if not count and f"{thing}_none" in self.strings:
            key = f"{thing}_none"
        return self.strings[key].format(count=count)

    def percent(self, share: float) -> str:
        """A share from 0 to 1 in percent: "98 %"; only what is certain has 100 %."""
        value = math.floor(100 * share + 0.5)  # as the report's script rounds
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


@functools.cache
def words(language: Language, file: str = COMMAND_LINE) -> Words:
    """The words of a language, read once."""
    return Words(language, file)


def use(language: Language) -> None:
    """Let the command line speak this language from here on."""
    global _language
    _language = language


def spoken() -> Words:
    """The words of the language that the command line speaks."""
    return words(_language)


def say(key: str, **values: object) -> str:
    """A string of the command line's language, with its places filled."""
    return spoken()[key].format(**values)


def counted(count: int, thing: str) -> str:
    """A number with its noun, for instance "1 claim" or "no texts"."""
    return spoken().counted(thing, count)


def iso_date(published: str | None) -> date | None:
    """The date at the start of an ISO date or time, None if there is none."""
    found = _DAY.match(published or "")
    try:
        return date.fromisoformat(found.group()) if found else None
    except ValueError:
        return None
