"""What `claimx evaluate` says beyond the scores: per type, confusions, reliability, and the mistakes themselves.

All rests on the pairs of `claimx.scoring`. A predicted claim is right when it is found (overlap of at
least `FOUND`), and right with its speaker when it is attributed too. Types are confused, and speakers,
borders and types are wrong, between claims that met (overlap of at least `MET`); what met nothing is
missed or invented.
"""

from __future__ import annotations

import collections
import dataclasses
import itertools
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, get_args

from claimx.gold import CASES, QUOTES, GoldFormat
from claimx.pipeline import DEFAULT_ENGINE
from claimx.records import CLAIM_TYPES, Article
from claimx.scoring import (
    FOUND,
    MET,
    Alignment,
    Expected,
    Figures,
    GoldText,
    Pair,
    Predicted,
    Spans,
    accepted,
    align,
    coarse,
    harmonic,
    name_key,
    overlap,
    score_cases,
    score_quotes,
)

if TYPE_CHECKING:
    from claimx.records import Document, Failure

BINS = 10
MISSED = "missed"
INVENTED = "invented"

Cause = Literal["missed", "invented", "wrong speaker", "wrong borders", "wrong type"]
CAUSES: tuple[Cause, ...] = get_args(Cause)


@dataclasses.dataclass(frozen=True)
class TypeScore:
    """How well the claims of one type are found, with that type."""

    p: float
    r: float
    f1: float
    gold: int
    predicted: int
    found: int
    """Gold claims of the type that are found, whatever their predicted type."""


@dataclasses.dataclass(frozen=True)
class Bin:
    """The predicted claims with a confidence of `low` to `high`, `high` left out except in the last bin."""

    low: float
    high: float
    n: int
    confidence: float | None
    """Their mean confidence."""
    right: float | None
    """The share of them that is right."""


@dataclasses.dataclass(frozen=True)
class Reliability:
    """How far confidences can be trusted."""

    ece: float
    """Expected calibration error: the mean distance of confidence and share of right claims, bin by bin."""
    n: int
    bins: tuple[Bin, ...]


@dataclasses.dataclass(frozen=True)
class Mistake:
    """A gold claim that was missed, a claim that was invented, or two that met and disagree."""

    cause: Cause
    text: GoldText
    gold: Expected | None
    predicted: Predicted | None
    overlap: float
    weight: float
    """How bad it is among those with the same cause."""

    @property
    def spans(self) -> Spans:
        """Where the quotes stand, gold and predicted."""
        return tuple(sorted({*quote_spans(self.gold), *quote_spans(self.predicted)}))

    def to_dict(self) -> dict[str, Any]:
        """The mistake as JSON-ready data."""
        return {
            "cause": self.cause,
            "text": self.text.key,
            "overlap": self.overlap,
            "gold": self._side(self.gold),
            "predicted": self._side(self.predicted),
        }

    def _side(self, claim: Expected | Predicted | None) -> dict[str, Any] | None:
        if claim is None:
            return None
        side = {
            "type": claim.type,
            "quote": self.quoted(claim),
            "spans": [{"start": start, "end": end} for start, end in quote_spans(claim)],
            "speaker": self.speaker(claim),
            "role": claim.role,
        }
        return {**side, "confidence": claim.confidence} if isinstance(claim, Predicted) else side

    def quoted(self, claim: Expected | Predicted) -> str:
        """The words of a claim's quote."""
        return self._words(quote_spans(claim))

    def speaker(self, claim: Expected | Predicted) -> str | None:
        """The name of a claim's speaker, else the words for it."""
        names = claim.speakers if isinstance(claim, Expected) else claim.speaker.names if claim.speaker else ()
        return next(iter(names), None) or self._words(claim.spans.get("speaker", ())) or None

    def _words(self, spans: Spans) -> str:
        return " ".join(self.text.text[start:end] for start, end in spans)


def quote_spans(claim: Expected | Predicted | None) -> Spans:
    """The spans of a claim's quote; none without a claim."""
    return claim.spans.get("quote", ()) if claim else ()


@dataclasses.dataclass(frozen=True)
class Evaluation:
    """The predictions for some gold texts, held against them."""

    format: GoldFormat
    alignments: tuple[Alignment, ...]

    @cached_property
    def scores(self) -> Figures:
        """The figures of `tests/score.py`: of the quotation data's metric, or of the case files'.

        Our own records are measured as case files are, but they have all types and no phenomena.
        """
        if self.format == QUOTES:
            return score_quotes(self.alignments)
        figures = score_cases(self.alignments, fold_types=self.format == CASES)
        if self.format != CASES:
            del figures["by_phenomenon"]
        return figures

    @cached_property
    def types(self) -> dict[str, TypeScore]:
        """Scores by type, of the types that occur."""
        gold, predicted, found, right = (collections.Counter[str]() for _ in range(4))
        for alignment in self.alignments:
            gold.update(self._type(claim) for claim in alignment.text.claims)
            predicted.update(self._type(claim) for claim in alignment.predicted)
            for want, got in _claims(alignment, FOUND):
                found[self._type(want)] += 1
                right[self._type(want)] += self._type(want) == self._type(got)
        return {
            kind: _type_score(gold[kind], predicted[kind], found[kind], right[kind])
            for kind in self.type_names
            if gold[kind] or predicted[kind]
        }

    @cached_property
    def confusion(self) -> dict[str, dict[str, int]]:
        """Numbers of claims by gold type, or "invented", and predicted type, or "missed"."""
        rows = (*self.type_names, INVENTED)
        table = {row: dict.fromkeys((*self.type_names, MISSED), 0) for row in rows}
        for alignment in self.alignments:
            pairs = alignment.paired(MET)
            met_gold, met_predicted = {pair.gold for pair in pairs}, {pair.predicted for pair in pairs}
            for want, got in _claims(alignment, MET):
                table[self._type(want)][self._type(got)] += 1
            for i, claim in enumerate(alignment.text.claims):
                table[self._type(claim)][MISSED] += i not in met_gold
            for i, predicted in enumerate(alignment.predicted):
                table[INVENTED][self._type(predicted)] += i not in met_predicted
        del table[INVENTED][MISSED]
        return table

    @cached_property
    def found_reliability(self) -> Reliability | None:
        """Reliability where a claim that is found is right; None if no claim has a confidence."""
        return self._reliability(attributed_too=False)

    @cached_property
    def attributed_reliability(self) -> Reliability | None:
        """Reliability where a claim that is found and attributed is right."""
        return self._reliability(attributed_too=True)

    @cached_property
    def mistakes(self) -> dict[Cause, list[Mistake]]:
        """All mistakes by cause, the worst first."""
        by_cause: dict[Cause, list[Mistake]] = {cause: [] for cause in CAUSES}
        for alignment in self.alignments:
            for mistake in self._mistakes(alignment):
                by_cause[mistake.cause].append(mistake)
        return {cause: sorted(found, key=lambda m: -m.weight) for cause, found in by_cause.items()}

    def worst(self, count: int) -> list[Mistake]:
        """The worst mistakes, taken from each cause in turn, in the order of causes."""
        in_turn = itertools.chain.from_iterable(itertools.zip_longest(*self.mistakes.values()))
        chosen = itertools.islice((mistake for mistake in in_turn if mistake), count)
        return sorted(chosen, key=lambda mistake: CAUSES.index(mistake.cause))

    @property
    def type_names(self) -> tuple[str, ...]:
        """The types that are told apart; claims without a type count as "untyped"."""
        known = tuple(kind for kind in CLAIM_TYPES if self.format != CASES or coarse(kind) == kind)
        untyped = any(claim.type is None for item in self.alignments for claim in item.text.claims)
        return (*known, "untyped") if untyped else known

    def to_dict(self, errors: int = 0) -> dict[str, Any]:
        """All of it as JSON-ready data, with the worst mistakes."""
        reliability = {"found": self.found_reliability, "attributed": self.attributed_reliability}
        return {
            "scores": self.scores,
            "types": {kind: dataclasses.asdict(score) for kind, score in self.types.items()},
            "confusion": self.confusion,
            "reliability": {kind: dataclasses.asdict(r) if r else None for kind, r in reliability.items()},
            "causes": {cause: len(found) for cause, found in self.mistakes.items()},
            "errors": [mistake.to_dict() for mistake in self.worst(errors)],
        }

    def _type(self, claim: Expected | Predicted) -> str:
        kind = coarse(claim.type) if self.format == CASES else claim.type
        return kind or "untyped"

    def _reliability(self, attributed_too: bool) -> Reliability | None:
        rated: list[tuple[float, bool]] = []
        for alignment in self.alignments:
            right = {
                pair.predicted for pair in alignment.paired(FOUND) if not attributed_too or attributed(alignment, pair)
            }
            rated += [
                (claim.confidence, i in right)
                for i, claim in enumerate(alignment.predicted)
                if claim.confidence is not None
            ]
        return reliability(rated) if rated else None

    def _mistakes(self, alignment: Alignment) -> Iterator[Mistake]:
        text, pairs = alignment.text, alignment.paired(MET)
        met_gold, met_predicted = {pair.gold for pair in pairs}, {pair.predicted for pair in pairs}
        for i, want in enumerate(text.claims):
            if i not in met_gold:
                yield Mistake("missed", text, want, None, 0.0, _length(want))
        for i, got in enumerate(alignment.predicted):
            if i not in met_predicted:
                yield Mistake("invented", text, None, got, 0.0, _sureness(got))
        for pair in pairs:
            want, got = text.claims[pair.gold], alignment.predicted[pair.predicted]
            if not attributed(alignment, pair):
                yield Mistake("wrong speaker", text, want, got, pair.overlap, _sureness(got))
            elif pair.overlap < FOUND:
                wrong = (1 - pair.overlap) * _length(want)
                yield Mistake("wrong borders", text, want, got, pair.overlap, wrong)
            elif self._type(want) != self._type(got):
                yield Mistake("wrong type", text, want, got, pair.overlap, _sureness(got))


def predict(
    texts: Iterable[GoldText], *, model: str | None = None, engine: str = DEFAULT_ENGINE, nested: bool = False
) -> Iterator[Document | Failure]:
    """What the engine finds in each gold text, in their order; see `claimx.api.pipe`."""
    from claimx import api

    articles = (Article(source=text.key, text=text.text) for text in texts)
    yield from api.pipe(articles, model=model, engine=engine, nested=nested)


def evaluate(
    gold_format: GoldFormat, texts: Iterable[GoldText], predicted: Iterable[Sequence[Predicted]]
) -> Evaluation:
    """Hold the predicted claims of each text against its gold. Raises `ScoringUnavailable` without scipy."""
    aligned = (align(text, claims) for text, claims in zip(texts, predicted, strict=True))
    return Evaluation(gold_format, tuple(aligned))


def attributed(alignment: Alignment, pair: Pair) -> bool:
    """Whether the predicted speaker is right.

    In quotation data: the full name where the gold knows it, else the same tokens (an F1 of at least
    `MET`), else none. In case files and our own records: one of the names that are right, or none.
    """
    want, got = alignment.text.claims[pair.gold], alignment.predicted[pair.predicted]
    if alignment.text.tokens is None:
        return accepted(got.speaker, want.speakers)
    if want.speakers:
        return got.speaker is not None and name_key(want.speakers[0]) in got.speaker.keys
    if words := want.positions.get("speaker"):
        return overlap(words, alignment.positions[pair.predicted].get("speaker", frozenset())) >= MET
    return got.speaker is None


def reliability(rated: Sequence[tuple[float, bool]]) -> Reliability:
    """Reliability of confidences, each with whether the claim is right, in `BINS` bins of equal width."""
    members: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    for confidence, right in rated:
        members[min(BINS - 1, max(0, int(confidence * BINS)))].append((confidence, right))
    bins = tuple(itertools.starmap(_bin, enumerate(members)))
    distances = (b.n * abs(b.confidence - b.right) for b in bins if b.confidence is not None and b.right is not None)
    return Reliability(sum(distances) / len(rated) if rated else 0.0, len(rated), bins)


def _bin(number: int, rated: Sequence[tuple[float, bool]]) -> Bin:
    n, low, high = len(rated), number / BINS, (number + 1) / BINS
    if not n:
        return Bin(low, high, 0, None, None)
    return Bin(low, high, n, sum(c for c, _ in rated) / n, sum(right for _, right in rated) / n)


def _type_score(gold: int, predicted: int, found: int, right: int) -> TypeScore:
    p = right / predicted if predicted else 0.0
    r = right / gold if gold else 0.0
    return TypeScore(p, r, harmonic(p, r), gold, predicted, found)


def _claims(alignment: Alignment, least: float) -> Iterator[tuple[Expected, Predicted]]:
    for pair in alignment.paired(least):
        yield alignment.text.claims[pair.gold], alignment.predicted[pair.predicted]


def _length(claim: Expected | Predicted) -> float:
    return float(sum(end - start for start, end in quote_spans(claim)))


def _sureness(claim: Predicted) -> float:
    """The surer a wrong claim, the worse; among equally sure ones the longer."""
    return (1.0 if claim.confidence is None else claim.confidence) + _length(claim) / 1e6
