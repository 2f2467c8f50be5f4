"""The addressees of drafts, ranked: a log-linear model over the phrases of a frame, and nobody.

What the rules take for an addressee is only one of the features: most frames name none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from claimx.drafts import Draft
from claimx.frames import Cue
from claimx.phrases import Phrase
from claimx.speakers import Candidate, SpeakerRanker

_NEAR = 2  # tokens


class AddresseeRanker:
    """Ranks candidates for the drafts of one Doc, whose speakers are settled; ``speakers`` reads the phrases."""

    def __init__(self, speakers: SpeakerRanker, weights: Mapping[str, float]) -> None:
        self.a = speakers.a
        self.speakers = speakers
        self.weights = weights

    def settle(self, drafts: list[Draft], sure: frozenset[str]) -> None:
        """Give every draft with a frame the best candidate; the rules named in ``sure`` know their addressees."""
        for draft in drafts:
            if draft.rule not in sure and draft.frame:
                draft.addressee = max(self.candidates(draft), key=self.score).phrase

    def score(self, candidate: Candidate) -> float:
        """The sum of a candidate's weights."""
        return sum(self.weights.get(feature, 0.0) for feature in candidate.features)

    def candidates(self, draft: Draft) -> list[Candidate]:
        """Nobody, then the phrases of a draft's frame that hold no word of its speaker or cue."""
        cue = self.speakers.cue(draft)
        lemma = "-" if cue is None else " ".join((cue.entry.prefix + cue.entry.lemma, *cue.entry.words))
        ruled = draft.addressee is not None
        nobody = ("nobody", f"nobody|{lemma}", f"nobody|{ruled}", f"nobody|{draft.rule}", f"nobody|{draft.type}")
        phrases = (
            Candidate(phrase, None, tuple(self._features(draft, phrase, cue, lemma))) for phrase in self._phrases(draft)
        )
        return [Candidate(None, None, nobody), *phrases]

    def _phrases(self, draft: Draft) -> Iterator[Phrase]:
        taken = set(draft.cue)
        for other in (draft.speaker, draft.via):
            if other is not None:
                taken.update(range(other.start, other.end))
        sentences = sorted({self.a.sentence_of[i] for start, end in draft.frame for i in range(start, end)} - {-1})
        for index in sentences:
            for phrase in self.speakers.phrases(self.a.sentences[index]):
                inside = any(start <= phrase.start < end for start, end in draft.frame)
                if inside and not taken.intersection(range(phrase.start, phrase.core_end)):
                    yield phrase

    # --- features ---------------------------------------------------------------------------------

    def _features(self, draft: Draft, phrase: Phrase, cue: Cue | None, lemma: str) -> Iterator[str]:
        a = self.a
        before = phrase.preposition if phrase.preposition >= 0 else phrase.start
        link = a.lower[phrase.preposition] if phrase.preposition >= 0 else "-"
        case = "+".join(a.doc[phrase.head].morph.get("Case", [])) or "-"
        kind = self._kind(phrase)
        yield f"ruled={draft.addressee is not None and draft.addressee.head == phrase.head}|{link}"
        yield f"link={link}"
        yield f"link={link}|{lemma}"
        yield f"link={link}|{kind}"
        yield f"link={link}|{self._governor(before)}"
        yield f"case={case}|{link}"
        yield f"case={case}|{link}|{lemma}"
        yield f"kind={kind}|{case}"
        yield f"first={a.lower[phrase.start]}|{link == '-'}"
        yield f"tag={a.tags[phrase.start]}|{a.tags[before - 1] if before else ''}"
        yield f"outlet={self.speakers.roles.is_outlet(phrase)}|{link}"
        yield f"speaker={self._beside_speaker(draft, phrase, before)}"
        if cue is not None:
            yield f"cue={'after' if phrase.start > cue.verb else 'before'}|{abs(before - cue.verb) <= _NEAR}|{link}"
            yield f"passive={cue.passive}|{case}|{link == '-'}"
            yield f"reflexive={cue.entry.reflexive}|{link}"

    def _kind(self, phrase: Phrase) -> str:
        return self.a.lower[phrase.start] if phrase.pronoun else f"{phrase.kind}|{phrase.has_name}"

    def _governor(self, i: int) -> str:
        """The noun that a prepositional phrase belongs to ("*Interview* mit …")."""
        return self.a.doc[i - 1].lemma_.lower() if i and self.a.tags[i - 1] == "NN" else "-"

    def _beside_speaker(self, draft: Draft, phrase: Phrase, before: int) -> str:
        """Whether a phrase follows the speaker directly, as a part of the name that was read apart would."""
        speaker = draft.source.speaker
        if speaker is None:
            return "-"
        between = self.a.words[speaker.end : before]
        if speaker.end <= before and len(between) < _NEAR:
            return f"{between[0] if between else 'next'}|{phrase.preposition >= 0}"
        return f"{'after' if before >= speaker.end else 'before'}"
