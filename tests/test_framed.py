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


@pytest.mark.parametrize(
    ("line", "quote", "cue"),
    [
        ("„ Der Damm hält “ , liess/VVFIN Wendt wissen/VVINF .", "„Der Damm hält“", "liess … wissen"),
        ("„ Der Damm hält “ , liess/ADJD Wendt wissen/VVINF .", "„Der Damm hält“", "liess … wissen"),
        ("Es heisst/VVFIN , der Damm sei weich .", "der Damm sei weich", "Es heisst"),
        ("Es hiess/VVFIN , der Damm sei weich .", "der Damm sei weich", "Es hiess"),
        ("Wendt begrüsst/VVFIN , dass der Damm hält .", "dass der Damm hält", "begrüsst"),
    ],
)
def test_swiss_spellings(line: str, quote: str, cue: str) -> None:
    (claim,) = docs.claims(docs.tagged(line))
    assert (claim["quote"], claim["cue"]) == (quote, cue)


@pytest.mark.parametrize(
    ("line", "quote"),
    [
        ("Der Damm hält/VVFIN noch/ADV “ , sagte Wendt .", "Der Damm hält noch“"),
        ("Es regnet/VVFIN . Der Damm hält “ , sagte Wendt .", "Der Damm hält“"),
        ("„ Der Damm hält/VVFIN , betonte Wendt .", "„Der Damm hält"),
        (
            "Es regnet/VVFIN . Der Damm hält “ , so Wendt .",
            "Der Damm hält“",
        ),
    ],
)
def test_quotations_with_one_mark(line: str, quote: str) -> None:
    assert docs.told(line) == [("direct", quote, "Wendt")]


def test_a_lone_mark_without_a_frame_makes_no_claim() -> None:
    assert docs.told("Wendt kam/VVFIN . Der Damm hält/VVFIN noch/ADV “ .") == []


@pytest.mark.parametrize(
    ("line", "quote", "speaker"),
    [
        (
            "Angst/NN habe er nicht , sagte Wendt , wohl aber Respekt/NN .",
            "Angst habe er nicht … wohl aber Respekt",
            "Wendt",
        ),
        ("Er habe Zeit/NN , sagte Wendt , zumindest/ADV abends/ADV .", "Er habe Zeit … zumindest abends", "Wendt"),
        ("Angst/NN habe er nicht , sagte Wendt , am Montag/NN .", "Angst habe er nicht", "Wendt"),
        ("Angst/NN habe er nicht , sagte Anna Kern , Leiterin/NN der Wacht/NN .", "Angst habe er nicht", "Anna Kern"),
    ],
)
def test_afterthoughts_behind_a_frame(line: str, quote: str, speaker: str) -> None:
    assert docs.told(line) == [("indirect", quote, speaker)]


def test_all_before_the_participle_of_a_frame_belongs_to_it() -> None:
    line = "Der Damm sei weich , hat Anna Kern , die Leiterin/NN , den Helfern/NN am Montag/NN mitgeteilt/VVPP ."
    (claim,) = docs.claims(docs.tagged(line))
    assert (claim["quote"], claim["speaker"], claim["cue"]) == ("Der Damm sei weich", "Anna Kern", "hat … mitgeteilt")


REFUSES = "Der Deichgraf/NN wollte/VMFIN das/PDS nicht/PTKNEG hinnehmen/VVINF : "


@pytest.mark.parametrize(
    ("content", "quote"),
    [
        ("Der Damm sei fest/ADJD .", "Der Damm sei fest"),
        ("Die Leute/NN seien müde/ADJD , es fehle Geld/NN .", "Die Leute seien müde, es fehle Geld"),
    ],
)
def test_a_first_subjunctive_behind_a_colon_needs_no_cue(content: str, quote: str) -> None:
    (claim,) = docs.claims(docs.tagged(REFUSES + content))
    assert (claim["type"], claim["quote"], claim["speaker"], claim["cue"]) == ("indirect", quote, "Deichgraf", "")


@pytest.mark.parametrize(
    "line",
    [
        REFUSES + "Der Damm ist fest/ADJD .",
        REFUSES + "Der Damm wäre fest/ADJD .",
        "Vor/APPR Ort/NN : Der Damm ist fest/ADJD .",
    ],
)
def test_other_moods_behind_a_colon_need_a_cue(line: str) -> None:
    assert docs.told(line) == []


HOLDS = "„ Wir halten/VVFIN den Damm ! “"


@pytest.mark.parametrize(
    "line",
    [
        f"Das Motto/NN des Festes/NN lautet/VVFIN : {HOLDS}",
        f"Das Thema/NN von Anna Kern hieß/VVFIN : {HOLDS}",
        f"Ihr/PPOSAT Name/NN : {HOLDS}",
    ],
)
def test_mottos_are_no_claims(line: str) -> None:
    assert docs.told(line) == []


@pytest.mark.parametrize(
    "line",
    [
        f"Anna Kern sagte zum Thema/NN Deich/NN : {HOLDS}",
        f"Anna Kern nannte/VVFIN ihr/PPOSAT Motto/NN nicht/PTKNEG , sagte aber/ADV : {HOLDS}",
        f"Zum Thema/NN Deich/NN sagte Anna Kern : {HOLDS}",
        f"Unter/APPR dem Motto/NN litt/VVFIN niemand/PIS , sagte Anna Kern : {HOLDS}",
    ],
)
def test_a_frame_that_speaks_of_a_motto(line: str) -> None:
    assert ("direct", "„Wir halten den Damm!“", "Anna Kern") in docs.told(line)


@pytest.mark.parametrize(
    "line",
    [
        f"Das Fazit/NN von Anna Kern lautet/VVFIN : {HOLDS}",
        f"Die Antwort/NN von Trainerin/NN Anna Kern lautete/VVFIN : {HOLDS}",
    ],
)
def test_whose_word_the_noun_of_a_cue_is(line: str) -> None:
    assert docs.told(line) == [("direct", "„Wir halten den Damm!“", "Anna Kern")]


def test_whose_word_the_noun_of_a_cue_is_by_its_possessive() -> None:
    line = f"Landrat/NN Udo Lind kam/VVFIN . Seine/PPOSAT Antwort/NN lautete/VVFIN : {HOLDS}"
    assert docs.told(line) == [("direct", "„Wir halten den Damm!“", "Udo Lind")]


@pytest.mark.parametrize(
    ("line", "quote"),
    [
        ("Mit den Worten/NN „ Ich gehe/VVFIN “ verließ/VVFIN Wendt den Saal/NN .", "„Ich gehe“"),
        ("Mit den Worten/NN „ Der Damm hält “ ging/VVFIN Wendt .", "„Der Damm hält“"),
    ],
)
def test_what_is_said_with_words(line: str, quote: str) -> None:
    assert docs.told(line) == [("direct", quote, "Wendt")]


@pytest.mark.parametrize(
    "line",
    [
        "Mit dem Lied/NN „ Ich gehe/VVFIN “ verließ/VVFIN Wendt den Saal/NN .",
        "Mit den Worten/NN „ blau/ADJD “ und „ grün/ADJD “ spielte/VVFIN Wendt .",
    ],
)
def test_what_is_not_said_with_words(line: str) -> None:
    assert docs.told(line) == []


def test_a_future_frame() -> None:
    (claim,) = docs.claims(docs.tagged("Wendt wird sagen/VVINF , der Damm sei weich ."))
    assert (claim["quote"], claim["speaker"], claim["cue"]) == ("der Damm sei weich", "Wendt", "wird sagen")


@pytest.mark.parametrize(
    "line",
    [
        "Wendt klagte , als sei der Damm schon/ADV gebrochen/VVPP .",
        "Wendt sagte nichts/PIS , als sei er stumm/ADJD .",
    ],
)
def test_a_comparison_is_no_content(line: str) -> None:
    assert docs.told(line) == []


def test_a_comparison_ends_the_content() -> None:
    line = "Wendt sagte , er friere/VVFIN , als sei es Winter/NN ."
    assert docs.told(line) == [("indirect", "er friere", "Wendt")]


@pytest.mark.parametrize(
    ("line", "speaker", "cue"),
    [
        ("Die Polizei kam/VVFIN . Ein Baum/NN fiel/VVFIN um/PTKVZ ( „ Er war morsch/ADJD . “ ) .", "Polizei", ""),
        pytest.param(
            "Ein Gast/NN ( „ Wir/PPER waren/VAFIN müde/ADJD “ ) stürzte/VVFIN .",
            "Gast",
            "",
            marks=pytest.mark.xfail(strict=True, reason="any verb behind the brackets counts as the frame"),
        ),
        pytest.param(
            "Die Wirtin/NN ( sie sagt : „ Ich/PPER war/VAFIN dabei/PTKVZ “ ) schloss/VVFIN das Lokal/NN .",
            "Wirtin",
            "sagt",
            marks=pytest.mark.xfail(strict=True, reason="any verb behind the brackets counts as the frame"),
        ),
    ],
)
def test_a_quotation_in_brackets_has_no_frame_outside(line: str, speaker: str | None, cue: str) -> None:
    (claim,) = docs.claims(docs.tagged(line))
    assert (claim["type"], claim["speaker"], claim["cue"]) == ("direct", speaker, cue)
