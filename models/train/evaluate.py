"""Scores of a pipeline on the held-out sentences: ``python -m models.train.evaluate PATH``."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.scorer import Scorer
from spacy.training import Example

from .docs import to_doc
from .harmonise import DATA, load_treebanks
from .ner_data import column_docs
from .subjunctive import Subjunctives
from .words import Sentence

RUN = 10
"""Sentences per Doc in the evaluation."""


def treebank_examples(nlp: Language, sentences: Sequence[Sentence], run: int = RUN) -> list[Example]:
    """Examples of ``run`` sentences each; the pipeline sees the bare text."""
    references = [to_doc(nlp.vocab, sentences[i : i + run]) for i in range(0, len(sentences), run)]
    return [Example(nlp.make_doc(reference.text), reference) for reference in references]


def predicted_scores(nlp: Language, examples: Sequence[Example]) -> dict[str, Any]:
    """spaCy's scores; the predictions stay in the examples."""
    for example, doc in zip(examples, nlp.pipe([example.predicted for example in examples]), strict=True):
        example.predicted = doc
    return Scorer(nlp).score(examples)


def mood_scores(examples: Iterable[Example]) -> tuple[float, float]:
    """Precision and recall of Mood=Sub."""
    right = claimed = gold = 0
    for example in examples:
        for token, morph in zip(example.predicted, example.get_aligned("MORPH", as_string=True), strict=True):
            is_gold = "Mood=Sub" in (morph or "")
            is_claimed = token.morph.get("Mood") == ["Sub"]
            gold += is_gold
            claimed += is_claimed
            right += is_gold and is_claimed
    return right / max(1, claimed), right / max(1, gold)


def scores(nlp: Language, sentences: Sequence[Sentence], run: int = RUN) -> dict[str, float]:
    """Percentages on treebank sentences."""
    examples = treebank_examples(nlp, sentences, run)
    found = predicted_scores(nlp, examples)
    precision, recall = mood_scores(examples)
    table = {
        "tag": found.get("tag_acc"),
        "pos": found.get("pos_acc"),
        "morph": found.get("morph_acc"),
        "lemma": found.get("lemma_acc"),
        "uas": found.get("dep_uas"),
        "las": found.get("dep_las"),
        "sents_f": found.get("sents_f"),
        "mood_sub_precision": precision,
        "mood_sub_recall": recall,
    }
    return {key: round(100 * value, 2) for key, value in table.items() if value is not None}


def ner_scores(nlp: Language, name: str, limit: int | None = None) -> dict[str, float]:
    """Percentages of entities on a GermEval file, all and by label."""
    references = list(column_docs(nlp, DATA / "ner" / name))[:limit]
    examples = [Example(nlp.make_doc(reference.text), reference) for reference in references]
    with nlp.select_pipes(enable=[p for p in nlp.pipe_names if p in ("tok2vec", "ner", "ner_tok2vec")]):
        found = predicted_scores(nlp, examples)
    table = {"ents_p": found["ents_p"], "ents_r": found["ents_r"], "ents_f": found["ents_f"]}
    for label, values in sorted(found["ents_per_type"].items()):
        table[f"ents_f_{label}"] = values["f"]
    return {key: round(100 * value, 2) for key, value in table.items()}


def all_scores(nlp: Language) -> dict[str, dict[str, float]]:
    """The scores of the model card, on text that no training has seen."""
    banks = load_treebanks(nlp, Subjunctives.load())
    return {
        "gsd-test, last 400 sentences": scores(nlp, banks["gsd-held"], run=1),
        "gsd-test, last 400 sentences, ten to a text": scores(nlp, banks["gsd-held"]),
        "gsd-dev": scores(nlp, banks["gsd-dev"], run=1),
        "germeval14-test": ner_scores(nlp, "germeval14-test.tsv.gz"),
    }


def main() -> None:
    """Print a table of the scores."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", type=Path)
    for corpus, values in all_scores(spacy.load(parser.parse_args().path)).items():
        print(corpus)
        for key, value in values.items():
            print(f"  {key:20}{value:7.2f}")


if __name__ == "__main__":
    main()
