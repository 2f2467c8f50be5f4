"""The records that claimx reads and prints: frozen dataclasses without any spaCy in them.

The order of the fields is the order of the output. Offsets are Unicode code points into the
decoded input text, end exclusive. The JSON Schema is made from these classes (see `schema`).
"""

from __future__ import annotations

import dataclasses
import functools
import hashlib
import types
from collections.abc import Callable, Iterable, Mapping
from typing import Any, ClassVar, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from claimx.errors import RecordError, Wording
from claimx.messages import Language

ClaimType = Literal["direct", "indirect", "indirect_free_indirect", "free_indirect", "reported"]
Medium = Literal["speech", "thought", "writing"]
Kind = Literal["person", "organisation", "place", "group", "document", "unknown"]
Gender = Literal["f", "m"]

CLAIM_TYPES: tuple[ClaimType, ...] = get_args(ClaimType)
MEDIA: tuple[Medium, ...] = get_args(Medium)
KINDS: tuple[Kind, ...] = get_args(Kind)

SelfRecord = TypeVar("SelfRecord", bound="Record")
Builder = Callable[[Any, str], Any]
"""Makes a record or a part of one from plain data; the second argument is the path for the error message."""


class Record:
    """Base of all records: conversion to and from plain dicts, lists and scalars."""

    # Read by pydantic when it makes the JSON Schema; plain data, so nothing is imported for it.
    __pydantic_config__: ClassVar[dict[str, Any]] = {"use_attribute_docstrings": True, "extra": "forbid"}

    def to_dict(self) -> dict[str, Any]:
        """The record as JSON-ready data: dicts in field order, tuples as lists."""
        return {name: _plain(getattr(self, name)) for name in _field_types(type(self))}

    @classmethod
    def from_dict(cls: type[SelfRecord], data: Mapping[str, Any]) -> SelfRecord:
        """The record that `to_dict` wrote.

        Raises `RecordError` when a field is missing, unknown or of the wrong type.
        """
        expected: Any = cls
        record = _builder(expected)(data, cls.__name__)
        assert isinstance(record, cls)
        return record


@dataclasses.dataclass(frozen=True, order=True)
class Span(Record):
    """A stretch of the text: code points, end exclusive."""

    start: int
    end: int


@dataclasses.dataclass(frozen=True)
class Part(Record):
    """A part of a claim, in one or several stretches."""

    text: str
    """The texts of the spans, joined by one blank."""
    spans: tuple[Span, ...]


@dataclasses.dataclass(frozen=True)
class Speaker(Record):
    """Who says it."""

    text: str
    """The texts of the spans, joined by one blank."""
    spans: tuple[Span, ...]
    name: str
    """Full name as the text knows it, without title and article."""
    role: str | None
    """What the text says the speaker is, for instance "Kremlvertreter"."""
    kind: Kind
    gender: Gender | None


@dataclasses.dataclass(frozen=True)
class Source(Record):
    """Through whom a claim reached the text: agency, outlet or document."""

    text: str
    """The texts of the spans, joined by one blank."""
    spans: tuple[Span, ...]
    name: str
    """Name as the text knows it, without article."""


@dataclasses.dataclass(frozen=True)
class Sentence(Record):
    """The sentence or sentences that hold a claim."""

    start: int
    end: int
    text: str


@dataclasses.dataclass(frozen=True)
class Claim(Record):
    """Something that somebody said, thought or wrote, as the text reports it."""

    id: str
    """16 hex digits, stable: from the text's hash, the quote's spans and the type."""
    type: ClaimType
    medium: Medium | None
    quote: Part
    """The content. Direct quotes include their marks; the frame is left out."""
    verbatim: tuple[Span, ...]
    """Spans inside the quote that stand in quotation marks."""
    frame: Part | None
    """The attributing words, for instance "sagte die Ministerin am Montag"."""
    cue: Part | None
    """The cue words in the frame, for instance "sagte" or "teilte mit"."""
    speaker: Speaker | None
    addressee: Part | None
    """To whom it was said."""
    via: Source | None
    parent: str | None
    """Id of the claim that this one is nested in."""
    sentence: Sentence
    confidence: float
    """0 to 1, calibrated: of the claims with 0.8, about 80 % are right."""


@dataclasses.dataclass(frozen=True)
class DocumentInfo(Record):
    """What is known of an input text."""

    source: str
    """Name of the file as given, or of the stream."""
    title: str | None
    published: str | None
    """ISO date, for instance "2025-08-07"."""
    language: str
    length: int
    """Code points of the decoded text."""
    sha256: str
    """Of the decoded text in UTF-8."""
    author: str | None = None
    """As the page or the corpus names it."""
    outlet: str | None = None
    """The site, paper or agency that published the text."""


@dataclasses.dataclass(frozen=True)
class PipelineInfo(Record):
    """What made the claims."""

    claimx: str
    """Version of claimx."""
    model: str
    model_version: str
    engine: str


@dataclasses.dataclass(frozen=True)
class Notice(Record):
    """Something odd in the text that may have cost a claim."""

    code: str
    start: int
    message: str


@dataclasses.dataclass(frozen=True)
class Document(Record):
    """One input text with its claims."""

    document: DocumentInfo
    pipeline: PipelineInfo
    claims: tuple[Claim, ...]
    """In the order in which the quotes begin."""
    warnings: tuple[Notice, ...]


@dataclasses.dataclass(frozen=True)
class Article(Record):
    """One input text as a reader hands it on."""

    source: str
    text: str
    title: str | None = None
    published: str | None = None
    """ISO date, for instance "2025-08-07"."""
    author: str | None = None
    outlet: str | None = None


@dataclasses.dataclass(frozen=True)
class Failure(Record):
    """An input that could not be used; `slug` names the kind of failure (see `claimx.errors`)."""

    source: str
    slug: str
    message: str
    """One English sentence."""
    wording: Wording | None = dataclasses.field(default=None, compare=False, repr=False)
    """The sentence of an error of claimx, to be said in another language; it is not written."""

    def say(self, language: Language) -> str:
        """The sentence in a language, in English where it is known in no other."""
        return self.wording.say(language) if self.wording else self.message


def text_sha256(text: str) -> str:
    """Hash of a decoded text, in 64 hex digits; lone surrogates are allowed."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def claim_id(sha256: str, quote_spans: Iterable[Span], claim_type: ClaimType) -> str:
    """The stable id of a claim: 16 hex digits, from `text_sha256`, the quote's spans and the type."""
    spans = ",".join(f"{span.start}-{span.end}" for span in quote_spans)
    return hashlib.sha256(f"{sha256}\n{spans}\n{claim_type}".encode()).hexdigest()[:16]


def joined_text(text: str, spans: Iterable[Span]) -> str:
    """The `text` of a part: the texts of its spans, joined by one blank."""
    return " ".join(text[span.start : span.end] for span in spans)


def schema() -> dict[str, Any]:
    """JSON Schema of what `claimx extract --format json` prints: an array of documents."""
    from pydantic import TypeAdapter

    made = TypeAdapter(list[Document]).json_schema(mode="serialization")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "claimx documents, version 1",
        **made,
    }


_known_types: dict[type[Any], dict[str, Any]] = {}


def _field_types(cls: type[Any]) -> dict[str, Any]:
    """Names and resolved types of a record's fields, in field order; what takes no part in comparisons is no data."""
    if cls not in _known_types:
        hints = get_type_hints(cls)
        _known_types[cls] = {field.name: hints[field.name] for field in dataclasses.fields(cls) if field.compare}
    return _known_types[cls]


def _plain(value: Any) -> Any:
    if isinstance(value, Record):
        return value.to_dict()
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value


@functools.cache
def _builder(expected: Any) -> Builder:
    """What makes a value of the type `expected` from plain data; looking at types is slow, so it is done once."""
    origin = get_origin(expected)
    if origin in (Union, types.UnionType):
        inner = _builder(next(arg for arg in get_args(expected) if arg is not type(None)))
        return lambda value, where: None if value is None else inner(value, where)
    if origin is tuple:
        return _list_builder(_builder(get_args(expected)[0]))
    if origin is Literal:
        return _choice_builder(get_args(expected))
    if issubclass(expected, Record):
        return _record_builder(expected)
    return _scalar_builder(expected)


def _list_builder(item: Builder) -> Builder:
    def build(value: Any, where: str) -> Any:
        if not isinstance(value, list | tuple):
            raise RecordError("record_list", source=where)
        return tuple([item(one, f"{where}[{i}]") for i, one in enumerate(value)])

    return build


def _choice_builder(choices: tuple[Any, ...]) -> Builder:
    def build(value: Any, where: str) -> Any:
        if value not in choices:
            raise RecordError("record_choice", source=where, value=repr(value), choices=choices)
        return value

    return build


def _record_builder(cls: type[Any]) -> Builder:
    fields = {name: _builder(expected) for name, expected in _field_types(cls).items()}
    required = [field.name for field in dataclasses.fields(cls) if field.default is dataclasses.MISSING]

    def build(data: Any, where: str) -> Any:
        if not isinstance(data, Mapping):
            raise RecordError("record_object", source=where)
        unknown = [name for name in data if name not in fields]
        if unknown:
            raise RecordError("record_field_unknown", source=where, name=unknown[0])
        missing = [name for name in required if name not in data]
        if missing:
            raise RecordError("record_field_missing", source=where, name=missing[0])
        return cls(**{name: make(data[name], f"{where}.{name}") for name, make in fields.items() if name in data})

    return build


def _scalar_builder(expected: type[Any]) -> Builder:
    def build(value: Any, where: str) -> Any:
        if expected is float and type(value) is int:
            return float(value)
        if type(value) is not expected:
            found = type(value).__name__
            raise RecordError("record_type", source=where, expected=expected.__name__, found=found)
        return value

    return build
