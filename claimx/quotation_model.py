"""The trained part of the hybrid engine: a linear-chain CRF over the units of an article, decoded with numpy.

`claimx.training` trains the model; here its weights are looked up and summed, which needs no library but numpy.
Labels are ``O``, ``>`` and ``<`` (a frame before and behind its quote), and ``B-``/``I-`` with one letter for the type.
"""

from __future__ import annotations

import functools
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

LETTERS = {"direct": "D", "indirect": "I", "indirect_free_indirect": "M", "free_indirect": "F", "reported": "R"}
TYPES = {letter: kind for kind, letter in LETTERS.items()}
WEIGHTS_FILE = "weights.npz"
FEATURES_FILE = "features.json"
SETTINGS_FILE = "settings.json"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A quote as the model sees it: its type and the numbers of its units, in order."""

    type: str
    units: tuple[int, ...]


class QuotationModel:
    """Weights and settings of one trained model."""

    def __init__(
        self, labels: list[str], names: dict[str, int], weights: Floats, transitions: Floats, settings: dict[str, Any]
    ) -> None:
        self.labels = labels
        self.names = names
        """Row of each feature in the weights."""
        self.weights = weights
        self.transitions = transitions
        self.settings = settings
        self.columns = _columns(labels)

    def predict(self, rows: list[list[str]]) -> tuple[list[str], Floats]:
        """The best label of every unit, and the probabilities of all."""
        scores = self.scores(rows)
        return self.decode(scores, self.settings["bias"]), self.marginals(scores)

    def scores(self, rows: list[list[str]]) -> Floats:
        """The score of every label for every unit, of shape (units, labels)."""
        scores = np.zeros((len(rows), len(self.labels)))
        names = self.names
        for number, row in enumerate(rows):
            known = [names[feature] for feature in row if feature in names]
            if known:
                scores[number] = self.weights[known].sum(axis=0)
        return scores

    def decode(self, scores: Floats, bias: float) -> list[str]:
        """The best sequence of labels, with ``bias`` against "no quote"."""
        if not len(scores):
            return []
        biased = scores.copy()
        biased[:, self.labels.index("O")] -= bias
        best, back = biased[0], []
        for row in biased[1:]:
            paths = best[:, None] + self.transitions
            back.append(paths.argmax(axis=0))
            best = paths.max(axis=0) + row
        path = [int(best.argmax())]
        for step in reversed(back):
            path.append(int(step[path[-1]]))
        return [self.labels[i] for i in reversed(path)]

    def marginals(self, scores: Floats) -> Floats:
        """The probability of every label for every unit, of shape (units, labels)."""
        ahead, behind = scores.copy(), np.zeros_like(scores)
        for i in range(1, len(scores)):
            ahead[i] += _log_sum(ahead[i - 1][:, None] + self.transitions, 0)
        for i in range(len(scores) - 2, -1, -1):
            behind[i] = _log_sum(self.transitions + (scores[i + 1] + behind[i + 1])[None, :], 1)
        joint = ahead + behind
        if len(joint):
            joint -= _log_sum(joint, 1)[:, None]
        probabilities: Floats = np.exp(joint)
        return probabilities

    def save(self, folder: Path) -> None:
        """Write the model; weights with two bytes a number."""
        folder.mkdir(parents=True, exist_ok=True)
        names = sorted(self.names, key=self.names.__getitem__)
        text = json.dumps(names, ensure_ascii=False, indent=0)
        (folder / FEATURES_FILE).write_text(text + "\n", encoding="utf-8")
        np.savez_compressed(
            folder / WEIGHTS_FILE, weights=self.weights.astype(np.float16), transitions=self.transitions
        )
        settings = {"labels": self.labels, **self.settings}
        (folder / SETTINGS_FILE).write_text(json.dumps(settings, indent=1) + "\n", encoding="utf-8")


def _columns(labels: list[str]) -> dict[str, list[int]]:
    """The numbers of the labels of each kind: quote, begin, inside, and those of each type."""
    numbered = list(enumerate(labels))
    kinds = {
        "quote": [i for i, label in numbered if label[0] in "BI"],
        "begin": [i for i, label in numbered if label[0] == "B"],
        "inside": [i for i, label in numbered if label[0] == "I"],
    }
    return kinds | {letter: [i for i, label in numbered if label[2:] == letter] for letter in TYPES}


def _log_sum(matrix: Floats, axis: int) -> Floats:
    top = matrix.max(axis=axis, keepdims=True)
    total: Floats = (top + np.log(np.exp(matrix - top).sum(axis=axis, keepdims=True))).squeeze(axis)
    return total


@functools.lru_cache(maxsize=4)
def load_model(folder: Path) -> QuotationModel:
    """The model in a folder, read once. Raises ``OSError`` or ``ValueError`` when there is none to be read."""
    settings = json.loads((folder / SETTINGS_FILE).read_text(encoding="utf-8"))
    names = json.loads((folder / FEATURES_FILE).read_text(encoding="utf-8"))
    with np.load(folder / WEIGHTS_FILE) as data:
        weights, transitions = data["weights"].astype(np.float64), data["transitions"].astype(np.float64)
    labels = settings.pop("labels")
    return QuotationModel(labels, {name: i for i, name in enumerate(names)}, weights, transitions, settings)


def stretches(labels: list[str]) -> list[Stretch]:
    """The quotes of a sequence of labels; a frame behind its beginning may interrupt a quote."""
    found: list[tuple[str, list[int]]] = []
    current: tuple[str, list[int]] | None = None
    for number, label in enumerate(labels):
        if label[0] == "I" and current is not None and current[0] == label[2:]:
            current[1].append(number)
        elif label[0] in "BI":
            current = (label[2:], [number])
            found.append(current)
        elif label != "<":
            current = None
    return [Stretch(TYPES[letter], tuple(units)) for letter, units in found]
