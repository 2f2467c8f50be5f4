"""The confidence: a logistic regression on what speaks for a draft."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from claimx.drafts import Draft
from claimx.scoring import FOUND, overlap
from claimx.training.examples import Quote

_RIDGE = 1.0
_STEPS = 30


def is_right(draft: Draft, gold: Sequence[Quote]) -> bool:
    """Whether a gold quote has the tokens of a draft, with a token F1 of at least `FOUND`."""
    return any(overlap(draft.tokens, quote.quote) >= FOUND for quote in gold)


def fit_confidence(rows: list[dict[str, float]], right: list[bool], weights: list[float]) -> dict[str, float]:
    """The weights of a ridge logistic regression by Newton's method; the bias is not shrunk."""
    names = sorted({name for row in rows for name in row})
    x = np.array([[row.get(name, 0.0) for name in names] for row in rows])
    y, w = np.array(right, float), np.array(weights)
    ridge = np.diag([0.0 if name == "bias" else _RIDGE for name in names]) + 1e-6 * np.eye(len(names))
    beta = np.zeros(len(names))
    for _ in range(_STEPS):
        p = 1.0 / (1.0 + np.exp(-x @ beta))
        gradient = x.T @ (w * (y - p)) - ridge @ beta
        hessian = (x * (w * p * (1.0 - p))[:, None]).T @ x + ridge
        step = np.linalg.solve(hessian, gradient)
        beta += step
        if np.abs(step).max() < 1e-6:
            break
    return {name: round(float(value), 4) for name, value in zip(names, beta, strict=True)}
