"""spaCy Docs from sentences."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc
from spacy.vocab import Vocab

from .words import Sentence, write_feats


def to_doc(vocab: Vocab, sentences: Sequence[Sentence], trees: bool = True) -> Doc:
    """One Doc of several sentences; missing annotation stays missing.

    ``feats`` and ``upos`` must both be known for a morphologizer label; otherwise both stay empty.
    """
    words: list[str] = []
    columns: dict[str, list[str]] = {"tags": [], "pos": [], "lemmas": [], "deps": []}
    spaces: list[bool] = []
    heads: list[int] = []
    morphs: list[str | None] = []
    starts: list[bool] = []
    for sentence in sentences:
        offset = len(words)
        for index, word in enumerate(sentence.words):
            labelled = word.upos is not None and word.feats is not None
            words.append(word.form)
            spaces.append(word.space)
            columns["tags"].append(word.tag or "")
            columns["pos"].append(word.upos or "" if labelled else "")
            morphs.append(write_feats(word.feats or {}) or "_" if labelled else None)
            columns["lemmas"].append(word.lemma or "")
            columns["deps"].append(word.dep or "")
            heads.append(offset + (word.head if word.head is not None else index))
            starts.append(index == 0)
        spaces[-1] = True
    if trees:
        doc = Doc(vocab, words=words, spaces=spaces, heads=heads, **columns)
    else:
        del columns["deps"]
        doc = Doc(vocab, words=words, spaces=spaces, sent_starts=starts, **columns)
    for token, morph in zip(doc, morphs, strict=True):
        if morph is not None:
            token.set_morph(morph)
    return doc
