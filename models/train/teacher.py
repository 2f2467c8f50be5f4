"""A BiLSTM with biaffine heads, for training only: it parses raw news, and the small pipeline learns from that.

Needs torch. ``Teacher.fit`` trains on harmonised sentences, ``Teacher.annotate`` fills in bare ones.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

import numpy
import spacy
import torch
from spacy.vocab import Vocab
from torch import nn

from .augment import copy_words, vary_case, vary_marks, vary_sentence
from .words import Sentence, Word, parse_feats, write_feats

Tensor = torch.Tensor
MISSING = -100


def _shape(form: str) -> str:
    text = "".join("X" if c.isupper() else "x" if c.islower() else "d" if c.isdigit() else c for c in form)
    return text[:2] + str(min(len(form), 12)) + text[-2:]


def views(form: str) -> tuple[str, ...]:
    """The strings of a word that have embeddings of their own."""
    low = form.lower()
    return (low, low[-2:], low[-3:], low[-4:], low[:3], low[:5], _shape(form))


WIDTHS = (80, 24, 40, 48, 32, 32, 24)


class Network(nn.Module):
    """Embeddings, two BiLSTM layers, heads for tags, morphology, arcs and relations."""

    def __init__(self, sizes: Sequence[int], static: int, tags: int, morphs: int, rels: int, hidden: int) -> None:
        super().__init__()
        self.embeds = nn.ModuleList(nn.Embedding(n, w) for n, w in zip(sizes, WIDTHS, strict=True))
        width = sum(WIDTHS) + static
        self.lstm = nn.LSTM(width, hidden, 2, bidirectional=True, batch_first=True, dropout=0.3)
        self.drop = nn.Dropout(0.3)
        self.tags = nn.Linear(2 * hidden, tags)
        self.morphs = nn.Linear(2 * hidden, morphs)
        self.arc_dep = nn.Linear(2 * hidden, 200)
        self.arc_head = nn.Linear(2 * hidden, 200)
        self.arc = nn.Parameter(torch.zeros(201, 200))
        self.rel_dep = nn.Linear(2 * hidden, 80)
        self.rel_head = nn.Linear(2 * hidden, 80)
        self.rel = nn.Parameter(torch.zeros(rels, 81, 81))
        self.root = nn.Parameter(torch.randn(2 * hidden) * 0.1)

    def forward(self, ids: Tensor, static: Tensor, lengths: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """States (batch, length, 2 hidden), tag and morph scores, arc scores (batch, dependents, heads + root)."""
        parts = [embed(ids[..., i]) for i, embed in enumerate(self.embeds)]
        inputs = self.drop(torch.cat([*parts, static], -1))
        packed = nn.utils.rnn.pack_padded_sequence(inputs, lengths, batch_first=True, enforce_sorted=False)
        states, _ = nn.utils.rnn.pad_packed_sequence(self.lstm(packed)[0], batch_first=True)
        states = self.drop(states)
        rooted = torch.cat([self.root.expand(states.size(0), 1, -1), states], 1)
        dep = self.drop(torch.relu(self.arc_dep(states)))
        head = self.drop(torch.relu(self.arc_head(rooted)))
        ones = torch.ones_like(dep[..., :1])
        arcs = torch.cat([dep, ones], -1) @ self.arc @ head.transpose(1, 2)
        positions = torch.arange(rooted.size(1)) > lengths[:, None]
        return rooted, self.tags(states), self.morphs(states), arcs.masked_fill(positions[:, None], -1e4)

    def relations(self, rooted: Tensor, heads: Tensor) -> Tensor:
        """Relation scores (batch, length, relations) of every word under the given head (0 is the root)."""
        dep = self.drop(torch.relu(self.rel_dep(rooted[:, 1:])))
        index = heads[..., None].expand(-1, -1, rooted.size(-1))
        head = self.drop(torch.relu(self.rel_head(rooted.gather(1, index))))
        dep = torch.cat([dep, torch.ones_like(dep[..., :1])], -1)
        head = torch.cat([head, torch.ones_like(head[..., :1])], -1)
        left = torch.einsum("bti,rij->btrj", dep, self.rel)
        return torch.einsum("btrj,btj->btr", left, head)


class Teacher:
    """Vocabulary, labels and network; ``vectors`` is the folder of the static vectors."""

    def __init__(self, sentences: Sequence[Sentence], vectors: str, hidden: int = 220) -> None:
        counts = [Counter[str]() for _ in WIDTHS]
        labels: list[Counter[str]] = [Counter(), Counter(), Counter()]
        for word in (w for s in sentences for w in s.words):
            for counter, view in zip(counts, views(word.form), strict=True):
                counter[view] += 1
            labels[0][word.tag or ""] += 1
            labels[1][_morph(word)] += 1
            labels[2][word.dep or ""] += 1
        self.vocab = [{v: i + 1 for i, v in enumerate(x for x, n in c.items() if n > 1)} for c in counts]
        self.labels = [sorted(x for x in c if x) for c in labels]
        self.index = [{label: i for i, label in enumerate(names)} for names in self.labels]
        self.vectors = vectors
        self._vocab: Vocab | None = None
        self._cache: dict[str, tuple[list[int], numpy.ndarray]] = {}
        sizes = [len(v) + 1 for v in self.vocab]
        self.network = Network(sizes, len(self.vector("a")), *(len(x) for x in self.labels), hidden=hidden)

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "_vocab": None, "_cache": {}}

    def vector(self, form: str) -> numpy.ndarray:
        """Static vector of a form, scaled to the size of the embeddings."""
        if self._vocab is None:
            self._vocab = spacy.load(self.vectors).vocab
        return 2 * self._vocab.get_vector(form)

    def _encode(self, form: str) -> tuple[list[int], numpy.ndarray]:
        if form not in self._cache:
            ids = [vocab.get(view, 0) for vocab, view in zip(self.vocab, views(form), strict=True)]
            self._cache[form] = (ids, self.vector(form))
        return self._cache[form]

    def _inputs(self, batch: Sequence[Sequence[Word]]) -> tuple[Tensor, Tensor, Tensor]:
        lengths = torch.tensor([len(words) for words in batch])
        longest = int(lengths.max())
        ids = numpy.zeros((len(batch), longest, len(WIDTHS)), dtype="int64")
        static = numpy.zeros((len(batch), longest, len(self.vector("a"))), dtype="float32")
        for row, words in enumerate(batch):
            for column, word in enumerate(words):
                ids[row, column], static[row, column] = self._encode(word.form)
        return torch.from_numpy(ids), torch.from_numpy(static), lengths

    def _targets(self, batch: Sequence[Sequence[Word]], longest: int) -> list[Tensor]:
        shape = (len(batch), longest)
        tags, morphs, heads, rels = (numpy.full(shape, MISSING, dtype="int64") for _ in range(4))
        for row, words in enumerate(batch):
            for column, word in enumerate(words):
                tags[row, column] = self.index[0].get(word.tag or "", MISSING)
                morphs[row, column] = self.index[1].get(_morph(word), MISSING)
                if word.dep and word.head is not None:
                    heads[row, column] = 0 if word.dep == "ROOT" else word.head + 1
                    rels[row, column] = self.index[2].get(word.dep, MISSING)
        return [torch.from_numpy(x) for x in (tags, morphs, heads, rels)]

    def loss(self, batch: Sequence[Sequence[Word]]) -> Tensor:
        """Summed cross-entropies of a batch with word dropout."""
        ids, static, lengths = self._inputs(batch)
        ids[..., 0] *= torch.rand(ids.shape[:2]) > 0.2
        tags, morphs, heads, rels = self._targets(batch, ids.size(1))
        rooted, tag_scores, morph_scores, arcs = self.network(ids, static, lengths)
        cross = nn.functional.cross_entropy
        total = cross(tag_scores.flatten(0, 1), tags.flatten(), ignore_index=MISSING, label_smoothing=0.03)
        total = total + cross(morph_scores.flatten(0, 1), morphs.flatten(), ignore_index=MISSING, label_smoothing=0.03)
        if (heads != MISSING).any():
            total = total + cross(arcs.flatten(0, 1), heads.flatten(), ignore_index=MISSING)
            rel_scores = self.network.relations(rooted, heads.clamp(min=0))
            total = total + cross(rel_scores.flatten(0, 1), rels.flatten(), ignore_index=MISSING)
        return total

    def fit(self, gold: Sequence[Sentence], silver: Sequence[Sentence], epochs: int, seed: int) -> None:
        """Train ``epochs`` times over ``gold``, each time with a third as much of ``silver``."""
        torch.manual_seed(seed)
        rng = random.Random(seed)
        nn.init.xavier_uniform_(self.network.rel, gain=0.3)
        nn.init.xavier_uniform_(self.network.arc, gain=0.3)
        rate = 0.002
        optimizer = torch.optim.AdamW(self.network.parameters(), rate, betas=(0.9, 0.95), weight_decay=0.01)
        self.network.train()
        for epoch in range(epochs):
            some = rng.sample(list(silver), min(len(silver), len(gold) // 3))
            plan = list(_batches([*gold, *some], 1000, rng))
            for number, sentences in enumerate(plan):
                progress = (epoch + number / len(plan)) / epochs
                for group in optimizer.param_groups:
                    group["lr"] = rate * min(1, 20 * progress + 0.05, 1.02 - progress)
                optimizer.zero_grad()
                self.loss([_varied(sentence, rng) for sentence in sentences]).backward()
                nn.utils.clip_grad_norm_(self.network.parameters(), 2.0)
                optimizer.step()

    @torch.no_grad()
    def annotate(self, sentences: Sequence[Sentence]) -> list[float]:
        """Fill in tags, morphology and trees in place; returns each sentence's confidence, 0 where no tree came out."""
        self.network.eval()
        confidence = [0.0] * len(sentences)
        order = sorted(range(len(sentences)), key=lambda i: len(sentences[i].words))
        for start in range(0, len(order), 48):
            chosen = order[start : start + 48]
            batch = [sentences[i].words for i in chosen]
            ids, static, lengths = self._inputs(batch)
            rooted, tags, morphs, arcs = self.network(ids, static, lengths)
            best, heads = torch.log_softmax(arcs, -1).max(-1)
            rels = self.network.relations(rooted, heads).argmax(-1)
            for row, i in enumerate(chosen):
                words, n = sentences[i].words, len(batch[row])
                column = heads[row, :n].tolist()
                self._write(words, tags[row, :n].argmax(-1), morphs[row, :n].argmax(-1), column, rels[row, :n])
                confidence[i] = float(best[row, :n].mean().exp()) if is_tree(column) else 0.0
        return confidence

    def label_names(self) -> tuple[list[str], list[str]]:
        """See ``complete.Scorer``."""
        return self.labels[0], self.labels[1]

    @torch.no_grad()
    def label_scores(self, sentences: Sequence[Sentence]) -> Iterator[tuple[numpy.ndarray, numpy.ndarray]]:
        """See ``complete.Scorer``."""
        self.network.eval()
        ids, static, lengths = self._inputs([sentence.words for sentence in sentences])
        _, tags, morphs, _ = self.network(ids, static, lengths)
        return iter([(tags[i, :n].numpy(), morphs[i, :n].numpy()) for i, n in enumerate(lengths.tolist())])

    def _write(self, words: Sequence[Word], tags: Tensor, morphs: Tensor, heads: list[int], rels: Tensor) -> None:
        for index, word in enumerate(words):
            word.tag = self.labels[0][int(tags[index])]
            feats = parse_feats(self.labels[1][int(morphs[index])])
            word.upos = feats.pop("POS")
            word.feats = feats
            word.head = index if heads[index] == 0 else heads[index] - 1
            word.dep = "ROOT" if heads[index] == 0 else self.labels[2][int(rels[index])]
            if heads[index] != 0 and word.dep == "ROOT":
                word.dep = "dep"


def is_tree(heads: Sequence[int]) -> bool:
    """Whether the heads (0 the root, else 1 + index) make one tree with one root."""
    if sum(head == 0 for head in heads) != 1:
        return False
    for start in range(len(heads)):
        at, steps = start, 0
        while heads[at] != 0:
            at, steps = heads[at] - 1, steps + 1
            if steps > len(heads):
                return False
    return True


def _morph(word: Word) -> str:
    if word.upos is None or word.feats is None:
        return ""
    return write_feats({**word.feats, "POS": word.upos})


def _varied(sentence: Sentence, rng: random.Random) -> list[Word]:
    words = vary_sentence(copy_words(sentence.words), rng)
    vary_case(words, rng)
    vary_marks(words, rng)
    return words


def _batches(sentences: list[Sentence], words: int, rng: random.Random) -> Iterator[list[Sentence]]:
    """Batches of sentences of like length, about ``words`` words each, in random order."""
    keyed = sorted(sentences, key=lambda s: len(s.words) + rng.random() * 4)
    batches: list[list[Sentence]] = [[]]
    for sentence in keyed:
        if batches[-1] and (len(batches[-1]) + 1) * len(sentence.words) > words:
            batches.append([])
        batches[-1].append(sentence)
    rng.shuffle(batches)
    return iter(batches)
