"""One run of `claimx report`: texts and results of earlier runs in, one HTML page out."""

from __future__ import annotations

import dataclasses
import io
import itertools
from pathlib import Path

from claimx import output
from claimx.commands_texts import Texts, TextsJob
from claimx.console import Messages
from claimx.errors import InputError, RecordError
from claimx.feeding import standard_input
from claimx.inputs.files import read_article
from claimx.inputs.text import STDIN, STDIN_SOURCE
from claimx.messages import Language, say
from claimx.outputs.files import replaced_file
from claimx.outputs.formats import holds_results
from claimx.outputs.results import documents_in, is_documents, read_results
from claimx.outputs.stream import Counts
from claimx.outputs.target import check_target
from claimx.records import Document, text_sha256
from claimx.statistics.aliases import read_aliases
from claimx.statistics.names import unified


@dataclasses.dataclass(frozen=True)
class ReportJob:
    """What to do, all options checked."""

    inputs: TextsJob
    """Its names may be results, too, in any format that claimx writes."""
    target: Path | None
    """The file to write, None for stdout."""
    texts: Path | None
    """Where the texts of results lie, if not where they were or beside the results."""
    aliases: Path | None
    language: Language


class Report:
    """A job on its way: `run` does it, `done` and `failed` count the inputs."""

    def __init__(self, job: ReportJob, messages: Messages) -> None:
        self.job = job
        self.messages = messages
        self.done = 0
        self.failed = 0
        self._documents: list[Document] = []
        self._texts: dict[str, str] = {}

    def run(self) -> None:
        """Read, extract and write; an input that fails is reported and does not stop the others.

        Results come first on the page, then the texts. Claims that are not wanted still tell who a surname is.
        Raises `InputError`, `AliasesBroken`, `OutputError`, `ModelError` or `EngineUnknown`. With no usable input,
        nothing is written.
        """
        aliases = read_aliases(self.job.aliases) if self.job.aliases else None
        if self.job.target:
            check_target(self.job.target, "html", self.job.inputs.names)
        stdin = _stdin() if STDIN in self.job.inputs.names else b""
        names = [name for name in self.job.inputs.names if not self._take_results(name, stdin)]
        self._extract(names, stdin)
        if self._documents:
            self._write(unified(self._documents, aliases))

    def _take_results(self, name: str, stdin: bytes) -> bool:
        """Whether an input holds results; if so, they are taken."""
        if not (is_documents(stdin) if name == STDIN else holds_results(name)):
            return False
        items = documents_in(stdin, STDIN_SOURCE) if name == STDIN else read_results(Path(name))
        try:
            documents = [item for item in items if isinstance(item, Document)]
        except (RecordError, InputError) as error:
            self.failed += 1
            self.messages.error(str(error))
            return True
        self.done += 1
        for document in documents:
            self._find_text(document, Path(name).parent)
            self._documents.append(document)
        return True

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

    def _extract(self, names: list[str], stdin: bytes) -> None:
        texts = Texts(dataclasses.replace(self.job.inputs, names=names), self.messages, io.BytesIO(stdin))
        articles = texts.articles()
        first = next(articles, None)
        if first is not None:
            with self.messages.progress(len(names)) as bar:
                for document, text in texts.extracted(itertools.chain([first], articles), bar):
                    self._documents.append(document)
                    self._texts[document.document.sha256] = text
        self.done += texts.done
        self.failed += texts.failed

    def _write(self, names: list[dict[str, str]]) -> None:
        from claimx.reporting.page import render

        documents = [self.job.inputs.keep(document) for document in self._documents]
        page = render(documents, self._texts, self.job.language, names)
        target = self.job.target
        with replaced_file(target) if target else output.standard_output(as_data=True) as stream:
            stream.write(page)
        if target:
            claims = sum(len(document.claims) for document in documents)
            self.messages.written(Counts(len(documents), claims), str(target))


def _stdin() -> bytes:
    stream = standard_input()
    return stream.read() if stream else b""


def _text(path: Path) -> str | None:
    try:
        return read_article(str(path)).text if path.is_file() else None
    except (InputError, OSError, ValueError):
        return None
