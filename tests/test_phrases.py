"""Noun phrases that may speak: where they begin and end, and what they are."""

from __future__ import annotations

import pytest

import docs
from claimx.phrases import PhraseReader


@pytest.mark.parametrize(
    ("line", "phrase"),
    [
        ("Kern sagte nichts/PIS .", "Kern"),
        ("Anna Kern sagte nichts/PIS .", "Anna Kern"),
        ("Landrätin/NN Anna Kern sagte nichts/PIS .", "Landrätin Anna Kern"),
        ("Die frühere/ADJA Ministerin/NN Anna Kern sagte .", "Die frühere Ministerin Anna Kern"),
        ("Prof. Dr. Anna Kern sagte nichts/PIS .", "Prof. Dr. Anna Kern"),
        ("Anna Kern ( CDU ) sagte nichts/PIS .", "Anna Kern (CDU)"),
        ("Der Sprecher/NN des Ministeriums/NN sagte .", "Der Sprecher des Ministeriums"),
        ("Die Sprecherin/NN des Weißen/ADJA Hauses/NN sagte .", "Die Sprecherin des Weißen Hauses"),
        ("Die Sprecherin/NN für Wohnen/NN sagte .", "Die Sprecherin für Wohnen"),
        ("Die Vorsitzende/NN , Anna Kern , sagte .", "Die Vorsitzende, Anna Kern"),
        ("Anna Kern , Leiterin/NN der Behörde/NN , sagte .", "Anna Kern, Leiterin der Behörde"),
        ("Die Polizei in Kiel sagte .", "Die Polizei in Kiel"),
        ("Edmon Chung , Leiterin/NN der Behörde/NN , sagte .", "Edmon Chung, Leiterin der Behörde"),
        ("Die Ministerin/NN über den/ART Fall/NN sagte .", "Die Ministerin"),
        ("Franz Josef Grau/NN sagte .", "Franz Josef Grau"),
        ("Kern am Montag/NN sagte .", "Kern"),
        ("Kern der dpa sagte .", "Kern"),
        ("Ursula von der Leyen sagte .", "Ursula von der Leyen"),
        ("Er sagte nichts/PIS .", "Er"),
        ("Die Deutsche/ADJA Bahn/NN sagte .", "Die Deutsche Bahn"),
        ("Viele Anwohner/NN sagten .", "Viele Anwohner"),
        ("Der 34-Jährige/NN sagte .", "Der 34-Jährige"),
        ("Kern und/KON Weber sagten .", "Kern"),
        ("Ernst von/APPR und/KON zu/APPR Berg sagte .", "Ernst von und zu Berg"),
        ("Kern & Söhne/NN sagte .", "Kern & Söhne"),
        ("Der Spreearena/NN Trainer/NN Uwe Kolb sagte .", "Der Spreearena"),
        ("Der Chef/NN des Landesamts/NN Paul Kern sagte .", "Der Chef des Landesamts Paul Kern"),
        ("Anna Kern von/APPR der hiesigen/ADJA Zunft/NN sagte .", "Anna Kern von der hiesigen Zunft"),
        ("Die Präsidentin/NN der Kammer/NN , Gudula Heeren , sagte .", "Die Präsidentin der Kammer, Gudula Heeren"),
    ],
)
def test_where_a_phrase_ends(line: str, phrase: str) -> None:
    analysis, found = docs.phrase_at(line, line.split()[0].split("/")[0])
    assert found is not None
    assert analysis.text(found.start, found.end) == phrase


@pytest.mark.parametrize(
    ("line", "kind", "gender", "name"),
    [
        ("Landrätin/NN Anna Kern sagte .", "person", "f", "Anna Kern"),
        ("Minister/NN Kern sagte .", "person", "m", "Kern"),
        ("Anna Kern sagte .", "person", "f", "Anna Kern"),
        ("Peter Kern sagte .", "person", "m", "Peter Kern"),
        ("Frau/NN Kern sagte .", "person", "f", "Kern"),
        ("Herr/NN Kern sagte .", "person", "m", "Kern"),
        ("Die Polizei sagte .", "organisation", None, ""),
        ("Das Umweltministerium/NN sagte .", "organisation", None, ""),
        ("Experten/NN sagten .", "group", None, ""),
        ("Das Gutachten/NN sagte .", "document", None, ""),
        ("Moskau sagte .", "place", None, None),
        ("Die Sprecherin/NN sagte .", "person", "f", ""),
        ("Der Damm/NN sagte .", "unknown", None, ""),
    ],
)
def test_what_a_phrase_is(line: str, kind: str, gender: str | None, name: str | None) -> None:
    analysis, found = docs.phrase_at(line, line.split()[0].split("/")[0])
    assert found is not None
    assert found.kind == kind
    if gender is not None:
        assert found.gender == gender
    if name is not None:
        assert analysis.text(*found.name) == name
        assert found.has_name is bool(name)


@pytest.mark.parametrize(("word", "gender"), [("Er", "m"), ("Sie", "f")])
def test_pronouns(word: str, gender: str) -> None:
    _, found = docs.phrase_at(f"{word} sagte nichts/PIS .", word)
    assert found is not None
    assert found.pronoun
    assert found.gender == gender


def test_entities_tell_where_the_lexicons_are_silent() -> None:
    line, ents = "Xyzzy Plugh sagte nichts/PIS .", ["B-PER", "I-PER", "O", "O", "O"]
    _, found = docs.phrase_at(line, "Xyzzy", ents)
    assert found is not None
    assert found.kind == "person"


def test_the_role_of_a_person() -> None:
    analysis, found = docs.phrase_at("Landrätin/NN Anna Kern sagte .", "Landrätin")
    assert found is not None
    assert analysis.text(*found.role) == "Landrätin"


def test_an_apposition_holds_the_name() -> None:
    analysis, found = docs.phrase_at("Die Vorsitzende/NN , Anna Kern , sagte .", "Die")
    assert found is not None
    assert found.apposition is not None
    assert analysis.text(*found.apposition.name) == "Anna Kern"
    assert found.has_name


def test_a_preposition_before_a_phrase() -> None:
    analysis, found = docs.phrase_at("Laut Anna Kern hielt/VVFIN der Damm .", "Anna")
    assert found is not None
    assert analysis.words[found.preposition] == "Laut"


@pytest.mark.parametrize("word", ["sagte", ",", ".", "nicht"])
def test_no_phrase(word: str) -> None:
    _, found = docs.phrase_at("Kern sagte , nicht .", word)
    assert found is None


@pytest.mark.parametrize("surname", ["Schäfer", "Richter", "Bauer", "Schneider"])
def test_surnames_that_are_occupations(surname: str) -> None:
    analysis, found = docs.phrase_at(f"Landrat/NN Veit {surname}/NN sagte .", "Landrat")
    assert found is not None
    assert analysis.text(*found.name) == f"Veit {surname}"


@pytest.mark.parametrize("surname", ["Sommer", "Winter", "Montag", "März"])
def test_surnames_that_are_words_of_time(surname: str) -> None:
    analysis, found = docs.phrase_at(f"Landrätin/NN Anna {surname}/NE sagte .", "Landrätin")
    assert found is not None
    assert analysis.text(*found.name) == f"Anna {surname}"


def test_a_nominative_behind_a_noun_is_no_genitive() -> None:
    analysis, found = docs.phrase_at("Nach dem Spiel/NN der Trainer/NN Leo Kamp", "dem")
    assert found is not None
    assert analysis.text(found.start, found.end) == "dem Spiel"


@pytest.mark.parametrize(
    ("line", "phrase"),
    [
        # an attribute that extends an adjective
        ("Zwei/CARD mit dem Umbau/NN vertraute/ADJA Personen/NN sagten .", "Zwei mit dem Umbau vertraute Personen"),
        ("Eine im Tal/NN geborene/ADJA Ärztin/NN sagte .", "Eine im Tal geborene Ärztin"),
        ("Die Landrätin/NN mit dem Umbau/NN sagte .", "Die Landrätin"),
        # what an organisation gives, and to whom
        ("Der Klub/NN Entwarnung/NN gab/VVFIN .", "Der Klub"),
        ("Der Klub/NN Hansa/NE gab/VVFIN auf .", "Der Klub Hansa"),
        ("Das Amt/NN Fahrer/NN/Number=Plur bat/VVFIN .", "Das Amt"),
        ("Der Konzern/NN Tausende/NN entließ/VVFIN .", "Der Konzern"),
        # what somebody is surrounded by
        ("Saskia Vollrath von Kameras/NN/Number=Plur umringt/VVPP ging/VVFIN .", "Saskia Vollrath"),
        ("Saskia Vollrath von Kameras/NE ging/VVFIN .", "Saskia Vollrath"),
        # who is told, and whose somebody is
        ("Die Bündnerin/NN der « Alpenpost/NE » sagte .", "Die Bündnerin"),
        ("Die 47-Jährige/NN der « Alpenpost/NE » sagte .", "Die 47-Jährige"),
        ("Die Bündnerin/NN der Partei/NN sagte .", "Die Bündnerin der Partei"),
        ("Die Sprecherin/NN der « Alpenpost/NE » sagte .", "Die Sprecherin der « Alpenpost »"),
        (
            "Die Chefin/NN der « Alpenpost/NE » sagte .",
            "Die Chefin der « Alpenpost »",
        ),
    ],
)
def test_what_belongs_to_a_phrase(line: str, phrase: str) -> None:
    analysis, found = docs.phrase_at(line, line.split()[0].split("/")[0])
    assert found is not None
    assert analysis.text(found.start, found.end) == phrase


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Udo Obermoser von der/ART Hafen/NE Linie/NE sagte .", "Udo Obermoser"),
        ("Udo Obermoser von der/ART Wasserwacht/NN sagte .", "Udo Obermoser"),
        ("Udo von der/ART Leyen/NE sagte .", "Udo von der Leyen"),
        ("Udo Obermoser von der/ART Geosphere-Nord/NE sagte .", "Udo Obermoser"),
    ],
)
def test_an_organisation_behind_a_name_is_no_part_of_it(line: str, name: str) -> None:
    analysis, found = docs.phrase_at(line, "Udo")
    assert found is not None
    assert analysis.text(*found.name) == name


@pytest.mark.parametrize(
    ("line", "phrase"),
    [
        ("Am Montag/NN kam/VVFIN in Erfurt Minister/NN Udo Parschke an .", "Erfurt"),
        ("Am Montag/NN kam/VVFIN Erfurt Minister/NN Udo Parschke zuvor .", "Erfurt Minister Udo Parschke"),
    ],
)
def test_a_place_behind_a_preposition_ends_before_a_person(line: str, phrase: str) -> None:
    analysis, found = docs.phrase_at(line, "Erfurt")
    assert found is not None
    assert analysis.text(found.start, found.core_end) == phrase


def test_no_article_of_a_thing_before_a_noun_for_men_or_women() -> None:
    assert docs.phrase_at("So sieht/VVFIN das/ART Vorstand/NN Popp/NE .", "das")[1] is None
    assert docs.phrase_at("So sieht/VVFIN das/ART Amt/NN Popp/NE .", "das")[1] is not None


@pytest.mark.parametrize(
    ("line", "phrase"),
    [
        ("Wiprecht von/APPR Trotha kam/VVFIN . Das bekräftigte/VVFIN von/APPR Trotha .", "von Trotha"),
        ("Wiprecht von/APPR Trotha kam/VVFIN . Das hörte/VVFIN er von/APPR Trotha .", None),
        ("Wiprecht Falk kam/VVFIN . Das bekräftigte/VVFIN von/APPR Trotha .", None),
    ],
)
def test_a_noble_name_without_its_first_name(line: str, phrase: str | None) -> None:
    analysis = docs.analysed(line)
    found = PhraseReader(analysis).at(len(analysis.words) - 3, len(analysis.words))
    assert (found and analysis.text(found.start, found.end)) == phrase
    assert found is None or found.kind == "person"


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("Anna Kern und Paul Lind sagten .", ["Anna Kern", "Paul Lind"]),
        ("Anna Kern , Paul Lind und Jo Moos sagten .", ["Anna Kern", "Paul Lind", "Jo Moos"]),
        ("Anna Kern , Paul Lind , Jo Moos sowie Eva Hart sagten .", ["Anna Kern", "Paul Lind", "Jo Moos", "Eva Hart"]),
        ("Anna Kern , Paul Lind kamen/VVFIN .", []),
        ("Anna Kern , Paul Lind und Regen/NN kamen/VVFIN .", []),
        ("Anna Kern , Leiterin/NN der Behörde/NN , sagte .", []),
        ("Helfer/NN aus Guinea und Mali sagten .", []),
        ("Guinea und Mali sagten .", ["Guinea", "Mali"]),
    ],
)
def test_what_is_coordinated(line: str, parts: list[str]) -> None:
    analysis = docs.analysed(line)
    reader, end = PhraseReader(analysis), len(analysis.words)
    first = reader.at(0, end)
    assert first is not None
    conjuncts = reader.conjoined(first, end).conjuncts
    assert [analysis.text(part.start, part.core_end) for part in conjuncts] == parts
