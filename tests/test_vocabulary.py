"""What the lexicons know of single words."""

from __future__ import annotations

import pytest

from claimx.vocabulary import Vocabulary, vocabulary


@pytest.fixture(scope="module")
def words() -> Vocabulary:
    return vocabulary("de")


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("Ministerin", "person"),
        ("Ministers", "person"),
        ("Verteidigungsminister", "person"),
        ("Regierungssprechers", "person"),
        ("Bundeskanzlerin", "person"),
        ("CDU-Politiker", "person"),
        ("Polizei", "organisation"),
        ("Bundespolizei", "organisation"),
        ("Umweltministerium", "organisation"),
        ("Umweltministeriums", "organisation"),
        ("Gewerkschaften", "organisation"),
        ("Experten", "group"),
        ("Gutachten", "document"),
        ("Studie", "document"),
        ("Moskau", "place"),
        ("Frankreich", "place"),
    ],
)
def test_nouns(words: Vocabulary, word: str, kind: str) -> None:
    noun = words.noun(word)
    assert noun is not None
    assert noun.kind == kind


@pytest.mark.parametrize(
    ("word", "gender"), [("Sprecherin", "f"), ("Sprecher", "m"), ("Landrätin", "f"), ("Oberbürgermeister", "m")]
)
def test_the_gender_of_roles(words: Vocabulary, word: str, gender: str) -> None:
    noun = words.noun(word)
    assert noun is not None
    assert noun.gender == gender


@pytest.mark.parametrize("word", ["Damm", "Montag", "xyzzy", "", "s", "en", "„", "Straße"])
def test_words_that_do_not_speak(words: Vocabulary, word: str) -> None:
    noun = words.noun(word)
    assert noun is None or noun.kind not in ("person", "organisation", "group")


@pytest.mark.parametrize(
    ("name", "full"),
    [("dpa", "Deutsche Presse-Agentur"), ("Deutschen Presse-Agentur", "Deutsche Presse-Agentur"), ("Tass", None)],
)
def test_outlets(words: Vocabulary, name: str, full: str | None) -> None:
    outlet = words.outlet(name)
    assert outlet is not None
    assert full is None or outlet.full == full
    assert words.outlet(name + "s") is not None


def test_other_names_are_no_outlets(words: Vocabulary) -> None:
    assert words.outlet("Wendt") is None
    assert words.outlet("") is None


@pytest.mark.parametrize("word", ["Nachrichtenagentur", "Zeitung", "Fernsehsender", "Magazins"])
def test_nouns_of_outlets(words: Vocabulary, word: str) -> None:
    assert words.is_outlet_noun(word)


def test_classes(words: Vocabulary) -> None:
    assert {"montag", "freitag"} <= words.word_class("weekday")
    assert "dass" in words.word_class("subordinator")
    assert words.word_class("no such class") == frozenset()


@pytest.mark.parametrize(
    ("form", "mood"), [("sei", "K1"), ("habe", "K1"), ("werde", "K1"), ("wäre", "K2"), ("hätten", "K2"), ("käme", "K2")]
)
def test_the_subjunctive(words: Vocabulary, form: str, mood: str) -> None:
    row = words.subjunctive[form]
    assert (row["mood"], row["ambiguous"]) == (mood, "no")


@pytest.mark.parametrize("form", ["ist", "hat", "sagte", "kam"])
def test_the_indicative_is_not_in_it_without_doubt(words: Vocabulary, form: str) -> None:
    row = words.subjunctive.get(form)
    assert row is None or row["ambiguous"] == "yes"


def test_pronouns(words: Vocabulary) -> None:
    assert (words.pronouns["er"]["gender"], words.pronouns["er"]["case"]) == ("m", "nom")
    assert words.pronouns["ihm"]["case"] == "dat"


def test_first_names_have_a_gender(words: Vocabulary) -> None:
    assert (words.first_names["Anna"], words.first_names["Peter"]) == ("f", "m")


def test_adjectives_of_places(words: Vocabulary) -> None:
    assert words.place_adjectives["ukrainisch"] == "Ukraine"


def test_it_is_read_once() -> None:
    assert vocabulary("de") is vocabulary("de")


@pytest.mark.parametrize(
    ("word", "generic"),
    [
        ("47-jährige", True),
        ("politiker", True),
        ("finanzpolitikerin", True),
        ("bündnerin", True),
        ("thüringer", True),
        ("liberale", True),
        ("bäckerin", False),
        ("landrätin", False),
        ("sprecherin", False),
        ("", False),
        pytest.param(
            "chefin",
            False,
            marks=pytest.mark.xfail(strict=True, reason="a noun that ends in „chefin“ counts as one for any person"),
        ),
    ],
)
def test_nouns_for_any_person(words: Vocabulary, word: str, generic: bool) -> None:
    assert words.is_generic_person(word) is generic


@pytest.mark.parametrize("form", ["beichte", "poste", "werte", "orte", "brüste"])
def test_first_subjunctives_of_verbs_in_ten(words: Vocabulary, form: str) -> None:
    assert (words.subjunctive[form]["mood"], words.subjunctive[form]["lemma"]) == ("K1", form + "n")


def test_a_form_of_two_verbs_counts_as_the_first_subjunctive(words: Vocabulary) -> None:
    assert (words.subjunctive["führe"]["mood"], words.subjunctive["führe"]["lemma"]) == ("K1", "führen")
