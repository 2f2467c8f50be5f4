"""One run of `claimx report`: texts and results of earlier runs in, one HTML page out."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from claimx import output
from claimx.commands_texts import Documents, TextsJob
from claimx.console import Messages
from claimx.errors import InputError
from claimx.inputs.files import read_article
from claimx.messages import Language, say
from claimx.outputs.files import replaced_file
from claimx.outputs.stream import Counts
from claimx.outputs.target import check_target
from claimx.records import Document, text_sha256
from claimx.statistics.aliases import read_aliases
from claimx.statistics.names import unified


@dataclasses.dataclass(frozen=True)
class ReportJob:
    """What to do, all options checked."""

    inputs: TextsJob
    target: Path | None
    """The file to write, None for stdout."""
    texts: Path | None
    """Where the texts of results lie, if not where they were or beside the results."""
    aliases: Path | None
    language: Language


class Report:
    """A job on its way: `run` does it, `done` and `failed` count what was and was not usable."""

    def __init__(self, job: ReportJob, messages: Messages) -> None:
        self.job = job
        self.messages = messages
        self._inputs = Documents(job.inputs, messages)
        self._texts: dict[str, str] = {}

    @property
    def done(self) -> int:
        """How many documents and results were read."""
        return self._inputs.done

    @property
    def failed(self) -> int:
        """How many inputs could not be used."""
        return self._inputs.failed

    def run(self) -> None:
        """Read, extract and write; an input that fails is reported and does not stop the others.

        Results come first on the page, then the texts. Claims that are not wanted still tell who a surname is.
        Raises `InputError`, `AliasesBroken`, `OutputError`, `ModelError` or `EngineUnknown`. With no usable input,
        nothing is written.
        """
        job = self.job
        aliases = read_aliases(job.aliases) if job.aliases else None
        if job.target:
            check_target(job.target, "html", job.inputs.names)
        documents = []
        with self.messages.progress(len(job.inputs.names)) as bar:
            for document, text, name in self._inputs.read(bar):
                documents.append(document)
                if text is None:
                    self._find_text(document, Path(name).parent)
                else:
                    self._texts[document.document.sha256] = text
        if self.done:
            self._write([job.inputs.keep(document) for document in documents], unified(documents, aliases))

    def _find_text(self, document: Document, folder: Path) -> None:
        """Keep the text of a document if it is there and still the one that the claims were found in."""
        source, wanted = Path(document.document.source), document.document.sha256
        folders = [self.job.texts] if self.job.texts else [Path(), folder]
        for path in (path for place in folders for path in (place / source, place / source.name)):
            text = _text(path)
            if text is not None and text_sha256(text) == wanted:
                self._texts[wanted] = text
                return
        self.messages.note(say("text_missing", source=source))

    def _write(self, documents: list[Document], names: list[dict[str, str]]) -> None:
        from claimx.reporting.page import render

        page = render(documents, self._texts, self.job.language, names)
        target = self.job.target
        with replaced_file(target) if target else output.standard_output(as_data=True) as stream:
            stream.write(page)
        if target:
            claims = sum(len(document.claims) for document in documents)
            self.messages.written(Counts(len(documents), claims), str(target))


def _text(path: Path) -> str | None:
    try:
        return read_article(str(path)).text if path.is_file() else None
    except (InputError, OSError, ValueError):
        return None
