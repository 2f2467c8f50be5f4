"""Words and sentences as the treebanks give them, and how several words become one token."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Word:
    """One syntactic word; ``None`` stands for "not annotated".

    ``head`` is an index into the sentence (its own index for the root), ``unit`` numbers the
    surface tokens: the words of a multiword token share one unit, and ``surface`` is its text.
    """

    form: str
    lemma: str | None = None
    upos: str | None = None
    tag: str | None = None
    feats: dict[str, str] | None = None
    head: int | None = None
    dep: str | None = None
    space: bool = True
    unit: int = 0
    surface: str = ""


@dataclass
class Sentence:
    """Words of one sentence; ``source`` is the short name of the treebank."""

    source: str
    words: list[Word] = field(default_factory=list)


def parse_feats(column: str) -> dict[str, str]:
    """Dictionary of a FEATS column, empty for ``_``."""
    if column in ("_", ""):
        return {}
    return dict(item.split("=", 1) for item in column.split("|") if "=" in item)


def write_feats(feats: dict[str, str]) -> str:
    """FEATS column of a dictionary, in UD order."""
    return "|".join(f"{key}={feats[key]}" for key in sorted(feats, key=str.lower))


def read_conllu(path: Path, source: str) -> Iterator[Sentence]:
    """Sentences of a gzipped CoNLL-U file."""
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        rows: list[list[str]] = []
        for line in stream:
            line = line.rstrip("\n")
            if line.startswith("#"):
                continue
            if line:
                rows.append(line.split("\t"))
            elif rows:
                yield _sentence(rows, source)
                rows = []
        if rows:
            yield _sentence(rows, source)


def _sentence(rows: list[list[str]], source: str) -> Sentence:
    words: list[Word] = []
    last_of_unit, surface, unit_space = 0, "", True
    unit = -1
    for row in rows:
        if "-" in row[0]:
            last_of_unit = int(row[0].split("-")[1])
            surface, unit_space = row[1], "SpaceAfter=No" not in row[9]
            unit += 1
            continue
        if not row[0].isdigit():
            continue
        number = int(row[0])
        inside = number <= last_of_unit
        if not inside:
            unit += 1
        words.append(
            Word(
                form=row[1],
                lemma=row[2] if row[2] != "_" or row[1] == "_" else None,
                upos=row[3],
                tag=row[4] if row[4] != "_" else None,
                feats=parse_feats(row[5]),
                head=int(row[6]) - 1 if row[6] != "0" else number - 1,
                dep="ROOT" if row[6] == "0" else row[7],
                space=unit_space if inside else "SpaceAfter=No" not in row[9],
                unit=unit,
                surface=surface if inside else row[1],
            )
        )
    return Sentence(source, words)


def surface_text(sentence: Sentence) -> tuple[str, list[tuple[int, int]]]:
    """Running text and, of each word, the start and end of its surface token in it."""
    text, spans, unit = "", [], -1
    for word in sentence.words:
        if word.unit != unit:
            start = len(text)
            text += word.surface + (" " if word.space else "")
            unit = word.unit
        spans.append((start, start + len(word.surface)))
    return text, spans


def group_by_tokens(spans: list[tuple[int, int]], tokens: list[tuple[int, int]]) -> list[list[int]]:
    """Groups of words (indices) that one tokenizer token covers; a word split by the tokenizer stays whole."""
    groups: list[list[int]] = []
    group_end = -1
    position = 0
    for index, (start, end) in enumerate(spans):
        while position < len(tokens) - 1 and tokens[position][1] <= start:
            position += 1
        if groups and start < group_end:
            groups[-1].append(index)
            group_end = max(group_end, end)
            continue
        groups.append([index])
        token_start, token_end = tokens[position] if tokens else (start, end)
        group_end = max(end, token_end if token_start <= start < token_end else end)
    return groups


def fuse(sentence: Sentence, groups: list[list[int]]) -> Sentence:
    """Sentence with each group of words made one word (zum, T-Shirt); heads are renumbered."""
    new_index = {old: new for new, group in enumerate(groups) for old in group}
    words = []
    for new, group in enumerate(groups):
        members = [sentence.words[index] for index in group]
        if len(group) == 1:
            word = members[0]
            word.form = word.surface
        else:
            word = _fused(members, _top(sentence, group))
        if word.head is not None:
            word.head = new_index[word.head]
            if word.dep != "ROOT" and word.head == new:
                word.head, word.dep = None, None
        word.unit, word.surface = new, word.form
        words.append(word)
    return Sentence(sentence.source, words)


def _top(sentence: Sentence, group: list[int]) -> Word:
    outside = [i for i in group if sentence.words[i].dep == "ROOT" or sentence.words[i].head not in group]
    content = [i for i in outside if sentence.words[i].dep not in ("punct", "det")]
    return sentence.words[(content or outside or group)[-1]]


def _fused(members: list[Word], top: Word) -> Word:
    form, unit = "", -1
    for member in members:
        if member.unit != unit:
            form, unit = form + member.surface, member.unit
    last = next((m for m in reversed(members) if m.upos != "PUNCT"), members[-1])
    word = Word(form, head=top.head, dep=top.dep, space=members[-1].space)
    if len({member.unit for member in members}) == 1:
        if [member.upos for member in members] == ["ADP", "DET"]:
            word.lemma, word.upos, word.tag = members[0].lemma, "ADP", "APPRART"
            word.feats = dict(members[1].feats or {})
        return word
    word.upos, word.tag, word.feats = last.upos, last.tag, last.feats
    if last.lemma is not None:
        word.lemma = form[: max(0, len(form) - len(last.form))] + last.lemma
    return word
