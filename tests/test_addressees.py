"""The ranking of addressees: who is a candidate, and what weights make of it."""

from __future__ import annotations

import docs
from claimx.addressees import AddresseeRanker
from claimx.drafts import Draft
from claimx.frames import CueFinder
from claimx.phrases import Phrase, PhraseReader
from claimx.roles import RoleFinder
from claimx.speakers import SpeakerRanker

LINE = "Wendt sagte der/ART Zeitung/NN am Montag/NN , der Damm liege ."


def ranker(line: str, **weights: float) -> tuple[AddresseeRanker, PhraseReader]:
    analysis = docs.analysed(line)
    reader = PhraseReader(analysis)
    roles = RoleFinder(analysis, reader)
    speakers = SpeakerRanker(analysis, reader, roles, CueFinder(analysis), {})
    return AddresseeRanker(speakers, weights), reader


def draft(reader: PhraseReader, addressee: Phrase | None = None) -> Draft:
    """The claim of `LINE`."""
    speaker = reader.at(0, 1)
    return Draft("indirect", ((7, 10),), "preposed", frame=((0, 7),), cue=(1,), speaker=speaker, addressee=addressee)


def words(ranked: AddresseeRanker, phrase: Phrase | None) -> str | None:
    return None if phrase is None else " ".join(ranked.a.words[phrase.start : phrase.end])


def test_nobody_and_the_phrases_of_the_frame_are_candidates_but_not_the_speaker() -> None:
    ranked, reader = ranker(LINE)
    found = [words(ranked, candidate.phrase) for candidate in ranked.candidates(draft(reader))]
    assert found[0] is None
    assert "der Zeitung" in found
    assert "Wendt" not in found
    assert not any(phrase and "Damm" in phrase for phrase in found)


def test_the_weights_decide() -> None:
    ranked, reader = ranker(LINE, nobody=1.0)
    claim = draft(reader, addressee=reader.at(2, 4))
    ranked.settle([claim], frozenset())
    assert claim.addressee is None
    ranked, reader = ranker(LINE, **{"first=der|True": 2.0, "nobody": 1.0})
    claim = draft(reader)
    ranked.settle([claim], frozenset())
    assert words(ranked, claim.addressee) == "der Zeitung"


def test_what_a_sure_rule_found_and_claims_without_a_frame_stay() -> None:
    ranked, reader = ranker(LINE, nobody=1.0)
    claims = [draft(reader, reader.at(2, 4)), draft(reader, reader.at(2, 4))]
    claims[1].frame = ()
    ranked.settle(claims, frozenset({"preposed"}))
    assert [words(ranked, claim.addressee) for claim in claims] == ["der Zeitung", "der Zeitung"]
