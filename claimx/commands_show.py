"""One run of `claimx show`: texts with their claims in them, for reading in the terminal."""

from __future__ import annotations

import itertools
import sys

from claimx import output
from claimx.commands_texts import Texts, TextsJob
from claimx.console import Messages, output_console
from claimx.feeding import standard_input
from claimx.reading import draw_article


class Show:
    """A job on its way: `run` does it, `done` and `failed` count the inputs."""

    def __init__(self, job: TextsJob, messages: Messages) -> None:
        self.texts = Texts(job, messages, standard_input())

    @property
    def done(self) -> int:
        """How many inputs were shown."""
        return self.texts.done

    @property
    def failed(self) -> int:
        """How many inputs could not be used."""
        return self.texts.failed

    def run(self) -> None:
        """Read, extract and draw; an input that fails is reported and does not stop the others.

        Raises `ModelError` or `EngineUnknown`. With no usable input, no model is loaded.
        """
        articles = self.texts.articles()
        first = next(articles, None)
        if first is None:
            return
        job, messages = self.texts.job, self.texts.messages
        with messages.progress(len(job.names)) as bar, output.standard_output(as_data=False) as stream:
            console = output_console(stream)
            for number, (document, text) in enumerate(self.texts.extracted(itertools.chain([first], articles), bar)):
                if sys.stdout.isatty():
                    bar.close()  # the texts themselves show how far it is
                if number:
                    console.print()
                    console.rule(style="dim")
                draw_article(job.keep(document), text, console)
