"""Variation of training sentences: case, marks, final stops, spelling, line breaks, runs of sentences."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from .subjunctive import Subjunctives
from .words import Sentence, Word

STYLES = [("„", "“"), ("„", "“"), ('"', '"'), ('"', '"'), ("»", "«"), ("«", "»"), ("“", "”"), ("„", "”"), ("``", "''")]
DASHES = ["-", "–", "–", "—"]
FINAL = (".", "!", "?")
_RULES = [
    line.split("\t")
    for line in (Path(__file__).parent / "spelling.tsv").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith(("#", "old\t"))
]


@cache
def subjunctives() -> Subjunctives:
    """The lexicon, read once."""
    return Subjunctives.load()


def copy_words(words: Sequence[Word]) -> list[Word]:
    """Words that may be changed without changing the originals."""
    return [replace(word) for word in words]


def modern(text: str) -> str:
    """Text with ss for ß where today's spelling asks for it."""
    if "ß" not in text:
        return text
    for old, new in _RULES:
        at = text.lower().find(old.lstrip("^"))
        if at == 0 or (at > 0 and not old.startswith("^")):
            first = text[at] if text[at].islower() else new[0].upper()
            text = text[:at] + first + new[1:] + text[at + len(old.lstrip("^")) :]
    return text


def vary_sentence(words: list[Word], rng: random.Random) -> list[Word]:
    """One sentence, changed in place or shortened: spelling, Konjunktiv forms, final stop, marks."""
    subjunctives().vary(words, rng)
    if rng.random() < 0.7:
        for word in words:
            word.form = modern(word.form)
            word.lemma = modern(word.lemma) if word.lemma else word.lemma
    if len(words) > 3 and words[-1].form in FINAL and rng.random() < 0.15:
        words = drop(words, {len(words) - 1})
    if rng.random() < 0.08:
        words = drop(words, {i for i, w in enumerate(words) if w.form in ("„", "“", "»", "«")})
    return words


def drop(words: list[Word], indices: set[int]) -> list[Word]:
    """Words without those at ``indices``; unchanged where another word hangs on them."""
    if not indices or len(indices) >= len(words):
        return words
    if any(w.head in indices and i not in indices for i, w in enumerate(words)):
        return words
    kept = [i for i in range(len(words)) if i not in indices]
    index = {old: new for new, old in enumerate(kept)}
    if kept[-1] != len(words) - 1:
        words[kept[-1]].space = words[-1].space
    for old in indices:
        if old > 0 and old - 1 in index and words[old].space:
            words[old - 1].space = True
    for i in kept:
        head = words[i].head
        words[i].head = index[head] if head is not None else None
    return [words[i] for i in kept]


def vary_case(words: list[Word], rng: random.Random) -> None:
    """Seldom, the whole run in lower or upper case."""
    chance = rng.random()
    if chance < 0.02:
        for word in words:
            word.form = word.form.lower()
    elif chance < 0.03:
        for word in words:
            word.form = word.form.upper()


def vary_marks(words: list[Word], rng: random.Random) -> None:
    """One style of quotation marks and dashes for the whole run."""
    opening, closing = rng.choice(STYLES)
    dash = rng.choice(DASHES)
    for word in words:
        if word.form == "„":
            word.form = word.lemma = opening
        elif word.form == "“":
            word.form = word.lemma = closing
        elif word.form in ("-", "--") and word.space:
            word.form = word.lemma = dash


def with_break(words: list[Word], rng: random.Random) -> list[Word]:
    """Words with a line-break token after them, attached to the last word."""
    form = rng.choice(["\n\n", "\n\n", "\n\n", "\n", "\n", "\n\n\n"])
    words[-1].space = False
    space = Word(form, form, "SPACE", "_SP", {}, len(words) - 1, "dep", False)
    return [*words, space]


def run_of_sentences(sentences: Sequence[Sentence], start: int, rng: random.Random, limit: int = 90) -> list[Sentence]:
    """A varied run of sentences from ``start`` on, of about ``limit`` words at most."""
    length = rng.randint(8, limit)
    breaks = rng.choice([0.0, 0.0, 0.15, 0.5])
    run: list[Sentence] = []
    total = 0
    for sentence in sentences[start : start + 8]:
        words = vary_sentence(copy_words(sentence.words), rng)
        total += len(words)
        if run and total > length:
            break
        run.append(Sentence(sentence.source, words))
    everything = [word for sentence in run for word in sentence.words]
    vary_case(everything, rng)
    vary_marks(everything, rng)
    for sentence in run:
        if rng.random() < breaks:
            sentence.words = with_break(sentence.words, rng)
    return run
