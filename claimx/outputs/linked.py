"""Results to linked data: schema.org in JSON-LD, and W3C Web Annotations. Both are written, and not read back.

An article is `urn:claimx:text:` and the SHA-256 of its text, or, where a table does not tell it, `urn:claimx:source:`
and its source; a claim is `urn:claimx:claim:` and its id. What neither vocabulary has a word for (type, cue,
confidence, offsets' unit) stands under `claimx:`, that is, `urn:claimx:`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import quote

from claimx.records import Claim, Document, DocumentInfo, Part, PipelineInfo, Speaker

_TERMS = "urn:claimx:"
_SCHEMA_CONTEXT = ["https://schema.org", {"claimx": _TERMS}]
_ANNOTATION_CONTEXT = ["http://www.w3.org/ns/anno.jsonld", {"claimx": _TERMS}]
_PERSONS = ("person", "unknown")
_GENDERS = {"f": "Female", "m": "Male"}
_AROUND = 32
"""Characters of the sentence that a selector shows before and after its words."""

Node = dict[str, Any]


def schema_org(documents: Iterable[Document]) -> Iterator[str]:
    """JSON-LD with a `@graph` of schema.org: each document a `NewsArticle`, then its claims, one node a line.

    Direct speech is a `Quotation`, all other claims are of type `Claim`.
    """
    yield f'{{\n"@context": {_json(_SCHEMA_CONTEXT)},\n"@graph": ['
    yield from _lines(node for document in documents for node in _graph(document))
    yield "]\n}\n"


def web_annotations(documents: Iterable[Document]) -> Iterator[str]:
    """A Web Annotation collection with one page: an `Annotation` for each claim, one a line."""
    yield f'{{\n"@context": {_json(_ANNOTATION_CONTEXT)},\n"id": "{_TERMS}claims",\n"type": "AnnotationCollection",\n'
    yield f'"first": {{"id": "{_TERMS}claims:1", "type": "AnnotationPage", "startIndex": 0, "items": ['
    total = 0
    for document in documents:
        for claim in document.claims:
            yield f"{',' if total else ''}\n{_json(_annotation(document, claim))}"
            total += 1
    yield f'{chr(10) if total else ""}]}},\n"total": {total}\n}}\n'


def _lines(nodes: Iterable[Node]) -> Iterator[str]:
    before = "\n"
    for node in nodes:
        yield before + _json(node)
        before = ",\n"
    if before != "\n":
        yield "\n"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _present(node: Node) -> Node:
    """A node without what is not known."""
    return {key: value for key, value in node.items() if value is not None}


def _text_id(info: DocumentInfo) -> str:
    return (
        f"{_TERMS}text:{info.sha256}"
        if info.sha256
        else f"{_TERMS}source:{quote(info.source, safe='', errors='replace')}"
    )


def _claim_id(claim_id: str) -> str:
    return f"{_TERMS}claim:{claim_id}"


def _url(info: DocumentInfo) -> str | None:
    """The address of a text that came from the web."""
    return info.source if info.source.startswith(("https://", "http://")) else None


# --- schema.org -------------------------------------------------------------------------------------


def _graph(document: Document) -> Iterator[Node]:
    info = document.document
    yield _present(
        {
            "@type": "NewsArticle",
            "@id": _text_id(info),
            "name": info.source,
            "headline": info.title,
            "datePublished": info.published,
            "author": _named("Person", info.author),
            "publisher": _named("Organization", info.outlet),
            "inLanguage": info.language or None,
            "url": _url(info),
        }
    )
    known = {claim.id for claim in document.claims}
    for claim in document.claims:
        yield _statement(info, claim, known)


def _statement(info: DocumentInfo, claim: Claim, known: set[str]) -> Node:
    whole: list[Node] = [{"@id": _text_id(info)}]
    if claim.parent in known:
        whole.append({"@id": _claim_id(str(claim.parent))})
    cited = [_named("CreativeWork", claim.via.name)] if claim.via else []
    speaker = claim.speaker
    if speaker is not None and speaker.kind == "document":
        cited.append(_named("CreativeWork", speaker.name))
        speaker = None
    return _present(
        {
            "@type": "Quotation" if claim.type == "direct" else "Claim",
            "@id": _claim_id(claim.id),
            "text": claim.quote.text,
            "inLanguage": info.language or None,
            "author": _author(speaker),
            "citation": _one_or_all(cited),
            "isPartOf": _one_or_all(whole),
            "claimx:type": claim.type,
            "claimx:cue": claim.cue.text if claim.cue else None,
            "claimx:confidence": claim.confidence,
        }
    )


def _author(speaker: Speaker | None) -> Node | None:
    """A person with office and gender, or an organisation: what a place or a group that speaks is, too."""
    if speaker is None:
        return None
    if speaker.kind not in _PERSONS:
        return _present({"@type": "Organization", "name": speaker.name, "description": speaker.role})
    gender = _GENDERS[speaker.gender] if speaker.gender else None
    return _present({"@type": "Person", "name": speaker.name, "jobTitle": speaker.role, "gender": gender})


def _named(kind: str, name: str | None) -> Node | None:
    return None if name is None else {"@type": kind, "name": name}


def _one_or_all(nodes: list[Any]) -> Any:
    return nodes if len(nodes) > 1 else nodes[0] if nodes else None


# --- Web Annotation ---------------------------------------------------------------------------------


def _annotation(document: Document, claim: Claim) -> Node:
    return {
        "id": _claim_id(claim.id),
        "type": "Annotation",
        "motivation": "describing",
        "generator": _generator(document.pipeline),
        "body": _bodies(document.document, claim),
        "target": _targets(document.document, claim),
    }


def _generator(info: PipelineInfo) -> Node:
    known = f"claimx {info.claimx}, model {info.model}, engine {info.engine}"
    return {"type": "Software", "name": known if info.model else "claimx"}


def _bodies(info: DocumentInfo, claim: Claim) -> list[Node]:
    """Who said it, in words, for viewers of any kind; the type as a tag; and all that is known, as data."""
    speaker = claim.speaker
    said: list[Node] = []
    if speaker is not None:
        words = f"{speaker.name}, {speaker.role}" if speaker.role else speaker.name
        said = [_textual("describing", words) | {"format": "text/plain"} | _language(info)]
    facts = {
        "type": "claimx:Claim",
        "claimx:type": claim.type,
        "claimx:medium": claim.medium,
        "claimx:speaker": None if speaker is None else _speaker(speaker),
        "claimx:addressee": _words(claim.addressee),
        "claimx:cue": _words(claim.cue),
        "claimx:via": claim.via.name if claim.via else None,
        "claimx:parent": {"id": _claim_id(claim.parent)} if claim.parent else None,
        "claimx:confidence": claim.confidence,
    }
    return [*said, _textual("tagging", claim.type), _present(facts)]


def _textual(purpose: str, value: str) -> Node:
    return {"type": "TextualBody", "purpose": purpose, "value": value}


def _speaker(speaker: Speaker) -> Node:
    return _present(
        {
            "claimx:name": speaker.name,
            "claimx:role": speaker.role,
            "claimx:kind": speaker.kind,
            "claimx:gender": speaker.gender,
        }
    )


def _words(part: Part | None) -> str | None:
    return part.text if part else None


def _targets(info: DocumentInfo, claim: Claim) -> list[Node]:
    """A target for each stretch of the quote, with its offsets in code points and its words."""
    source = {"id": _text_id(info), "type": "Text", "format": "text/plain"} | _language(info)
    if not claim.quote.spans:  # as in a table without offsets
        words_alone = [{"type": "TextQuoteSelector", "exact": claim.quote.text}]
        return [_present({"source": source, "scope": _url(info), "selector": words_alone})]
    targets = []
    for span, words in zip(claim.quote.spans, _exact(claim), strict=True):
        position = {
            "type": "TextPositionSelector",
            "start": span.start,
            "end": span.end,
            "claimx:unit": "code point",
        }
        quote = {"type": "TextQuoteSelector", "exact": words, **_around(claim, span.start, span.end)}
        target = {"source": source, "scope": _url(info), "selector": [position, quote]}
        targets.append(_present(target))
    return targets


def _language(info: DocumentInfo) -> Node:
    return {"language": info.language} if info.language else {}


def _exact(claim: Claim) -> list[str]:
    """The words of each stretch: the quote's text is these, joined by one blank."""
    spans, text = claim.quote.spans, claim.quote.text
    if len(text) != sum(span.end - span.start for span in spans) + len(spans) - 1:
        return [text] * len(spans)  # what comes from a table has one stretch from first to last, blanks and all
    pieces, at = [], 0
    for span in spans:
        pieces.append(text[at : at + span.end - span.start])
        at += span.end - span.start + 1
    return pieces


def _around(claim: Claim, start: int, end: int) -> Node:
    """What stands before and after in the sentence, as far as it is known."""
    sentence = claim.sentence
    left, right = start - sentence.start, end - sentence.start
    if not 0 <= left < right <= len(sentence.text) == sentence.end - sentence.start:
        return {}
    return {"prefix": sentence.text[max(0, left - _AROUND) : left], "suffix": sentence.text[right : right + _AROUND]}
