"""The trained part of the hybrid engine: decoding, saving, and what it makes of the rules' claims."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from claimx import api, pipeline
from claimx.quotation_model import QuotationModel, Stretch, load_model, stretches

LABELS = ["O", "<", "B-D", "I-D", "B-I", "I-I"]
TEXT = (
    "Die Fähre nach Sandholm bleibt bis Ostern im Dock. „Wir warten auf zwei Ventile“, sagte Reeder Jonte Asmus "
    "am Dienstag. Danach werde man das Schiff noch einmal prüfen. Die Insel werde solange mit einem kleinen Boot "
    "versorgt."
)


def small_model(bias: float = 0.0) -> QuotationModel:
    weights = np.zeros((3, len(LABELS)))
    weights[0, LABELS.index("O")] = 1.0
    weights[1, LABELS.index("B-D")] = 2.0
    weights[2, LABELS.index("I-D")] = 0.5
    transitions = np.zeros((len(LABELS), len(LABELS)))
    transitions[LABELS.index("B-D"), LABELS.index("I-D")] = 0.25
    return QuotationModel(LABELS, {"plain": 0, "marks": 1, "more": 2}, weights, transitions, {"bias": bias})


def test_decoding_follows_weights_and_transitions() -> None:
    labels, _ = small_model().predict([["plain"], ["marks"], ["more", "unknown"]])
    assert labels == ["O", "B-D", "I-D"]


def test_a_bias_against_no_quote_makes_more_quotes() -> None:
    assert small_model(bias=0.0).predict([["plain"]])[0] == ["O"]
    assert small_model(bias=3.0).predict([["plain"]])[0] != ["O"]


def test_chances_are_probabilities() -> None:
    _, chances = small_model().predict([["plain"], ["marks"], ["more"]])
    assert chances.shape == (3, len(LABELS))
    assert np.allclose(chances.sum(axis=1), 1.0)
    assert chances[1].argmax() == LABELS.index("B-D")


def test_no_units_give_no_labels() -> None:
    labels, chances = small_model().predict([])
    assert labels == []
    assert chances.shape == (0, len(LABELS))


def test_a_saved_model_decides_the_same(tmp_path: Path) -> None:
    model = small_model(bias=0.5)
    model.names["a\nb"] = model.names.pop("plain")
    model.save(tmp_path)
    again = load_model(tmp_path)
    rows = [["a\nb"], ["marks"], ["more"]]
    assert again.predict(rows)[0] == model.predict(rows)[0]
    assert again.settings == {"bias": 0.5}
    assert again.names == model.names


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        (["O", "B-D", "I-D", "O"], [Stretch("direct", (1, 2))]),
        (["B-I", "<", "I-I"], [Stretch("indirect", (0, 2))]),
        (["B-I", "O", "I-I"], [Stretch("indirect", (0,)), Stretch("indirect", (2,))]),
        (["B-D", "B-D"], [Stretch("direct", (0,)), Stretch("direct", (1,))]),
        (["B-M", "I-I"], [Stretch("indirect_free_indirect", (0,)), Stretch("indirect", (1,))]),
        ([], []),
    ],
)
def test_labels_become_quotes(labels: list[str], expected: list[Stretch]) -> None:
    assert stretches(labels) == expected


@pytest.fixture(scope="module", params=["hybrid", "hybrid-free"])
def hybrid_nlp(request: Any) -> Any:
    return pipeline.load(engine=request.param)


@pytest.mark.model
def test_the_hybrid_engines_find_what_the_rules_find(hybrid_nlp: Any) -> None:
    claims = api.extract(TEXT, nlp=hybrid_nlp).claims
    assert [c.type for c in claims] == ["direct", "indirect_free_indirect"]
    assert {c.speaker.name for c in claims if c.speaker} == {"Jonte Asmus"}
    assert all(0.0 < c.confidence < 1.0 for c in claims)


@pytest.mark.model
def test_the_same_text_gives_the_same_claims(hybrid_nlp: Any) -> None:
    assert api.extract(TEXT, nlp=hybrid_nlp) == api.extract(TEXT, nlp=hybrid_nlp)


@pytest.mark.model
@pytest.mark.parametrize("text", ["", " \n", "Nur ein Satz.", "„", "„Auf", "1. 2. 3."])
def test_odd_texts_are_no_trouble(hybrid_nlp: Any, text: str) -> None:
    api.extract(text, nlp=hybrid_nlp)


@pytest.mark.model
def test_a_pipeline_keeps_its_quotation_model(hybrid_nlp: Any, tmp_path: Path) -> None:
    import spacy

    hybrid_nlp.to_disk(tmp_path / "nlp")
    again = spacy.load(tmp_path / "nlp")
    assert api.extract(TEXT, nlp=again).claims == api.extract(TEXT, nlp=hybrid_nlp).claims
