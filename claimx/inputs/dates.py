"""Days of publication as ISO dates, from what pages, mails and corpora hold."""

from __future__ import annotations

import datetime
import functools
import re
from email.utils import parsedate_to_datetime

from claimx import lexicon

_ISO = re.compile(r"\s*(\d{4})([-/.]?)(\d{2})\2(\d{2})(?!\d)")
_GERMAN = re.compile(r"(?<!\d)(\d{1,2})\.\s?(?:(\d{1,2})\.|([^\W\d_]{3,9})\.?)\s?(\d{4})(?!\d)")
_LONGEST = 80  # characters; a longer text is no date


def iso_date(value: object) -> str | None:
    """The day as `YYYY-MM-DD`, without its time; None where there is none that can be read.

    Takes dates and datetimes, ISO dates, German dates (7.8.2025, 7. August 2025) and the dates of mails.
    """
    if isinstance(value, datetime.date):  # a datetime is one, too
        return f"{value.year:04}-{value.month:02}-{value.day:02}"
    if not isinstance(value, str) or len(value) > _LONGEST:
        return None
    if match := _ISO.match(value):
        return _day(match[1], match[3], match[4])
    if match := _GERMAN.search(value):
        return _day(match[4], match[2] or _months().get(match[3], 0), match[1])
    return _mail_date(value)


def _mail_date(value: str) -> str | None:
    try:
        return iso_date(parsedate_to_datetime(value))
    except (TypeError, ValueError, IndexError, OverflowError):
        return None


def _day(year: str, month: str | int, day: str) -> str | None:
    try:
        return datetime.date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None


@functools.cache
def _months() -> dict[str, int]:
    return {row["form"].rstrip("."): int(row["number"]) for row in lexicon.read("months")}
