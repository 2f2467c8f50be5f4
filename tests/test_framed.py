"""Claims with a cue verb, or "so X", in their own sentence."""

from __future__ import annotations

import pytest

import docs


@pytest.mark.parametrize(
    ("line", "quote", "speaker", "cue"),
    [
        # behind the quotation
        (
            "„ Der Damm hält “ , sagte Landrätin/NN Carola Wendt am Montag/NN .",
            "„Der Damm hält“",
            "Carola Wendt",
            "sagte",
        ),
        ("„ Der Damm hält ! “ , rief/VVFIN Wendt .", "„Der Damm hält!“", "Wendt", "rief"),
        ("„ Hält der Damm ? “ , fragte Wendt .", "„Hält der Damm?“", "Wendt", "fragte"),
        ("„ Nein “ , sagte Wendt .", "„Nein“", "Wendt", "sagte"),
        ("„ Der Damm hält “ , teilte die Polizei mit/PTKVZ .", "„Der Damm hält“", "Polizei", "teilte … mit"),
        ("„ Der Damm hält “ , so Wendt .", "„Der Damm hält“", "Wendt", "so"),
        ("„ Der Damm hält “ , wie Wendt sagte .", "„Der Damm hält“", "Wendt", "sagte"),
        ("„ Der Damm hält “ , hat Wendt gesagt .", "„Der Damm hält“", "Wendt", "hat … gesagt"),
        # a verb that no lexicon has
        ("„ Nein “ , schnarrte/VVFIN der Wirt .", "„Nein“", "Wirt", "schnarrte"),
        # before it
        ("Landrätin/NN Carola Wendt sagte : „ Der Damm hält . “", "„Der Damm hält.“", "Carola Wendt", "sagte"),
        ("Am Montag/NN sagte Wendt : „ Er hält . “", "„Er hält.“", "Wendt", "sagte"),
        # on both sides
        (
            "„ Der Damm hält “ , sagte Wendt , „ aber er ist weich . “",
            "„Der Damm hält“ … „aber er ist weich.“",
            "Wendt",
            "sagte",
        ),
        # other marks
        ("» Der Damm hält « , sagte Wendt .", "» Der Damm hält «", "Wendt", "sagte"),
    ],
)
def test_direct_speech(line: str, quote: str, speaker: str, cue: str) -> None:
    (claim,) = docs.claims(docs.tagged(line))
    assert (claim["type"], claim["quote"], claim["speaker"], claim["cue"]) == ("direct", quote, speaker, cue)


@pytest.mark.parametrize(
    ("line", "quote", "speaker", "cue"),
    [
        ("Wendt sagte , der Damm halte .", "der Damm halte", "Wendt", "sagte"),
        ("Wendt sagte , dass der Damm halte .", "dass der Damm halte", "Wendt", "sagte"),
        ("Wendt sagte , der Damm halte und sei dicht .", "der Damm halte und sei dicht", "Wendt", "sagte"),
        ("Wendt fragte , ob der Damm halte .", "ob der Damm halte", "Wendt", "fragte"),
        ("Wendt fragte , warum der Damm weich sei .", "warum der Damm weich sei", "Wendt", "fragte"),
        ("Wendt versprach , den Damm zu/PTKZU erhöhen/VVINF .", "den Damm zu erhöhen", "Wendt", "versprach"),
        ("Wendt verwies darauf , dass der Damm alt sei .", "dass der Damm alt sei", "Wendt", "verwies darauf"),
        ("Wendt stellte/VVFIN klar : Der Damm sei weich .", "Der Damm sei weich", "Wendt", "stellte klar"),
        (
            "Wendt teilte am Montag/NN nach einer Sitzung/NN mit/PTKVZ , dass der Damm weich sei .",
            "dass der Damm weich sei",
            "Wendt",
            "teilte … mit",
        ),
        ("Wendt hat gesagt , der Damm sei weich .", "der Damm sei weich", "Wendt", "hat gesagt"),
        ("Der Damm halte , sagte Wendt .", "Der Damm halte", "Wendt", "sagte"),
        ("Der Damm , sagte Wendt , sei weich .", "Der Damm … sei weich", "Wendt", "sagte"),
        (
            "Dass der Damm weich ist , räumte/VVFIN Wendt ein/PTKVZ .",
            "Dass der Damm weich ist",
            "Wendt",
            "räumte … ein",
        ),
        ("Der Damm hielt/VVFIN , so Wendt .", "Der Damm hielt", "Wendt", "so"),
        ("Wie Wendt mitteilte/VVFIN , hielt/VVFIN der Damm .", "hielt der Damm", "Wendt", "mitteilte"),
        ("Der Damm hielt/VVFIN , wie Wendt mitteilte/VVFIN .", "Der Damm hielt", "Wendt", "mitteilte"),
        (
            "Der Damm bleibt/VVFIN , wie Wendt mitteilte/VVFIN , bis/APPR Mai/NN gesperrt/VVPP .",
            "Der Damm bleibt … bis Mai gesperrt",
            "Wendt",
            "mitteilte",
        ),
        (
            "Von der Opposition wurde eingewandt/VVPP , dass der Damm weich sei .",
            "dass der Damm weich sei",
            "Opposition",
            "wurde eingewandt",
        ),
        ("Es hieß/VVFIN , der Damm sei weich .", "der Damm sei weich", None, "Es hieß"),
        (
            "Wendt sagte , der Damm halte/VVFIN , wenn er trocken sei .",
            "der Damm halte, wenn er trocken sei",
            "Wendt",
            "sagte",
        ),
        (
            "Wendt sagte , wenn es so bleibe/VVFIN , halte/VVFIN der Damm .",
            "wenn es so bleibe, halte der Damm",
            "Wendt",
            "sagte",
        ),
    ],
)
def test_indirect_speech(line: str, quote: str, speaker: str | None, cue: str) -> None:
    (claim,) = docs.claims(docs.tagged(line))
    assert (claim["type"], claim["quote"], claim["speaker"], claim["cue"]) == ("indirect", quote, speaker, cue)


@pytest.mark.parametrize(
    ("line", "quote"),
    [
        ("Wendt sagte , der Damm , der/PRELS alt ist , sei weich .", "der Damm, der alt ist, sei weich"),
        (
            "Wendt sagte , die Leute/NN , die/PRELS gewartet/VVPP haben , seien müde/ADJD .",
            "die Leute, die gewartet haben, seien müde",
        ),
    ],
)
def test_a_relative_clause_inside_the_content(line: str, quote: str) -> None:
    assert docs.told(line) == [("indirect", quote, "Wendt")]


def test_two_quotations_under_one_frame() -> None:
    line = "„ Der Damm hält “ , sagte Wendt und fügte hinzu/PTKVZ : „ Er ist weich . “"
    assert docs.told(line) == [
        ("direct", "„Der Damm hält“", "Wendt"),
        ("direct", "„Er ist weich.“", "Wendt"),
    ]


def test_the_parts_of_a_claim_do_not_overlap() -> None:
    doc = docs.tagged("„ Der Damm hält “ , sagte Wendt am Montag/NN der dpa , „ aber er ist weich . “")
    docs.claims(doc)
    taken: dict[int, str] = {}
    for span in doc.spans["claimx"]:
        if span.label_ in ("direct", "frame"):
            for i in range(span.start, span.end):
                assert taken.setdefault(i, span.label_) == span.label_


@pytest.mark.parametrize(
    "line",
    [
        "Wendt sagte den Termin/NN ab/PTKVZ .",
        "Wendt bestätigte/VVFIN den Termin/NN .",
        "Der Damm ist weich , weil er alt ist .",
        "Der Damm , der/PRELS alt ist , ist weich .",
        "Der Damm hält/VVFIN , so gut/ADJD er kann .",
        "Wenn der Damm hielte/VVFIN , wäre alles gut/ADJD .",
    ],
)
def test_no_claims(line: str) -> None:
    assert docs.told(line) == []
