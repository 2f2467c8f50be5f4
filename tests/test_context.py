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
