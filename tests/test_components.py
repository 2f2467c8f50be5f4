"""The components as spaCy sees them: registered, at home in any pipeline, with results that survive saving."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import spacy
from conftest import SEED
from spacy import displacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin

import claimx
import docs
from claimx.components import CLAIMS_KEY, ClaimComponent, LayoutComponent

TEXT = (
    "Neuer Damm für Hohenfeld\n\n"
    "Der Damm ist fertig. „Er hält hundert Jahre“, sagte Landrätin Carola Wendt der dpa. "
    "Die Kosten seien hoch gewesen. Laut Wendt kamen 200 Helfer.\n\n"
    "Foto: Ben Kraft/dpa"
)
PARTS = {"direct", "indirect", "indirect_free_indirect", "frame", "cue", "speaker", "via"}


def group(doc: Doc) -> list[tuple[str, str, str]]:
    """The spans of the claims: label, claim's number, text."""
    return [(span.label_, span.id_, span.text) for span in doc.spans[CLAIMS_KEY]]


def claims_of(doc: Doc) -> list[dict[str, Any]]:
    claims: list[dict[str, Any]] = doc.spans[CLAIMS_KEY].attrs["claims"]
    return claims


def test_the_factories_are_registered() -> None:
    assert Language.has_factory("claimx_layout")
    assert Language.has_factory("claimx")


def test_a_blank_pipeline_takes_both() -> None:
    nlp = spacy.blank("de")
    nlp.add_pipe("claimx_layout")
    nlp.add_pipe("claimx")
    doc = nlp(TEXT)
    assert CLAIMS_KEY in doc.spans
    assert any(token.is_sent_start for token in doc[1:])


def test_the_claims_need_tags() -> None:
    nlp = spacy.blank("de")
    nlp.add_pipe("claimx")
    problems = nlp.analyze_pipes()["problems"]
    assert problems["claimx"] == ["token.tag"]


def test_each_part_is_a_span() -> None:
    doc = docs.light()(TEXT)
    spans = group(doc)
    assert ("direct", "0", "„Er hält hundert Jahre“") in spans
    assert ("cue", "0", "sagte") in spans
    assert ("speaker", "0", "Landrätin Carola Wendt") in spans
    assert ("via", "0", "der dpa") in spans
    assert {label for label, _, _ in spans} <= PARTS | {"addressee"}


def test_spans_and_claims_agree() -> None:
    doc = docs.light()(TEXT)
    claims = claims_of(doc)
    assert {int(number) for _, number, _ in group(doc)} == set(range(len(claims)))
    for number, claim in enumerate(claims):
        quotes = [[s.start, s.end] for s in doc.spans[CLAIMS_KEY] if s.id_ == str(number) and s.label_ == claim["type"]]
        assert quotes == claim["quote"]


@pytest.mark.parametrize("text", ["", " ", "\n", "\n\n \n", "."])
def test_empty_text(text: str) -> None:
    doc = docs.light()(text)
    assert group(doc) == []
    assert claims_of(doc) == []


def test_claims_are_plain_data() -> None:
    claims = claims_of(docs.light()(TEXT))
    assert claims
    assert json.loads(json.dumps(claims)) == claims


def test_bytes_keep_the_claims() -> None:
    doc = docs.light()(TEXT)
    again = Doc(docs.blank().vocab).from_bytes(doc.to_bytes())
    assert group(again) == group(doc)
    assert claims_of(again) == claims_of(doc)


def test_a_docbin_keeps_the_claims() -> None:
    doc = docs.light()(TEXT)
    stored = DocBin(store_user_data=True, docs=[doc, docs.light()("Nichts.")])
    first, second = DocBin().from_bytes(stored.to_bytes()).get_docs(spacy.blank("de").vocab)
    assert group(first) == group(doc)
    assert claims_of(first) == claims_of(doc)
    assert claims_of(second) == []


def test_bytes_keep_the_layout() -> None:
    doc = docs.light()(TEXT)
    again = Doc(docs.blank().vocab).from_bytes(doc.to_bytes())
    keys = sorted(key for key in doc.spans if key.startswith("claimx"))
    assert len(keys) > 1
    for key in keys:
        assert [(s.start, s.end, s.label_) for s in again.spans[key]] == [
            (s.start, s.end, s.label_) for s in doc.spans[key]
        ]
        assert again.spans[key].attrs == doc.spans[key].attrs


def test_a_pipeline_on_disk_finds_the_same(tmp_path: Path) -> None:
    nlp = docs.light()
    nlp.to_disk(tmp_path / "light")
    again = spacy.load(tmp_path / "light")
    assert again.pipe_names == nlp.pipe_names
    assert group(again(TEXT)) == group(nlp(TEXT))


def test_the_configuration_is_saved(tmp_path: Path) -> None:
    nlp = spacy.blank("de")
    nlp.add_pipe("claimx", config={"nested": True})
    nlp.to_disk(tmp_path / "nested")
    component = spacy.load(tmp_path / "nested").get_pipe("claimx")
    assert isinstance(component, ClaimComponent)
    assert component.nested is True


def test_two_pipelines_in_one_process() -> None:
    first, second = docs.new_light(), docs.new_light()
    assert first.vocab is not second.vocab
    one, two = first(TEXT), second(TEXT)
    assert group(one) == group(two)
    assert group(first(TEXT)) == group(one)


def test_pipe_finds_what_a_call_finds() -> None:
    nlp = docs.light()
    texts = [TEXT, "", "„Ja“, sagte Anna Kern.", "Nichts.", TEXT]
    assert [group(doc) for doc in nlp.pipe(texts, batch_size=2)] == [group(nlp(text)) for text in texts]


def test_one_text_does_not_change_the_next() -> None:
    nlp = docs.light()
    alone = claims_of(nlp("„Ja“, sagte Kern."))
    nlp("Ministerin Anna Kern kam. „Ja“, sagte Kern.")
    assert claims_of(nlp("„Ja“, sagte Kern.")) == alone


def test_a_doc_without_layout_is_read_first() -> None:
    doc = docs.blank()(TEXT)
    docs.tag_by_lexicon(doc)
    for token in doc:
        token.is_sent_start = token.i == 0
    before = [token.is_sent_start for token in doc]
    ClaimComponent()(doc)
    assert claims_of(doc)
    assert [token.is_sent_start for token in doc] == before


def test_the_layout_sets_sentences_and_keeps_the_rest() -> None:
    doc = LayoutComponent()(docs.blank()(TEXT))
    assert doc.text == TEXT
    starts = [token.text for token in doc if token.is_sent_start]
    assert starts == ["Neuer", "Der", "„", "Die", "Laut", "Foto"]


@pytest.mark.model
def test_pipe_finds_what_a_call_finds_with_the_model(model_nlp: Any) -> None:
    texts = [TEXT, "", "„Ja“, sagte Anna Kern.", TEXT + "\n\n" + TEXT]
    assert [group(doc) for doc in model_nlp.pipe(texts)] == [group(model_nlp(text)) for text in texts]


@pytest.mark.model
def test_bytes_keep_the_claims_of_the_model(model_nlp: Any) -> None:
    doc = model_nlp(TEXT)
    again = Doc(model_nlp.vocab).from_bytes(doc.to_bytes())
    assert group(again) == group(doc)
    assert {"direct", "speaker", "via", "cue", "frame"} <= {label for label, _, _ in group(again)}


def test_claims_come_back_from_bytes_disk_and_docbin(tmp_path: Path) -> None:
    doc = docs.light()(TEXT)
    wanted = claimx.claims(doc)
    assert len(wanted) > 2
    for claim in wanted:
        for span in claim.quote.spans:
            assert doc.text[span.start : span.end] in claim.quote.text
        assert doc.text[claim.sentence.start : claim.sentence.end] == claim.sentence.text
    assert claimx.claims(Doc(docs.blank().vocab).from_bytes(doc.to_bytes())) == wanted
    doc.to_disk(tmp_path / "doc")
    assert claimx.claims(Doc(spacy.blank("de").vocab).from_disk(tmp_path / "doc")) == wanted
    DocBin(docs=[doc]).to_disk(tmp_path / "docs.spacy")
    (again,) = DocBin().from_disk(tmp_path / "docs.spacy").get_docs(spacy.blank("de").vocab)
    assert claimx.claims(again) == wanted


@pytest.mark.model
def test_claims_of_the_model_come_back_from_a_docbin(model_nlp: Any) -> None:
    text = SEED.read_text(encoding="utf-8")
    doc = model_nlp(text)
    (again,) = DocBin().from_bytes(DocBin(docs=[doc]).to_bytes()).get_docs(model_nlp.vocab)
    assert claimx.claims(again) == claimx.claims(doc)
    assert len(claimx.claims(doc)) > 10


def test_a_pipeline_of_someone_else_takes_the_component_by_its_name() -> None:
    nlp = spacy.blank("de")
    nlp.add_pipe("claimx_test_tagger")
    nlp.add_pipe("claimx")
    doc = nlp("„Er hält“, sagte Landrätin Carola Wendt.")
    (claim,) = claimx.claims(doc)
    assert claim.speaker is not None
    assert claim.speaker.name == "Carola Wendt"
    assert claim.sentence.text == doc.text.rstrip(".")


def test_displacy_draws_the_claims() -> None:
    doc = docs.light()(TEXT)
    page = displacy.render(doc, style="span", options={"spans_key": "claimx"}, jupyter=False)
    for label in {span.label_ for span in doc.spans[CLAIMS_KEY]}:
        assert label in page
    assert page.count('class="entities"') <= 1
    assert "Landrätin" in page


def test_displacy_escapes_what_the_text_holds() -> None:
    doc = docs.light()("„Er hält <script>alert(1)</script>“, sagte Carola Wendt.")
    page = displacy.render(doc, style="span", options={"spans_key": "claimx"}, jupyter=False)
    assert "<script>" not in page
