"""How far the words for a speaker reach, beyond what decides who speaks."""

from __future__ import annotations

import functools

import pytest

import claimx


@functools.cache
def pipeline() -> object:
    return claimx.load(engine="rules")


def speakers(text: str) -> list[tuple[str, str | None]]:
    document = claimx.extract(text, nlp=pipeline())  # type: ignore[arg-type]
    return [(claim.speaker.text, claim.speaker.name) for claim in document.claims if claim.speaker is not None]


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        (
            "Die Sprecherin der Kammer im fernen Lindau erklärte, die Brücke sei sicher.",
            "Die Sprecherin der Kammer im fernen Lindau",
            None,
        ),
        (
            "„Das reicht nicht“, sagte Uwe Kolb, Kopf einer Gruppe von Anglern, am See.",
            "Uwe Kolb, Kopf einer Gruppe von Anglern",
            "Uwe Kolb",
        ),
        ("„Das reicht nicht“, sagte Uwe Kolb aus Kiel.", "Uwe Kolb aus Kiel", "Uwe Kolb"),
        ("„Das reicht nicht“, sagte Uwe Kolb vom TSV am Montag.", "Uwe Kolb vom TSV", "Uwe Kolb"),
        (
            "Uwe Kolb, einer der Gründer des Vereins, sagte, das Geld sei weg.",
            "Uwe Kolb, einer der Gründer des Vereins",
            "Uwe Kolb",
        ),
        (
            "Einer der 13 beteiligten Anwohner sagte: „Ich habe nichts gehört.“",
            "Einer der 13 beteiligten Anwohner",
            None,
        ),
        (
            "Eine im März in Bern erschienene Studie kommt zu dem Schluss, dass Bäume die Städte kühlen.",
            "Eine im März in Bern erschienene Studie",
            None,
        ),
        ("Die Kammer dagegen erklärte, die Brücke sei sicher.", "Die Kammer", None),
        (
            "Die Kammer, die die Brücke gebaut hat, erklärte, alles sei sicher.",
            "Die Kammer",
            None,
        ),
        ("Die Fahrerin ließ über ihren Anwalt mitteilen, sie sei unschuldig.", "Die Fahrerin", None),
        ("Am Montag sagte Uwe Kolb, Minister hätten zu viel Geld.", "Uwe Kolb", "Uwe Kolb"),
    ],
)
def test_where_a_speaker_begins_and_ends(text: str, words: str, name: str | None) -> None:
    found = speakers(text)
    assert found
    assert found[0][0] == words
    if name is not None:
        assert found[0][1] == name


def test_a_speaker_shares_no_word_with_the_quote() -> None:
    text = "Uwe Kolb aus Kiel, „ein Ort ohne Brücke“, sagte: „Wir warten seit Jahren auf den Bau.“"
    for claim in claimx.extract(text, nlp=pipeline()).claims:  # type: ignore[arg-type]
        quoted = {i for span in claim.quote.spans for i in range(span.start, span.end)}
        assert claim.speaker is None or all(
            quoted.isdisjoint(range(span.start, span.end)) for span in claim.speaker.spans
        )
