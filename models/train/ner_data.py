"""Named entities: GermEval 2014, SmartData, UNER-PUD as Docs with PER, ORG, LOC, MISC."""

from __future__ import annotations

import gzip
import json
from collections.abc import Container, Iterator, Sequence
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.training import biluo_tags_to_spans, iob_to_biluo, offsets_to_biluo_tags

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


def bilou_sentences(doc: Doc, unknown: Container[int] = ()) -> Iterator[Sentence]:
    """The Doc cut at line breaks and full stops, with BILOU labels in the place of tags.

    The labels of tokens whose index is in ``unknown`` are left out.
    """
    words: list[Word] = []
    labels = [label if label != "-" else None for label in biluo_labels(doc)]
    for token, label in zip(doc, labels, strict=True):
        inside = token.ent_iob_ in ("I", "B") and token.i + 1 < len(doc) and doc[token.i + 1].ent_iob_ == "I"
        if not token.is_space:
            tag = None if token.i in unknown else label
            words.append(Word(token.text, tag=tag, space=bool(token.whitespace_)))
        breaks = (token.is_space and "\n" in token.text) or token.text in (".", "!", "?")
        if not inside and words and ((breaks and len(words) > 2) or len(words) > 90):
            yield Sentence("ner", words)
            words = []
    if words:
        yield Sentence("ner", words)


def biluo_labels(doc: Doc) -> list[str]:
    """BILUO label of every token of a Doc with entities."""
    return offsets_to_biluo_tags(doc, [(ent.start_char, ent.end_char, ent.label_) for ent in doc.ents])


def spans_of(labels: Sequence[str | None]) -> list[tuple[int, int, str]]:
    """Entities (start, end, label) of BILUO labels; impossible successions are read kindly."""
    spans: list[tuple[int, int, str]] = []
    for index, label in enumerate([*labels, "O"]):
        prefix, _, name = (label or "O").partition("-")
        joins = bool(spans) and spans[-1][1] == index and spans[-1][2] == name and prefix in ("I", "L")
        if joins:
            spans[-1] = (spans[-1][0], index + 1, name)
        elif name:
            spans.append((index, index + 1, name))
    return spans
