"""The training loop: batches drawn from several pools of annotated text."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example
from thinc.api import Adam, fix_random_seed
from thinc.schedules import warmup_linear

from .augment import run_of_sentences
from .docs import to_doc
from .words import Sentence, write_feats

Draw = Callable[[random.Random], Example]


@dataclass(frozen=True)
class Pool:
    """A source of examples and its share of the words in training."""

    name: str
    share: float
    draw: Draw


def sentence_pool(nlp: Language, name: str, share: float, sentences: Sequence[Sentence], trees: bool) -> Pool:
    """Pool of varied runs of sentences."""

    def draw(rng: random.Random) -> Example:
        run = run_of_sentences(sentences, rng.randrange(len(sentences)), rng)
        return example(nlp, to_doc(nlp.vocab, run, trees))

    return Pool(name, share, draw)


def doc_pool(name: str, share: float, draw_doc: Callable[[random.Random], Doc]) -> Pool:
    """Pool of ready Docs."""
    return Pool(name, share, lambda rng: example_of(draw_doc(rng)))


def example(nlp: Language, reference: Doc) -> Example:
    """Example with the reference's own tokens."""
    words = [token.text for token in reference]
    return Example(Doc(nlp.vocab, words=words, spaces=[bool(t.whitespace_) for t in reference]), reference)


def example_of(reference: Doc) -> Example:
    """Like ``example``, with the vocabulary of the reference."""
    words = [token.text for token in reference]
    return Example(Doc(reference.vocab, words=words, spaces=[bool(t.whitespace_) for t in reference]), reference)


def batches(pools: Sequence[Pool], words: int, rng: random.Random) -> Iterator[list[Example]]:
    """Endless batches of about ``words`` words, pools mixed by their shares."""
    spent = dict.fromkeys((pool.name for pool in pools), 0.0)
    while True:
        batch: list[Example] = []
        size = 0
        while size < words:
            pool = min(pools, key=lambda p: spent[p.name] / p.share)
            drawn = pool.draw(rng)
            spent[pool.name] += len(drawn.reference)
            size += len(drawn.reference)
            batch.append(drawn)
        yield batch


def train(
    nlp: Language,
    pools: Sequence[Pool],
    *,
    total_words: int,
    batch_words: tuple[int, int] = (400, 1600),
    learn_rate: float = 0.002,
    dropout: float = 0.2,
    seed: int = 7,
    sample: Sequence[Example] = (),
    vectors: str | None = None,
    report: Callable[[Language], dict[str, float]] | None = None,
    reports: int = 3,
) -> Language:
    """Train all components of ``nlp``; returns it with averaged weights.

    ``sample`` initialises labels and layers; nothing is initialised when it is empty.
    """
    fix_random_seed(seed)
    rng = random.Random(seed)
    if sample:
        varied = [pool.draw(rng) for pool in pools for _ in range(100)]
        nlp.config["initialize"]["vectors"] = vectors
        nlp.initialize(lambda: [*sample, *varied])
    mean = sum(batch_words) / 2
    steps = int(total_words / mean)
    optimizer = Adam(
        warmup_linear(learn_rate, max(20, steps // 20), int(steps * 1.02) + 1),
        L2=0.01,
        grad_clip=1.0,
        use_averages=True,
        L2_is_weight_decay=True,
    )
    started, losses, done = time.time(), {}, 0
    source = None
    for step in range(steps):
        if step % max(1, steps // 20) == 0:
            size = int(batch_words[0] + (batch_words[1] - batch_words[0]) * step / steps)
            source = batches(pools, size, rng)
        assert source is not None
        batch = next(source)
        done += sum(len(eg.reference) for eg in batch)
        nlp.update(batch, sgd=optimizer, drop=dropout, losses=losses)
        optimizer.step_schedules()
        if (step + 1) % max(1, steps // reports) == 0 and step + 2 < steps and report is not None:
            with nlp.use_params(optimizer.averages):
                print(step + 1, steps, done, f"{time.time() - started:.0f}s", report(nlp), flush=True)
            losses = {}
    nlp.use_params(optimizer.averages).__enter__()
    print("trained", done, "words in", f"{time.time() - started:.0f}s", flush=True)
    return nlp


def covering(sentences: Sequence[Sentence], first: int = 2500) -> list[Sentence]:
    """The first sentences, and of the others those that bring a new tag, relation or morphologizer label."""
    seen: set[tuple[str, str]] = set()
    chosen = []
    for number, sentence in enumerate(sentences):
        labels: set[tuple[str, str]] = set()
        for word in sentence.words:
            labels |= {("tag", word.tag or ""), ("dep", word.dep or "")}
            labels.add(("morph", f"{word.upos}|{write_feats(word.feats or {})}"))
        if number < first or labels - seen:
            chosen.append(sentence)
        seen |= labels
    return chosen
