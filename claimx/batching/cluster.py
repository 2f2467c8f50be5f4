"""The same work on a Dask cluster: inputs travel in partitions, and each worker loads its pipeline once.

A Dask worker hands its articles to a process of its own (`claimx.batching.pool.Worker`), so that one that
crashes or hangs costs itself alone there, too. Partitions of a machine that goes away are computed elsewhere.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from types import TracebackType
from typing import TYPE_CHECKING

from claimx import pipeline
from claimx.batching.pool import DIED, Result, Task, Worker, batches
from claimx.batching.work import Input, Outcome
from claimx.errors import ExtraMissing, Wording, WorkerFailed
from claimx.pipeline import Settings
from claimx.records import Failure

if TYPE_CHECKING:
    from distributed import Future

PARTITION = 32
"""Inputs that travel together."""

_PARTITION_CHARACTERS = 400_000
_CONNECTING = 30.0  # seconds
_AHEAD = 2  # partitions for each thread of the cluster

_of_thread = threading.local()


class Cluster:
    """A running Dask scheduler with its workers, used as a context manager."""

    def __init__(self, address: str, settings: Settings, fingerprint: str, timeout: float) -> None:
        """`address` is the scheduler's, for instance `tcp://scheduler:8786`; `timeout` in seconds for one article."""
        self._address = address
        self._arguments = (settings, fingerprint, timeout)

    def __enter__(self) -> Cluster:
        """Connect. Raises `ExtraMissing` or `WorkerFailed`."""
        try:
            from distributed import Client
        except ImportError as error:
            raise ExtraMissing("package_missing", package="distributed", extra="cluster") from error
        try:
            self._client = Client(self._address, timeout=_CONNECTING)
        except (OSError, ValueError) as error:
            reason = str(error) or Wording("no_answer")
            raise WorkerFailed("no_scheduler", source=self._address, error=reason) from error
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._client.close()

    def results(self, tasks: Iterable[Task]) -> Iterator[Result]:
        """The outcome of each task, as soon as it is there. Raises `WorkerFailed`."""
        from distributed import as_completed

        waiting = batches(tasks, PARTITION, _PARTITION_CHARACTERS)
        under_way: dict[Future, list[Task]] = {}
        completed = as_completed()

        def submit(batch: list[Task]) -> None:
            inputs = [item for _, item in batch]
            future = self._client.submit(extract_partition, inputs, *self._arguments, pure=False)
            under_way[future] = batch
            completed.add(future)

        while True:
            while len(under_way) < self._room() and (batch := next(waiting, None)) is not None:
                submit(batch)
            if not under_way:
                return
            future = next(completed)
            batch = under_way.pop(future)
            outcomes = _outcomes(future, batch)
            future.release()
            if outcomes is None:
                for task in batch:  # one of them kills the machines; the others must not go with it
                    submit([task])
                continue
            for (position, _), outcome in zip(batch, outcomes, strict=True):
                yield position, outcome

    def _room(self) -> int:
        """How many partitions may be under way; the cluster may grow and shrink."""
        threads: dict[str, int] = self._client.nthreads()
        return _AHEAD * max(1, sum(threads.values()))


def _outcomes(future: Future, batch: list[Task]) -> list[Outcome] | None:
    """What came of a partition; None if its machines died again and again and it has to be divided."""
    from distributed import KilledWorker

    error = future.exception()
    if error is None:
        outcomes: list[Outcome] = future.result()
        return outcomes
    if not isinstance(error, KilledWorker):
        raise WorkerFailed("cluster_failed", error=error) from error
    if len(batch) > 1:
        return None
    source = batch[0][1].source
    return [Failure(source, DIED, f"{source}: every worker of the cluster that took it died.")]


def extract_partition(inputs: list[Input], settings: Settings, fingerprint: str, timeout: float) -> list[Outcome]:
    """Run on a worker of the cluster: one outcome for each input, in order.

    Raises `WorkerFailed` where claimx or its models differ from those of the run.
    """
    workers: dict[str, Worker] = vars(_of_thread).setdefault("workers", {})
    if fingerprint not in workers:
        _check_same(settings, fingerprint)
        for other in workers.values():
            other.close()
        workers.clear()
        workers[fingerprint] = Worker(settings, timeout)
    return list(workers[fingerprint].outcomes(inputs))


def _check_same(settings: Settings, fingerprint: str) -> None:
    if pipeline.fingerprint(settings) != fingerprint:
        raise WorkerFailed("worker_differs")
