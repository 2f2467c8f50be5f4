"""Inputs to documents: texts, which are extracted, and, for the commands that take both, results of earlier runs."""

from __future__ import annotations

import dataclasses
import io
import itertools
from collections import deque
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from claimx.commands_extract import Filter
from claimx.console import Bar, Messages
from claimx.errors import ExtraMissing, InputError, RecordError
from claimx.feeding import standard_input, usable
from claimx.inputs.text import STDIN, STDIN_SOURCE
from claimx.outputs.formats import holds_results
from claimx.outputs.results import documents_in, is_documents, read_results
from claimx.pipeline import Settings
from claimx.records import Article, Document, Failure


@dataclasses.dataclass(frozen=True)
class TextsJob:
    """Which inputs, by which engine, and which of their claims; all options checked."""

    names: list[str]
    """Files and web addresses, or `-` for stdin; where results are taken, too, these in any format that can be read."""
    keep: Filter
    settings: Settings


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

        results = api.pipe(remembered(), **self.job.settings.options())
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
        self.messages.error(failure)


class Documents:
    """A job on its way, over results and texts.

    `done` counts the documents and the results that were read to their end, `failed` what could not be used.
    """

    def __init__(self, job: TextsJob, messages: Messages) -> None:
        self.job = job
        self.messages = messages
        self.done = 0
        self.failed = 0

    def read(self, bar: Bar) -> Iterator[tuple[Document, str | None, str]]:
        """Each document, with all its claims, its text if it was extracted here, and the name of its input.

        Results come first, then texts, so that a model is loaded once and only if it is needed. An input that fails
        is reported and does not stop the others, and neither does one that breaks off. Raises `ModelError` or
        `EngineUnknown`.
        """
        stdin = _stdin() if STDIN in self.job.names else b""
        texts = []
        for name in self.job.names:
            if _is_results(name, stdin):
                yield from ((document, None, name) for document in self._results(name, stdin))
                bar.step()
            else:
                texts.append(name)
        yield from self._extracted(texts, stdin, bar)

    def _results(self, name: str, stdin: bytes) -> Iterator[Document]:
        items = documents_in(stdin, STDIN_SOURCE) if name == STDIN else read_results(Path(name))
        try:
            for document in usable(items, self._fail):
                self.done += 1
                yield document
            self.done += 1  # even without a document in it
        except (RecordError, InputError, ExtraMissing) as error:
            self.failed += 1
            self.messages.error(error)

    def _extracted(self, names: list[str], stdin: bytes, bar: Bar) -> Iterator[tuple[Document, str, str]]:
        texts = Texts(dataclasses.replace(self.job, names=names), self.messages, io.BytesIO(stdin))
        articles = texts.articles()
        first = next(articles, None)
        try:
            if first is not None:
                for document, text in texts.extracted(itertools.chain([first], articles), bar):
                    yield document, text, document.document.source
        finally:
            self.done += texts.done
            self.failed += texts.failed

    def _fail(self, failure: Failure) -> None:
        self.failed += 1
        self.messages.error(failure)


class OverDocuments:
    """A job over documents: `done` and `failed` count what was and was not usable."""

    def __init__(self, inputs: TextsJob, messages: Messages) -> None:
        self.messages = messages
        self._inputs = Documents(inputs, messages)

    @property
    def done(self) -> int:
        """How many documents and results were read."""
        return self._inputs.done

    @property
    def failed(self) -> int:
        """How many inputs could not be used."""
        return self._inputs.failed


def _stdin() -> bytes:
    stream = standard_input()
    return stream.read() if stream else b""


def _is_results(name: str, stdin: bytes) -> bool:
    from claimx.inputs.web import is_url

    if name == STDIN:
        return is_documents(stdin)
    return not is_url(name) and holds_results(name) and not _is_corpus(name)


def _is_corpus(name: str) -> bool:
    """Whether a file holds articles although results may have its suffix, too."""
    from claimx.inputs.corpora import corpus_suffix
    from claimx.inputs.sources import read_articles

    if not corpus_suffix(name):
        return False
    try:
        next(read_results(Path(name)), None)
    except (RecordError, InputError, ExtraMissing):
        return isinstance(next(read_articles([name]), None), Article)
    return False
