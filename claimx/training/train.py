"""A quotation model of examples: the CRF, then confidence and speakers from articles that it has not seen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from claimx.evaluation import reliability
from claimx.hybrid import certainty
from claimx.quotation_model import QuotationModel
from claimx.training.calibration import fit_confidence, is_right
from claimx.training.crf import fit_crf
from claimx.training.examples import Example
from claimx.training.ranker import Choice, choices, fit_speakers

FOLDS = 5


def train(examples: Sequence[Example], report: Callable[[str], None]) -> QuotationModel:
    """Train on all examples; ``report`` is told how it goes."""
    fitted = _cross_validate(examples, report)
    model = fit_crf(examples)
    model.settings |= fitted
    return model


def _cross_validate(examples: Sequence[Example], report: Callable[[str], None]) -> dict[str, Any]:
    """The weights of confidence and speakers, from the drafts of models that have not seen the article."""
    rows: list[dict[str, float]] = []
    right: list[bool] = []
    counts: list[float] = []
    chosen: list[Choice] = []
    for fold in range(FOLDS):
        model = fit_crf([x for x in examples if x.fold(FOLDS) != fold])
        for example in examples:
            if example.fold(FOLDS) == fold:
                reviser = example.reviser
                reviser.model = model
                drafts = reviser.merge(example.drafts, *model.predict(example.rows))
                judged = [d for d in drafts if id(d) in reviser.evidence]
                rows += [reviser.evidence[id(d)] for d in judged]
                right += [is_right(d, example.gold) for d in judged]
                counts += [float(example.weight)] * len(judged)
                if example.knows_speakers:
                    chosen += choices(reviser.ranker({}), drafts, example.gold, float(example.weight))
        report(f"fold {fold + 1} of {FOLDS} done")
    confidence = fit_confidence(rows, right, counts) if rows else {}
    error = reliability([(certainty(confidence, row), ok) for row, ok in zip(rows, right, strict=True)]).ece
    report(f"{len(rows)} claims in unseen articles, {sum(right)} right, calibration error {error:.3f}")
    return {"confidence": confidence, "speakers": fit_speakers(chosen) if chosen else {}}
