"""One run of `claimx report`: texts and results of earlier runs in, one HTML page out."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from pathlib import Path

from claimx import output
from claimx.commands_texts import OverDocuments, TextsJob
from claimx.console import Messages
from claimx.errors import InputError
from claimx.feeding import usable
from claimx.inputs.files import read_article
from claimx.inputs.sources import read_articles
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


class Report(OverDocuments):
    """A job on its way: `run` does it, `done` and `failed` count what was and was not usable."""

    def __init__(self, job: ReportJob, messages: Messages) -> None:
        super().__init__(job.inputs, messages)
        self.job = job
        self._texts: dict[str, str] = {}

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
        documents: list[Document] = []
        results: list[tuple[Document, Path]] = []
        with self.messages.progress(len(job.inputs.names)) as bar:
            for document, text, name in self._inputs.read(bar):
                documents.append(document)
                if text is None:
                    results.append((document, Path(name).parent))
                else:
                    self._texts[document.document.sha256] = text
        self._find_texts(results)
        if self.done:
            self._write([job.inputs.keep(document) for document in documents], unified(documents, aliases))

    def _find_texts(self, results: list[tuple[Document, Path]]) -> None:
        """Keep the texts of results that are at hand, and tell which ones are not."""
        self._texts.update(found_texts(results, self.job.texts))
        missing = [document.document for document, _ in results if document.document.sha256 not in self._texts]
        if len(missing) == 1:
            self.messages.note(say("text_missing", source=missing[0].source))
        elif missing:
            self.messages.note(say("texts_missing", count=len(missing), source=missing[0].source))

    def _write(self, documents: list[Document], names: list[dict[str, str]]) -> None:
        from claimx.reporting.page import render

        page = render(documents, self._texts, self.job.language, names)
        target = self.job.target
        with replaced_file(target) if target else output.standard_output(as_data=True) as stream:
            stream.write(page)
        if target:
            claims = sum(len(document.claims) for document in documents)
            self.messages.written(Counts(len(documents), claims), str(target))


def found_texts(results: Iterable[tuple[Document, Path]], place: Path | None) -> dict[str, str]:
    """The texts of documents, by their hash, as far as they are at hand and still what the claims were found in.

    Each document comes with the folder of its results. `place` is the folder, archive or corpus with the texts; without
    it, they are looked for where they were and beside the results, in archives, too.
    """
    texts: dict[str, str] = {}
    wanted: set[str] = set()
    packed = {place} if place and _is_file(place) else set[Path]()
    for document, folder in results:
        source, sha256 = Path(document.document.source), document.document.sha256
        places = [place] if place else [Path(), folder]
        paths = [path for where in places for path in (where / source, where / source.name)]
        texts_there = filter(None, map(_text, paths))
        found = next((text for text in texts_there if text_sha256(text) == sha256), None)
        if found is not None:
            texts[sha256] = found
            continue
        wanted.add(sha256)
        packed.update(parent for path in paths for parent in path.parents if _is_file(parent))
    for path in sorted(packed):
        for article in usable(read_articles([str(path)]), lambda _: None):
            if (sha256 := text_sha256(article.text)) in wanted:
                texts[sha256] = article.text
    return texts


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def _text(path: Path) -> str | None:
    try:
        return read_article(str(path)).text if _is_file(path) else None
    except InputError:
        return None
