"""Raw news text, cut into bare sentences for the teacher to annotate."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator

from spacy.language import Language

from .harmonise import DATA, normalise_marks
from .words import Sentence, Word

FILES = {"raw/gnad-test": "text", "quotes/train": "originalText", "news/train": "originalText"}
SHORTEST, LONGEST = 3, 70


def news_texts() -> Iterator[str]:
    """The articles of the raw collection and of the training parts of the quotation data."""
    for name, key in FILES.items():
        with gzip.open(DATA / f"{name}.jsonl.gz", "rt", encoding="utf-8") as stream:
            for line in stream:
                yield json.loads(line)[key]


def raw_sentences(nlp: Language) -> Iterator[Sentence]:
    """Bare sentences as the parser of ``nlp`` finds them; line breaks end a sentence."""
    with nlp.select_pipes(enable=[p for p in ("tok2vec", "parser") if p in nlp.pipe_names]):
        for doc in nlp.pipe(news_texts(), batch_size=16):
            for span in doc.sents:
                words = [
                    Word(t.text, space=bool(t.whitespace_), unit=i, surface=t.text)
                    for i, t in enumerate(t for t in span if not t.is_space)
                ]
                if SHORTEST <= len(words) <= LONGEST and not any(t.is_space for t in span[:-1]):
                    sentence = Sentence("gsd", words)
                    normalise_marks(sentence)
                    for word in words:
                        word.upos = word.lemma = None
                    yield Sentence("raw", words)
