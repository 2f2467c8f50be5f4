"""Gold texts and predictions from files: quotation data, case files, and the output of `claimx extract`.

Quotation data: JSON lines with `originalText`, `tokens` and `annotations` (Petersen-Frey and Biemann
2024), where a speaker may have a `name`. Case files: JSON lines with `text`, `phenomenon` and `claims`,
each with `type`, `quote` (the stretches as they stand in the text), `speaker` and `via` (the names that
are right) and `role`. Output of `claimx extract`, corrected by hand: `json` or `jsonl`; the texts lie
beside it or in a folder that is named. All may be compressed with gzip.
"""

from __future__ import annotations

import dataclasses
import gzip
import io
import json
import zlib
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, ClassVar, Literal, TypeVar

from claimx.errors import ClaimxError, InputDirectory, InputEmpty, InputMissing, InputUnreadable, Place, Wording
from claimx.inputs.files import read_article
from claimx.inputs.text import source_name
from claimx.records import CLAIM_TYPES, text_sha256
from claimx.scoring import (
    PARTS,
    Expected,
    GoldText,
    Named,
    Predicted,
    Spans,
    character_positions,
    published_type,
)

GoldFormat = Literal["quotes", "cases", "records"]
JsonObject = dict[str, Any]

QUOTES: GoldFormat = "quotes"
CASES: GoldFormat = "cases"
RECORDS: GoldFormat = "records"

_GZIP = b"\x1f\x8b"
_TYPES = {published_type(kind): kind for kind in CLAIM_TYPES}
Value = TypeVar("Value")


class GoldError(ClaimxError):
    """A file of gold or predictions that cannot be read as such; the message says where."""

    slug: ClassVar[str] = "gold"


@dataclasses.dataclass(frozen=True)
class Gold:
    """The gold texts of a file."""

    source: str
    format: GoldFormat
    texts: tuple[GoldText, ...]


@dataclasses.dataclass(frozen=True)
class Prediction:
    """The predicted claims of one text."""

    source: str
    claims: tuple[Predicted, ...]
    sha256: str | None = None
    """Of the text that the claims were found in; `jsonl` does not have it."""


@dataclasses.dataclass(frozen=True)
class Predictions:
    """What a file of predictions holds."""

    source: str
    documents: tuple[Prediction, ...]
    pipeline: JsonObject | None = None
    """What made the first document; `jsonl` does not say."""

    def of(self, text: GoldText, gold_format: GoldFormat) -> Prediction | None:
        """The prediction for a gold text, by its file name."""
        named = self._by_stem.get(text.key) or self._by_source.get(text.key)
        if named is None and gold_format == RECORDS:
            named = self._by_stem.get(Path(text.key).stem)
        return named

    @cached_property
    def _by_stem(self) -> dict[str, Prediction]:
        return {Path(document.source).stem: document for document in self.documents}

    @cached_property
    def _by_source(self) -> dict[str, Prediction]:
        return {document.source: document for document in self.documents}


def read_gold(name: str, texts: Path | None = None, limit: int | None = None) -> Gold:
    """The gold of a file, at most `limit` texts.

    `texts` is the folder with the texts of our own records, if they do not lie beside the file. Raises
    `GoldError`, or the `InputError` that fits where the file or one of its texts cannot be read.
    """
    source = source_name(name)
    records = list(_objects(Path(name), source))
    if not records:
        raise InputEmpty("empty", source=source)
    first = records[0].data
    if {"originalText", "annotations"} <= first.keys():
        return Gold(source, QUOTES, tuple(map(_quotation_text, records[:limit])))
    if {"text", "claims"} <= first.keys():
        return Gold(source, CASES, tuple(map(_case_text, records[:limit])))
    documents = _documents(records, source)[:limit]
    folder = Path(name).parent if texts is None else texts
    return Gold(source, RECORDS, tuple(_own_text(document, folder) for document in documents))


def read_predictions(name: str) -> Predictions:
    """What `claimx extract` printed as `json` or `jsonl`. Raises as `read_gold` does."""
    source = source_name(name)
    records = list(_objects(Path(name), source))
    documents = _documents(records, source) if records else []
    found = [Prediction(document.source, tuple(_claims(document)), document.sha256) for document in documents]
    pipeline = records[0].data.get("pipeline") if records else None
    return Predictions(source, tuple(found), pipeline if isinstance(pipeline, dict) else None)


def predicted_claim(data: Mapping[str, Any], where: str = "claim") -> Predicted:
    """A claim as `Claim.to_dict` gives it, as far as it is measured; raises `GoldError`."""
    return _predicted(_Object(dict(data), where))


@dataclasses.dataclass(frozen=True)
class _Object:
    """A JSON object and where it stands, for messages."""

    data: JsonObject
    where: Place
    number: int = 0

    def get(self, name: str, kind: type[Value]) -> Value:
        """A field that must be there; raises `GoldError`."""
        value = self.find(name, kind)
        if value is None:
            raise GoldError("gold_field_missing", source=self.where, name=name)
        return value

    def find(self, name: str, kind: type[Value]) -> Value | None:
        """A field that may be absent or null; raises `GoldError` if it is something else."""
        value = self.data.get(name)
        if value is None:
            return None
        if kind is float and type(value) is int:
            value = float(value)
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            raise GoldError("gold_field_other", source=self.where, name=name, what=Wording(_KINDS[kind]))
        return value

    def object(self, name: str) -> _Object:
        """A field that must be an object."""
        return _Object(self.get(name, dict), Wording("place_field", file=self.where, name=name))

    def objects(self, name: str, thing: str) -> list[_Object]:
        """A field that must be a list of objects."""
        return _numbered(self.get(name, list), self.where, thing)

    def strings(self, name: str) -> tuple[str, ...]:
        """A list of strings, empty if it is not there."""
        values = self.find(name, list) or []
        if not all(isinstance(value, str) for value in values):
            raise GoldError("gold_field_other", source=self.where, name=name, what=Wording("no_strings"))
        return tuple(values)


_KINDS: dict[type[Any], str] = {
    str: "no_string",
    int: "no_whole_number",
    float: "no_number",
    list: "no_list",
    dict: "no_object",
}


@dataclasses.dataclass(frozen=True)
class _OwnDocument:
    """A document of `claimx extract`, from either of its formats."""

    source: str
    sha256: str | None
    claims: tuple[_Object, ...]
    where: Place


def _objects(path: Path, source: str) -> Iterator[_Object]:
    """The objects of a JSON array, of JSON lines, or the one of a file; with their line or place."""
    text = _read_text(path, source)
    if text.lstrip()[:1] == "[":
        yield from _numbered(_whole(text, source), source, "document")
        return
    for number, line in enumerate(io.StringIO(text, newline=None)):
        if not line.strip():
            continue
        where = Wording("place_line", file=source, number=number + 1)
        try:
            data = json.loads(line)
        except (ValueError, RecursionError) as error:
            if number == 0 and line.strip() == "{":  # one object, spread over many lines
                yield _object(_whole(text, source), source, 0)
                return
            raise GoldError("no_json", source=where, error=_reason(error)) from error
        yield _object(data, where, number)


def _whole(text: str, source: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise GoldError("no_json", source=source, error=_reason(error)) from error


def _reason(error: Exception) -> str:
    return error.msg if isinstance(error, json.JSONDecodeError) else str(error)


def _object(data: Any, where: Place, number: int) -> _Object:
    if not isinstance(data, dict):
        raise GoldError("no_json_object", source=where)
    return _Object(data, where, number)


def _numbered(items: Iterable[Any], where: Place, thing: str) -> list[_Object]:
    return [_object(item, Wording(f"place_{thing}", file=where, number=i + 1), i) for i, item in enumerate(items)]


def _read_text(path: Path, source: str) -> str:
    try:
        if path.is_dir():
            raise InputDirectory("folder_for_file", source=source)
        data = path.read_bytes()
        if data.startswith(_GZIP):
            data = gzip.decompress(data)
        return data.decode("utf-8-sig")
    except FileNotFoundError as error:
        raise InputMissing("missing", source=source) from error
    except UnicodeDecodeError as error:
        raise GoldError("no_json_in_utf8", source=source) from error
    except (OSError, EOFError, zlib.error, ValueError) as error:
        raise InputUnreadable("unreadable", source=source, error=error) from error


def _key(record: _Object) -> str:
    """The name of a gold text: its id, else its number in the file."""
    return str(record.data.get("id") or f"doc-{record.number:04d}")


def _quotation_text(record: _Object) -> GoldText:
    tokens = tuple(
        (token.get("charBegin", int), token.get("charEnd", int)) for token in record.objects("tokens", "token")
    )
    begins, ends = [begin for begin, _ in tokens], [end for _, end in tokens]
    if begins != sorted(begins) or ends != sorted(ends):
        raise GoldError("gold_token_order", source=record.where)
    claims = tuple(_quotation(item, tokens) for item in record.objects("annotations", "annotation"))
    return GoldText(_key(record), record.get("originalText", str), claims, tokens)


def _quotation(item: _Object, tokens: Spans) -> Expected:
    kind = item.find("type", str)
    if kind is not None and kind not in _TYPES:
        raise GoldError("gold_type", source=item.where, name=kind, types=tuple(_TYPES))
    item.object("quote")
    parts = {part: item.object(part) for part in PARTS if isinstance(item.data.get(part), dict)}
    ids = {part: _token_ids(field, tokens) for part, field in parts.items()}
    speaker, via = parts.get("speaker"), item.data.get("via")
    name = speaker.find("name", str) if speaker else None
    return Expected(
        type=_TYPES[kind] if kind else None,
        spans={part: _stretches(numbers, tokens) for part, numbers in ids.items()},
        positions=ids,
        speakers=(name,) if name else (),
        via=_names(item.object("via"))[:1] if isinstance(via, dict) else (),
        role=speaker.find("role", str) if speaker else None,
    )


def _token_ids(part: _Object, tokens: Spans) -> frozenset[int]:
    ids = part.get("tokenIds", list)
    if not all(type(i) is int and 0 <= i < len(tokens) for i in ids):
        raise GoldError("gold_tokens_absent", source=part.where)
    return frozenset(ids)


def _stretches(ids: Iterable[int], tokens: Spans) -> Spans:
    """The stretches of the text that tokens cover, those of neighbours as one."""
    found: list[tuple[int, int]] = []
    last = -1
    for i in sorted(ids):
        begin, end = tokens[i]
        if found and i == last + 1:
            begin = found.pop()[0]
        found.append((begin, end))
        last = i
    return tuple(found)


def _case_text(record: _Object) -> GoldText:
    text = record.get("text", str)
    claims = tuple(_case(item, text) for item in record.objects("claims", "claim"))
    phenomenon = record.find("phenomenon", str) or "other"
    return GoldText(_key(record), text, claims, phenomenon=phenomenon)


def _case(item: _Object, text: str) -> Expected:
    item.get("quote", list)
    spans = tuple(_found(stretch, text, item) for stretch in item.strings("quote"))
    return Expected(
        type=_type(item),
        spans={"quote": spans},
        positions={"quote": character_positions(text, spans)},
        speakers=item.strings("speaker"),
        via=item.strings("via"),
        role=item.find("role", str),
    )


def _found(stretch: str, text: str, item: _Object) -> tuple[int, int]:
    start = text.find(stretch)
    if start < 0:
        raise GoldError("gold_quote_absent", source=item.where, quote=stretch)
    return start, start + len(stretch)


def _type(item: _Object) -> str:
    kind = item.get("type", str)
    if kind not in CLAIM_TYPES:
        raise GoldError("gold_type", source=item.where, name=kind, types=CLAIM_TYPES)
    return kind


def _documents(records: list[_Object], source: str) -> list[_OwnDocument]:
    """The documents of `json`, or those of `jsonl` in the order of their first claims."""
    first = records[0].data
    if {"document", "claims"} <= first.keys():
        return [_own_document(record) for record in records]
    if not {"source", "quote"} <= first.keys():
        raise GoldError("gold_format", source=source)
    by_source: dict[str, list[_Object]] = {}
    for record in records:
        by_source.setdefault(record.get("source", str), []).append(record)
    return [_OwnDocument(name, None, tuple(claims), source) for name, claims in by_source.items()]


def _own_document(record: _Object) -> _OwnDocument:
    info = record.object("document")
    source, digest = info.get("source", str), info.find("sha256", str)
    return _OwnDocument(source, digest, tuple(record.objects("claims", "claim")), record.where)


def _own_text(document: _OwnDocument, folder: Path) -> GoldText:
    text = _read_source(document, folder)
    claims = tuple(_own_claim(item, text) for item in document.claims)
    return GoldText(document.source, text, claims)


def _read_source(document: _OwnDocument, folder: Path) -> str:
    """The text that a document was made from; it must not have changed since."""
    candidates = (folder / document.source, folder / Path(document.source).name)
    path = next((path for path in candidates if path.is_file()), None)
    if path is None:
        raise InputMissing("gold_text_absent", source=document.where, name=document.source, folder=folder)
    text = read_article(str(path)).text
    if document.sha256 and document.sha256 != text_sha256(text):
        raise GoldError("gold_text_changed", source=document.where, path=path)
    return text


def _own_claim(item: _Object, text: str) -> Expected:
    """A claim of our own as gold: the speaker's and the source's full names are right, nothing else."""
    claim = _predicted(item, text)
    return Expected(
        type=claim.type,
        spans=claim.spans,
        positions={"quote": character_positions(text, claim.spans["quote"])},
        speakers=claim.speaker.names[:1] if claim.speaker else (),
        via=claim.via.names[:1] if claim.via else (),
        role=claim.role,
    )


def _claims(document: _OwnDocument) -> Iterator[Predicted]:
    for item in document.claims:
        yield _predicted(item)


def _predicted(item: _Object, text: str | None = None) -> Predicted:
    """A claim of our own; with the text, a quote may do without spans, and must agree with those it has."""
    item.object("quote")
    parts = {part: item.object(part) for part in (*PARTS, "via") if item.find(part, dict) is not None}
    if text is not None:
        _check_quote(parts["quote"], text)
    speaker, via = parts.get("speaker"), parts.get("via")
    return Predicted(
        type=_type(item),
        spans={part: _spans(field, text) for part, field in parts.items()},
        speaker=Named(_names(speaker)) if speaker else None,
        via=Named(_names(via)) if via else None,
        role=speaker.find("role", str) if speaker else None,
        confidence=item.find("confidence", float),
    )


def _check_quote(quote: _Object, text: str) -> None:
    """A gold quote must be where it says it is: raises `GoldError` if its spans and words disagree."""
    spans, words = _spans(quote, text), quote.find("text", str)
    if not spans:
        raise GoldError("gold_quote_nowhere", source=quote.where)
    if any(end > len(text) for _, end in spans):
        raise GoldError("gold_spans_beyond", source=quote.where)
    if words is not None and words != " ".join(text[start:end] for start, end in spans):
        raise GoldError("gold_spans_differ", source=quote.where)


def _spans(part: _Object, text: str | None) -> Spans:
    """The spans of a part, or where its words first stand in the text; empty if that is not known."""
    if "spans" in part.data or "start" in part.data:
        items = part.objects("spans", "span") if "spans" in part.data else [part]
        spans = tuple((item.get("start", int), item.get("end", int)) for item in items)
        if any(start < 0 for start, _ in spans):
            raise GoldError("gold_span_before", source=part.where)
        return spans
    words = part.find("text", str)
    start = text.find(words) if text is not None and words else -1
    return ((start, start + len(words)),) if words and start >= 0 else ()


def _names(part: _Object) -> tuple[str, ...]:
    """Name and words of a speaker or source, as far as they are there."""
    return tuple(filter(None, (part.find("name", str), part.find("text", str))))
