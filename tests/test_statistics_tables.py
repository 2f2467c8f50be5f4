from __future__ import annotations

import csv
import io
import json

import pytest
from conftest import TEXT, example_claims, make_claim, make_document, speaker

from claimx.records import Document
from claimx.statistics.counts import Statistics, Tally
from claimx.statistics.options import DIMENSIONS, FORMATS
from claimx.statistics.tables import COLUMNS, WRITERS, csv_text, json_text, markdown_text, rows, summary


@pytest.fixture
def statistics(document: Document) -> Statistics:
    return counted(document)


def counted(*documents: Document) -> Statistics:
    tally = Tally()
    for document in documents:
        tally.add(document)
    return tally.statistics()


def test_every_format_has_a_writer() -> None:
    assert ("table", *WRITERS) == FORMATS


def test_rows(statistics: Statistics) -> None:
    found = [(r.by, r.name, r.claims, r.share, r.words, r.verbatim) for r in rows(statistics, "speaker")]
    assert found == [("speaker", "Land", 1, 0.5, 5, 0.0), ("speaker", "Petra Vogt", 1, 0.5, 3, 1.0)]
    assert {r.by for r in rows(statistics)} == set(DIMENSIONS)


def test_top_keeps_the_claims_without_a_value(statistics: Statistics) -> None:
    assert [r.name for r in rows(statistics, "role", top=1)] == ["Bürgermeisterin", None]
    assert [r.name for r in rows(statistics, "speaker", top=1)] == ["Land"]


def test_top_of_the_months_are_the_latest() -> None:
    documents = [
        Document.from_dict({**d, "document": {**d["document"], "published": f"2025-0{month}-01"}})
        for month in (1, 3, 2)
        for d in [make_document(*example_claims()).to_dict()]
    ]
    assert [r.name for r in rows(counted(*documents), "month", top=2)] == ["2025-02", "2025-03"]


def test_json(statistics: Statistics) -> None:
    data = json.loads(json_text(statistics, "kind"))
    assert data == {
        "documents": 1,
        "speakers": 2,
        "claims": 2,
        "words": 8,
        "verbatim": 0.375,
        "repeats": {"claims": 0, "quotations": 0, "counted": "each"},
        "by": {
            "kind": [
                {"name": "organisation", "claims": 1, "share": 0.5, "words": 5, "verbatim": 0.0},
                {"name": "person", "claims": 1, "share": 0.5, "words": 3, "verbatim": 1.0},
            ]
        },
    }
    assert list(json.loads(json_text(statistics))["by"]) == list(DIMENSIONS)


def hostile(name: str) -> Statistics:
    return counted(make_document(make_claim(speaker=speaker(TEXT, "Petra Vogt", name))))


def test_csv() -> None:
    head, *lines = csv.reader(io.StringIO(csv_text(hostile('=HYPERLINK("x";"y")'), "speaker")))
    assert tuple(head) == COLUMNS
    assert lines == [["speaker", "'=HYPERLINK", "1", "1.0", "3", "1.0"]]


def test_markdown() -> None:
    text = markdown_text(hostile("<b>Vogt</b> | *"), "speaker")
    assert "&lt;b&gt;Vogt&lt;/b&gt; \\| \\*" in text
    assert "| Speaker | Claims | Share | Words | Verbatim |\n| --- |" in text
    assert markdown_text(hostile("Vogt")).count("\n| --- |") == len(DIMENSIONS)


def test_the_summary_tells_of_repeats() -> None:
    again = make_claim(quote=("Laut dpa plant das Land, er werde bis Mai erhöht",))
    text = summary(counted(make_document(again), make_document(again), make_document(again)))
    assert text == (
        "3 texts · 3 claims · no speakers · 30 words, 100 % verbatim · 2 repeats of 1 quotation, counted each time"
    )
