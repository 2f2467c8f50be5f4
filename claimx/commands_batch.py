"""One run of `claimx batch`: many articles into one target, and what is said of it on the way."""

from __future__ import annotations

import contextlib
import dataclasses
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from claimx import pipeline
from claimx.batching.cluster import Cluster
from claimx.batching.journal import Changes, Journal, journal_path
from claimx.batching.pool import LocalPool
from claimx.batching.run import Extractor, documents, extract_all
from claimx.commands_extract import Filter
from claimx.console import Messages
from claimx.errors import OutputError
from claimx.inputs.files import is_taken
from claimx.inputs.options import InputOptions
from claimx.inputs.sources import read_sources
from claimx.inputs.web import is_url
from claimx.messages import say, spoken
from claimx.outputs.stream import RunInfo
from claimx.outputs.target import check_target, failures_place, write_target
from claimx.pipeline import Settings
from claimx.progress import BatchProgress
from claimx.records import Document, Failure


def usable_cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@dataclasses.dataclass(frozen=True)
class BatchJob:
    """What to do, all options checked."""

    sources: list[str]
    target: Path
    format: str
    inputs: InputOptions
    keep: Filter
    settings: Settings
    workers: int
    timeout: float
    """Seconds for one article."""
    restart: bool
    cluster: str | None
    """Address of a Dask scheduler; None is this machine."""

    def options(self) -> dict[str, Any]:
        """The options that shape the result, JSON-ready."""
        return {
            "command": "batch",
            "sources": self.sources,
            "inputs": dataclasses.asdict(self.inputs),
            **self.settings.options(),
            **self.keep.options(),
        }


class BatchRun:
    """A batch on its way: `run` does it, `done` and `failed` count the inputs."""

    def __init__(self, job: BatchJob, messages: Messages) -> None:
        self.job = job
        self.messages = messages
        self.done = 0
        self.failed = 0

    def run(self) -> None:
        """Read, look up, extract and write.

        Raises `OutputError`, `ModelError`, `EngineUnknown` or `WorkerFailed`. What was extracted by then, or
        until a KeyboardInterrupt, is kept, and the same command goes on from there.
        """
        job, settings, run = self.job, self.job.settings, RunInfo(self.job.options())
        fingerprint = pipeline.fingerprint(settings)
        check_target(job.target, job.format, job.sources)
        self._check_apart()
        with contextlib.closing(Journal(journal_path(job.target), restart=job.restart)) as journal:
            try:
                self._extract(journal, fingerprint)
            except KeyboardInterrupt:
                self.messages.note(say("batch_interrupted"))
                raise
            self._write(journal, run)
            self._report(journal.finish())

    def _check_apart(self) -> None:
        """Raise `OutputError` where the target would be one of the articles of a source."""
        target = self.job.target.resolve()
        for source in map(Path, self.job.sources):
            if source.is_dir() and target.is_relative_to(source.resolve()):
                inside = target.relative_to(source.resolve()).as_posix()
                if is_taken(inside, self.job.inputs.glob):
                    raise OutputError("target_among_articles", source=self.job.target, folder=source)

    def _extract(self, journal: Journal, fingerprint: str) -> None:
        items = read_sources(self.job.sources, self.job.inputs)
        with self._extractor(fingerprint) as extractor, BatchProgress(self.messages, self._count) as progress:
            extract_all(items, journal, extractor, fingerprint, progress)

    def _count(self) -> int:
        """How many inputs there are; addresses are not fetched for it."""
        places = [source for source in self.job.sources if not is_url(source)]
        return len(self.job.sources) - len(places) + sum(1 for _ in read_sources(places, self.job.inputs))

    def _extractor(self, fingerprint: str) -> contextlib.AbstractContextManager[Extractor]:
        job = self.job
        if job.cluster:
            return Cluster(job.cluster, job.settings, fingerprint, job.timeout)
        return LocalPool(job.settings, job.workers, job.timeout)

    def _write(self, journal: Journal, run: RunInfo) -> None:
        counts = write_target(self.job.target, self.job.format, self._kept(journal), run)
        self.done, self.failed = counts.documents, counts.failures
        self.messages.written(counts, str(self.job.target))
        if counts.failures:
            place = failures_place(self.job.target, self.job.format)
            self.messages.note(say("batch_failures", place=place.say(spoken().language)))

    def _kept(self, journal: Journal) -> Iterator[Document | Failure]:
        for item in documents(journal):
            yield item if isinstance(item, Failure) else self.job.keep(item)

    def _report(self, changes: Changes) -> None:
        if not changes.known:
            return
        new, changed, unchanged = changes.new, changes.changed, changes.unchanged
        self.messages.note(say("batch_changes", new=new, changed=changed, unchanged=unchanged))
        if changes.vanished:
            names = ", ".join(changes.vanished_examples)
            more = ", …" if changes.vanished > len(changes.vanished_examples) else ""
            key = "batch_gone_one" if changes.vanished == 1 else "batch_gone_many"
            self.messages.note(say(key, count=changes.vanished, names=f"{names}{more}"))
