"""Why a claim is one: the same claims as without questions, and reasons that add up."""

from __future__ import annotations

import itertools
import math

import pytest
from spacy.language import Language

import docs
from claimx import api
from claimx.errors import ClaimUnknown
from claimx.explanation import STRONGEST, Explanation, explain
from claimx.pipeline import ENGINES
from claimx.records import Article, Claim

TEXT = (
    "Neuer Damm für Hohenfeld\n\n"
    "Der Damm ist fertig. „Er hält hundert Jahre“, sagte Landrätin Carola Wendt der dpa. "
    "Die Kosten seien hoch gewesen. Laut Wendt kamen 200 Helfer. "
    "Der Verein nannte die Planung mangelhaft.\n"
)


def why(wanted: str | int, engine: str = "rules", text: str = TEXT) -> Explanation:
    return explain(text, wanted, nlp=docs.light(engine))


def claims(engine: str, text: str = TEXT) -> tuple[Claim, ...]:
    return api.extract(text, nlp=docs.light(engine)).claims


def of_quote(start: str, engine: str = "rules") -> Explanation:
    return why(next(claim.id for claim in claims(engine) if claim.quote.text.startswith(start)), engine)


@pytest.mark.parametrize("engine", ENGINES)
def test_numbers_and_ids_name_the_claims_that_are_extracted(engine: str) -> None:
    found = claims(engine)
    assert len(found) >= 3
    for number, claim in enumerate(found, 1):
        by_number, by_id = why(number, engine), why(claim.id, engine)
        assert by_number == by_id
        assert by_number.claim == claim
        assert (by_number.number, by_number.engine) == (number, engine)


@pytest.mark.parametrize("engine", ENGINES)
def test_the_records_are_plain_data_and_come_back(engine: str) -> None:
    for number in range(1, len(claims(engine)) + 1):
        explanation = why(number, engine)
        assert Explanation.from_dict(explanation.to_dict()) == explanation


def test_rule_and_cue_of_a_quotation() -> None:
    explanation = of_quote("„Er hält")
    assert explanation.rule == "direct-postposed"
    cue = explanation.cue
    assert cue is not None
    assert (cue.lemma, cue.kind, cue.file, cue.meaning, cue.strength) == (
        "sagen",
        "verb",
        "cue_verbs.tsv",
        "speech",
        "strong",
    )
    assert "direct" in cue.complements
    assert explanation.speaker.origin == "frame"


@pytest.mark.parametrize(
    ("text", "kind", "lemma"),
    [
        ("Laut Anna Kern kamen 200 Helfer.", "preposition", "laut"),
        ("Anna Kern gab zu bedenken, dass der Damm hält.", "phrase", "zu bedenken geben"),
        ("„Ja“, sagte Anna Kern. Demnach hält der Damm.", "adverb", "demnach"),
    ],
)
def test_cues_of_other_kinds(text: str, kind: str, lemma: str) -> None:
    last = len(claims("rules", text))
    cue = why(last, text=text).cue
    assert cue is not None
    assert (cue.kind, cue.lemma, cue.file) == (kind, lemma, f"cue_{kind}s.tsv")


@pytest.mark.model
def test_a_noun_as_cue(model_nlp: Language) -> None:
    text = "Die Forderung der Landrätin Carola Wendt, dass die Stadt mehr zahlen müsse, ist neu."
    cue = explain(text, 1, nlp=model_nlp).cue
    assert cue is not None
    assert (cue.kind, cue.lemma, cue.file, cue.meaning) == ("noun", "Forderung", "cue_nouns.tsv", "speech")


def test_a_verb_that_no_lexicon_lists_has_no_entry() -> None:
    explanation = why(1, text="„Das ist zu wenig“, bügelte Wirt Jo Lind.")
    assert explanation.claim.cue is not None
    assert explanation.claim.cue.text == "bügelte"
    assert explanation.cue is None


def test_a_claim_that_goes_on_names_the_one_before() -> None:
    explanation = of_quote("Die Kosten")
    assert explanation.rule == "continuation"
    assert (explanation.speaker.origin, explanation.speaker.continues) == ("continues", of_quote("„Er hält").claim.id)


def test_the_rules_have_no_model_and_rank_nobody() -> None:
    explanation = of_quote("„Er hält")
    assert explanation.model is None
    assert explanation.speaker.candidates == ()
    assert (explanation.confidence.origin, explanation.confidence.evidence) == ("rule", ())
    assert explanation.confidence.value == explanation.claim.confidence


@pytest.mark.parametrize("engine", ["hybrid", "hybrid-free"])
def test_the_evidence_adds_up_to_the_confidence(engine: str) -> None:
    for number in range(1, len(claims(engine)) + 1):
        explanation = why(number, engine)
        certainty = explanation.confidence
        assert certainty.origin == "calibration"
        odds = sum(effect.effect for effect in certainty.evidence)
        assert certainty.value == explanation.claim.confidence
        assert 1 / (1 + math.exp(-odds)) == pytest.approx(certainty.value, abs=0.003)


@pytest.mark.parametrize("engine", ["hybrid", "hybrid-free"])
def test_the_units_are_those_of_quote_and_frame(engine: str) -> None:
    explanation = of_quote("„Er hält", engine)
    assert explanation.model is not None
    assert explanation.model.agreement == "same"
    quote, frame = explanation.model.units
    assert (quote.label, quote.rival, frame.label) == ("B-D", "O", "<")
    assert TEXT[quote.span.start : quote.span.end] == quote.text == "„Er hält hundert Jahre“"
    for unit in explanation.model.units:
        assert 0.0 <= unit.probability <= 1.0
        assert 0 < len(unit.effects) <= STRONGEST


@pytest.mark.parametrize("engine", ["hybrid", "hybrid-free"])
def test_effects_are_weight_times_value_and_come_by_size(engine: str) -> None:
    explanation = of_quote("„Er hält", engine)
    assert explanation.model is not None
    lists = [explanation.model.effects, *(unit.effects for unit in explanation.model.units)]
    lists += [candidate.effects for candidate in explanation.speaker.candidates]
    for effects in lists:
        for effect in effects:
            assert effect.effect == pytest.approx(effect.weight * effect.value, abs=0.01)
        assert all(abs(a.effect) >= abs(b.effect) for a, b in itertools.pairwise(effects))


@pytest.mark.parametrize("engine", ["hybrid", "hybrid-free"])
def test_the_candidates_come_by_score_and_the_speaker_is_among_them(engine: str) -> None:
    for number in range(1, len(claims(engine)) + 1):
        candidates = why(number, engine).speaker.candidates
        assert [c.score for c in candidates] == sorted((c.score for c in candidates), reverse=True)
        assert sum(candidate.chosen for candidate in candidates) == 1
        for candidate in candidates:
            assert (candidate.text is None) == (candidate.span is None)
            if candidate.span:
                assert TEXT[candidate.span.start : candidate.span.end] == candidate.text


def test_offsets_point_into_the_text_as_given() -> None:
    text = "\r\n\u00ad" + TEXT.replace("Carola", "Ca\u00adrola")
    explanation = why(1, "hybrid", text)
    assert explanation.model is not None
    for unit in explanation.model.units:
        assert text[unit.span.start : unit.span.end] == unit.text


def test_nested_claims_can_be_asked_for() -> None:
    nlp = docs.new_light("rules")
    nlp.get_pipe("claimx").nested = True  # type: ignore[attr-defined]
    text = "„Der Bürgermeister hat gesagt, dass der Damm hält“, sagte Anna Kern."
    inner = next(claim for claim in api.extract(text, nlp=nlp).claims if claim.parent)
    explanation = explain(text, inner.id, nlp=nlp)
    assert explanation.rule == "nested"
    assert explanation.cue is not None
    assert explanation.cue.lemma == "sagen"


@pytest.mark.parametrize("wanted", ["c0ffee", 99])
def test_an_unknown_claim_is_said_in_one_sentence(wanted: str | int) -> None:
    article = Article("damm.txt", TEXT)
    with pytest.raises(ClaimUnknown, match=r"^damm\.txt: has no claim .* for numbers and ids, run: claimx extract"):
        explain(article, wanted, nlp=docs.light("rules"))


@pytest.mark.parametrize("text", ["", "\n\n", "Nichts."])
def test_a_text_without_claims(text: str) -> None:
    with pytest.raises(ClaimUnknown, match="among its 0"):
        why(1, text=text)
