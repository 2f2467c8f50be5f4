"""The answers of interviews, whose speakers labels tell, or the questions between them."""

from __future__ import annotations

import pytest

import docs

LABELLED = (
    "Die Imkerin/NN Swantje Klee hat 60/CARD Völker/NN . ¶¶ "
    "Heidepost : Wie war/VAFIN das Jahr/NN ? ¶¶ "
    "Klee : Nass/ADJD und kalt/ADJD . ¶¶ "
    "Heidepost : Wird/VAFIN der Honig/NN teurer/ADJD ? ¶¶ "
    "Klee : Ein wenig/PIS ."
)


def test_answers_with_a_label() -> None:
    assert docs.told(LABELLED) == [
        ("direct", "Nass und kalt.", "Swantje Klee"),
        ("direct", "Ein wenig.", "Swantje Klee"),
    ]


def test_questions_with_a_label_are_no_claims() -> None:
    line = LABELLED.replace("Heidepost", "Frage/NN")
    assert [speaker for _, _, speaker in docs.told(line)] == ["Swantje Klee"] * 2


def test_a_label_that_nobody_bears_elsewhere_is_no_interviewee() -> None:
    line = LABELLED.replace("Swantje Klee", "Swantje Voss").replace("Klee : Ein", "Heidepost : Ein")
    assert docs.told(line) == []


LEAD = "Die Gärtnerin/NN Tomke Reents züchtet/VVFIN Rosen/NN . ¶¶ "
ASKED = "Frau/NN Reents , was/PWS macht/VVFIN Sorgen/NN ? ¶¶ "
FIRST = "Ich/PPER sehe/VVFIN kaum/ADV Bienen/NN . ¶¶ "
SECOND = "Und was/PWS hilft/VVFIN ? ¶¶ Mehr/PIS Wildblumen/NN ."
ANSWERS = ["Ich sehe kaum Bienen.", "Mehr Wildblumen."]


def answers(line: str) -> list[tuple[str, str | None]]:
    """Quote and speaker's name of the answers in a tagged line."""
    return [(c["quote"], c["speaker"]) for c in docs.claims(docs.tagged(line)) if c["rule"] == "interview"]


def test_answers_without_a_label() -> None:
    assert docs.told(LEAD + ASKED + FIRST + SECOND) == [("direct", answer, "Tomke Reents") for answer in ANSWERS]


@pytest.mark.parametrize(
    ("paragraphs", "found"),
    [
        ("Mein/PPOSAT Nachbar/NN mäht/VVFIN .", ["Mein Nachbar mäht."]),
        ("Das/PDS ärgert/VVFIN uns/PPER . ¶¶ Wir/PPER klagen/VVFIN .", ["Das ärgert uns.", "Wir klagen."]),
        ("Der Garten/NN liegt/VVFIN am Deich/NN .", []),
        ("Der Garten/NN liegt/VVFIN am Deich/NN . ¶¶ Mein/PPOSAT Nachbar/NN mäht/VVFIN .", []),
    ],
)
def test_further_paragraphs_belong_to_an_answer_as_long_as_they_speak_of_themselves(
    paragraphs: str, found: list[str]
) -> None:
    line = f"{LEAD}{ASKED}{FIRST}{paragraphs} ¶¶ {SECOND}"
    assert [quote for quote, _ in answers(line)] == [ANSWERS[0], *found, ANSWERS[1]]


def test_what_follows_the_last_answer_is_the_narrators() -> None:
    line = f"{LEAD}{ASKED}{FIRST}{SECOND} ¶¶ Der Garten/NN öffnet/VVFIN im Mai/NN ."
    assert [quote for quote, _ in answers(line)] == ANSWERS


@pytest.mark.parametrize(
    ("asked", "speaker"),
    [
        ("Frau/NN Reents , was/PWS macht/VVFIN Sorgen/NN ? ¶¶ ", "Tomke Reents"),
        ("Herr/NN Onken , was/PWS macht/VVFIN Sorgen/NN ? ¶¶ ", "Onken"),
        ("Ubbo Onken , was/PWS macht/VVFIN Sorgen/NN ? ¶¶ ", "Ubbo Onken"),
    ],
)
def test_whom_a_question_addresses_speaks(asked: str, speaker: str) -> None:
    assert answers(LEAD + asked + FIRST + SECOND) == [(answer, speaker) for answer in ANSWERS]


def test_the_name_may_stand_in_a_later_question() -> None:
    second = SECOND.replace("Und was/PWS", "Herr/NN Onken , was/PWS")
    assert answers(f"{LEAD}Was/PWS macht/VVFIN Sorgen/NN ? ¶¶ {FIRST}{second}") == [(a, "Onken") for a in ANSWERS]


@pytest.mark.parametrize(
    "asked",
    [
        "Was/PWS macht/VVFIN Ihnen/PPER Sorgen/NN ? ¶¶ ",
        "Haben/VAFIN Sie/PPER Sorgen/NN ? ¶¶ ",
        "Was/PWS macht/VVFIN Ihr/PPOSAT Garten/NN ? ¶¶ ",
    ],
)
def test_the_lead_tells_who_answers_where_no_question_has_a_name(asked: str) -> None:
    assert answers(LEAD + asked + FIRST + SECOND) == [(answer, "Tomke Reents") for answer in ANSWERS]


@pytest.mark.parametrize(
    "line",
    [
        # questions of readers: nobody is addressed
        LEAD + "Was/PWS mögen/VMFIN Bienen/NN ? ¶¶ Wildblumen/NN . ¶¶ " + SECOND,
        LEAD + "Was/PWS soll/VMFIN ich/PPER säen/VVINF ? ¶¶ Bei/APPR uns/PPER wächst/VVFIN Klee/NN . ¶¶ " + SECOND,
        # nobody speaks of herself
        LEAD + ASKED + "Es fehlen/VVFIN Bienen/NN . ¶¶ " + SECOND,
        # one question makes no interview
        LEAD + ASKED + FIRST + "Der Garten/NN öffnet/VVFIN im Mai/NN .",
        # no questions at all
        LEAD + FIRST + "Wir/PPER warten/VVFIN auf Regen/NN .",
        "",
    ],
)
def test_no_interview(line: str) -> None:
    assert answers(line) == []


@pytest.mark.parametrize("word", ["sie/PPER", "ihnen/PPER", "ihr/PPER"])
def test_a_pronoun_with_a_small_letter_addresses_nobody(word: str) -> None:
    asked = f"Die Rose/NN blüht/VVFIN , was/PWS braucht/VVFIN {word} ? ¶¶ "
    assert answers(LEAD + asked + "Bei/APPR uns/PPER wenig/PIS . ¶¶ " + SECOND) == []


def test_questions_in_marks_ask_nothing() -> None:
    line = (
        LEAD + "„ Frau/NN Reents , was/PWS fehlt/VVFIN ? “ ¶¶ " + FIRST + "„ Und was/PWS hilft/VVFIN ? “ ¶¶ Regen/NN ."
    )
    assert answers(line) == []


def test_labels_leave_no_room_for_answers_without_one() -> None:
    line = LABELLED + " ¶¶ Frau/NN Klee , was/PWS fehlt/VVFIN ? ¶¶ Ich/PPER weiß/VVFIN es . ¶¶ " + SECOND
    assert [quote for quote, _ in answers(line)] == ["Nass und kalt.", "Ein wenig."]
