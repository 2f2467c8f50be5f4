"""From articles to documents: clean, run the pipeline, and bring all offsets back to the given text."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

from claimx.clean import Cleaned, clean
from claimx.errors import RecordError
from claimx.pipeline import DEFAULT_ENGINE
from claimx.records import (
    Article,
    Claim,
    Document,
    DocumentInfo,
    Failure,
    Notice,
    Part,
    PipelineInfo,
    Sentence,
    Source,
    Span,
    Speaker,
    claim_id,
    joined_text,
    text_sha256,
)

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

_CHUNK = 200_000  # characters; the parser's memory grows with the length of a Doc
_BREAKS = ("\n\n", "\r\n\r\n", "\n", ". ", " ")  # where a longer text is split, the best first


def pipe(
    texts: Iterable[str | Article],
    *,
    model: str | None = None,
    engine: str = DEFAULT_ENGINE,
    nested: bool = False,
    nlp: Language | None = None,
    on_progress: Callable[[int], None] | None = None,
) -> Iterator[Document | Failure]:
    """Extract the claims of many texts, lazily: one result for each, in their order.

    A plain text is called "text 1" and so on; an `Article` brings its own name, title and date. A text that the
    pipeline cannot work on becomes a `Failure`; the others go on. `on_progress` is told how many are done. The other
    options are those of `extract`. Raises `ModelError` or `EngineUnknown` before the first text.

    >>> import claimx
    >>> texts = ["„Ja“, sagte Anna Kern.", "Laut Polizei blieb die Brücke gesperrt."]
    >>> for document in claimx.pipe(texts, engine="rules"):
    ...     print(document.document.source, [claim.speaker.name for claim in document.claims])
    text 1 ['Anna Kern']
    text 2 ['Polizei']
    """
    from claimx import pipeline

    nlp = nlp or pipeline.load(model, engine, nested=nested)
    info = pipeline.describe(nlp)
    for done, text in enumerate(texts, 1):
        item = _document_or_failure(Article(f"text {done}", text) if isinstance(text, str) else text, nlp, info)
        if on_progress is not None:
            on_progress(done)
        yield item


def extract(
    text: str,
    *,
    source: str = "text",
    model: str | None = None,
    engine: str = DEFAULT_ENGINE,
    nested: bool = False,
    nlp: Language | None = None,
) -> Document:
    """Extract the claims of one text, in the order in which their quotes begin.

    Offsets in the result are code points of `text`, end exclusive, so that `text[span.start:span.end]` is the words;
    confidences are calibrated, 0 to 1. `source` names the text in the result. `model` is the name or folder of a
    German spaCy pipeline, None the one that comes with claimx; `engine` is hybrid, hybrid-free, rules, or the folder
    of a trained model; `nested` adds the claims inside claims, each with its parent. `nlp` is a pipeline from `load`,
    in the place of these three: loading takes a second, so for more than one text load once, or use `pipe`.
    Raises `ModelError` or `EngineUnknown`.

    >>> import claimx
    >>> text = "„Der Damm hält“, sagte Landrätin Carola Wendt am Montag."
    >>> document = claimx.extract(text, engine="rules")
    >>> for claim in document.claims:
    ...     print(claim.type, claim.speaker.name, claim.speaker.role, claim.quote.text)
    direct Carola Wendt Landrätin „Der Damm hält“
    >>> [text[span.start : span.end] for span in document.claims[0].cue.spans]
    ['sagte']
    """
    from claimx import pipeline

    nlp = nlp or pipeline.load(model, engine, nested=nested)
    return _document(Article(source, text), nlp, pipeline.describe(nlp))


def claims(doc: Doc) -> tuple[Claim, ...]:
    """The claims in a Doc that went through a pipeline with the component `claimx`, in the order of their quotes.

    The Doc may have been saved and read again, with `to_bytes`, `to_disk` or `DocBin`. Offsets are code points of
    `doc.text`, end exclusive. Raises `RecordError` for a Doc without claims of claimx.

    >>> import claimx
    >>> nlp = claimx.load(engine="rules")
    >>> doc = nlp("„Ja“, sagte Anna Kern. Laut Polizei blieb die Brücke gesperrt.")
    >>> [(claim.quote.text, claim.speaker.name) for claim in claimx.claims(doc)]
    [('„Ja“', 'Anna Kern'), ('blieb die Brücke gesperrt', 'Polizei')]
    """
    if not {"claimx", "claimx_blocks"} <= doc.spans.keys() or "claims" not in doc.spans["claimx"].attrs:
        raise RecordError("doc_without_claims")
    text = doc.text
    as_it_is = Cleaned(text, array("I", range(len(text))))
    found = RecordBuilder(text, text_sha256(text), 0, as_it_is, doc).claims()
    return tuple(sorted(found, key=lambda claim: claim.quote.spans[0].start))


def _document_or_failure(article: Article, nlp: Language, info: PipelineInfo) -> Document | Failure:
    try:
        return _document(article, nlp, info)
    except Exception as error:  # noqa: BLE001 - one article must never cost the others
        return Failure(article.source, "internal-error", f"{article.source}: {type(error).__name__}: {error}")


def _chunks(article: Article) -> list[tuple[int, Cleaned]]:
    """The cleaned text in stretches that the pipeline can hold, each with its offset in the article."""
    text = article.text
    chunks, start = [], 0
    while len(text) - start > _CHUNK:
        found = ((text.rfind(mark, start + _CHUNK // 2, start + _CHUNK), mark) for mark in _BREAKS)
        stop = next((at + len(mark) for at, mark in found if at >= 0), start + _CHUNK)
        chunks.append((start, clean(text[start:stop])))
        start = stop
    chunks.append((start, clean(text[start:])))
    return chunks


def read_chunks(article: Article, nlp: Language) -> Iterator[RecordBuilder]:
    """The processed stretches of an article that hold words, in order; only a very long article has several."""
    digest = text_sha256(article.text)
    for offset, cleaned in _chunks(article):
        doc = nlp(cleaned.text) if cleaned.text.strip() else nlp.make_doc("")
        if len(doc):
            yield RecordBuilder(article.text, digest, offset, cleaned, doc)


def _document(article: Article, nlp: Language, info: PipelineInfo) -> Document:
    claims: list[Claim] = []
    notices: list[Notice] = []
    published, title = article.published, article.title
    for reader in read_chunks(article, nlp):
        claims += reader.claims()
        notices += reader.notices()
        published = published or reader.published
        title = title or reader.title
    claims.sort(key=lambda claim: claim.quote.spans[0].start)
    details = DocumentInfo(
        source=article.source,
        title=title,
        published=published,
        language="de",
        length=len(article.text),
        sha256=text_sha256(article.text),
        author=article.author,
        outlet=article.outlet,
    )
    return Document(details, info, tuple(claims), tuple(notices))


class RecordBuilder:
    """Turns the claims of one processed chunk into records with offsets into the article."""

    def __init__(self, text: str, digest: str, offset: int, cleaned: Cleaned, doc: Doc) -> None:
        self.text = text
        self.digest = digest
        self.offset = offset
        self.cleaned = cleaned
        self.doc = doc
        blocks = doc.spans["claimx_blocks"]
        self.published: str | None = blocks.attrs.get("published")
        self._notices = blocks.attrs.get("notices", [])
        headline = next((b for b in blocks if b.label_ == "headline"), None)
        self.title = self.span(headline.start, headline.end) if headline is not None else None

    @property
    def title(self) -> str | None:
        """The headline's text."""
        return self.text[self._title.start : self._title.end] if self._title else None

    @title.setter
    def title(self, span: Span | None) -> None:
        self._title = span

    def notices(self) -> list[Notice]:
        """What was odd about the marks, with offsets into the article."""
        return [
            Notice(code, self._char_span(start, start + 1).start, message) for code, start, message in self._notices
        ]

    def claims(self) -> list[Claim]:
        """The claims of the chunk."""
        plains = self.doc.spans["claimx"].attrs["claims"]
        quotes = [self._quote(plain) for plain in plains]
        ids = [claim_id(self.digest, quote.spans, p["type"]) for quote, p in zip(quotes, plains, strict=True)]
        return [self._claim(plain, quotes[n], ids[n], ids) for n, plain in enumerate(plains)]

    def _quote(self, plain: dict[str, Any]) -> Part:
        quote = self._part(plain["quote"])
        assert quote is not None
        return quote

    def _claim(self, plain: dict[str, Any], quote: Part, own_id: str, ids: list[str]) -> Claim:
        return Claim(
            id=own_id,
            type=plain["type"],
            medium=plain["medium"],
            quote=quote,
            verbatim=self._clipped(plain["verbatim"], quote.spans),
            frame=self._part(plain["frame"]),
            cue=self._part(plain["cue"]),
            speaker=self._speaker(plain["speaker"]),
            addressee=self._part(plain["addressee"].get("tokens")),
            via=self._source(plain["via"]),
            parent=None if plain["parent"] is None else ids[plain["parent"]],
            sentence=self._sentence(plain),
            confidence=plain["confidence"],
        )

    def _part(self, ranges: list[list[int]] | None) -> Part | None:
        if not ranges:
            return None
        spans = tuple(self.span(start, end) for start, end in ranges)
        return Part(joined_text(self.text, spans), spans)

    def span(self, start: int, end: int) -> Span:
        """Where the tokens from `start` to `end` stand in the article."""
        last = self.doc[end - 1]
        return self._char_span(self.doc[start].idx, last.idx + len(last))

    def _char_span(self, start: int, end: int) -> Span:
        left, right = self.cleaned.source_span(start, end)
        return Span(self.offset + left, self.offset + right)

    def _clipped(self, ranges: list[list[int]], quote: tuple[Span, ...]) -> tuple[Span, ...]:
        """The stretches in marks, as far as they lie in the quote."""
        clipped = []
        for start, end in ranges:
            span = self.span(start, end)
            for part in quote:
                left, right = max(span.start, part.start), min(span.end, part.end)
                if left < right:
                    clipped.append(Span(left, right))
        return tuple(clipped)

    def _speaker(self, plain: dict[str, Any] | None) -> Speaker | None:
        if plain is None:
            return None
        part = self._part(plain["tokens"])
        assert part is not None
        return Speaker(part.text, part.spans, plain["name"], plain["role"], plain["kind"], plain["gender"])

    def _source(self, plain: dict[str, Any] | None) -> Source | None:
        if plain is None:
            return None
        part = self._part(plain["tokens"])
        assert part is not None
        return Source(part.text, part.spans, plain["name"])

    def _sentence(self, plain: dict[str, Any]) -> Sentence:
        start, end = plain["sentence"]
        span = self.span(start, end)
        return Sentence(span.start, span.end, self.text[span.start : span.end])
