"""A quotation model of examples: the CRF, then what judges its claims, from articles that it has not seen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from claimx.drafts import Draft
from claimx.engine import find_alone
from claimx.evaluation import reliability
from claimx.hybrid import certainty
from claimx.nested import nested_drafts, nested_evidence
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


@dataclass
class _Judged:
    """Drafts of unseen articles: what speaks for each, whether it is right, and how often its article counts."""

    rows: list[dict[str, float]] = field(default_factory=list)
    right: list[bool] = field(default_factory=list)
    counts: list[float] = field(default_factory=list)

    def add(self, rows: list[dict[str, float]], drafts: Sequence[Draft], example: Example) -> None:
        self.rows += rows
        self.right += [is_right(draft, example.gold) for draft in drafts]
        self.counts += [float(example.weight)] * len(rows)

    def fit(self) -> dict[str, float]:
        """The weights of the probability that a draft is right; none without drafts."""
        return fit_confidence(self.rows, self.right, self.counts) if self.rows else {}


def _cross_validate(examples: Sequence[Example], report: Callable[[str], None]) -> dict[str, Any]:
    """The weights of confidence, nested claims and speakers, from the drafts of models that had not seen the text."""
    outer, inner = _Judged(), _Judged()
    chosen: list[Choice] = []
    for fold in range(FOLDS):
        model = fit_crf([x for x in examples if x.fold(FOLDS) != fold])
        for example in examples:
            if example.fold(FOLDS) == fold:
                reviser = example.reviser
                reviser.model = model
                drafts = reviser.merge(example.drafts, *model.predict(example.rows))
                judged = [d for d in drafts if id(d) in reviser.evidence]
                outer.add([reviser.evidence[id(d)] for d in judged], judged, example)
                if example.knows_nested:
                    nested = nested_drafts(reviser.a, drafts, find_alone)
                    inner.add([nested_evidence(reviser.a, d) for d in nested], nested, example)
                if example.knows_speakers:
                    chosen += choices(reviser.ranker({}), drafts, example.gold, float(example.weight))
        report(f"fold {fold + 1} of {FOLDS} done")
    confidence = outer.fit()
    error = reliability([(certainty(confidence, row), ok) for row, ok in zip(outer.rows, outer.right, strict=True)]).ece
    report(f"{len(outer.rows)} claims in unseen articles, {sum(outer.right)} right, calibration error {error:.3f}")
    return {
        "confidence": confidence,
        "nested": inner.fit(),
        "speakers": fit_speakers(chosen) if chosen else {},
    }
