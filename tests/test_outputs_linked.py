"""Linked data: the shape that schema.org and Web Annotation ask for, and offsets that hold."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable
from typing import Any

import pytest
from conftest import TEXT, example_claims, make_claim, make_document, part, speaker
from hypothesis import given
from hypothesis import strategies as st

from claimx.outputs.linked import schema_org, web_annotations
from claimx.records import Document, PipelineInfo, Source, Span

SHA = make_document().document.sha256


def graph(*documents: Document) -> list[dict[str, Any]]:
    data = json.loads("".join(schema_org(documents)))
    assert set(data) == {"@context", "@graph"}
    assert data["@context"] == ["https://schema.org", {"claimx": "urn:claimx:"}]
    nodes: list[dict[str, Any]] = data["@graph"]
    return nodes


def annotations(documents: Iterable[Document]) -> list[dict[str, Any]]:
    data = json.loads("".join(web_annotations(documents)))
    assert set(data) == {"@context", "id", "type", "first", "total"}
    assert data["@context"] == ["http://www.w3.org/ns/anno.jsonld", {"claimx": "urn:claimx:"}]
    assert (data["type"], data["first"]["type"]) == ("AnnotationCollection", "AnnotationPage")
    items: list[dict[str, Any]] = data["first"]["items"]
    assert data["total"] == len(items)
    return items


def with_info(document: Document, **fields: Any) -> Document:
    return dataclasses.replace(document, document=dataclasses.replace(document.document, **fields))


# --- schema.org ------------------------------------------------------------------------------------


def test_an_article_and_its_claims(document: Document) -> None:
    article, direct, indirect = graph(document)
    assert article == {
        "@type": "NewsArticle",
        "@id": f"urn:claimx:text:{SHA}",
        "name": "deich.txt",
        "datePublished": "2025-03-12",
        "inLanguage": "de",
    }
    assert direct == {
        "@type": "Quotation",
        "@id": f"urn:claimx:claim:{document.claims[0].id}",
        "text": "„Der Deich hält“",
        "inLanguage": "de",
        "author": {"@type": "Person", "name": "Petra Vogt", "jobTitle": "Bürgermeisterin", "gender": "Female"},
        "isPartOf": {"@id": article["@id"]},
        "claimx:type": "direct",
        "claimx:cue": "sagte",
        "claimx:confidence": 0.9,
    }
    assert indirect["@type"] == "Claim"
    assert indirect["author"] == {"@type": "Organization", "name": "Land"}
    assert indirect["citation"] == {"@type": "CreativeWork", "name": "dpa"}


def test_what_is_known_of_the_article() -> None:
    info = {"title": "Der Deich", "outlet": "Kreisblatt", "author": "Jo Lind", "source": "https://beispiel.de/deich"}
    (article,) = graph(with_info(make_document(), **info))
    assert article["headline"] == "Der Deich"
    assert article["publisher"] == {"@type": "Organization", "name": "Kreisblatt"}
    assert article["author"] == {"@type": "Person", "name": "Jo Lind"}
    assert article["url"] == article["name"] == "https://beispiel.de/deich"


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("person", "Person"),
        ("unknown", "Person"),
        ("organisation", "Organization"),
        ("place", "Organization"),
        ("group", "Organization"),
    ],
)
def test_who_can_be_an_author(kind: str, expected: str) -> None:
    land = speaker(TEXT, "das Land", "Land", kind=kind)
    _, claim = graph(make_document(make_claim(speaker=land)))
    assert claim["author"] == {"@type": expected, "name": "Land"}


def test_a_document_that_speaks_is_cited() -> None:
    brief = speaker(TEXT, "das Land", "Brief", kind="document")
    via = Source("dpa", (), "dpa")
    _, claim = graph(make_document(make_claim(speaker=brief, via=via)))
    assert "author" not in claim
    assert [cited["name"] for cited in claim["citation"]] == ["dpa", "Brief"]


def test_a_claim_inside_a_claim_is_part_of_both() -> None:
    outer = make_claim()
    inner = make_claim(quote=("Deich hält",), type="indirect", parent=outer.id)
    article, _, claim = graph(make_document(outer, inner))
    assert claim["isPartOf"] == [{"@id": article["@id"]}, {"@id": f"urn:claimx:claim:{outer.id}"}]
    _, alone = graph(make_document(inner))
    assert alone["isPartOf"] == {"@id": article["@id"]}


def test_a_claim_of_nobody() -> None:
    _, claim = graph(make_document(make_claim()))
    assert "author" not in claim


# --- Web Annotation --------------------------------------------------------------------------------


def test_an_annotation(document: Document) -> None:
    first, second = annotations([document])
    claim = document.claims[0]
    assert (first["id"], first["type"]) == (f"urn:claimx:claim:{claim.id}", "Annotation")
    words, tag, facts = first["body"]
    assert (words["purpose"], words["value"]) == ("describing", "Petra Vogt, Bürgermeisterin")
    assert tag == {"type": "TextualBody", "purpose": "tagging", "value": "direct"}
    assert facts["claimx:speaker"]["claimx:name"] == "Petra Vogt"
    assert (facts["claimx:cue"], facts["claimx:confidence"]) == ("sagte", 0.9)
    (target,) = first["target"]
    assert target["source"]["id"] == f"urn:claimx:text:{SHA}"
    position, quote = target["selector"]
    assert position == {
        "type": "TextPositionSelector",
        "start": 0,
        "end": len(claim.quote.text),
        "claimx:unit": "code point",
    }
    assert quote["type"] == "TextQuoteSelector"
    assert (quote["exact"], quote["prefix"]) == ("„Der Deich hält“", "")
    assert quote["suffix"] == ", sagte Bürgermeisterin Petra Vogt am Montag."[:32]
    assert second["body"][2]["claimx:via"] == "dpa"


def test_an_interrupted_quote_has_two_targets() -> None:
    claim = make_claim(quote=("„Der Deich", "hält“"))
    (annotation,) = annotations([make_document(claim)])
    selectors = [target["selector"] for target in annotation["target"]]
    assert [(p["start"], p["end"], q["exact"]) for p, q in selectors] == [(0, 10, "„Der Deich"), (11, 16, "hält“")]
    assert selectors[1][1]["prefix"] == "„Der Deich "


def test_the_page_of_the_web_is_the_scope() -> None:
    document = make_document(*example_claims())
    (first, _) = annotations([with_info(document, source="https://beispiel.de/deich")])
    assert first["target"][0]["scope"] == "https://beispiel.de/deich"
    assert "scope" not in annotations([document])[0]["target"][0]


def test_a_quote_from_a_table_keeps_its_words() -> None:
    claim = make_claim(quote=("„Der Deich", "hält“"))
    whole = dataclasses.replace(claim, quote=dataclasses.replace(claim.quote, spans=(Span(0, 40),)))
    (annotation,) = annotations([make_document(whole)])
    assert annotation["target"][0]["selector"][1]["exact"] == "„Der Deich hält“"


def test_what_a_table_does_not_tell_is_left_out_and_keeps_its_articles_apart() -> None:
    claim = make_claim(quote=("hält",))
    claim = dataclasses.replace(claim, quote=dataclasses.replace(claim.quote, spans=()))
    documents = [
        dataclasses.replace(
            with_info(make_document(claim), source=source, sha256="", language=""),
            pipeline=PipelineInfo("", "", "", ""),
        )
        for source in ("a b.txt", "archiv.zip/c.txt")
    ]
    first, said, second, _ = graph(*documents)
    assert [first["@id"], second["@id"]] == ["urn:claimx:source:a%20b.txt", "urn:claimx:source:archiv.zip%2Fc.txt"]
    assert said["isPartOf"] == {"@id": first["@id"]}
    assert "inLanguage" not in {*first, *said}
    annotation, _ = annotations(documents)
    source = {"id": first["@id"], "type": "Text", "format": "text/plain"}
    assert annotation["target"] == [
        {"source": source, "selector": [{"type": "TextQuoteSelector", "exact": "hält"}]},
    ]
    assert annotation["generator"]["name"] == "claimx"


def test_the_surroundings_are_left_out_where_they_are_not_known() -> None:
    claim = make_claim(speaker=None)
    odd = dataclasses.replace(claim, sentence=dataclasses.replace(claim.sentence, start=5, text="Ja."))
    (annotation,) = annotations([make_document(odd)])
    assert set(annotation["target"][0]["selector"][1]) == {"type", "exact"}
    assert len(annotation["body"]) == 2


@given(st.integers(0, len(TEXT) - 2), st.integers(1, 60))
def test_selectors_find_the_words_in_the_text(start: int, length: int) -> None:
    end = min(start + length, len(TEXT))
    quote = part(TEXT, TEXT[start:end])
    claim = dataclasses.replace(make_claim(), quote=quote)
    (annotation,) = annotations([make_document(claim)])
    position, words = annotation["target"][0]["selector"]
    at, stop = position["start"], position["end"]
    assert TEXT[at:stop] == words["exact"]
    assert TEXT[:at].endswith(words["prefix"])
    assert TEXT[stop:].startswith(words["suffix"])


# --- both ------------------------------------------------------------------------------------------


def test_nothing_is_valid_too() -> None:
    assert graph() == []
    assert annotations([]) == []
    assert [node["@type"] for node in graph(make_document())] == ["NewsArticle"]
    assert annotations([make_document()]) == []


@pytest.mark.parametrize("write", [schema_org, web_annotations])
def test_documents_are_written_as_they_come(write: Any) -> None:
    taken: list[int] = []

    def documents() -> Iterable[Document]:
        for number in range(3):
            taken.append(number)
            yield make_document(*example_claims(), source=f"{number}.txt")

    chunks = iter(write(documents()))
    while "urn:claimx:claim:" not in next(chunks):
        pass
    assert taken == [0]


def test_hostile_text_stays_text() -> None:
    text = '"}],"@graph":[</script>\u2028\n'
    document = make_document(make_claim(text, (text,)), text=text, source='"},{"@id":"x')
    _, claim = graph(document)
    assert claim["text"] == text
    (annotation,) = annotations([document])
    assert annotation["target"][0]["selector"][1]["exact"] == text
