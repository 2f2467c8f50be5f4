"""Worker processes on this machine: an article that crashes, hangs or eats all memory costs itself alone.

Each worker process has a thread and a pipe of its own. Pools that share one pipe between their workers, such
as those of `concurrent.futures`, lose or block the others when one is killed while it holds the pipe's lock.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import queue
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from types import TracebackType
from typing import Any, TypeAlias

from claimx.batching.work import Broken, Input, Outcome
from claimx.errors import WorkerFailed
from claimx.inputs.files import Unread
from claimx.pipeline import Settings
from claimx.records import Failure

TIMEOUT, DIED = "timeout", "worker-died"
"""Slugs of what happens to an article in a process."""

BATCH = 8
"""Articles that a worker is given at once; two batches a worker are in memory at most."""

_BATCH_CHARACTERS = 100_000  # a batch of long articles has fewer
_LOADING = 300.0  # seconds for a worker to load its pipeline
_TRIES = 3  # to start a worker
COMMAND = [sys.executable, "-m", "claimx.batching"]
"""What starts a worker process."""

Task: TypeAlias = tuple[int, Input]
Result: TypeAlias = tuple[int, Outcome]


class Worker:
    """A process that extracts; it is started when there is work, and anew after it has died."""

    def __init__(self, settings: Settings, timeout: float) -> None:
        """`timeout` is in seconds, for one article."""
        self._settings = settings
        self._timeout = timeout
        self._process: subprocess.Popen[bytes] | None = None
        self._timed_out = False
        self._closing = threading.Lock()
        self._closed = False

    def outcomes(self, inputs: Iterable[Input]) -> Iterator[Outcome]:
        """One outcome for each input, in order. Raises `WorkerFailed` when no process can be started.

        An input at which the process died is tried once more: somebody may have killed the process.
        """
        waiting = deque(inputs)
        suspect: Input | None = None
        while waiting:
            process = self._process or self._start()
            _send(list(waiting), process)
            while waiting and (answer := self._answer(process, self._timeout)) is not None:
                waiting.popleft()
                yield answer
            if waiting:
                failure = self._buried(process, waiting[0])
                if failure.slug == TIMEOUT or waiting[0] is suspect:
                    waiting.popleft()
                    yield failure
                else:
                    suspect = waiting[0]

    def close(self) -> None:
        """End the process, whatever it is doing; no other is started."""
        with self._closing:
            self._closed = True
            if self._process:
                self._process.kill()
                self._process.wait()

    def _start(self) -> subprocess.Popen[bytes]:
        for _ in range(_TRIES):
            with self._closing:
                if self._closed:
                    raise WorkerFailed("run_ended")
                self._process = process = _spawned()
            _send(self._settings, process)
            answer = self._answer(process, _LOADING)
            if isinstance(answer, Broken):
                raise WorkerFailed("worker_broken", error=answer.wording)
            if answer is not None:
                return process
        raise WorkerFailed("worker_died", code=process.wait())

    def _answer(self, process: subprocess.Popen[bytes], seconds: float) -> Any:
        """The next message of the process; None when it has died, or was killed because the time was up."""
        self._timed_out = False
        timer = threading.Timer(seconds, self._time_is_up, (process,))
        timer.start()
        try:
            assert process.stdout
            return pickle.load(process.stdout)
        except (EOFError, OSError, pickle.UnpicklingError):
            return None
        finally:
            timer.cancel()

    def _time_is_up(self, process: subprocess.Popen[bytes]) -> None:
        self._timed_out = True
        process.kill()

    def _buried(self, process: subprocess.Popen[bytes], item: Input) -> Failure:
        """What to say of the input at which the process died."""
        process.kill()
        code = process.wait()
        self._process = None
        if self._timed_out:
            message = f"{item.source}: took more than {self._timeout:g} seconds and was given up."
            return Failure(item.source, TIMEOUT, message)
        cause = f"signal {-code}" if code < 0 else f"exit code {code}"
        return Failure(item.source, DIED, f"{item.source}: the worker process died ({cause}).")


class LocalPool:
    """Workers of this machine, used as a context manager."""

    def __init__(self, settings: Settings, workers: int, timeout: float) -> None:
        """`timeout` is in seconds, for one article."""
        self._workers = [Worker(settings, timeout) for _ in range(workers)]
        self._todo: queue.SimpleQueue[list[Task] | None] = queue.SimpleQueue()
        self._done: queue.SimpleQueue[Result | BaseException | None] = queue.SimpleQueue()

    def __enter__(self) -> LocalPool:
        for worker in self._workers:
            threading.Thread(target=self._serve, args=(worker,), daemon=True).start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        for worker in self._workers:
            self._todo.put(None)
            worker.close()

    def results(self, tasks: Iterable[Task]) -> Iterator[Result]:
        """The outcome of each task, as soon as it is there. Raises `WorkerFailed`."""
        waiting = batches(tasks, BATCH, _BATCH_CHARACTERS)
        under_way, most = 0, 2 * len(self._workers)
        while True:
            while under_way < most and (batch := next(waiting, None)) is not None:
                self._todo.put(batch)
                under_way += 1
            if not under_way:
                return
            item = self._done.get()
            if isinstance(item, BaseException):
                raise item
            if item is None:
                under_way -= 1
            else:
                yield item

    def _serve(self, worker: Worker) -> None:
        """Give the worker one batch after the other; None on the queue of what is done ends a batch."""
        while (batch := self._todo.get()) is not None:
            try:
                outcomes = worker.outcomes(item for _, item in batch)
                for (position, _), outcome in zip(batch, outcomes, strict=True):
                    self._done.put((position, outcome))
                self._done.put(None)
            except BaseException as error:  # noqa: BLE001 - raised again where the results are taken
                self._done.put(error)


def batches(tasks: Iterable[Task], most: int, characters: int) -> Iterator[list[Task]]:
    """The tasks in lists of `most`, fewer where the texts together pass `characters`."""
    batch: list[Task] = []
    size = 0
    for task in tasks:
        batch.append(task)
        size += _size(task[1])
        if len(batch) >= most or size >= characters:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _size(item: Input) -> int:
    """About how many characters an input has."""
    return len(item.data if isinstance(item, Unread) else item.text)


def _spawned() -> subprocess.Popen[bytes]:
    # One thread each: workers that all use all cores get in each other's way.
    threads = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
    return subprocess.Popen(
        COMMAND,
        env={**threads, **os.environ},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        start_new_session=True,  # Ctrl-C is for the run; it ends its workers itself
    )


def _send(message: object, process: subprocess.Popen[bytes]) -> None:
    """Hand something to the process; that it has died is seen when its answer is wanted."""
    assert process.stdin
    with contextlib.suppress(OSError):
        pickle.dump(message, process.stdin)
        process.stdin.flush()
