"""Sentences that attribute the one before them, on hand-built Docs."""

from __future__ import annotations

import pytest

import docs

HOLDS = "Der Damm hält/VVFIN bis Mai/NN ."


@pytest.mark.parametrize(
    "attribution",
    [
        "Das/PDS sagt/VVFIN Anna Kern .",
        "Das/PDS jedenfalls/ADV sagt/VVFIN Anna Kern .",
        "Davor/PAV warnt/VVFIN Anna Kern .",
        "Davon/PAV geht/VVFIN Anna Kern aus/PTKVZ .",
        "So/ADV sieht/VVFIN es/PPER Anna Kern .",
        "Zu/APPR diesem/PDAT Schluss/NN kommt/VVFIN Anna Kern .",
        "Diese/PDAT Ansicht/NN vertritt/VVFIN Anna Kern .",
    ],
)
def test_what_takes_up_the_sentence_before(attribution: str) -> None:
    assert ("indirect", "Der Damm hält bis Mai", "Anna Kern") in docs.told(f"{HOLDS} {attribution}")


@pytest.mark.parametrize(
    "sentence",
    [
        "Dagegen/PAV protestierte/VVFIN Anna Kern .",
        "Das/PDS erfuhr/VVFIN Anna Kern .",
        "Das/PDS entschied/VVFIN Anna Kern .",
        "So/ADV sagte/VVFIN Anna Kern nichts/PIS .",
    ],
)
def test_what_does_not(sentence: str) -> None:
    assert not any(kind == "indirect" for kind, _, _ in docs.told(f"{HOLDS} {sentence}"))


@pytest.mark.parametrize("text", ["So/ADV sagt/VVFIN", f"{HOLDS} So/ADV sagt/VVFIN", f"{HOLDS} Davor/PAV warnt/VVFIN"])
def test_a_text_that_breaks_off(text: str) -> None:
    assert docs.told(text) == []


def test_an_adverb_with_nothing_behind_it_has_no_content() -> None:
    assert docs.told("Anna Kern sagte , der Damm sei weich . Demnach/PAV") == [
        ("indirect", "der Damm sei weich", "Anna Kern")
    ]


def test_a_question_is_no_content() -> None:
    assert not any(
        kind == "indirect" for kind, _, _ in docs.told("Hält/VVFIN der Damm ? Davor/PAV warnt/VVFIN Anna Kern .")
    )
