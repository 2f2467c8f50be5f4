"""A stream of results on its way into a file: documents go through, failures wait on disk, both are counted."""

from __future__ import annotations

import dataclasses
import datetime
import json
import os
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO, Any

from claimx.records import Document, Failure, PipelineInfo


def utc_now() -> str:
    """The time as ISO text in UTC, to the second; that of SOURCE_DATE_EPOCH if it is set."""
    given = os.environ.get("SOURCE_DATE_EPOCH", "")
    seconds = int(given) if given.isdecimal() else int(time.time())
    return datetime.datetime.fromtimestamp(seconds, datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


@dataclasses.dataclass(frozen=True)
class RunInfo:
    """How the results were made, for the formats that tell."""

    options: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    """JSON-ready values."""
    started: str = dataclasses.field(default_factory=utc_now)


@dataclasses.dataclass(frozen=True)
class Counts:
    """What was written."""

    documents: int = 0
    claims: int = 0
    failures: int = 0
    shortened: int = 0
    """Cells whose text was too long for the format, and was cut."""


class SourceError(Exception):
    """Wraps what the results' own source raised, so that it is not taken for a fault of the file written."""


class ResultStream:
    """Results taken apart: first iterate over `documents`, then over `failures`; `counts` knows how many came."""

    def __init__(self, items: Iterable[Document | Failure], spool_folder: Path | None) -> None:
        self._items = items
        self._spool_folder = spool_folder
        self._spool: IO[str] | None = None
        self.counts = Counts()
        self.pipeline: PipelineInfo | None = None
        """What made the first document."""

    def __enter__(self) -> ResultStream:
        return self

    def __exit__(self, *_: object) -> None:
        if self._spool:
            self._spool.close()

    def documents(self) -> Iterator[Document]:
        """The documents as they come. Raises `SourceError` for whatever their source raises."""
        for item in self._guarded():
            if isinstance(item, Failure):
                self._keep(item)
                continue
            self.pipeline = self.pipeline or item.pipeline
            self._count(documents=1, claims=len(item.claims))
            yield item

    def failures(self) -> Iterator[Failure]:
        """The failures that came between the documents, in order."""
        if self._spool:
            self._spool.seek(0)
            for line in self._spool:
                yield Failure.from_dict(json.loads(line))

    def note_shortened(self) -> None:
        """Count a cell that was cut."""
        self._count(shortened=1)

    def _guarded(self) -> Iterator[Document | Failure]:
        items = iter(self._items)
        while True:
            try:
                item = next(items)
            except StopIteration:
                return
            except Exception as error:
                raise SourceError from error
            yield item

    def _keep(self, failure: Failure) -> None:
        if self._spool is None:
            # Beside the target, where there must be room anyway; it has no name, so nothing can be left of it.
            folder = self._spool_folder
            self._spool = tempfile.TemporaryFile("w+", encoding="utf-8", dir=folder)  # noqa: SIM115 - see __exit__
        self._spool.write(json.dumps(failure.to_dict()) + "\n")
        self._count(failures=1)

    def _count(self, **more: int) -> None:
        self.counts = dataclasses.replace(
            self.counts, **{name: getattr(self.counts, name) + number for name, number in more.items()}
        )
