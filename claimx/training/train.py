"""A quotation model of examples: the CRF, then what judges its claims, from articles that it has not seen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from claimx.addressees import AddresseeRanker
from claimx.drafts import Draft
from claimx.engine import find_alone
from claimx.evaluation import reliability
from claimx.hybrid import certainty
from claimx.nested import nested_drafts, nested_evidence
from claimx.quotation_model import QuotationModel
from claimx.training.calibration import fit_confidence, is_right
from claimx.training.crf import fit_crf
from claimx.training.examples import Example
from claimx.training.ranker import (
    ADDRESSEE_RIDGE,
    SPEAKER_RIDGE,
    Choice,
    addressee_choices,
    choices,
    fit_ranking,
)

FOLDS = 5

Report: TypeAlias = Callable[..., None]


def train(examples: Sequence[Example], report: Report) -> QuotationModel:
    """Train on all examples; ``report`` is told how it goes: a key of ``messages.tsv`` and its values."""
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

    def add(self, rows: list[dict[str, float]], drafts: Sequence[Draft], example: Example, weight: float) -> None:
        self.rows += rows
        self.right += [is_right(draft, example.gold) for draft in drafts]
        self.counts += [weight] * len(rows)

    def fit(self) -> dict[str, float]:
        """The weights of the probability that a draft is right; none without drafts."""
        return fit_confidence(self.rows, self.right, self.counts) if self.rows else {}


_Unseen = Sequence[tuple[Example, list[Draft]]]
"""Articles with the drafts of a model that has not seen them."""


def _cross_validate(examples: Sequence[Example], report: Report) -> dict[str, Any]:
    """The weights of confidence, nested claims, speakers and addressees, from the drafts of unseen articles."""
    unseen: list[tuple[Example, list[Draft]]] = []
    for fold in range(FOLDS):
        model = fit_crf([x for x in examples if x.fold(FOLDS) != fold])
        for example in examples:
            if example.fold(FOLDS) == fold:
                example.reviser.model = model
                unseen.append((example, example.reviser.merge(example.drafts, *model.predict(example.rows))))
        report("train_fold", fold=fold + 1, folds=FOLDS)
    confidence, nested = _confidence(unseen, report), _nested(unseen)
    return {"confidence": confidence, "nested": nested, **_rankings(unseen)}


def _confidence(unseen: _Unseen, report: Report) -> dict[str, float]:
    judged = _Judged()
    for example, drafts in unseen:
        known = [draft for draft in drafts if id(draft) in example.reviser.evidence]
        judged.add([example.reviser.evidence[id(draft)] for draft in known], known, example, 1.0)
    weights = judged.fit()
    error = reliability([(certainty(weights, row), ok) for row, ok in zip(judged.rows, judged.right, strict=True)]).ece
    report("train_unseen", claims=len(judged.rows), right=sum(judged.right), error=error)
    return weights


def _nested(unseen: _Unseen) -> dict[str, float]:
    judged = _Judged()
    for example, drafts in unseen:
        if example.knows_nested:
            inner = nested_drafts(example.reviser.a, drafts, find_alone)
            rows = [nested_evidence(example.reviser.a, draft) for draft in inner]
            judged.add(rows, inner, example, float(example.weight))
    return judged.fit()


def _rankings(unseen: _Unseen) -> dict[str, dict[str, float]]:
    """The weights of speakers and addressees; the drafts get their speakers, which no addressee is among."""
    known = [(example, drafts) for example, drafts in unseen if example.knows_roles]
    speakers: list[Choice] = []
    for example, drafts in known:
        speakers += choices(example.reviser.ranker({}), drafts, example.gold, float(example.weight))
    found = {"speakers": fit_ranking(speakers, SPEAKER_RIDGE) if speakers else {}}
    addressees: list[Choice] = []
    for example, drafts in known:
        example.reviser.settle(drafts, found["speakers"], None)
        ranker = AddresseeRanker(example.reviser.ranker({}), {})
        addressees += addressee_choices(ranker, drafts, example.gold, float(example.weight))
    return found | {"addressees": fit_ranking(addressees, ADDRESSEE_RIDGE) if addressees else {}}
