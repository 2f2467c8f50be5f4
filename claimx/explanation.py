"""Why a claim is a claim and why its speaker is the speaker: what rules and trained model went by, as records.

Nothing here runs unless it is asked for: `explain` goes through the article once more, and takes notes.
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from claimx.api import RecordBuilder, read_chunks
from claimx.errors import ClaimUnknown
from claimx.pipeline import CLAIM_COMPONENT, DEFAULT_ENGINE
from claimx.records import Article, Claim, Part, Record, Span, joined_text

if TYPE_CHECKING:
    from spacy.language import Language

    from claimx.drafts import Draft
    from claimx.phrases import Phrase
    from claimx.speakers import Candidate
    from claimx.tracing import Trace

STRONGEST = 8
"""How many features are told of each decision."""


@dataclasses.dataclass(frozen=True)
class Effect(Record):
    """A feature and what it did: weight times value, above 0 for the decision, below 0 against it."""

    feature: str
    weight: float
    value: float
    effect: float


@dataclasses.dataclass(frozen=True)
class CueWord(Record):
    """The lexicon's entry of a cue."""

    lemma: str
    kind: str
    """verb, phrase, noun, preposition or adverb."""
    file: str
    """The data file with the entry."""
    meaning: str
    """speech, thought or writing."""
    strength: str | None
    """How often it reports: strong, medium or weak; None for prepositions, which always do."""
    complements: tuple[str, ...]
    """What may hold its content: direct, dass, v2, inf, ob, fragment, wie."""


@dataclasses.dataclass(frozen=True)
class Unit(Record):
    """A stretch that the trained model labelled as a whole."""

    text: str
    span: Span
    label: str
    """O is nothing, > and < a frame before and behind its quote, B- and I- begin and go on with a quote."""
    probability: float
    """Of that label, 0 to 1."""
    rival: str
    """The label that `effects` compare with: O, or, where O is the label, the most probable other one."""
    effects: tuple[Effect, ...]
    """The strongest ones, by size."""


@dataclasses.dataclass(frozen=True)
class Labelling(Record):
    """What the trained model made of it."""

    agreement: str
    """same: as the rule found it; changed: with other borders or type; new: no rule found it."""
    units: tuple[Unit, ...]
    """Those of the quote and its frame, in text order."""
    effects: tuple[Effect, ...]
    """The strongest ones over all units of the quote."""


@dataclasses.dataclass(frozen=True)
class CandidateSpeaker(Record):
    """Somebody whom the ranking could have chosen."""

    text: str | None
    """The words; None is nobody."""
    span: Span | None
    score: float
    """The sum of the features' weights; the highest one wins."""
    chosen: bool
    effects: tuple[Effect, ...]
    """The strongest ones, by size."""


@dataclasses.dataclass(frozen=True)
class SpeakerChoice(Record):
    """Where the speaker comes from."""

    origin: str
    """frame, near, continues (the speaker of an earlier claim), context, or nobody."""
    continues: str | None
    """The id of that earlier claim, if it is one of those found."""
    candidates: tuple[CandidateSpeaker, ...]
    """The best first; empty where nothing was ranked, as with the engine rules."""


@dataclasses.dataclass(frozen=True)
class Certainty(Record):
    """Where the confidence comes from."""

    value: float
    origin: str
    """calibration: a logistic regression on `evidence`; rule: the measured share of right claims of the rule."""
    evidence: tuple[Effect, ...]
    """All of it, by size; their effects add up to the log-odds."""


@dataclasses.dataclass(frozen=True)
class Explanation(Record):
    """Why a claim is one, and why its speaker is the speaker."""

    number: int
    """Its place among the article's claims, from 1."""
    claim: Claim
    engine: str
    rule: str
    """The rule that proposed it; "model" if none did."""
    cue: CueWord | None
    """None without a cue, and for a verb that only its place beside a quotation makes one."""
    model: Labelling | None
    """None where no trained model judged it."""
    speaker: SpeakerChoice
    confidence: Certainty


def explain(
    text: str | Article,
    wanted: str | int,
    *,
    model: str | None = None,
    engine: str = DEFAULT_ENGINE,
    nested: bool = False,
    nlp: Language | None = None,
) -> Explanation:
    """Tell why a claim of a text is one; `wanted` is its id, or its number among the claims, from 1.

    `model`, `engine`, `nested` and `nlp` are those of `claimx.extract`; the same ones find the same claims.
    Raises `ClaimUnknown` if there is no such claim, and `ModelError` or `EngineUnknown`.

    >>> import claimx
    >>> why = claimx.explain("„Der Damm hält“, sagte Landrätin Carola Wendt am Montag.", 1, engine="rules")
    >>> why.rule, why.cue.lemma, why.cue.meaning, why.speaker.origin
    ('direct-postposed', 'sagen', 'speech', 'frame')
    """
    from claimx import pipeline

    nlp = nlp or pipeline.load(model, engine, nested=nested)
    article = Article("text", text) if isinstance(text, str) else text
    found = [(claim, n, reader) for reader in read_chunks(article, nlp) for n, claim in enumerate(reader.claims())]
    found.sort(key=lambda item: item[0].quote.spans[0].start)
    for number, (claim, place, reader) in enumerate(found, 1):
        if wanted in (number, claim.id):
            return _Explainer(reader, nlp).explanation(number, claim, place)
    key = "claim_number_unknown" if isinstance(wanted, int) else "claim_id_unknown"
    raise ClaimUnknown(key, source=article.source, wanted=wanted, count=len(found))


class _Explainer:
    """Explains the claims of one processed chunk of an article."""

    def __init__(self, reader: RecordBuilder, nlp: Language) -> None:
        from claimx.analysis import Analysis
        from claimx.components import ClaimComponent
        from claimx.pipeline import describe
        from claimx.tracing import trace

        component = nlp.get_pipe(CLAIM_COMPONENT)
        assert isinstance(component, ClaimComponent)
        self.reader = reader
        self.engine = describe(nlp).engine
        self.trace: Trace = trace(Analysis(reader.doc), component.model, nested=component.nested)

    def explanation(self, number: int, claim: Claim, place: int) -> Explanation:
        """Explain the claim at a place of the chunk."""
        draft = self.trace.drafts[place]
        return Explanation(
            number=number,
            claim=claim,
            engine=self.engine,
            rule=draft.rule,
            cue=self._cue(draft),
            model=self._labelling(draft),
            speaker=self._speaker(draft),
            confidence=self._certainty(draft, claim.confidence),
        )

    def _cue(self, draft: Draft) -> CueWord | None:
        from claimx.tracing import cue_entry

        entry = cue_entry(self.trace.reviser, draft)
        if entry is None:
            return None
        file, complements = f"cue_{entry.kind}s.tsv", tuple(sorted(entry.complements))
        return CueWord(entry.lemma, entry.kind, file, entry.medium, entry.strength, complements)

    # --- the trained model --------------------------------------------------------------------------

    def _labelling(self, draft: Draft) -> Labelling | None:
        reviser = self.trace.reviser
        evidence = reviser.evidence.get(id(draft))
        if evidence is None:
            return None
        agreement = next((name[5:] for name in evidence if name.startswith("rule=")), "new")
        numbers = self.trace.units_of(draft)
        quoted = [n for n in numbers if draft.overlaps(reviser.units[n].start, reviser.units[n].end)]
        whole: Counter[str] = Counter()
        weights: dict[str, float] = {}
        for n in quoted:
            for effect in self._label_effects(n, self._rival(n)):
                whole[effect.feature] += int(effect.value)
                weights[effect.feature] = weights.get(effect.feature, 0.0) + effect.effect
        strongest = (_effect(name, total / whole[name], whole[name]) for name, total in weights.items())
        return Labelling(agreement, tuple(self._unit(n) for n in numbers), _strongest(strongest))

    def _unit(self, n: int) -> Unit:
        reviser, rival = self.trace.reviser, self._rival(n)
        assert reviser.model is not None
        unit, label = reviser.units[n], reviser.labels[n]
        span = self.reader.span(unit.start, unit.end)
        probability = round(float(reviser.chances[n][reviser.model.labels.index(label)]), 3)
        text = self.reader.text[span.start : span.end]
        return Unit(text, span, label, probability, rival, _strongest(self._label_effects(n, rival)))

    def _rival(self, n: int) -> str:
        reviser = self.trace.reviser
        assert reviser.model is not None
        if reviser.labels[n] != "O":
            return "O"
        chances = zip(reviser.chances[n], reviser.model.labels, strict=True)
        return max((chance, label) for chance, label in chances if label != "O")[1]

    def _label_effects(self, n: int, rival: str) -> list[Effect]:
        """What the features of a unit did for its label, compared with another label."""
        reviser = self.trace.reviser
        model = reviser.model
        assert model is not None
        own, other = model.labels.index(reviser.labels[n]), model.labels.index(rival)
        counts = Counter(feature for feature in reviser.rows[n] if feature in model.names)
        weights = {name: float(row[own] - row[other]) for name in counts for row in [model.weights[model.names[name]]]}
        return [_effect(name, weights[name], count) for name, count in counts.items()]

    # --- speaker and confidence ---------------------------------------------------------------------

    def _speaker(self, draft: Draft) -> SpeakerChoice:
        source = draft.source
        scored = self.trace.candidates_of(draft)
        candidates = tuple(self._candidate(one, score, source.speaker) for one, score in scored)
        before = draft.antecedent if draft.speaker is None else None
        return SpeakerChoice(_origin(draft), None if before is None else self._id_of(before), candidates)

    def _id_of(self, draft: Draft) -> str | None:
        """The id of the claim that a draft became, or of the one at its place that took its part."""
        drafts = self.trace.drafts
        places = [n for n, other in enumerate(drafts) if other is draft]
        places += [n for n, other in enumerate(drafts) if any(other.overlaps(*part) for part in draft.quote)]
        return self.reader.claims()[places[0]].id if places else None

    def _candidate(self, candidate: Candidate, score: float, speaker: Phrase | None) -> CandidateSpeaker:
        noted = self.trace.reviser.noted
        assert noted is not None
        phrase = candidate.phrase
        counts = Counter(feature for feature in candidate.features if feature in noted.weights)
        effects = _strongest(_effect(name, noted.weights[name], count) for name, count in counts.items())
        chosen = (phrase.head if phrase else None) == (speaker.head if speaker else None)
        if phrase is None:
            return CandidateSpeaker(None, None, round(score, 3), chosen, effects)
        span = self.reader.span(phrase.start, phrase.end)
        text = self._part(span).text
        return CandidateSpeaker(text, span, round(score, 3), chosen, effects)

    def _part(self, span: Span) -> Part:
        return Part(joined_text(self.reader.text, [span]), (span,))

    def _certainty(self, draft: Draft, value: float) -> Certainty:
        reviser = self.trace.reviser
        if reviser.model is None or reviser.confidence(draft) is None:
            return Certainty(value, "rule", ())
        weights: Mapping[str, float] = reviser.model.settings.get("confidence", {})
        evidence = reviser.evidence.get(id(draft), {})
        effects = (_effect(name, weights.get(name, 0.0), value) for name, value in evidence.items())
        return Certainty(value, "calibration", _by_size(effects))


def _origin(draft: Draft) -> str:
    if draft.speaker is None:
        return "nobody" if draft.source.speaker is None else "continues"
    if any(start <= draft.speaker.start < end for start, end in draft.frame):
        return "frame"
    return "context" if draft.floating else "near"


def _effect(feature: str, weight: float, value: float) -> Effect:
    return Effect(feature, round(weight, 3), round(float(value), 3), round(weight * value, 3))


def _by_size(effects: Iterable[Effect]) -> tuple[Effect, ...]:
    return tuple(sorted(effects, key=lambda effect: (-abs(effect.effect), effect.feature)))


def _strongest(effects: Iterable[Effect]) -> tuple[Effect, ...]:
    return _by_size(effect for effect in effects if effect.effect)[:STRONGEST]
