"""One run of `claimx explain`: a text in, why one of its claims is a claim out."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

from claimx import output
from claimx.console import Messages, output_console
from claimx.errors import ClaimUnknown
from claimx.feeding import standard_input, usable
from claimx.inputs.sources import read_articles
from claimx.pipeline import Settings
from claimx.records import Article, Failure

if TYPE_CHECKING:
    from claimx.explanation import Explanation


@dataclasses.dataclass(frozen=True)
class ExplanationJob:
    """What to do, all options checked."""

    name: str
    """A file with one or several articles, or `-` for stdin."""
    wanted: str | int
    """The id of the claim, or its number in the first article."""
    format: str
    settings: Settings


class ExplanationRun:
    """A job on its way: `run` does it, `done` and `failed` count the articles."""

    def __init__(self, job: ExplanationJob, messages: Messages) -> None:
        self.job = job
        self.messages = messages
        self.done = 0
        self.failed = 0

    def run(self) -> None:
        """Read, extract, explain and print.

        An input that cannot be read is reported. Raises `ClaimUnknown`, `ModelError` or `EngineUnknown`; with no
        usable input, no model is loaded.
        """
        found = self._explained()
        if found is None:
            return
        source, explanation = found
        if self.job.format == "json":
            with output.standard_output(as_data=True) as stream:
                stream.write(json.dumps(explanation.to_dict(), ensure_ascii=False, indent=2) + "\n")
            return
        from claimx.explanation_tables import draw_explanation

        with output.standard_output(as_data=False) as stream:
            draw_explanation(source, explanation, output_console(stream))

    def _explained(self) -> tuple[str, Explanation] | None:
        """The explanation with its article's source: an id is looked for in all articles, a number in the first."""
        unknown: ClaimUnknown | None = None
        nlp = None
        for article in self._articles():
            from claimx.explanation import explain

            nlp = nlp or self.job.settings.load()
            self.done += 1
            try:
                return article.source, explain(article, self.job.wanted, nlp=nlp)
            except ClaimUnknown as error:
                unknown = unknown or error
            if isinstance(self.job.wanted, int):
                break
        if unknown is not None:
            raise unknown
        return None

    def _articles(self) -> Iterator[Article]:
        return usable(read_articles([self.job.name], standard_input()), self._fail)

    def _fail(self, failure: Failure) -> None:
        self.failed += 1
        self.messages.error(failure)
