"""The weights of the rankings of speakers and addressees: a conditional logit over candidates, by L-BFGS."""

from __future__ import annotations

import collections
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linear_sum_assignment, minimize
from scipy.sparse import csr_matrix

from claimx.addressees import AddresseeRanker
from claimx.drafts import Draft
from claimx.scoring import MET, overlap
from claimx.speakers import Candidate, SpeakerRanker
from claimx.training.examples import Quote

SPEAKER_RIDGE = 8.0
ADDRESSEE_RIDGE = 2.0
_RIGHT = 0.5
_MINIMUM = 3


@dataclass(frozen=True, slots=True)
class Choice:
    """The features of a quote's candidates, how right each is (0 to 1), and how much the quote counts."""

    candidates: list[tuple[str, ...]]
    right: np.ndarray
    weight: float


def choices(ranker: SpeakerRanker, drafts: list[Draft], gold: Sequence[Quote], weight: float) -> list[Choice]:
    """What there is to choose from for every draft that has a gold quote."""
    found = []
    for quote, d in _paired(drafts, gold):
        candidates = ranker.candidates(drafts[d], drafts[:d])
        right = np.array([_rightness(candidate, quote.speaker) for candidate in candidates])
        if right.max() >= _RIGHT:
            found.append(Choice([c.features for c in candidates], right, weight))
    return found


def addressee_choices(
    ranker: AddresseeRanker, drafts: list[Draft], gold: Sequence[Quote], weight: float
) -> list[Choice]:
    """The same of addressees, for the drafts with a frame; where none of the phrases is right, nobody is."""
    found = []
    for quote, d in _paired(drafts, gold):
        if drafts[d].frame:
            candidates = ranker.candidates(drafts[d])
            right = np.array([_rightness(candidate, quote.addressee) for candidate in candidates])
            if right.max() < _RIGHT:
                right = np.array([float(candidate.phrase is None) for candidate in candidates])
            found.append(Choice([c.features for c in candidates], right, weight))
    return found


def _paired(drafts: list[Draft], gold: Sequence[Quote]) -> Iterator[tuple[Quote, int]]:
    """The gold quotes that drafts meet, with the numbers of the drafts."""
    known = [quote for quote in gold if quote.quote]
    if not known or not drafts:
        return
    tokens = [draft.tokens for draft in drafts]
    shares = np.array([[overlap(quote.quote, have) for have in tokens] for quote in known])
    for g, d in zip(*linear_sum_assignment(shares, maximize=True), strict=True):
        if shares[g, d] >= MET:
            yield known[g], int(d)


def _rightness(candidate: Candidate, wanted: frozenset[int]) -> float:
    if candidate.phrase is None:
        return float(not wanted)
    return overlap(wanted, frozenset(range(candidate.phrase.start, candidate.phrase.end)))


def fit_ranking(data: Sequence[Choice], ridge: float) -> dict[str, float]:
    """The weights that make the right candidates most probable, shrunk by `ridge`; equal ones share the probability."""
    counts = collections.Counter(f for choice in data for row in choice.candidates for f in set(row))
    names = {f: i for i, f in enumerate(sorted(f for f, n in counts.items() if n >= _MINIMUM))}
    pairs = [
        (number, names[feature])
        for number, row in enumerate(row for choice in data for row in choice.candidates)
        for feature in row
        if feature in names
    ]
    sizes = np.array([len(choice.candidates) for choice in data])
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    shape = (int(sizes.sum()), len(names))
    x = csr_matrix((np.ones(len(pairs)), tuple(zip(*pairs, strict=True))), shape=shape)
    best = [np.where(c.right >= c.right.max() - 0.01, 1.0, 0.0) for c in data]
    target = np.concatenate([row / row.sum() for row in best])
    group = np.repeat(np.arange(len(data)), sizes)
    weight = np.array([choice.weight for choice in data])[group]

    def loss(beta: np.ndarray) -> tuple[float, np.ndarray]:
        score = x @ beta
        score = score - np.maximum.reduceat(score, starts)[group]
        total = np.add.reduceat(np.exp(score), starts)[group]
        gradient = x.T @ (weight * (target - np.exp(score) / total)) - ridge * beta
        return -float((weight * target * (score - np.log(total))).sum()) + 0.5 * ridge * float(beta @ beta), -gradient

    found = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 150})
    return {feature: round(float(found.x[i]), 4) for feature, i in names.items() if abs(found.x[i]) >= 0.001}
