"""The entity recogniser: two runs, the first of which shows where the other corpora may lack MISC."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from . import evaluate, loop, names, ner_data
from .recipe import SEED, blank, kept_pipeline, vectors_path

FIRST_WORDS, WORDS = 700_000, 1_600_000
WIDTH = 96
ROWS = [3000, 800, 2000, 800, 50, 50]
SWAPPED = 0.6


def recogniser(sources: dict[str, tuple[Sequence[Doc], float]], words: int) -> Language:
    """A pipeline of ``ner`` alone, with embeddings of its own, trained on Docs with the given shares."""
    sizes: dict[str, object] = {f"components.tok2vec.model.{part}.width": WIDTH for part in ("embed", "encode")}
    nlp = blank(("tok2vec", "ner"), **sizes, **{"components.tok2vec.model.embed.rows": ROWS})
    lists = names.NameLists.load()
    pools, sample = [], []
    copies = {name: ([copied(nlp.vocab, doc) for doc in docs], share) for name, (docs, share) in sources.items()}
    organisations = [
        [token.text for token in ent]
        for docs, _ in copies.values()
        for doc in docs
        for ent in doc.ents
        if ent.label_ == "ORG"
    ]
    for name, (docs, share) in copies.items():
        pools.append(loop.doc_pool(name, share, drawing(nlp.vocab, docs, lists, organisations)))
        sample += [loop.example_of(doc) for doc in docs]
    return loop.train(
        nlp,
        pools,
        total_words=words,
        dropout=0.25,
        sample=sample,
        vectors=str(vectors_path()),
        seed=SEED,
        report=lambda trained: evaluate.ner_scores(trained, "germeval14-test.tsv.gz", 1000),
    )


def drawing(
    vocab: Vocab, docs: Sequence[Doc], lists: names.NameLists, organisations: Sequence[Sequence[str]]
) -> Callable[[random.Random], Doc]:
    """A function that draws one Doc or several together, often with other names in it."""
    single = len(docs[0]) >= 80

    def draw(rng: random.Random) -> Doc:
        parts = [rng.choice(docs) for _ in range(1 if single else rng.choice([1, 1, 2, 3]))]
        doc = Doc.from_docs(parts) if len(parts) > 1 else parts[0]
        if rng.random() < SWAPPED:
            doc = names.swapped(vocab, doc, lists, organisations, rng)
        chance = rng.random()
        if chance < 0.04:
            doc = copied(vocab, doc, str.lower if chance < 0.025 else str.upper)
        return doc

    return draw


def copied(vocab: Vocab, doc: Doc, change: Callable[[str], str] = str) -> Doc:
    """A copy with the same entities, in ``vocab``, its words changed."""
    copy = Doc(vocab, words=[change(t.text) for t in doc], spaces=[bool(t.whitespace_) for t in doc])
    unknown = [Span(copy, t.i, t.i + 1) for t in doc if t.ent_iob == 0]
    copy.set_ents([Span(copy, e.start, e.end, e.label_) for e in doc.ents], missing=unknown)
    return copy


def first_recogniser() -> Language:
    """Trained on GermEval alone."""
    nlp = blank(())
    return recogniser({"germeval": (ner_data.germeval_docs(nlp), 1.0)}, FIRST_WORDS)


def final_recogniser(tagger: Language) -> Language:
    """Trained on everything; where the first run finds MISC in the other corpora, their annotation is left out."""
    first = kept_pipeline("ner-first", first_recogniser)
    nlp = blank(())
    others: list[Doc] = []
    for doc in ner_data.other_docs(nlp):
        found = first(copied(first.vocab, doc))
        unknown = [t.i for ent in found.ents if ent.label_ == "MISC" for t in ent]
        whole = ner_data.without(doc, unknown)
        others += ner_data.pieces(whole) if len(doc) >= 150 else [whole]
    speakers = [piece for doc in ner_data.speaker_docs(tagger) for piece in ner_data.pieces(doc, 20)]
    sources = {"germeval": (ner_data.germeval_docs(nlp), 1.4), "other": (others, 1.0), "speakers": (speakers, 0.4)}
    return recogniser(sources, WORDS)
