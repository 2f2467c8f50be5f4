"""Claims whose attribution is no clause: prepositions, nouns, quoted words."""

from __future__ import annotations

import pytest

import docs


@pytest.mark.parametrize(
    ("line", "quote", "speaker", "cue"),
    [
        ("Laut Wendt hielt/VVFIN der Damm .", "hielt der Damm", "Wendt", "Laut"),
        ("Der Damm hielt/VVFIN laut Wendt drei/CARD Tage/NN .", "Der Damm hielt … drei Tage", "Wendt", "laut"),
        ("Nach Angaben/NN der Polizei hielt/VVFIN der Damm .", "hielt der Damm", "Polizei", "Nach Angaben"),
        (
            "Nach Angaben/NN von Landrätin/NN Carola Wendt hielt/VVFIN der Damm .",
            "hielt der Damm",
            "Carola Wendt",
            "Nach Angaben",
        ),
        (
            "Der Damm hielt/VVFIN nach Angaben/NN der Polizei drei/CARD Tage/NN .",
            "Der Damm hielt … drei Tage",
            "Polizei",
            "nach Angaben",
        ),
        ("Der Polizei zufolge hielt/VVFIN der Damm .", "hielt der Damm", "Polizei", "zufolge"),
        ("Wendt zufolge hielt/VVFIN der Damm .", "hielt der Damm", "Wendt", "zufolge"),
        ("Aus Sicht/NN von Wendt ist der Damm weich .", "ist der Damm weich", "Wendt", "Aus Sicht"),
        ("Gemäß/APPR der Polizei hielt/VVFIN der Damm .", "hielt der Damm", "Polizei", "Gemäß"),
        ("Nach Ansicht/NN von Wendt ist der Damm weich .", "ist der Damm weich", "Wendt", "Nach Ansicht"),
        ("Nach Einschätzung/NN der Polizei ist der Damm weich .", "ist der Damm weich", "Polizei", "Nach Einschätzung"),
    ],
)
def test_prepositions(line: str, quote: str, speaker: str, cue: str) -> None:
    (claim,) = docs.claims(docs.tagged(line))
    assert (claim["type"], claim["quote"], claim["speaker"], claim["cue"]) == ("indirect", quote, speaker, cue)


@pytest.mark.parametrize(
    ("line", "quote", "speaker", "cue"),
    [
        (
            "Die Forderung/NN von Wendt , den Damm zu/PTKZU erhöhen/VVINF , fand/VVFIN keine Mehrheit/NN .",
            "den Damm zu erhöhen",
            "Wendt",
            "Forderung",
        ),
        (
            "Die Warnung/NN der Polizei , dass der Damm weich sei , kam/VVFIN am Montag/NN .",
            "dass der Damm weich sei",
            "Polizei",
            "Warnung",
        ),
        (
            "Der Vorwurf/NN von Wendt , der Damm sei weich , ist alt .",
            "der Damm sei weich",
            "Wendt",
            "Vorwurf",
        ),
    ],
)
def test_nouns(line: str, quote: str, speaker: str, cue: str) -> None:
    (claim,) = docs.claims(docs.tagged(line))
    assert (claim["type"], claim["quote"], claim["speaker"], claim["cue"]) == ("indirect", quote, speaker, cue)


@pytest.mark.parametrize(
    ("line", "quote", "speaker"),
    [
        ("Wendt nannte den Damm „ ein Wrack/NN “ .", "„ein Wrack“", "Wendt"),
        ("Wendt sprach von einem/ART „ Wrack/NN “ .", "„Wrack“", "Wendt"),
        ("Wendt bezeichnete/VVFIN den Damm als „ Wrack/NN “ .", "„Wrack“", "Wendt"),
    ],
)
def test_quoted_words(line: str, quote: str, speaker: str) -> None:
    assert docs.told(line) == [("direct", quote, speaker)]


def test_quoted_words_inside_a_reported_clause_belong_to_it() -> None:
    assert docs.told("Wendt sagte , der Damm sei „ ein Wrack/NN “ .") == [
        ("indirect", "der Damm sei „ein Wrack“", "Wendt")
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Der Film/NN „ Das Wrack/NN “ läuft/VVFIN seit/APPR Montag/NN .",
        "Das Schiff/NN „ Alte Liebe/NN “ liegt/VVFIN in Kiel .",
        "Der sogenannte/ADJA „ Enkeltrick/NN “ ist alt .",
        "Die Zeitung/NN „ Elbe-Post “ erscheint/VVFIN am Montag/NN .",
        "Die Aktion/NN „ Sauberer/ADJA Damm/NN “ läuft/VVFIN .",
    ],
)
def test_names_in_marks_are_no_claims(line: str) -> None:
    assert docs.told(line) == []


def test_the_source_of_another_claim_makes_none_of_its_own() -> None:
    (claim,) = docs.claims(docs.tagged("Der Damm sei weich , sagte Wendt laut dpa ."))
    assert (claim["quote"], claim["speaker"], claim["via"]) == ("Der Damm sei weich", "Wendt", "dpa")


def test_the_subject_speaks_of_itself() -> None:
    (claim,) = docs.claims(docs.tagged("Die Polizei hat nach eigenen/ADJA Angaben/NN den Damm gesperrt/VVPP ."))
    assert claim["speaker"] == "Polizei"
    assert claim["quote"] == "Die Polizei hat … den Damm gesperrt"
