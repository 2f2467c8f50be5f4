from __future__ import annotations

import dataclasses
import json
from typing import Any

import pytest
from conftest import TEXT, example_claims, make_document
from hypothesis import given
from hypothesis import strategies as st

from claimx import records
from claimx.errors import RecordError
from claimx.records import Claim, Document, Notice, Span, claim_id, joined_text, text_sha256

# The contract: names and order of the fields of a claim.
CLAIM_FIELDS = [
    "id",
    "type",
    "medium",
    "quote",
    "verbatim",
    "frame",
    "cue",
    "speaker",
    "addressee",
    "via",
    "parent",
    "sentence",
    "confidence",
]


def test_field_order_is_the_output_order(document: Document) -> None:
    data = document.to_dict()
    assert list(data) == ["document", "pipeline", "claims", "warnings"]
    assert list(data["claims"][0]) == CLAIM_FIELDS
    assert list(data["document"]) == [
        "source",
        "title",
        "published",
        "language",
        "length",
        "sha256",
        "author",
        "outlet",
    ]
    assert list(data["claims"][0]["speaker"]) == ["text", "spans", "name", "role", "kind", "gender"]
    assert list(data["claims"][1]["via"]) == ["text", "spans", "name"]


def test_round_trip_through_json() -> None:
    document = make_document(*example_claims(), warnings=(Notice("unbalanced-quote", 3, "Never closed."),))
    assert Document.from_dict(json.loads(json.dumps(document.to_dict()))) == document


def test_records_cannot_be_changed(document: Document) -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        document.claims[0].confidence = 1.0  # type: ignore[misc]


def _changed(data: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return {**data, **changes}


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"type": "shouted"}, "Claim.type: 'shouted' is none of direct"),
        ({"confidence": "high"}, "Claim.confidence: expected float, found str"),
        ({"verbatim": 3}, "Claim.verbatim: expected a list"),
        ({"quote": None}, "Claim.quote: expected an object"),
        ({"verbatim": [{"start": 1}]}, "Claim.verbatim[0]: field 'end' is missing"),
        ({"volume": 11}, "Claim: unknown field 'volume'"),
        ({"verbatim": [{"start": True, "end": 2}]}, "Claim.verbatim[0].start: expected int, found bool"),
    ],
)
def test_wrong_data_is_named_by_its_path(document: Document, changes: dict[str, Any], message: str) -> None:
    data = _changed(document.claims[0].to_dict(), **changes)
    with pytest.raises(RecordError) as caught:
        Claim.from_dict(data)
    assert str(caught.value).startswith(message)


def test_whole_numbers_are_read_as_confidence(document: Document) -> None:
    assert Claim.from_dict(_changed(document.claims[0].to_dict(), confidence=1)).confidence == 1.0


def test_defaults_may_be_left_out() -> None:
    assert records.Article.from_dict({"source": "a", "text": "b"}) == records.Article("a", "b")


def test_claim_id_is_stable_and_depends_on_each_part() -> None:
    digest, spans = text_sha256(TEXT), (Span(0, 4), Span(8, 9))
    made = claim_id(digest, spans, "direct")
    assert made == claim_id(digest, list(spans), "direct")
    assert len(made) == 16
    assert int(made, 16) >= 0
    others = {
        claim_id(text_sha256(TEXT + " "), spans, "direct"),
        claim_id(digest, spans[:1], "direct"),
        claim_id(digest, spans, "indirect"),
    }
    assert len(others | {made}) == 4


def test_claim_id_is_the_same_in_every_version() -> None:
    assert claim_id("0" * 64, [Span(0, 9)], "direct") == "74d70184539b3500"


@given(st.text(st.characters(codec=None)))
def test_any_text_has_a_hash(text: str) -> None:
    assert len(text_sha256(text)) == 64


def test_joined_text_puts_one_blank_between_spans() -> None:
    assert joined_text("teilte er mit", [Span(0, 6), Span(10, 13)]) == "teilte mit"


def test_schema_is_made_from_the_classes(document: Document) -> None:
    schema = records.schema()
    assert schema["type"] == "array"
    assert list(schema["$defs"]["Claim"]["properties"]) == CLAIM_FIELDS
    assert schema["$defs"]["Claim"]["required"] == CLAIM_FIELDS
    assert schema["$defs"]["Claim"]["additionalProperties"] is False
    assert schema["$defs"]["Claim"]["properties"]["type"]["enum"] == list(records.CLAIM_TYPES)
    assert "marks" in schema["$defs"]["Claim"]["properties"]["quote"]["description"]


def test_what_is_printed_fits_the_classes_that_make_the_schema(document: Document) -> None:
    from pydantic import TypeAdapter

    adapter = TypeAdapter(list[Document])
    assert adapter.validate_json(json.dumps([document.to_dict()])) == [document]
