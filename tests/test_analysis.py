"""A Doc as the rules see it: sentences of the narrator, clauses, moods and quotations in marks."""

from __future__ import annotations

import pytest

import docs


def sentences(line: str) -> list[str]:
    analysis = docs.analysed(line)
    return [analysis.text(s.start, s.end) for s in analysis.sentences]


def segments(line: str) -> list[tuple[str, str]]:
    analysis = docs.analysed(line)
    return [(analysis.text(s.start, s.end), s.kind) for sentence in analysis.sentences for s in sentence.segments]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("Der Damm hält . Er ist alt .", ["Der Damm hält.", "Er ist alt."]),
        ("„ Er hält . Er ist alt “ , sagte Wendt .", ["„Er hält. Er ist alt“, sagte Wendt."]),
        (
            "Wendt sagte : „ Er hält . Er ist alt . “ Sie ging/VVFIN .",
            ["Wendt sagte: „Er hält. Er ist alt.“", "Sie ging."],
        ),
        ("Der Damm hält . „ Er ist alt . “", ["Der Damm hält.", "„Er ist alt.“"]),
        ("Der Damm ¶¶ Er hält .", ["Der Damm", "Er hält."]),
        ("", []),
        ("¶ ¶", []),
    ],
)
def test_sentences_of_the_narrator(line: str, found: list[str]) -> None:
    assert sentences(line) == found


def test_sentences_cover_each_word_once() -> None:
    analysis = docs.analysed("Der Damm hält . „ Er ist alt . Ja . “ ¶¶ Wendt sagte , er halte .")
    places = [i for s in analysis.sentences for i in range(s.start, s.end)]
    assert places == sorted(set(places))
    solid = [i for i, word in enumerate(analysis.words) if not word.isspace()]
    assert set(solid) <= set(places)
    assert all(analysis.sentence_of[i] == s.index for s in analysis.sentences for i in range(s.start, s.end))


@pytest.mark.parametrize(
    ("line", "kinds"),
    [
        ("Wendt sagte , der Damm halte .", ["main", "main"]),
        ("Wendt sagte , dass der Damm halte .", ["main", "sub"]),
        ("Wendt fragte , ob der Damm halte .", ["main", "sub"]),
        ("Wendt fragte , warum der Damm halte .", ["main", "w"]),
        ("Der Damm , der/PRELS alt ist , hält .", ["nominal", "rel", "v1"]),
        ("Wendt versprach , den Damm zu/PTKZU erhöhen/VVINF .", ["main", "inf"]),
        ("Wendt versprach , den Damm umzubauen/VVIZU .", ["main", "inf"]),
        ("„ Der Damm hält “ , sagte Wendt .", ["quotation", "v1"]),
        ("Wendt nannte den Damm „ ein Wrack/NN “ .", ["main"]),
        ("Der Damm hielt/VVFIN , so Wendt .", ["main", "nominal"]),
        ("Kern kam/VVFIN und Wendt ging/VVFIN .", ["main", "main"]),
        ("Wenn der Damm bricht/VVFIN , kommt/VVFIN Wendt .", ["sub", "v1"]),
        ("Wendt kam/VVFIN , damit/KOUS der Damm hält/VVFIN .", ["main", "sub"]),
        ("Damit/PAV lasse/VVFIN sich/PRF der Damm halten/VVINF .", ["main"]),
        ("Wendt fragte , seit/APPR wann/PWAV der Damm halte .", ["main", "w"]),
        ("Der Damm ( 30 Meter/NN , alt ) hält .", ["main"]),
    ],
)
def test_kinds_of_clauses(line: str, kinds: list[str]) -> None:
    assert [kind for _, kind in segments(line)] == kinds


def test_segments_are_in_order_and_do_not_overlap() -> None:
    analysis = docs.analysed("„ Ja “ , sagte Wendt , der/PRELS kam/VVFIN , und ging/VVFIN : „ Nein , nie/ADV . “")
    for sentence in analysis.sentences:
        ends = [sentence.start, *(s.end for s in sentence.segments)]
        starts = [*(s.start for s in sentence.segments), sentence.end]
        assert all(end <= start for end, start in zip(ends, starts, strict=True))
        assert all(s.start < s.end for s in sentence.segments)


@pytest.mark.parametrize(
    ("line", "mood"),
    [
        ("Der Damm sei weich .", "K1"),
        ("Der Damm habe gehalten/VVPP .", "K1"),
        ("Der Damm bleibe/VVFIN dicht/ADJD .", "K1"),
        ("Der Damm wäre weich .", "K2"),
        ("Die Leute/NN hätten Zeit/NN .", "K2"),
        ("Sie kämen/VVFIN gern/ADV .", "K2"),
        ("Der Damm ist weich .", ""),
        ("Der Damm brach/VVFIN .", ""),
        ("Ich/PPER habe Zeit/NN .", ""),
        ("Es kommt/VVFIN anders/ADV , es sei denn/ADV , er hält .", ""),
        ("Trotz/APPR Eile/NN sei es nicht gelungen/VVPP .", "K1"),
        ("Im/APPRART Mai/NN sei es weich .", "K1"),
        ("Er kommt/VVFIN , sei es im/APPRART Mai/NN , sei es im/APPRART Juni/NN .", ""),
        ("Auch/ADV sei der Damm weich .", "K1"),
        ("Wie/KOKOM dem/PDS auch/ADV sei : Er kommt/VVFIN .", ""),
        ("Pro/APPR Stück/NN koste/VVFIN es Geld/NN .", "K1"),
        ("Da/ADV habe es Vögel/NN gegeben/VVPP .", "K1"),
        ("Wenn er wolle/VMFIN , könne er kommen/VVINF .", "K1"),
        ("Er sagt/VVFIN , wenn er wolle/VMFIN .", ""),
    ],
)
def test_the_mood_of_a_sentence(line: str, mood: str) -> None:
    (sentence,) = docs.analysed(line).sentences
    assert sentence.mood == mood


def test_the_morphology_decides_where_the_form_does_not() -> None:
    assert docs.analysed("Die Leute/NN kamen/VVFIN .").sentences[0].mood == ""
    assert docs.analysed("Die Leute/NN gehen/VVFIN/Mood=Sub|Tense=Pres .").sentences[0].mood


@pytest.mark.parametrize(
    ("line", "moods"),
    [
        ("Wendt lief/VVFIN davon/ADV , als sei der Damm schon/ADV gebrochen/VVPP .", []),
        ("Der Saal/NN tobte/VVFIN , als habe es nie Streit/NN gegeben/VVPP .", []),
        ("Als sei das nicht genug/ADJD , brach/VVFIN der Damm .", []),
        ("Der Damm sei weicher/ADJD als früher/ADJD .", ["K1"]),
        ("Als Deichgraf/NN habe er keine Zeit/NN .", ["K1"]),
    ],
)
def test_a_comparison_is_no_subjunctive_of_speech(line: str, moods: list[str]) -> None:
    (sentence,) = docs.analysed(line).sentences
    assert [segment.mood for segment in sentence.segments if segment.mood] == moods


@pytest.mark.parametrize(
    ("verb", "may_be"),
    [
        ("blieben/VVFIN", True),
        ("stiegen/VVFIN", True),
        ("fehlten/VVFIN", True),
        ("warten/VVFIN", False),  # the present of a verb in -ten
        ("stehen/VVFIN", False),
        ("kamen/VVFIN", False),
        ("wurden/VAFIN/Tense=Past", False),
        ("blieb/VVFIN", False),
        ("fehlte/VVFIN/Tense=Past", False),
    ],
)
def test_a_plural_past_that_a_second_subjunctive_shares(verb: str, may_be: bool) -> None:
    analysis = docs.analysed(f"Die Boote/NN {verb} lange/ADV .")
    assert analysis.may_be_second_subjunctive(2) is may_be


@pytest.mark.parametrize(
    "verb",
    ["mussten/VMFIN", "konnten/VMFIN", "durften/VMFIN", "hatten/VAFIN", "dachten/VVFIN", "brachten/VVFIN"],
)
def test_a_plural_past_whose_second_subjunctive_has_an_umlaut(verb: str) -> None:
    analysis = docs.analysed(f"Die Boote/NN {verb}/Tense=Past lange/ADV .")
    assert not analysis.may_be_second_subjunctive(2)
