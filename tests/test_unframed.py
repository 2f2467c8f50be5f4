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


KERN = "Landrätin/NN Anna Kern kam/VVFIN am Montag/NN . "


@pytest.mark.parametrize(
    ("line", "quote", "speaker", "cue"),
    [
        (
            KERN + "Ihrer/PPOSAT Ansicht/NN nach ist der Damm weich .",
            "ist der Damm weich",
            "Anna Kern",
            "Ansicht nach",
        ),
        (
            KERN + "Der Damm ist ihrer/PPOSAT Meinung/NN nach sehr/ADV weich .",
            "Der Damm ist … sehr weich",
            "Anna Kern",
            "Meinung nach",
        ),
        (
            KERN + "Ihren Angaben/NN zufolge hielt/VVFIN der Damm .",
            "hielt der Damm",
            "Anna Kern",
            "Angaben zufolge",
        ),
        (
            "Den Angaben/NN der Polizei zufolge hielt/VVFIN der Damm .",
            "hielt der Damm",
            "Polizei",
            "Angaben … zufolge",
        ),
        (
            "Den Angaben/NN von Landrätin/NN Anna Kern zufolge hielt/VVFIN der Damm .",
            "hielt der Damm",
            "Anna Kern",
            "Angaben … zufolge",
        ),
        ("Dem Gutachten/NN zufolge hielt/VVFIN der Damm .", "hielt der Damm", "Gutachten", "zufolge"),
    ],
)
def test_owners_before_a_postposition(line: str, quote: str, speaker: str, cue: str) -> None:
    (claim,) = docs.claims(docs.tagged(line))
    assert (claim["quote"], claim["speaker"], claim["cue"]) == (quote, speaker, cue)


@pytest.mark.parametrize(
    "line",
    [
        KERN + "Sie mied/VVFIN die/ART ihrer/PPOSAT Ansicht/NN nach weichen/ADJA Dämme/NN .",
        KERN + "Die Ansicht/NN nach Norden/NN war/VAFIN trüb/ADJD .",
    ],
)
def test_an_opinion_inside_a_noun_phrase_or_a_view_is_no_source(line: str) -> None:
    assert docs.told(line) == []


@pytest.mark.parametrize(
    ("source", "speaker"),
    [
        ("des Senders/NN Nordfunk", "Nordfunk"),
        ("der Zeitung/NN Elbkurier", "Elbkurier"),
        ("der dpa", "dpa"),
        ("der Stadt/NN", "Bericht der Stadt"),
        ("des Rechnungshofs/NN", "Bericht des Rechnungshofs"),
    ],
)
@pytest.mark.parametrize(("before", "behind"), [("Laut einem/ART Bericht/NN", ""), ("Einem/ART Bericht/NN", "zufolge")])
def test_an_outlet_speaks_in_its_report_while_other_reports_speak_themselves(
    source: str, speaker: str, before: str, behind: str
) -> None:
    line = f"{before} {source} {behind} hielt/VVFIN der Damm ."
    assert docs.told(line) == [("indirect", "hielt der Damm", speaker)]


@pytest.mark.parametrize(
    ("line", "quote", "speaker"),
    [
        ("Für Anna Kern ist das „ ein Skandal/NN “ .", "„ein Skandal“", "Anna Kern"),
        ("Für die Polizei bleibt/VVFIN der Damm „ ein Problem/NN “ .", "„ein Problem“", "Polizei"),
        (KERN + "Für sie wäre das „ ein Anfang/NN “ .", "„ein Anfang“", "Anna Kern"),
    ],
)
def test_judgements(line: str, quote: str, speaker: str) -> None:
    (claim,) = docs.claims(docs.tagged(line))
    assert (claim["type"], claim["quote"], claim["speaker"]) == ("direct", quote, speaker)
    assert claim["cue"] == "Für"


@pytest.mark.parametrize(
    "line",
    [
        "Für Anna Kern ist das die „ Elbnacht/NN “ .",
        "Für Anna Kern kam/VVFIN „ ein Skandal/NN “ dazu/PTKVZ .",
        "Für den Damm ist das „ ein Skandal/NN “ .",
        "Mit Anna Kern ist das „ ein Skandal/NN “ .",
        "Anna Kern ( „ Sommer/NN am Deich/NN “ ) kam/VVFIN .",
        "Für Anna Kern ist „ Elbnacht/NN “ das beste/ADJA Buch/NN .",
    ],
)
def test_no_judgements(line: str) -> None:
    assert docs.told(line) == []


@pytest.mark.parametrize(
    ("line", "quotes"),
    [
        (
            "Anna Kern bezeichnete/VVFIN den Deich als „ Wrack/NN “ , die Böschung/NN als „ Zumutung/NN “ .",
            ["„Wrack“", "„Zumutung“"],
        ),
        ("Anna Kern sprach von „ Pech/NN “ und „ Leichtsinn/NN “ .", ["„Pech“", "„Leichtsinn“"]),
        ("Anna Kern bezeichnete/VVFIN den Deich als „ Wrack/NN “ im „ Elbblick/NN “ .", ["„Wrack“"]),
    ],
)
def test_two_quotations_under_one_cue(line: str, quotes: list[str]) -> None:
    assert docs.told(line) == [("direct", quote, "Anna Kern") for quote in quotes]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("Anna Kern schwärmt/VVFIN vom/APPRART „ Klang/NN der See/NN “ .", ["„Klang der See“"]),
        ("Anna Kern kommt/VVFIN vom/APPRART „ Elbblick/NN “ .", []),
    ],
)
def test_what_somebody_raves_about(line: str, found: list[str]) -> None:
    assert [quote for _, quote, _ in docs.told(line)] == found


def test_own_words_beside_a_fragment_make_no_claim_of_their_own() -> None:
    line = "Anna Kern nannte das nach eigenem/ADJA Bekunden/NN „ Leichtsinn/NN “ ."
    assert docs.told(line) == [("direct", "„Leichtsinn“", "Anna Kern")]


@pytest.mark.parametrize(
    ("clause", "found"),
    [
        ("die Pumpen/NN reichten/VVFIN/Tense=Past nicht/PTKNEG", ["die Pumpen reichten nicht"]),
        ("die Keller/NN blieben/VVFIN leer/ADJD", ["die Keller blieben leer"]),
        ("die Pumpe/NN reichte/VVFIN/Tense=Past nicht/PTKNEG", []),
        ("die Keller/NN bleiben/VVFIN leer/ADJD", []),
    ],
)
def test_a_plural_past_behind_a_noun_cue(clause: str, found: list[str]) -> None:
    line = f"Die Einschätzung/NN der Polizei , {clause} , ist neu/ADJD ."
    assert docs.told(line) == [("indirect", quote, "Polizei") for quote in found]


@pytest.mark.parametrize(
    ("line", "speaker"),
    [
        ("Mit seiner Ankündigung/NN , den Damm zu/PTKZU erhöhen/VVINF , hat Udo Lind überrascht/VVPP .", "Udo Lind"),
        ("Mit dem Hinweis/NN , der Damm sei weich , sagte Anna Kern die Fahrt/NN ab/PTKVZ .", "Anna Kern"),
        ("Den Hinweis/NN , der Damm sei weich , wies/VVFIN Anna Kern zurück/PTKVZ .", "Anna Kern"),
    ],
)
def test_the_subject_behind_the_content_of_a_noun_cue(line: str, speaker: str) -> None:
    assert [name for _, _, name in docs.told(line.replace("seiner", "seiner/PPOSAT"))] == [speaker]
