"""Claims that hang on their context: continuations, quotations without a frame, hearsay."""

from __future__ import annotations

import pytest

import docs

SAID = "Wendt sagte , der Damm sei weich . "
FIRST = ("indirect", "der Damm sei weich", "Wendt")
CONTINUED = "indirect_free_indirect"


@pytest.mark.parametrize(
    ("rest", "quote"),
    [
        ("Die Straße/NN sei frei . Der Damm ist alt .", "Die Straße sei frei."),
        ("Die Straße/NN sei frei . Man habe Zeit/NN .", "Die Straße sei frei. Man habe Zeit."),
        ("Er habe Zeit/NN . Die Leute/NN kamen/VVFIN .", "Er habe Zeit."),
        ("¶¶ Die Straße/NN sei frei . ¶¶ Der Damm ist alt .", "Die Straße sei frei."),
        ("Wenn es so bleibe/VVFIN , sei die Straße/NN frei .", "Wenn es so bleibe, sei die Straße frei."),
    ],
)
def test_the_subjunctive_goes_on(rest: str, quote: str) -> None:
    assert docs.told(SAID + rest) == [FIRST, (CONTINUED, quote, "Wendt")]


@pytest.mark.parametrize(
    "rest",
    [
        "Der Damm ist alt .",
        "Ein Bruch/NN wäre teuer/ADJD .",
        "Der Damm soll erhöht/VVPP werden/VAINF .",
        "Die Straße/NN wurde gesperrt/VVPP .",
    ],
)
def test_the_narrator_takes_over(rest: str) -> None:
    assert docs.told(SAID + rest) == [FIRST]


def test_another_speaker_takes_over() -> None:
    line = SAID + "Die Straße/NN sei frei . Kern entgegnete/VVFIN , der Damm sei fest/ADJD . Er sei neu/ADJD ."
    assert docs.told(line) == [
        FIRST,
        (CONTINUED, "Die Straße sei frei.", "Wendt"),
        ("indirect", "der Damm sei fest", "Kern"),
        (CONTINUED, "Er sei neu.", "Kern"),
    ]


def test_a_narrator_in_between_does_not_end_it_for_good() -> None:
    line = SAID + "Der Saal/NN war/VAFIN voll/ADJD . Die Straße/NN sei frei ."
    assert docs.told(line) == [FIRST, (CONTINUED, "Die Straße sei frei.", "Wendt")]


def test_it_goes_on_after_direct_speech() -> None:
    line = "„ Der Damm hält “ , sagte Wendt . Er sei neu/ADJD ."
    assert docs.told(line) == [("direct", "„Der Damm hält“", "Wendt"), (CONTINUED, "Er sei neu.", "Wendt")]


@pytest.mark.parametrize(
    "line",
    [
        "Ein Bruch/NN wäre teuer/ADJD .",
        "Der Damm wäre sonst/ADV zu schwach/ADJD , das/PDS würde teuer/ADJD .",
        "Der Damm hält/VVFIN , es sei denn/ADV , es regnet/VVFIN .",
        "Der Mann/NN lief/VVFIN , als wäre/VAFIN er blind/ADJD .",
        "Der Damm soll im Mai/NN erhöht/VVPP werden/VAINF .",
        "Die Stadt/NN will den Damm erhöhen/VVINF .",
    ],
)
def test_the_narrator_alone_makes_no_claim(line: str) -> None:
    assert docs.told(line) == []


def test_a_quotation_without_a_frame_goes_on_with_the_speaker() -> None:
    line = "„ Der Damm hält “ , sagte Landrätin/NN Carola Wendt . „ Er ist neu/ADJD . “"
    assert docs.told(line) == [
        ("direct", "„Der Damm hält“", "Carola Wendt"),
        ("direct", "„Er ist neu.“", "Carola Wendt"),
    ]


def test_a_quotation_without_a_frame_after_its_speaker() -> None:
    line = "Landrätin/NN Carola Wendt ist zufrieden/ADJD . „ Der Damm hält . “"
    assert docs.told(line) == [("direct", "„Der Damm hält.“", "Carola Wendt")]


def test_hearsay() -> None:
    line = "Der Mann/NN soll den Damm beschädigt/VVPP haben/VAINF ."
    assert docs.told(line) == [("free_indirect", "Der Mann soll den Damm beschädigt haben.", None)]


def test_what_that_refers_to() -> None:
    line = "Der Damm ist weich . Das/PDS sagte Wendt am Montag/NN ."
    assert docs.told(line) == [("indirect", "Der Damm ist weich", "Wendt")]


def test_demnach_leads_back_to_the_source() -> None:
    line = "Wendt sagte , der Damm sei weich . Demnach fehlt/VVFIN Geld/NN ."
    assert docs.told(line) == [FIRST, ("indirect", "fehlt Geld", "Wendt")]


def test_a_headline_does_not_go_on() -> None:
    line = SAID + "¶¶ Damm sei weich ¶¶ Der Damm ist alt ."
    assert docs.told(line) == [FIRST]


@pytest.mark.parametrize(
    ("rest", "quote"),
    [
        ("Die Boote/NN blieben/VVFIN leer/ADJD . Man habe Zeit/NN .", "Die Boote blieben leer. Man habe Zeit."),
        ("Die Boote/NN blieben/VVFIN leer/ADJD , man habe Zeit/NN .", "Die Boote blieben leer, man habe Zeit."),
        ("Die Gäste/NN fehlten/VVFIN/Tense=Past . Es sei kalt/ADJD .", "Die Gäste fehlten. Es sei kalt."),
    ],
)
def test_a_plural_past_between_a_claim_and_a_subjunctive_belongs_to_the_speech(rest: str, quote: str) -> None:
    assert docs.told(SAID + rest) == [FIRST, (CONTINUED, quote, "Wendt")]


@pytest.mark.parametrize(
    "rest",
    [
        "Das Boot/NN blieb/VVFIN leer/ADJD . Man habe Zeit/NN .",
        "Die Leute/NN kamen/VVFIN/Tense=Past . Man habe Zeit/NN .",
        "Die Boote/NN blieben/VVFIN leer/ADJD . ¶¶ Man habe Zeit/NN .",
        "Der Saal/NN war/VAFIN voll/ADJD . Die Boote/NN blieben/VVFIN leer/ADJD . Man habe Zeit/NN .",
        "Die Leute/NN mussten/VMFIN/Tense=Past gehen/VVINF . Man habe Zeit/NN .",
    ],
)
def test_another_past_before_a_subjunctive_is_the_narrators(rest: str) -> None:
    assert docs.told(SAID + rest) == [FIRST, (CONTINUED, "Man habe Zeit.", "Wendt")]


@pytest.mark.parametrize(
    "rest",
    [
        "Die Boote/NN blieben/VVFIN leer/ADJD . Man hat Zeit/NN .",
        "Die Boote/NN blieben/VVFIN leer/ADJD , man hat Zeit/NN .",
        "Die Boote/NN blieben/VVFIN leer/ADJD .",
    ],
)
def test_a_plural_past_before_an_indicative_is_the_narrators(rest: str) -> None:
    assert docs.told(SAID + rest) == [FIRST]


def test_a_wish_continues_speech_only_right_behind_it() -> None:
    wish = "Die Stadt/NN möge helfen/VVINF ."
    assert docs.told(SAID + wish) == [FIRST, (CONTINUED, "Die Stadt möge helfen.", "Wendt")]
    assert docs.told("Der Saal/NN war/VAFIN voll/ADJD . " + wish) == []
    assert docs.told(SAID + "Der Saal/NN war/VAFIN voll/ADJD . " * 2 + wish) == [FIRST]


def test_demnach_leads_back_to_the_source_before_a_subjunctive_too() -> None:
    line = SAID + "Demnach fehle/VVFIN Geld/NN ."
    (_, claim) = docs.claims(docs.tagged(line))
    assert (claim["type"], claim["quote"], claim["cue"]) == ("indirect", "fehle Geld", "Demnach")


def test_demnach_leads_back_to_a_document() -> None:
    line = "Wendt las/VVFIN das Gutachten/NN . Demnach fehlte/VVFIN Geld/NN ."
    assert docs.told(line) == [("indirect", "fehlte Geld", "Gutachten")]


@pytest.mark.parametrize(
    ("before", "speaker"),
    [
        ("Die Polizei kam/VVFIN am Montag/NN . ", "Polizei"),
        ("Wendt kam/VVFIN am Montag/NN . ", None),  # a person's claim would name her
        ("Die Polizei kam/VVFIN . Die Halle/NN war/VAFIN leer/ADJD . ", "Polizei"),
        ("Die Polizei kam/VVFIN . " + "Die Halle/NN war/VAFIN leer/ADJD . " * 2, None),
    ],
)
def test_an_organisation_speaks_where_nobody_is_named(before: str, speaker: str | None) -> None:
    line = before + "Der Damm sei weich , hieß/VVFIN es ."
    assert docs.told(line) == [("indirect", "Der Damm sei weich", speaker)]


def test_demnach_without_a_source_makes_no_frame() -> None:
    assert [claim["cue"] for claim in docs.claims(docs.tagged("Es regnet/VVFIN . Demnach fehle/VVFIN Geld/NN ."))] == [
        ""
    ]


@pytest.mark.parametrize(
    ("line", "speaker"),
    [
        ("Wendt las/VVFIN das Gutachten/NN . Darin heißt/VVFIN es , der Damm sei weich .", "Gutachten"),
        ("Wendt las/VVFIN das Gutachten/NN . Der Damm sei weich , heißt/VVFIN es darin/PAV .", "Gutachten"),
        ("Wendt las/VVFIN das Gutachten/NN . „ Er ist weich “ , heißt/VVFIN es dort/ADV .", "Gutachten"),
        ("Wendt las/VVFIN die Mitteilung/NN der Polizei . Darin heißt/VVFIN es , er sei weich .", "Polizei"),
        (
            "Das/PDS steht/VVFIN in der Mitteilung/NN der Polizei . Darin heißt/VVFIN es , er sei weich .",
            "Polizei",
        ),
        (
            "Wendt las/VVFIN das Gutachten/NN . Die Halle/NN war/VAFIN leer/ADJD . Darin heißt/VVFIN es , er sei alt .",
            "Gutachten",
        ),
    ],
)
def test_a_document_speaks_for_what_stands_in_it(line: str, speaker: str) -> None:
    assert [name for _, _, name in docs.told(line)] == [speaker]


@pytest.mark.parametrize(
    "line",
    [
        "Wendt sah/VVFIN den Fluss/NN . Darin heißt/VVFIN es , der Damm sei weich .",
        "Wendt las/VVFIN das Gutachten/NN . Er ging/VVFIN . Es regnete/VVFIN . Darin heißt/VVFIN es , er sei weich .",
        "Wendt las/VVFIN das Gutachten/NN . „ Er ist weich “ , heißt/VVFIN es .",
    ],
)
def test_no_document_is_near_or_meant(line: str) -> None:
    assert [name for _, _, name in docs.told(line)] == [None]


def test_that_refers_to_the_sentence_before_alone() -> None:
    line = "Der Damm ist weich . Er ist alt . Das/PDS sagte Wendt am Montag/NN ."
    assert docs.told(line) == [("indirect", "Er ist alt", "Wendt")]


def test_that_refers_to_nothing_in_another_paragraph() -> None:
    assert docs.told("Der Damm ist weich . ¶¶ Das/PDS sagte Wendt am Montag/NN .") == []


MOTTO = "„ Wir halten/VVFIN den Damm ! “"


@pytest.mark.parametrize(
    "line",
    [
        f"Das Motto/NN des Festes/NN : {MOTTO}",
        f"Sein Titel/NN : {MOTTO}",
        f"Carola Wendt kam/VVFIN . Die Losung/NN der Helfer/NN war/VAFIN {MOTTO}",
    ],
)
def test_what_something_is_called_is_not_said(line: str) -> None:
    assert docs.told(line) == []


@pytest.mark.parametrize(
    "line",
    [
        f"Carola Wendt war/VAFIN zufrieden/ADJD . {MOTTO}",
        f"{MOTTO} Für Wirtin/NN Carola Wendt war/VAFIN es schön/ADJD .",
    ],
)
def test_a_free_quotation_belongs_to_the_one_whom_a_sentence_beside_it_is_about(line: str) -> None:
    assert docs.told(line) == [("direct", "„Wir halten den Damm!“", "Carola Wendt")]


def test_a_free_quotation_beside_two_persons_belongs_to_neither() -> None:
    line = f"{MOTTO} Für Wirtin/NN Carola Wendt war/VAFIN es mit Wirt/NN Udo Lind schön/ADJD ."
    assert docs.told(line) == [("direct", "„Wir halten den Damm!“", None)]
