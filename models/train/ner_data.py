"""Named entities: GermEval 2014, SmartData, UNER-PUD as Docs with PER, ORG, LOC, MISC."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Span
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
