"""Training of the CRF with python-crfsuite, and its weights as a `QuotationModel`."""

from __future__ import annotations

import collections
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pycrfsuite

from claimx.quotation_model import QuotationModel
from claimx.training.examples import Example

_MINIMUM = 2  # how often a feature must occur
_C2 = 4.0
_ITERATIONS = 80
_SMALLEST = 0.02  # the weights below are left out
_BIAS = 0.4  # against "no quote"

LABELS = ["O", ">", "<", *(f"{place}-{letter}" for letter in "DIMFR" for place in "BI")]


def fit_crf(examples: Sequence[Example]) -> QuotationModel:
    """A model of examples, each counted as often as its weight says."""
    usable = [x for x in examples if x.rows]
    counts = collections.Counter(feature for x in usable for row in x.rows for feature in row)
    names = {f: i for i, f in enumerate(sorted(f for f, n in counts.items() if n >= _MINIMUM))}
    trainer = pycrfsuite.Trainer(verbose=False)
    for example in usable:
        rows = pycrfsuite.ItemSequence([[str(names[f]) for f in row if f in names] for row in example.rows])
        for _ in range(example.weight):
            trainer.append(rows, example.labels)
    trainer.set_params({"c1": 0.0, "c2": _C2, "max_iterations": _ITERATIONS})
    trainer.set_params({"feature.possible_transitions": True})
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "crf")
        trainer.train(path)
        tagger = pycrfsuite.Tagger()
        tagger.open(path)
        info = tagger.info()
    place = {label: i for i, label in enumerate(LABELS)}
    transitions = np.full((len(LABELS), len(LABELS)), 0.0)
    for (left, right), value in info.transitions.items():
        transitions[place[left], place[right]] = value
    matrix = np.zeros((len(names), len(LABELS)))
    for (feature, name), value in info.state_features.items():
        matrix[int(feature), place[name]] = value
    return _prune(QuotationModel(LABELS, names, matrix, transitions, {"bias": _BIAS}))


def _prune(model: QuotationModel) -> QuotationModel:
    """The model without the features whose weights are all small."""
    keep = np.nonzero(np.abs(model.weights).max(axis=1) >= _SMALLEST)[0]
    names = sorted(model.names, key=model.names.__getitem__)
    kept = {names[i]: n for n, i in enumerate(keep)}
    return QuotationModel(model.labels, kept, model.weights[keep], model.transitions, model.settings)
