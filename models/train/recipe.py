"""The recipe, step by step; each step keeps its result in the work folder and is skipped where that is there."""

from __future__ import annotations

import os
import pickle
import random
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import spacy
from spacy import util
from spacy.language import Language
from spacy.training import Example

from . import augment, evaluate, loop, ner_data, raw
from .complete import Completer, PipelineScorer, Scorer
from .docs import to_doc
from .harmonise import load_treebanks
from .silver import load_silver
from .subjunctive import Subjunctives
from .words import Sentence

HERE = Path(__file__).parent
WORK = Path(os.environ.get("WORK", str(HERE.parent / ".work")))
"""Folder of the intermediate results, outside version control."""

Banks = dict[str, list[Sentence]]
GOLD = ("gsd-train", "pud", "hdt", "lit")
INCOMPLETE = ("pud", "hdt", "lit", "stwr")
SYNTAX = ("tok2vec", "tagger", "morphologizer", "trainable_lemmatizer", "parser")
FIRST_SHARES = {"gsd-train": 1.0, "pud": 0.9, "hdt": 1.3, "lit": 1.0}
SHARES = {"gsd-train": 9.0, "pud": 9.0, "hdt": 9.0, "lit": 6.0, "stwr": 12.0, "raw": 50.0}
FIRST_WORDS, WORDS = 800_000, 2_400_000
SURE = 0.86
"""Mean probability of the teacher's arcs from which on a parsed raw sentence is used."""

SEED = 7


def kept(name: str, make: Callable[[], Any]) -> Any:
    """The result of an earlier run, or else of ``make``, which is kept."""
    path = WORK / f"{name}.pickle"
    if path.exists():
        return pickle.loads(path.read_bytes())
    value = make()
    WORK.mkdir(parents=True, exist_ok=True)
    path.write_bytes(pickle.dumps(value))
    return value


def kept_pipeline(name: str, make: Callable[[], Language]) -> Language:
    """The pipeline of an earlier run, or else of ``make``, which is kept."""
    path = WORK / name
    if not path.exists():
        make().to_disk(path)
    return spacy.load(path)


def blank(pipeline: Sequence[str], **overrides: object) -> Language:
    """An untrained pipeline with some of the components of ``config.cfg``."""
    config = util.load_config(HERE / "config.cfg", overrides=dict(overrides))
    config["nlp"]["pipeline"] = list(pipeline)
    config["components"] = {name: config["components"][name] for name in pipeline}
    return util.load_model_from_config(config, auto_fill=True)


def vectors_path() -> Path:
    """Folder of the floret vectors, trained on all training text."""
    folder = WORK / "vectors"
    if not folder.exists():
        import floret
        from spacy.training.initialize import convert_vectors

        WORK.mkdir(parents=True, exist_ok=True)
        corpus = WORK / "corpus.txt"
        corpus.write_text("\n".join(corpus_lines()) + "\n", encoding="utf-8")
        model = floret.train_unsupervised(
            str(corpus),
            model="skipgram",
            mode="floret",
            hashCount=2,
            bucket=25000,
            dim=64,
            minn=3,
            maxn=5,
            minCount=2,
            epoch=8,
            lr=0.05,
            ws=5,
            neg=5,
            thread=1,
        )
        model.save_floret_vectors(str(WORK / "vectors.floret"))
        nlp = spacy.blank("de")
        convert_vectors(nlp, WORK / "vectors.floret", truncate=0, prune=-1, mode="floret")
        nlp.to_disk(folder)
    return folder


def corpus_lines() -> list[str]:
    """Tokenised text of the raw articles, the treebanks, the silver corpus and the entity data; nothing held out."""
    nlp = spacy.blank("de")
    lines: list[str] = []
    for doc in nlp.pipe(raw.news_texts()):
        words = [token.text for token in doc if not token.is_space]
        lines += [" ".join(words[i : i + 200]) for i in range(0, len(words), 200)]
    banks = harmonised()
    for name in (*GOLD, "gsd-dev", "stwr"):
        lines += [" ".join(augment.modern(word.form) for word in sentence.words) for sentence in banks[name]]
    docs = [*ner_data.germeval_docs(nlp), *ner_data.smartdata_docs(nlp)]
    lines += [" ".join(token.text for token in doc if not token.is_space) for doc in docs]
    return lines


def harmonised() -> Banks:
    """The treebanks and the silver corpus, before completion."""
    subjunctives = Subjunctives.load()
    banks = load_treebanks(spacy.blank("de"), subjunctives)
    banks["stwr"] = list(load_silver(subjunctives))
    return banks


def completed(scorer: Scorer) -> Banks:
    """Banks with the missing tags and features filled in under the constraints of what is trusted."""
    banks = harmonised()
    completer = Completer(scorer)
    for name in INCOMPLETE:
        completer.complete(banks[name])
    return banks


def completed_by_first() -> Banks:
    """Banks completed by the first pipeline."""
    return completed(PipelineScorer(kept_pipeline("first", first_pipeline)))


def syntax_pools(nlp: Language, banks: Banks, shares: dict[str, float]) -> tuple[list[loop.Pool], list[Example]]:
    """Pools of the treebanks with their shares, and a sample that shows every label."""
    pools: list[loop.Pool] = []
    sample: list[Example] = []
    for name, share in shares.items():
        trees = name != "stwr"
        pools.append(loop.sentence_pool(nlp, name, share, banks[name], trees))
        chosen = loop.covering(banks[name])
        sample += [loop.example(nlp, to_doc(nlp.vocab, [sentence], trees)) for sentence in chosen]
    return pools, sample


def dev_report(banks: Banks) -> Callable[[Language], dict[str, float]]:
    """Scores on gsd-dev for the log."""
    return lambda nlp: evaluate.scores(nlp, banks["gsd-dev"])


def first_pipeline() -> Language:
    """A quick pipeline on the gold alone: it completes columns and cuts raw text, and does not ship."""
    banks = harmonised()
    for word in (w for name in ("pud", "hdt", "lit") for s in banks[name] for w in s.words):
        word.feats = None
    nlp = blank(SYNTAX)
    pools, sample = syntax_pools(nlp, banks, FIRST_SHARES)
    return loop.train(nlp, pools, total_words=FIRST_WORDS, sample=sample, vectors=str(vectors_path()), seed=SEED)


def raw_silver(teacher: Any) -> list[Sentence]:
    """Raw sentences that the teacher parsed surely, their moods checked against the lexicon."""
    sentences = list(raw.raw_sentences(kept_pipeline("first", first_pipeline)))
    random.Random(SEED).shuffle(sentences)
    confidence = teacher.annotate(sentences)
    subjunctives = Subjunctives.load()
    chosen = [sentence for sentence, sure in zip(sentences, confidence, strict=True) if sure > SURE]
    for word in (w for s in chosen for w in s.words if w.tag and w.tag.endswith("FIN")):
        subjunctives.correct(word)
    return chosen


def student(banks: Banks) -> Language:
    """The shipped components but for the entities."""
    nlp = blank(SYNTAX)
    pools, sample = syntax_pools(nlp, banks, SHARES)
    return loop.train(
        nlp,
        pools,
        total_words=WORDS,
        batch_words=(400, 2000),
        dropout=0.15,
        sample=sample,
        vectors=str(vectors_path()),
        seed=SEED,
        report=dev_report(banks),
    )
