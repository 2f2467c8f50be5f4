from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimx.statistics.reading import fold, read_name
from claimx.vocabulary import vocabulary


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Petra Vogt", "Petra Vogt"),
        ("Bürgermeisterin Petra Vogt", "Petra Vogt"),
        ("Petra Vogt (SPD)", "Petra Vogt"),
        ("Petra Vogt, SPD-Landrätin", "Petra Vogt"),
        ("Frau Dr. Vogt", "Vogt"),
        ("ehemalige Bürgermeisterin Petra Vogt", "Petra Vogt"),
        ("Bayerns Innenministerin Petra Vogt", "Petra Vogt"),
        ("die Rektorin der Schule, Petra Vogt", "Petra Vogt"),
        ("Händler Jörg Vogt aus Gießen", "Jörg Vogt"),
        ("Frau von der Lühe", "von der Lühe"),
        ("die SPD", "SPD"),
        ("Den Haag", "Den Haag"),
        ("dpa", "Deutsche Presse-Agentur"),
        ("Weißen Hauses", "Weißes Haus"),
        ("Petra Vogt,", "Petra Vogt"),
    ],
)
def test_a_name_is_shown_without_what_is_no_part_of_it(name: str, shown: str) -> None:
    assert read_name(name).shown == shown


@pytest.mark.parametrize(
    "name",
    [
        "Sprecherin des Weißen Hauses",
        "Vater von Petra Vogt",
        "Beamte von Minister Henrik Vogt",
        "Bürgermeister",
        "zwei, die dabei waren",
        "interne Dienstpläne",
        "Vorstand der Sektion",
        "Petra Vogt und Jan Deich",
    ],
)
def test_descriptions_stay_whole_and_are_no_persons(name: str) -> None:
    assert read_name(name).shown == name
    assert not read_name(name).personal


@pytest.mark.parametrize("name", ["Mein Mann", "Mann", "Kollegin", "Rentner", "Herr"])
def test_relations_and_generic_words_are_no_surnames(name: str) -> None:
    assert not read_name(name).personal


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Jürgen Müller", "Juergen MUELLER"),
        ("Hans-Jürgen Vogt", "Hans Jürgen Vogt"),
        ("Renate Müller-Deich", "Renate Müller Deich"),
        ("Karl Freiherr von Deich", "Karl von Deich"),
        ("Eva T. Vogt", "Eva Vogt"),
        ("Zoé O’Vogt", "Zoe O'Vogt"),
        ("die Grünen", "Grünen"),
        ("Omar al-Harthi", "Omar Harthi"),
    ],
)
def test_spellings_of_a_name_have_one_key(one: str, other: str) -> None:
    assert read_name(one).key == read_name(other).key


def test_a_numeral_or_suffix_is_no_surname() -> None:
    assert read_name("Papst Leo XIV.").surname == "leo"
    assert read_name("Robert Deich Jr.").surname == "deich"
    assert read_name("Robert Deich Jr.").key != read_name("Robert Deich").key


def test_a_hyphenated_surname_is_one_word() -> None:
    assert read_name("Renate Müller-Deich").surname == "mueller deich"


@pytest.mark.parametrize(
    ("name", "acronym"),
    [("Bundesgerichtshof (BGH)", "BGH"), ("Petra Vogt (SPD)", ""), ("Deichverband (Nord)", "")],
)
def test_short_forms_in_brackets(name: str, acronym: str) -> None:
    assert read_name(name).acronym == acronym


def test_fold_takes_out_what_spellings_differ_in() -> None:
    assert fold("Straße") == fold("STRASSE") == "strasse"
    assert fold("Kraft\u00adwerk") == "kraftwerk"
    assert fold("Ağrı-Çelik").startswith("agr")


def test_names_of_the_data_files_read_the_same_again() -> None:
    v = vocabulary()
    for name in [*v.outlets, *v.base_forms, *v.first_names, *v.places]:
        first = read_name(name)
        assert read_name(first.shown).shown == first.shown
        assert read_name(first.shown).words == first.words


@given(st.text(max_size=60))
def test_any_text_can_be_read(text: str) -> None:
    name = read_name(text)
    assert name.words
    assert name.shown or not text.strip()


WORDS = ["die", "Frau", "Dr.", "Ministerin", "ehemalige", "von", "der", "Petra", "Jan", "Vogt", "Koch", "(SPD)", ","]


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=7).map(" ".join))
def test_what_is_shown_reads_the_same_again(text: str) -> None:
    name = read_name(text)
    again = read_name(name.shown)
    assert (again.shown, again.words) == (name.shown, name.words)


def test_what_is_too_long_for_a_name_is_left_as_it_is() -> None:
    text = "Ministerin " * 50_000 + "Vogt"
    assert read_name(text).shown == text
    assert not read_name(text).personal
