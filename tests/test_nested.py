"""Claims inside claims, on request."""

from __future__ import annotations

import math
from typing import Any

import pytest

import docs
from claimx import api, pipeline
from claimx.drafts import Draft
from claimx.nested import nested_evidence

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def nested() -> Any:
    return pipeline.load(nested=True)


def found(text: str, nlp: Any) -> dict[str, tuple[str | None, str | None]]:
    """Quote to speaker's name and the parent's quote."""
    claims = api.extract(text, nlp=nlp).claims
    by_id = {claim.id: claim for claim in claims}
    return {
        claim.quote.text: (
            claim.speaker.name if claim.speaker else None,
            by_id[claim.parent].quote.text if claim.parent else None,
        )
        for claim in claims
    }


def test_quoted_words_in_reported_speech_have_its_speaker(nested: Any) -> None:
    text = "Landrätin Ute Kolb sagte, der Deich sei „in bester Verfassung“ und halte."
    whole = "der Deich sei „in bester Verfassung“ und halte"
    assert found(text, nested) == {whole: ("Ute Kolb", None), "„in bester Verfassung“": ("Ute Kolb", whole)}


def test_a_quotation_reports_what_others_said(nested: Any) -> None:
    text = "„Der Minister hat mir gesagt, das Werk bleibe offen“, sagte Betriebsrätin Ute Kolb."
    outer = "„Der Minister hat mir gesagt, das Werk bleibe offen“"
    assert found(text, nested) == {outer: ("Ute Kolb", None), "das Werk bleibe offen": ("Minister", outer)}


def test_nested_claims_are_left_out_unless_asked_for() -> None:
    text = "Landrätin Ute Kolb sagte, der Deich sei „in bester Verfassung“ und halte."
    assert list(found(text, pipeline.load())) == ["der Deich sei „in bester Verfassung“ und halte"]


def test_the_model_tells_names_in_marks_from_quoted_words(nested: Any) -> None:
    name = "Kapitän Ole Harms sagte, die „Morgenröte“ laufe am Montag aus."
    words = "Kapitän Ole Harms sagte, das Schiff sei „noch lange nicht am Ende“ und laufe am Montag aus."
    assert list(found(name, nested)) == ["die „Morgenröte“ laufe am Montag aus"]
    assert "„noch lange nicht am Ende“" in found(words, nested)


def test_nested_claims_have_a_confidence_of_their_own(nested: Any) -> None:
    text = "Landrätin Ute Kolb sagte, der Deich sei „in bester Verfassung“ und halte."
    outer, inner = api.extract(text, nlp=nested).claims
    assert inner.parent == outer.id
    assert 0.4 <= inner.confidence < 1.0


def test_the_rules_alone_keep_all_that_stands_in_marks() -> None:
    text = "Kapitän Ole Harms sagte, die „Morgenröte“ laufe am Montag aus."
    assert "„Morgenröte“" in found(text, pipeline.load(engine="rules", nested=True))


def test_the_evidence_says_where_the_words_stand_and_what_they_are() -> None:
    analysis = docs.analysed("Wendt sagte , das Schiff/NN „ Möwe/NN “ liege .")
    outer = Draft("indirect", ((3, 9),), "preposed")
    inner = Draft("direct", ((5, 8),), "nested-words", parent=outer)
    evidence = nested_evidence(analysis, inner)
    assert {"nested-words|words=1", "nested-words|before=NN", "nested-words|place=end"} <= evidence.keys()
    assert evidence["nested-words|share"] == pytest.approx(math.log(3 / 6))


def test_offsets_hold(nested: Any) -> None:
    text = "Kolb sagte: „Und meine Mutter rief: ‚Niemals im Leben!‘ Da blieb ich.“"
    for claim in api.extract(text, nlp=nested).claims:
        for part in (claim.quote, claim.frame, claim.cue, claim.speaker):
            if part is not None:
                assert " ".join(text[s.start : s.end] for s in part.spans) == part.text
