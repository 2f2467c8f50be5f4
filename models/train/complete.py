"""Fill in labels that a source lacks: the best-scored label of a model that its trusted columns allow."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

import numpy
from spacy.language import Language

from .docs import to_doc
from .words import Sentence, Word, parse_feats

UPOS_OF_TAG = {
    "NN": {"NOUN", "PROPN"},
    "NE": {"PROPN"},
    "TRUNC": {"NOUN"},
    "ART": {"DET"},
    "ADV": {"ADV"},
    "PAV": {"ADV"},
    "ADJA": {"ADJ", "DET", "PROPN"},
    "ADJD": {"ADJ"},
    "APPR": {"ADP"},
    "APPRART": {"ADP"},
    "CARD": {"NUM"},
    "KON": {"CCONJ"},
    "KOUS": {"SCONJ"},
    "KOUI": {"SCONJ", "ADP"},
    "KOKOM": {"ADP", "CCONJ", "SCONJ"},
    "PPER": {"PRON"},
    "PRF": {"PRON"},
    "PRELS": {"PRON"},
    "PPOSAT": {"DET"},
    "PTKNEG": {"PART"},
    "PTKZU": {"PART"},
    "PTKVZ": {"ADP", "ADV", "ADJ"},
    "VVFIN": {"VERB"},
    "VVINF": {"VERB"},
    "VVPP": {"VERB", "ADJ"},
    "VVIZU": {"VERB"},
    "VVIMP": {"VERB"},
    "VAFIN": {"AUX", "VERB"},
    "VAINF": {"AUX", "VERB"},
    "VAPP": {"AUX", "VERB"},
    "VMFIN": {"AUX", "VERB"},
    "VMINF": {"AUX", "VERB"},
    "$,": {"PUNCT"},
    "$.": {"PUNCT"},
    "$(": {"PUNCT"},
    "PIAT": {"DET"},
    "PDAT": {"DET"},
    "PIS": {"PRON", "DET"},
    "PDS": {"PRON", "DET"},
    "PWAV": {"ADV"},
    "PWS": {"PRON"},
}
TAG_OF_UPOS = {
    "NOUN": {"NN", "TRUNC"},
    "PROPN": {"NE"},
    "ADJ": {"ADJA", "ADJD", "VVPP"},
    "DET": {"ART", "PIAT", "PDAT", "PPOSAT", "PIS", "PWAT", "PDS", "PRELAT"},
    "ADP": {"APPR", "APPO", "PTKVZ", "KOKOM", "KOUI", "APZR"},
    "ADV": {"ADV", "PAV", "PWAV", "PTKVZ", "ADJD"},
    "NUM": {"CARD"},
    "CCONJ": {"KON", "KOKOM"},
    "SCONJ": {"KOUS", "KOUI", "KOKOM", "PWAV"},
    "PART": {"PTKNEG", "PTKZU", "PTKANT", "PTKA"},
    "PRON": {"PPER", "PRF", "PRELS", "PDS", "PIS", "PWS", "PRELAT", "PPOSAT", "PIAT"},
    "AUX": {"VAFIN", "VAINF", "VAPP", "VMFIN", "VMINF"},
    "VERB": {"VVFIN", "VVINF", "VVPP", "VVIZU", "VVIMP", "VAFIN", "VAINF", "VAPP", "VMFIN", "VMINF"},
}
VERB_FORM = {"Fin": ("FIN", "IMP"), "Inf": ("INF", "IZU"), "Part": ("PP",)}


class Scorer(Protocol):
    """Anything that scores tags and morphologizer labels (``POS=..`` among the features) of bare sentences."""

    def label_names(self) -> tuple[list[str], list[str]]:
        """Names of the tags and of the morphologizer labels."""

    def label_scores(self, sentences: Sequence[Sentence]) -> Iterator[tuple[numpy.ndarray, numpy.ndarray]]:
        """Of each sentence the scores (words, tags) and (words, labels)."""


class PipelineScorer:
    """Scores of the tagger and the morphologizer of a spaCy pipeline."""

    def __init__(self, nlp: Language) -> None:
        self.nlp = nlp

    def label_names(self) -> tuple[list[str], list[str]]:
        """See ``Scorer``."""
        get = self.nlp.get_pipe
        return list(get("tagger").labels), list(get("morphologizer").labels)  # type: ignore[attr-defined]

    def label_scores(self, sentences: Sequence[Sentence]) -> Iterator[tuple[numpy.ndarray, numpy.ndarray]]:
        """See ``Scorer``."""
        docs = [to_doc(self.nlp.vocab, [sentence], trees=False) for sentence in sentences]
        tok2vec = self.nlp.get_pipe("tok2vec")
        tok2vec.set_annotations(docs, tok2vec.predict(docs))  # type: ignore[attr-defined]
        models = [self.nlp.get_pipe(name).model for name in ("tagger", "morphologizer")]  # type: ignore[attr-defined]
        return zip(*(model.predict(docs) for model in models), strict=True)


class Completer:
    """Chooses among a model's labels under the constraints of a source."""

    def __init__(self, scorer: Scorer, batch: int = 64) -> None:
        self.scorer, self.batch = scorer, batch
        self.tags, labels = scorer.label_names()
        self.morphs = []
        for label in labels:
            feats = parse_feats(label)
            self.morphs.append((feats.pop("POS", ""), feats))
        self._masks: dict[tuple[object, ...], numpy.ndarray] = {}

    def complete(self, sentences: Sequence[Sentence]) -> None:
        """Set missing ``tag``, ``upos`` and the whole ``feats`` of every word whose ``feats`` are not ``None``."""
        for start in range(0, len(sentences), self.batch):
            chunk = sentences[start : start + self.batch]
            for sentence, (tags, morphs) in zip(chunk, self.scorer.label_scores(chunk), strict=True):
                for word, tag_row, morph_row in zip(sentence.words, tags, morphs, strict=True):
                    self._word(word, tag_row, morph_row)

    def _word(self, word: Word, tag_row: numpy.ndarray, morph_row: numpy.ndarray) -> None:
        if word.tag is None and word.upos in TAG_OF_UPOS:
            form = VERB_FORM.get((word.feats or {}).get("VerbForm", ""), ("",))
            allowed = {t for t in TAG_OF_UPOS[word.upos] if word.upos not in ("VERB", "AUX") or t.endswith(form)}
            mask = numpy.array([tag in allowed for tag in self.tags])
            if mask.any():
                word.tag = self.tags[int(numpy.where(mask, tag_row, -1e9).argmax())]
        if word.feats is None:
            return
        key = (word.upos, word.tag if word.upos is None else None, *sorted(word.feats.items()))
        if key not in self._masks:
            upos = {word.upos} if word.upos else UPOS_OF_TAG.get(word.tag or "", set())
            self._masks[key] = numpy.array([pos in upos and _agrees(feats, word.feats) for pos, feats in self.morphs])
        mask = self._masks[key]
        if not mask.any():
            self._unseen(word, morph_row)
            return
        pos, feats = self.morphs[int(numpy.where(mask, morph_row, -1e9).argmax())]
        word.upos, word.feats = pos, dict(feats)

    def _unseen(self, word: Word, morph_row: numpy.ndarray) -> None:
        """A finite verb whose features are all known keeps them, though no label has them all."""
        if word.feats is None or not {"Mood", "Tense", "Number", "Person"} <= word.feats.keys():
            word.feats = None
            return
        word.feats = {**word.feats, "VerbForm": "Fin"}
        if word.upos is None:
            allowed = UPOS_OF_TAG.get(word.tag or "", set())
            mask = numpy.array([pos in allowed for pos, _ in self.morphs])
            word.upos = self.morphs[int(numpy.where(mask, morph_row, -1e9).argmax())][0]


def _agrees(label: dict[str, str], trusted: dict[str, str]) -> bool:
    for key, value in trusted.items():
        if key in label and value not in label[key].split(","):
            return False
        if key not in label and key in ("Mood", "Tense", "VerbForm", "Person"):
            return False
    return True
