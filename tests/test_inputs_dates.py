from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimx.inputs.dates import iso_date


@pytest.mark.parametrize(
    "value",
    [
        "2025-08-07",
        "2025-08-07T23:59:00+02:00",
        " 2025-08-07 10:00",
        "20250807",
        "2025/08/07",
        "7.8.2025",
        "07.08.2025, 10:30 Uhr",
        "Donnerstag, 7. August 2025",
        "7. Aug. 2025",
        "Thu, 07 Aug 2025 23:59:00 -0500",
        "7 Aug 2025 08:00 GMT",
        datetime.date(2025, 8, 7),
        datetime.datetime(2025, 8, 7, 12, tzinfo=datetime.timezone.utc),
    ],
)
def test_days(value: object) -> None:
    assert iso_date(value) == "2025-08-07"


@pytest.mark.parametrize(
    "value",
    [None, "", "gestern", "2025-13-01", "32.1.2025", "7.8.25", "Kapitel 12.3.4", 1754524800, ["2025-08-07"], True],
)
def test_no_days(value: object) -> None:
    assert iso_date(value) is None


@given(st.text())
def test_any_text_is_a_day_or_none(text: str) -> None:
    day = iso_date(text)
    assert day is None or datetime.date.fromisoformat(day)
