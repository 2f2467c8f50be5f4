"""How far a batch is: a bar on a terminal, else one line a minute, on stderr."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING

from claimx.batching.run import Tally
from claimx.console import Messages, error_console
from claimx.messages import say

if TYPE_CHECKING:
    from rich.progress import Progress

_EVERY = 60.0  # seconds between two lines
_REDRAW = 0.1  # seconds between two states of the bar


class BatchProgress:
    """Shows a `Tally` as it grows; used as a context manager and called with each new state."""

    def __init__(self, messages: Messages, count: Callable[[], int]) -> None:
        """`count` says how many inputs there are; it may take its time, and is asked beside the work."""
        self._messages = messages
        self._count = count
        self._total: int | None = None
        self._started = self._shown = time.monotonic()
        self._bar: Progress | None = None

    def __enter__(self) -> BatchProgress:
        if self._messages.quiet:
            return self
        threading.Thread(target=self._take_count, daemon=True).start()
        console = error_console()
        if console.is_terminal:
            from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeRemainingColumn

            columns = (SpinnerColumn(), BarColumn(), TextColumn("{task.description}"), TimeRemainingColumn())
            self._bar = Progress(*columns, console=console, transient=True, redirect_stdout=False)
            self._task = self._bar.add_task(say("loading"), total=None)
            self._bar.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._bar:
            self._bar.stop()

    def __call__(self, tally: Tally) -> None:
        """Show the state, unless the last one was shown just now."""
        now = time.monotonic()
        if now - self._shown < (_REDRAW if self._bar else _EVERY):
            return
        self._shown = now
        if self._bar:
            self._bar.update(self._task, completed=tally.inputs, total=self._total, description=self._text(tally, now))
        else:
            self._messages.note(f"{self._text(tally, now)}{self._time_left(tally, now)}")

    def _take_count(self) -> None:
        self._total = self._count()

    def _text(self, tally: Tally, now: float) -> str:
        inputs = say("batch_inputs", done=tally.inputs)
        if self._total is not None:
            inputs = say("batch_inputs_of", done=tally.inputs, total=self._total)
        rate = tally.extracted / max(now - self._started, 1e-9)
        return say("batch_progress", inputs=inputs, claims=tally.claims, rate=rate, failed=tally.failed)

    def _time_left(self, tally: Tally, now: float) -> str:
        if self._total is None or not tally.inputs:
            return ""
        seconds = (now - self._started) * (self._total - tally.inputs) / tally.inputs
        hours, minutes = divmod(round(seconds / 60), 60)
        return f", {say('batch_left', time=f'{hours}:{minutes:02}')}"
