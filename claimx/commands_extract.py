"""One run of `claimx extract`: inputs in, filtered documents out, what failed counted on the way."""

from __future__ import annotations

import dataclasses
import itertools
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from claimx import output
from claimx.console import Bar, Messages, draw_documents, output_console
from claimx.feeding import standard_input, usable
from claimx.inputs.options import InputOptions
from claimx.outputs.files import replaced_file
from claimx.outputs.formats import FORMATS
from claimx.outputs.stream import Counts, RunInfo
from claimx.outputs.target import check_target, write_target
from claimx.outputs.writers import WRITERS
from claimx.pipeline import Settings
from claimx.records import Article, Claim, Document, Failure, Notice


@dataclasses.dataclass(frozen=True)
class Filter:
    """Which claims to keep; the defaults keep all. A claim's `parent` may name one that is not kept."""

    types: frozenset[str] = frozenset()
    speaker: str = ""
    """A part of the speaker's name or words, in any case."""
    min_confidence: float = 0.0

    @classmethod
    def of(cls, types: Iterable[str] | None, speaker: str | None, min_confidence: float) -> Filter:
        """The filter that the options of a command ask for; None asks for nothing."""
        return cls(frozenset(types or ()), speaker or "", min_confidence)

    def __call__(self, document: Document) -> Document:
        """The document with only the wanted claims."""
        return dataclasses.replace(document, claims=tuple(filter(self.wants, document.claims)))

    def options(self) -> dict[str, Any]:
        """The filter as JSON-ready values."""
        return {"types": sorted(self.types), "speaker": self.speaker, "min_confidence": self.min_confidence}

    def wants(self, claim: Claim) -> bool:
        """Whether a claim is kept."""
        if self.types and claim.type not in self.types:
            return False
        if claim.confidence < self.min_confidence:
            return False
        return not self.speaker or self._has_speaker(claim)

    def _has_speaker(self, claim: Claim) -> bool:
        wanted = self.speaker.casefold()
        names = (claim.speaker.name, claim.speaker.text) if claim.speaker else ()
        return any(wanted in name.casefold() for name in names)


@dataclasses.dataclass(frozen=True)
class ExtractionJob:
    """What to do, all options checked."""

    names: list[str]
    """Files, archives, corpora and web addresses, or `-` for stdin."""
    inputs: InputOptions
    target: Path | None
    """The file or folder to write, None for stdout."""
    format: str
    keep: Filter
    settings: Settings

    def options(self) -> dict[str, Any]:
        """The options that shape the result, JSON-ready."""
        return {
            "command": "extract",
            **self.settings.options(),
            **self.keep.options(),
        }


class Extraction:
    """A job on its way: `run` does it, `done` and `failed` count the inputs."""

    def __init__(self, job: ExtractionJob, messages: Messages) -> None:
        self.job = job
        self.messages = messages
        self.done = 0
        self.failed = 0
        self._claims = 0
        self._notices: list[tuple[str, Notice]] = []

    def run(self) -> None:
        """Read, extract and write; an input that fails is reported and does not stop the others.

        Raises `OutputError`, `ModelError` or `EngineUnknown`. With no usable input, no model is
        loaded and no file is replaced.
        """
        if self.job.target:
            check_target(self.job.target, self.job.format, self.job.names)
        articles = self._articles()
        first = next(articles, None)
        if first is None:
            return
        with self.messages.progress(len(self.job.names)) as bar:
            counts = self._write(self._documents(itertools.chain([first], articles), bar))
        self._report(counts)

    def _articles(self) -> Iterator[Article]:
        """The inputs that can be read; each other one is reported and counted."""
        from claimx.inputs.sources import read_articles

        return usable(read_articles(self.job.names, standard_input(), self.job.inputs), self._fail)

    def _documents(self, articles: Iterable[Article], bar: Bar) -> Iterator[Document]:
        from claimx import api

        results = api.pipe(articles, **self.job.settings.options())
        for item in usable(results, self._fail):
            self.done += 1
            self._notices += [(item.document.source, notice) for notice in item.warnings]
            document = self.job.keep(item)
            self._claims += len(document.claims)
            if self._on_terminal():
                bar.close()  # the claims themselves show how far it is
            bar.step()
            yield document

    def _on_terminal(self) -> bool:
        return self.job.target is None and sys.stdout.isatty()

    def _write(self, documents: Iterable[Document]) -> Counts:
        """Write the documents as they come: to stdout, or to the target, which is replaced when all are written."""
        if self.job.target and self.job.format in FORMATS:
            return write_target(self.job.target, self.job.format, documents, RunInfo(self.job.options()))
        if self.job.target:
            with replaced_file(self.job.target) as stream:
                draw_documents(documents, output_console(stream))
        elif self.job.format in WRITERS:
            with output.standard_output(as_data=True) as stream:
                stream.writelines(WRITERS[self.job.format](documents))
        else:
            with output.standard_output(as_data=False) as stream:
                draw_documents(documents, output_console(stream))
        return Counts(self.done, self._claims)

    def _fail(self, failure: Failure) -> None:
        self.failed += 1
        self.messages.error(failure)

    def _report(self, counts: Counts) -> None:
        for source, notice in self._notices:
            self.messages.warning(source, notice)
        if self.job.target:
            self.messages.written(counts, str(self.job.target))
