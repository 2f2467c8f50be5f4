"""Inputs to documents with their texts, for the commands that show both."""

from __future__ import annotations

import dataclasses
from collections import deque
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from claimx.commands_extract import Filter
from claimx.console import Bar, Messages
from claimx.feeding import usable
from claimx.records import Article, Document, Failure


@dataclasses.dataclass(frozen=True)
class TextsJob:
    """Which inputs, by which engine, and which of their claims; all options checked."""

    names: list[str]
    """Files, or `-` for stdin."""
    keep: Filter
    model: str | None
    engine: str
    nested: bool
    """Whether claims inside claims are wanted, too."""


class Texts:
    """A job on its way: iterating extracts, `done` and `failed` count the inputs."""

    def __init__(self, job: TextsJob, messages: Messages, stdin: BinaryIO | None = None) -> None:
        self.job = job
        self.messages = messages
        self.stdin = stdin
        self.done = 0
        self.failed = 0

    def articles(self) -> Iterator[Article]:
        """The inputs that can be read; each other one is reported and counted."""
        from claimx.inputs.sources import read_articles

        return usable(read_articles(self.job.names, self.stdin), self.fail)

    def extracted(self, articles: Iterable[Article], bar: Bar) -> Iterator[tuple[Document, str]]:
        """Each document, with all its claims, and its text; raises `ModelError` or `EngineUnknown`."""
        from claimx import api

        read: deque[str] = deque()  # one result comes for each article, in order, but perhaps later

        def remembered() -> Iterator[Article]:
            for article in articles:
                read.append(article.text)
                yield article

        results = api.pipe(remembered(), model=self.job.model, engine=self.job.engine, nested=self.job.nested)
        for item in results:
            text = read.popleft()
            bar.step()
            if isinstance(item, Failure):
                self.fail(item)
                continue
            self.done += 1
            for notice in item.warnings:
                self.messages.warning(item.document.source, notice)
            yield item, text

    def fail(self, failure: Failure) -> None:
        """Report an input that cannot be used, and count it."""
        self.failed += 1
        self.messages.error(failure.message)
