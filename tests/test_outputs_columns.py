from __future__ import annotations

from typing import Any

import pytest
from conftest import TEXT, make_claim, make_document

from claimx.errors import RecordError
from claimx.outputs.columns import (
    CLAIM_COLUMNS,
    COLUMNS,
    CONTRACT_COLUMNS,
    DOCUMENT_COLUMNS,
    FLAT_COLUMNS,
    claim_rows,
    read_row,
    valid_text,
)
from claimx.records import Claim, Document, DocumentInfo, Part, PipelineInfo, Record, Sentence, Source, Span, Speaker


def paths(cls: type[Record], *before: str) -> set[tuple[str, ...]]:
    return {(*before, name) for name in cls.__dataclass_fields__}  # type: ignore[attr-defined]


def test_the_columns_hold_every_field() -> None:
    expected = paths(Claim, "claim") | paths(DocumentInfo, "document") | paths(PipelineInfo, "pipeline")
    for name, cls in {"speaker": Speaker, "via": Source, "sentence": Sentence}.items():
        expected |= paths(cls, "claim", name)
    for name in ("quote", "frame", "cue", "addressee"):
        expected |= paths(Part, "claim", name)
    parts = {path for path in expected if any(other[:-1] == path for other in expected)}
    assert {column.path for column in FLAT_COLUMNS if column.path} == expected - parts


def test_names_are_distinct_and_the_contract_comes_first() -> None:
    for columns in (CLAIM_COLUMNS, DOCUMENT_COLUMNS, FLAT_COLUMNS):
        assert len({column.name for column in columns}) == len(columns)
    assert CLAIM_COLUMNS[: len(COLUMNS)] == FLAT_COLUMNS[: len(COLUMNS)] == CONTRACT_COLUMNS


def test_start_and_end_embrace_all_spans() -> None:
    claim = make_claim(quote=("„Der Deich hält“", "er werde bis Mai erhöht"))
    (row,) = claim_rows([make_document(claim)], CONTRACT_COLUMNS)
    found = dict(zip(COLUMNS, row, strict=True))
    assert (found["start"], found["end"]) == (0, len(TEXT) - 1)


def test_a_row_with_spans_gives_the_claim_back(document: Document) -> None:
    for values, claim in zip(claim_rows([document], FLAT_COLUMNS), document.claims, strict=True):
        row = {
            column.name: [[span.start, span.end] for span in value]
            if column.type == "spans" and value is not None
            else value
            for column, value in zip(FLAT_COLUMNS, values, strict=True)
        }
        found = read_row(row, "row 1")
        assert (found.document, found.pipeline, found.claim) == (document.document, document.pipeline, claim)


MINIMAL: dict[str, Any] = {"source": "a.txt", "id": "0" * 16, "type": "direct", "confidence": 0.5}


def test_a_row_may_hold_next_to_nothing() -> None:
    claim = read_row({**MINIMAL, "role": "Wirtin"}, "row 1").claim
    assert claim.quote == Part("", ())
    assert claim.speaker == Speaker("", (), "", "Wirtin", "unknown", None)
    assert (claim.cue, claim.parent, claim.sentence) == (None, None, Sentence(0, 0, ""))


def test_start_and_end_make_the_span_of_a_quote() -> None:
    assert read_row({**MINIMAL, "quote": "Ja", "start": 3, "end": 5}, "").claim.quote == Part("Ja", (Span(3, 5),))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"type": "shouted"}, "row 7: Claim.type: 'shouted' is none of"),
        ({"id": None}, "row 7: Claim: field 'id' is missing"),
        ({"confidence": "viel"}, "row 7: Claim.confidence: expected float"),
        ({"cue_spans": [[1]]}, "row 7: cue_spans: expected pairs"),
        ({"cue_spans": [[1, "2"]]}, "row 7: Claim.cue.spans"),
        ({"kind": "ghost"}, "row 7: Claim.speaker.kind"),
        ({"length": "9"}, "row 7: DocumentInfo.length"),
    ],
)
def test_other_rows_are_no_claims(change: dict[str, Any], message: str) -> None:
    with pytest.raises(RecordError, match=message):
        read_row({**MINIMAL, **change}, "row 7")


def test_lone_surrogates_are_replaced_one_by_one() -> None:
    assert valid_text("a\ud800\udc00b\U00010000") == "a\ufffd\ufffdb\U00010000"
