from __future__ import annotations

import pytest
from conftest import TEXT, make_claim, make_document, speaker
from hypothesis import given
from hypothesis import strategies as st

from claimx.records import Document
from claimx.statistics import names
from claimx.statistics.names import Decision, NameBook, is_compound_of
from claimx.statistics.reading import read_name

Mention = tuple[str, str, str | None]


def doc(*mentions: str | Mention) -> Document:
    """A document in which each of the names says something; a plain name is a person's."""
    given = [(m, "person", None) if isinstance(m, str) else m for m in mentions]
    return make_document(
        *(make_claim(speaker=speaker(TEXT, "Petra Vogt", name, kind=kind, gender=g)) for name, kind, g in given)
    )


def unified(*documents: Document) -> dict[str, str]:
    return {d.name: d.canonical for d in decided(*documents).values()}


def decided(*documents: Document) -> dict[str, Decision]:
    book = NameBook()
    for document in documents:
        book.add(document)
    return {decision.name: decision for decision in book.decisions()}


def test_each_document_gets_the_canonical_names_of_its_own_names() -> None:
    documents = [doc("Bürgermeisterin Petra Vogt"), doc("Vogt", "Omar Kaya"), doc("Vogt", "Jan Vogt"), doc()]
    assert names.unified(documents) == [
        {"Bürgermeisterin Petra Vogt": "Petra Vogt"},
        {"Vogt": "Vogt", "Omar Kaya": "Omar Kaya"},
        {"Vogt": "Jan Vogt", "Jan Vogt": "Jan Vogt"},
        {},
    ]


def test_a_short_form_in_brackets_is_known_from_the_words_of_the_text() -> None:
    text = "Laut Bundesgerichtshof (BGH) und Petra Vogt (PV) gilt das."
    given = [
        ("Bundesgerichtshof (BGH)", "Bundesgerichtshof", "organisation"),
        ("Petra Vogt (PV)", "Petra Vogt", "person"),
    ]
    long = make_document(*(make_claim(speaker=speaker(text, words, name, kind=kind)) for words, name, kind in given))
    assert unified(long, doc(("BGH", "organisation", None), "PV")) == {
        "Bundesgerichtshof": "Bundesgerichtshof",
        "BGH": "Bundesgerichtshof",
        "Petra Vogt": "Petra Vogt",
        "PV": "PV",
    }


def test_aliases_win_over_the_names_of_the_corpus() -> None:
    documents = [doc("Petra Vogt"), doc("Vogt"), doc("Land")]
    aliases = {"Vogt": "Paula Vogt", "Petra Vogt": "P. Vogt", "Nobody": "Somebody"}
    assert names.unified(documents, aliases) == [{"Petra Vogt": "P. Vogt"}, {"Vogt": "Paula Vogt"}, {"Land": "Land"}]
    assert names.unified(documents[:2], {"Petra Vogt": "P. Vogt"})[1] == {"Vogt": "P. Vogt"}


def test_titles_parties_and_surnames_are_one_speaker() -> None:
    forms = ["Vogt", "Petra Vogt", "Bürgermeisterin Petra Vogt", "Petra Vogt (SPD)", "PETRA VOGT", "Frau Vogt"]
    assert set(unified(*map(doc, forms)).values()) == {"Petra Vogt"}


def test_a_surname_of_two_full_names_stays_alone() -> None:
    decisions = decided(doc("Vogt"), doc("Petra Vogt"), doc("Jan Vogt"))
    assert decisions["Vogt"].canonical == "Vogt"
    assert decisions["Vogt"].evidence == "2 full names with this surname: Jan Vogt, Petra Vogt"


def test_a_surname_is_the_full_name_of_its_own_article() -> None:
    book = NameBook()
    book.add(doc("Jan Vogt"))
    assert book.add(doc("Vogt", "Petra Vogt")) == {"Vogt": "Petra Vogt", "Petra Vogt": "Petra Vogt"}
    assert {d.name: d.claims for d in book.decisions()} == {"Petra Vogt": 2, "Jan Vogt": 1}


def test_an_article_with_two_full_names_leaves_the_surname() -> None:
    assert NameBook().add(doc("Vogt", "Petra Vogt", "Jan Vogt"))["Vogt"] == "Vogt"


def test_gender_tells_surnames_apart() -> None:
    assert unified(doc(("Vogt", "person", "f")), doc(("Jan Vogt", "person", "m")))["Vogt"] == "Vogt"
    assert unified(doc(("Vogt", "person", "m")), doc(("Jan Vogt", "person", "m")))["Vogt"] == "Jan Vogt"
    assert NameBook().add(doc(("Vogt", "person", "f"), ("Jan Vogt", "person", "m")))["Vogt"] == "Vogt"


def test_a_company_is_no_person() -> None:
    found = unified(doc(("Deich", "organisation", None)), doc("Jan Deich"))
    assert found["Deich"] == "Deich"


def test_acronyms_and_genitives_are_known_in_an_article() -> None:
    book = NameBook()
    full = book.add(doc(org("VLD"), org("Verkehrsclub Langer Deich"), org("Verkehrsclub Langer Deich (VLD)"), "Vogts"))
    assert full["VLD"] == "Verkehrsclub Langer Deich"
    assert full["Vogts"] == "Vogts"
    assert book.add(doc("Vogts", "Petra Vogt"))["Vogts"] == "Petra Vogt"


def test_roles_alone_are_no_surnames() -> None:
    assert unified(doc("Sprecher"), doc("Jan Sprecher"))["Sprecher"] == "Sprecher"


@pytest.mark.parametrize(
    ("short", "full", "evidence"),
    [
        ("P. Vogt", "Petra Vogt", names.INITIAL),
        ("Vogts", "Petra Vogt", names.GENITIVE),
        ("Petra Vogts", "Petra Vogt", names.GENITIVE),
        ("Vogt", "Petra Vogt", names.ONLY_SURNAME),
        ("Petra vogt", "Petra Vogt", names.SAME_NAME),
        ("Petra Vogt", "Petra Vogt", names.AS_IT_STANDS),
    ],
)
def test_the_evidence_is_told(short: str, full: str, evidence: str) -> None:
    decision = decided(doc(short), doc(full, full))[short]
    assert (decision.canonical, decision.evidence) == (full, evidence)


def test_a_name_is_matched_by_what_its_other_forms_tell() -> None:
    found = unified(
        doc(("Petra Vogt", "person", "f")),
        doc(("P. Vogt", "person", "f"), ("P. Vogt", "person", "m")),
        doc(("Petra Vogts", "person", "m")),
    )
    assert set(found.values()) == {"Petra Vogt"}


def test_initials_that_fit_two_stay() -> None:
    found = unified(doc("P. Vogt"), doc("Petra Vogt"), doc("Paul Vogt"))
    assert found["P. Vogt"] == "P. Vogt"


def test_a_surname_in_s_is_no_genitive() -> None:
    found = unified(doc("Peters"), doc("Anna Peters"), doc("Jan Peter"))
    assert found["Peters"] == "Anna Peters"


def org(name: str) -> Mention:
    return (name, "organisation", None)


def test_organisations_by_article_case_and_genitive() -> None:
    found = unified(doc(org("SPD")), doc(org("die SPD")), doc(org("Kremls")), doc(org("Kreml"), org("Kreml")))
    assert found == {"SPD": "SPD", "die SPD": "SPD", "Kremls": "Kreml", "Kreml": "Kreml"}


def test_common_nouns_in_the_plural_are_no_genitives() -> None:
    assert unified(doc(org("Kliniken")), doc(org("Klinik")))["Kliniken"] == "Kliniken"


def test_a_ministry_needs_evidence() -> None:
    short, full = org("Gesundheitsministerium"), org("Bundesministerium für Gesundheit")
    assert unified(doc(short), doc(full))[short[0]] == short[0]
    decision = decided(doc(short), doc(short, full))[short[0]]
    assert (decision.canonical, decision.evidence) == (full[0], names.IN_ARTICLE)


def test_an_acronym_is_known_by_its_brackets() -> None:
    found = unified(doc(org("VLD")), doc(org("Verkehrsclub Langer Deich (VLD)")))
    assert found["VLD"] == "Verkehrsclub Langer Deich"


def test_outlets_have_their_full_name() -> None:
    assert unified(doc(org("dpa")))["dpa"] == "Deutsche Presse-Agentur"


@pytest.mark.parametrize(
    ("short", "full", "same"),
    [
        ("Gesundheitsministerium", "Bundesministerium für Gesundheit", True),
        ("Bundesgesundheitsministerium", "Bundesministerium für Gesundheit", True),
        ("Umweltamt", "Landesamt für Umwelt", True),
        ("Finanzministerium", "Bundesministerium für Gesundheit", False),
        ("Ministerium", "Bundesministerium für Gesundheit", False),
        ("Gesundheitsamt", "Bundesministerium für Gesundheit", False),
        ("Polizei Deichstadt", "Bundesministerium für Gesundheit", False),
    ],
)
def test_compounds(short: str, full: str, same: bool) -> None:
    assert is_compound_of(read_name(short), read_name(full)) is same


def test_decisions_put_the_most_frequent_first() -> None:
    book = NameBook()
    for document in (doc("Jan Deich"), doc("Vogt", "Vogt"), doc("Petra Vogt")):
        book.add(document)
    assert [(d.name, d.claims) for d in book.decisions()] == [("Vogt", 2), ("Petra Vogt", 1), ("Jan Deich", 1)]


def test_control_characters_and_line_ends_are_no_part_of_a_name() -> None:
    assert unified(doc("Petra\n\x1b[31mVogt")) == {"Petra [31mVogt": "Petra [31mVogt"}


PERSONS = [
    *("Vogt", "Petra Vogt", "Jan Vogt", "P. Vogt", "Petra Vogts", "Vogts", "Ministerin Vogt", "PETRA VOGT (SPD)"),
    *("Koch", "Lea Koch", "Peters", "Anna Peters", "Anna Peter", "Peter", "Sprecher", "Hans-Uwe Koch", "Hans Uwe Koch"),
]
OTHERS = [
    *("SPD", "die SPD", "Kreml", "Kremls", "Vogt", "Gesundheitsministerium", "Bundesministerium für Gesundheit"),
    *("Deichverband Nord (DN)", "DN", "Bundesgesundheitsministerium"),
]
MENTIONS = st.one_of(
    st.tuples(st.sampled_from(PERSONS), st.just("person"), st.sampled_from(["f", "m", None, None])),
    st.tuples(st.sampled_from(OTHERS), st.sampled_from(["organisation", "unknown"]), st.none()),
)
CORPORA = st.lists(st.lists(MENTIONS, max_size=4), min_size=1, max_size=8)


@given(CORPORA, st.randoms(use_true_random=False))
def test_the_order_of_the_articles_makes_no_difference(corpus: list[list[Mention]], random: object) -> None:
    documents = [doc(*mentions) for mentions in corpus]
    shuffled = list(documents)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert decided(*documents) == decided(*shuffled)


@given(st.lists(MENTIONS, max_size=12))
def test_unifying_again_changes_nothing(mentions: list[Mention]) -> None:
    canonical = unified(*(doc(mention) for mention in mentions))
    again = unified(*(doc((canonical[name], kind, gender)) for name, kind, gender in mentions))
    assert all(name == kept for name, kept in again.items())


@given(st.lists(MENTIONS, max_size=8))
def test_reading_an_article_again_changes_nothing(mentions: list[Mention]) -> None:
    full = NameBook().add(doc(*mentions))
    again = NameBook().add(doc(*((full[name], kind, gender) for name, kind, gender in mentions)))
    assert all(name == kept for name, kept in again.items())
