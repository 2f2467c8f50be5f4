"""Training of the CRF with python-crfsuite, and its weights as a `QuotationModel`."""

from __future__ import annotations

import collections
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pycrfsuite

from claimx.quotation_model import QuotationModel

from .gold import Example

LABELS = ["O", ">", "<", *(f"{place}-{letter}" for letter in "DIMFR" for place in "BI")]


def train(examples: Iterable[Example], weights: Mapping[str, int], settings: dict[str, Any]) -> QuotationModel:
    """A model of examples, each counted as often as ``weights`` says of its source."""
    usable = [x for x in examples if x.rows]
    counts = collections.Counter(feature for x in usable for row in x.rows for feature in row)
    names = {f: i for i, f in enumerate(sorted(f for f, n in counts.items() if n >= settings["minimum"]))}
    trainer = pycrfsuite.Trainer(verbose=False)
    for example in usable:
        rows = pycrfsuite.ItemSequence([[str(names[f]) for f in row if f in names] for row in example.rows])
        for _ in range(weights.get(example.source, 1)):
            trainer.append(rows, example.labels)
    trainer.set_params({"c1": 0.0, "c2": settings["c2"], "max_iterations": settings["iterations"]})
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
    return prune(QuotationModel(LABELS, names, matrix, transitions, dict(settings["run"])), settings["smallest"])


def prune(model: QuotationModel, smallest: float) -> QuotationModel:
    """The model without the features whose weights are all small."""
    keep = np.nonzero(np.abs(model.weights).max(axis=1) >= smallest)[0]
    names = sorted(model.names, key=model.names.__getitem__)
    kept = {names[i]: n for n, i in enumerate(keep)}
    return QuotationModel(model.labels, kept, model.weights[keep], model.transitions, model.settings)
