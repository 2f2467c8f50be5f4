from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from claimx.messages import REPORT, Words
from claimx.reporting.charts import bars, time_chart


def test_bars_are_sorted_and_measured_by_the_highest() -> None:
    found = bars(["a", "b", None, "b", "b", None])
    assert [(bar.value, bar.count, round(bar.share, 2)) for bar in found] == [
        ("b", 3, 1),
        (None, 2, 0.67),
        ("a", 1, 0.33),
    ]
    assert bars([]) == ()


def test_one_day_makes_no_chart() -> None:
    assert time_chart([], Words("de", REPORT)) is None
    assert time_chart([date(2025, 1, 1)] * 3, Words("de", REPORT)) is None


def test_days_months_and_years() -> None:
    first, words = date(2025, 1, 30), Words("de", REPORT)
    by_day = time_chart([first, first, first + timedelta(3)], words)
    by_month = time_chart([first, first + timedelta(80)], words)
    by_year = time_chart([first, date(2035, 1, 1)], words)
    assert by_day is not None
    assert by_month is not None
    assert by_year is not None
    assert [chart.title for chart in (by_day, by_month, by_year)] == ["time_by_day", "time_by_month", "time_by_year"]
    assert [column.label for column in by_day.columns][::3] == ["30. Januar 2025", "2. Februar 2025"]
    assert [column.label for column in by_month.columns] == ["Januar 2025", "Februar 2025", "März 2025", "April 2025"]
    assert by_day.description == "30. Januar 2025: 2; 2. Februar 2025: 1"
    assert by_day.column_of == {first: 0, first + timedelta(3): 3}


def test_a_date_that_is_far_off_makes_columns_of_many_years() -> None:
    chart = time_chart([date(1, 1, 1), date(2025, 1, 1), date(2025, 8, 7)], Words("en", REPORT))
    assert chart is not None
    assert chart.title == "time_by_years"
    assert chart.description == "0–99: 1; 2000–2099: 2"


@given(st.lists(st.dates(), min_size=2, max_size=20))
def test_every_claim_is_counted_and_every_column_inside(days: list[date]) -> None:
    chart = time_chart(days, Words("en", REPORT))
    if chart is None:
        assert len(set(days)) == 1
        return
    assert len(chart.columns) <= 60
    assert sum(column.count for column in chart.columns) == len(days)
    assert max(column.height for column in chart.columns) == 100
    assert all(column.x >= 0 and column.x + column.width <= 100.001 for column in chart.columns)
