"""Speakers ranked anew by weights: who stays whatever the weights say."""

from __future__ import annotations

import pytest

import docs
from claimx.engine import find_drafts
from claimx.frames import CueFinder
from claimx.phrases import PhraseReader
from claimx.roles import RoleFinder
from claimx.speakers import SpeakerRanker

NOBODY = {"nobody": 10.0}
SAID = "Wendt sagte , der Damm sei weich ."


def settled(line: str, weights: dict[str, float], sure: frozenset[str] = frozenset()) -> list[str | None]:
    """The words for the speakers of a tagged line once they are ranked."""
    analysis = docs.analysed(line)
    reader = PhraseReader(analysis)
    roles = RoleFinder(analysis, reader)
    drafts = find_drafts(analysis, reader, roles)
    SpeakerRanker(analysis, reader, roles, CueFinder(analysis), weights).settle(drafts, sure)
    speakers = [draft.source.speaker for draft in drafts]
    return [analysis.text(speaker.start, speaker.end) if speaker is not None else None for speaker in speakers]


def test_without_weights_nothing_changes() -> None:
    assert settled(SAID, {}) == ["Wendt"]


def test_the_best_candidate_speaks() -> None:
    assert settled(SAID, NOBODY) == [None]


def test_rules_that_know_their_speakers_keep_them() -> None:
    assert settled(SAID, NOBODY, frozenset({"preposed"})) == ["Wendt"]


@pytest.mark.parametrize(
    ("line", "speaker"),
    [
        ("Wendt las/VVFIN das Gutachten/NN . Darin heißt/VVFIN es , der Damm sei weich .", "das Gutachten"),
        ("Laut einem/ART Gutachten/NN ist der Damm weich .", None),
    ],
)
def test_a_document_beyond_doubt_stays(line: str, speaker: str | None) -> None:
    assert settled(line, NOBODY) == [speaker]
