from __future__ import annotations

import threading

import pytest

from claimx import progress
from claimx.batching.run import Tally
from claimx.console import Messages
from claimx.progress import BatchProgress


class Clock:
    """Time that goes on when it is told to."""

    def __init__(self) -> None:
        self.now = 0.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(progress, "time", made)
    return made


def counted(total: int) -> tuple[threading.Event, object]:
    asked = threading.Event()

    def count() -> int:
        asked.set()
        return total

    return asked, count


def test_one_line_a_minute_where_there_is_no_terminal(clock: Clock, capsys: pytest.CaptureFixture[str]) -> None:
    asked, count = counted(7200)
    with BatchProgress(Messages(), count) as shown:  # type: ignore[arg-type]
        assert asked.wait(5)
        for second in range(1, 121):
            clock.now = second
            shown(Tally(known=0, extracted=second - 1, failed=1, claims=5 * second))
    assert capsys.readouterr().err.splitlines() == [
        "claimx: 60 of 7,200 articles, 300 claims, 1.0 articles/s, 1 failed, 1:59 h left",
        "claimx: 120 of 7,200 articles, 600 claims, 1.0 articles/s, 1 failed, 1:58 h left",
    ]


def test_without_the_total_there_is_no_time_left(clock: Clock, capsys: pytest.CaptureFixture[str]) -> None:
    never = threading.Event()
    with BatchProgress(Messages(), lambda: never.wait(60) or 0) as shown:
        clock.now = 61
        shown(Tally(extracted=61))
    never.set()
    assert capsys.readouterr().err == "claimx: 61 articles, 0 claims, 1.0 articles/s, 0 failed\n"


def test_quiet_says_nothing_and_counts_nothing(clock: Clock, capsys: pytest.CaptureFixture[str]) -> None:
    asked, count = counted(5)
    with BatchProgress(Messages(quiet=True), count) as shown:  # type: ignore[arg-type]
        clock.now = 100
        shown(Tally(extracted=1))
    assert capsys.readouterr().err == ""
    assert not asked.is_set()
