"""Named entities: GermEval 2014, SmartData, UNER-PUD as Docs with PER, ORG, LOC, MISC."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span, Token
from spacy.training import biluo_tags_to_spans, iob_to_biluo

from .harmonise import DATA, normalise_marks, rebuild_spacing
from .words import Sentence, Word

LABELS = {"PER": "PER", "ORG": "ORG", "LOC": "LOC", "OTH": "MISC"}


def _iob(column: str) -> str:
    prefix, _, label = column.partition("-")
    return f"{prefix}-{LABELS[label]}" if label in LABELS else "O"


def _blocks(path: Path, word: int, label: int) -> Iterator[list[tuple[str, str]]]:
    rows: list[tuple[str, str]] = []
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        for line in stream:
            line = line.rstrip("\n")
            if not line:
                if rows:
                    yield rows
                rows = []
            elif line[0] != "#":
                columns = line.split("\t")
                rows.append((columns[word], _iob(columns[label])))
    if rows:
        yield rows


def column_docs(nlp: Language, path: Path, word: int = 1, label: int = 2) -> Iterator[Doc]:
    """Docs of a column file without spacing, one per sentence (germeval14-*: the outer entities)."""
    for rows in _blocks(path, word, label):
        forms = [Word(form, unit=i, surface=form) for i, (form, _) in enumerate(rows) if form.strip()]
        tags = [tag for form, tag in rows if form.strip()]
        sentence = Sentence("ner", forms)
        rebuild_spacing(sentence)
        normalise_marks(sentence)
        doc = Doc(nlp.vocab, words=[w.form for w in forms], spaces=[w.space for w in forms])
        doc.set_ents(list(biluo_tags_to_spans(doc, iob_to_biluo(_repaired(tags)))))
        yield doc


def germeval_docs(nlp: Language) -> list[Doc]:
    """The development part of GermEval 2014, which is trained on; the test part never is."""
    return list(column_docs(nlp, DATA / "ner" / "germeval14-dev.tsv.gz"))


def other_docs(nlp: Language) -> list[Doc]:
    """SmartData and UNER-PUD, which know no MISC."""
    return [*column_docs(nlp, DATA / "ner" / "uner-pud.iob2.gz"), *smartdata_docs(nlp)]


def _repaired(tags: list[str]) -> list[str]:
    result: list[str] = []
    for tag in tags:
        before = result[-1] if result else "O"
        if tag.startswith("I-") and before[2:] != tag[2:]:
            tag = "B-" + tag[2:]
        result.append(tag)
    return result


def smartdata_docs(nlp: Language) -> Iterator[Doc]:
    """Docs of the SmartData texts, on the tokenizer's tokens; every entity type but dates and positions."""
    with gzip.open(DATA / "ner" / "smartdata.jsonl.gz", "rt", encoding="utf-8") as stream:
        for line in stream:
            record = json.loads(line)
            doc = nlp.make_doc(record["text"])
            spans: list[Span] = []
            end = 0
            for first, last, kind in sorted(record["entities"]):
                name = {"person": "PER", "location": "LOC", "organization": "ORG"}.get(kind.split("-")[0])
                span = doc.char_span(first, last, name or "", alignment_mode="expand")
                while span is not None and len(span) > 1 and (span[-1].is_space or span[-1].is_punct):
                    span = span[:-1]
                while span is not None and len(span) > 1 and (span[0].is_space or span[0].is_punct):
                    span = span[1:]
                if name and span is not None and span.start >= end and not any(t.is_space for t in span):
                    spans.append(span)
                    end = span.end
            doc.set_ents(spans)
            yield doc


def without(doc: Doc, unknown: Iterable[int]) -> Doc:
    """``doc`` with the entity annotation of the tokens at ``unknown`` made missing."""
    doc.set_ents(list(doc.ents), missing=[Span(doc, i, i + 1) for i in unknown if not doc[i].ent_type_])
    return doc


def pieces(doc: Doc, shortest: int = 30) -> Iterator[Doc]:
    """The Doc cut at line breaks into pieces of more than ``shortest`` tokens."""
    start = 0
    for token in doc:
        if token.is_space and "\n" in token.text and token.i - start > shortest and token.ent_iob_ != "I":
            yield doc[start : token.i + 1].as_doc()
            start = token.i + 1
    if len(doc) - start > 3:
        yield doc[start:].as_doc()


def speaker_docs(nlp: Language) -> Iterator[Doc]:
    """The news articles with their speakers' names as PER and ORG; other names stay open.

    ``nlp`` has a tagger: a capital word that it calls a common noun is taken for no name.
    """
    with gzip.open(DATA / "news" / "train.jsonl.gz", "rt", encoding="utf-8") as stream:
        records = [json.loads(line) for line in stream]
    for doc, record in zip(nlp.pipe(r["originalText"] for r in records), records, strict=True):
        spans: list[Span] = []
        taken: set[int] = set()
        kinds = _speaker_names(record)
        for name in sorted(kinds, key=lambda n: (-len(n), n)):
            for match in re.finditer(rf"(?<!\w){re.escape(name)}s?(?!\w)", doc.text):
                span = doc.char_span(*match.span(), label=kinds[name])
                if span is not None and taken.isdisjoint(range(span.start, span.end)):
                    spans.append(span)
                    taken.update(range(span.start, span.end))
        doc.set_ents(spans, missing=[doc[t.i : t.i + 1] for t in doc if t.i not in taken and _perhaps_name(t)])
        yield doc


def _speaker_names(record: dict[str, Any]) -> dict[str, str]:
    kinds: dict[str, str] = {}
    for speaker in (annotation.get("speaker") for annotation in record["annotations"]):
        name = (speaker or {}).get("name") or ""
        if speaker and speaker["kind"] == "person" and name:
            kinds[name] = "PER"
            if " " in name and len(name.split()[-1]) > 2:
                kinds[name.split()[-1]] = "PER"
        elif speaker and speaker["kind"] == "org" and name[:1].isupper():
            kinds[name] = "ORG"
    return kinds


def _perhaps_name(token: Token) -> bool:
    if not token.text[:1].isupper():
        return token.tag_ in ("NE", "FM")
    starts = token.i == 0 or token.nbor(-1).is_punct or token.nbor(-1).is_space
    noun = token.tag_ == "NN"
    acronym = token.text.isupper() and len(token) > 1
    return token.tag_ in ("NE", "FM") or acronym or (noun and "-" in token.text) or not (noun or starts)
