"""One batch: inputs looked up in the journal, those that are new or changed extracted, all written in order."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from typing import Protocol

from claimx.batching.journal import Journal
from claimx.batching.pool import Result, Task
from claimx.batching.work import Extracted, Input, unpack
from claimx.inputs.files import Unread, suffix
from claimx.records import Document, Failure


class Extractor(Protocol):
    """Where the work is done: worker processes here (`LocalPool`), or a cluster."""

    def results(self, tasks: Iterable[Task]) -> Iterator[Result]:
        """The outcome of each task, in any order; tasks are taken as there is room for them."""
        ...


@dataclasses.dataclass
class Tally:
    """How far a run is."""

    known: int = 0
    """Inputs whose result was in the journal."""
    extracted: int = 0
    failed: int = 0
    claims: int = 0
    """Of the inputs that were extracted."""

    @property
    def inputs(self) -> int:
        """How many inputs are through."""
        return self.known + self.extracted + self.failed


def extract_all(
    items: Iterable[Input | Failure],
    journal: Journal,
    extractor: Extractor,
    fingerprint: str,
    on_progress: Callable[[Tally], None],
) -> Tally:
    """Bring the result of every input into the journal; what is there already is not computed again.

    `fingerprint` says what results depend on besides the input (`claimx.pipeline.fingerprint`).
    """
    tally = Tally()
    under_way: dict[int, bytes] = {}

    def tasks() -> Iterator[Task]:
        for position, item in enumerate(items):
            if isinstance(item, Failure):
                journal.add_item(position, item.source, None, item)
                tally.failed += 1
            else:
                digest = input_digest(item, fingerprint)
                journal.add_item(position, item.source, digest)
                if not journal.has(digest):
                    under_way[position] = digest
                    yield position, item
                    continue
                tally.known += 1
            on_progress(tally)

    for position, outcome in extractor.results(tasks()):
        digest = under_way.pop(position)
        if isinstance(outcome, Extracted):
            journal.add_result(digest, outcome.payload)
            tally.extracted += 1
            tally.claims += outcome.claims
        else:
            journal.add_item(position, outcome.source, digest, outcome)
            tally.failed += 1
        on_progress(tally)
    journal.commit()
    return tally


def input_digest(item: Input, fingerprint: str) -> bytes:
    """32 bytes that are the same for two inputs only if their results are, the name of the source aside."""
    if isinstance(item, Unread):
        fields: list[str | None] = [fingerprint, suffix(item.source)]
        return hashlib.sha256(json.dumps(fields).encode() + item.data).digest()
    fields = [fingerprint, item.text, item.title, item.published, item.author, item.outlet]
    return hashlib.sha256(json.dumps(fields).encode()).digest()


def documents(journal: Journal) -> Iterator[Document | Failure]:
    """What the run has made of its inputs, in their order."""
    for entry in journal.entries():
        if entry.failure:
            yield entry.failure
        elif entry.payload is not None:
            yield unpack(entry.payload, entry.source)
