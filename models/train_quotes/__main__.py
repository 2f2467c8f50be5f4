"""Train the quotation models: ``python -m models.train_quotes``; the data lies where DATA says."""

from __future__ import annotations

import argparse
import json
import math
import os
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from claimx import pipeline

from .calibrate import calibration_error, fit, is_right
from .crf import train
from .gold import Example, read_examples
from .ranker import Choice, choices
from .ranker import fit as fit_speakers

ROOT = Path(__file__).parents[2]
DATA = Path(os.environ.get("DATA", ROOT.parent / "shared" / "data"))
FOLDS = 5
SETTINGS: dict[str, Any] = {
    "minimum": 2, "c2": 4.0, "iterations": 80, "smallest": 0.02, "run": {"bias": 0.4},
}  # fmt: skip
MODELS: dict[str, dict[str, int]] = {
    "de_claimx_quotes": {"quotes": 1, "news": 3, "cases": 3},
    "de_claimx_quotes_free": {"news": 1, "cases": 1},
}
"""The sets that each model is trained on, and how often each of them counts."""


def read_all() -> list[Example]:
    """All training articles, through the base pipeline and the rules."""
    nlp = pipeline.load()
    nlp.remove_pipe(pipeline.CLAIM_COMPONENT)
    return [
        *read_examples(nlp, DATA / "quotes" / "train.jsonl.gz", "quotes"),
        *read_examples(nlp, DATA / "news" / "train.jsonl.gz", "news"),
        *read_examples(nlp, ROOT / "tests" / "cases" / "extra.jsonl", "cases"),
    ]


def cross_validate(examples: list[Example], weights: Mapping[str, int]) -> dict[str, dict[str, float]]:
    """The weights of confidence and speakers, from the drafts of models that have not seen the article."""
    rows: list[dict[str, float]] = []
    right: list[bool] = []
    counts: list[float] = []
    chosen: list[Choice] = []
    for fold in range(FOLDS):
        model = train([x for x in examples if x.fold(FOLDS) != fold], weights, SETTINGS)
        for example in examples:
            if example.fold(FOLDS) == fold:
                reviser = example.reviser
                reviser.model = model
                drafts = reviser.merge(example.drafts, *model.predict(example.rows))
                judged = [d for d in drafts if id(d) in reviser.evidence]
                rows += [reviser.evidence[id(d)] for d in judged]
                right += [is_right(d, example.gold) for d in judged]
                weight = float(weights[example.source])
                counts += [weight] * len(judged)
                if example.source != "cases":  # they name their speakers, but not where
                    chosen += choices(reviser.ranker({}), drafts, example.gold, weight)
    confidence = fit(rows, right, counts)
    values = [_value(confidence, row) for row in rows]
    print(f"  {len(rows)} drafts, {sum(right)} right, calibration error {calibration_error(values, right):.3f}")
    return {"confidence": confidence, "speakers": fit_speakers(chosen)}


def _value(weights: Mapping[str, float], row: Mapping[str, float]) -> float:
    return 1.0 / (1.0 + math.exp(-sum(weights.get(k, 0.0) * v for k, v in row.items())))


def main() -> None:
    """Train both models and write them to ``models/``."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--output", type=Path, default=ROOT / "models", metavar="FOLDER")
    args = parser.parse_args()
    started = time.time()
    everything = read_all()
    print(f"{len(everything)} articles read in {time.time() - started:.0f} s", flush=True)
    for name, weights in MODELS.items():
        examples = [x for x in everything if x.source in weights]
        print(f"{name}: {len(examples)} articles", flush=True)
        fitted = cross_validate(examples, weights)
        model = train(examples, weights, SETTINGS)
        model.settings |= fitted
        folder = args.output / name
        model.save(folder)
        print(f"  {len(model.names)} features, {time.time() - started:.0f} s", flush=True)
        counts = {source: sum(x.source == source for x in examples) for source in weights}
        (folder / "trained_on.json").write_text(json.dumps(counts) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
