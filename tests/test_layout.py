from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimx.layout import FURNITURE, Layout, layout

SOUP = st.text(
    st.one_of(st.sampled_from(list('aB1 .,:?!\n\n„“"»()|+–-/')), st.characters()),
    max_size=80,
)


def kinds(text: str) -> list[tuple[str, str]]:
    return [(block.kind, text[block.start : block.end]) for block in layout(text).blocks]


def noise(text: str) -> list[tuple[str, str, str]]:
    return [(part.kind, text[part.start : part.end], part.value) for part in layout(text).noise]


ARTICLE = """Stadtrat Quellheim stoppt Umbau

Der Umbau ist vom Tisch. Dafür stimmten 20 Räte.

Bürgermeister: Beschluss war nötig

Nun wird neu geplant. Im Mai soll es weitergehen."""


def test_headline_paragraphs_and_subheading():
    assert [kind for kind, _ in kinds(ARTICLE)] == ["headline", "paragraph", "subheading", "paragraph"]


def test_lines_without_blank_lines_between_are_blocks_of_their_own():
    assert [kind for kind, _ in kinds(ARTICLE.replace("\n\n", "\n"))] == [
        "headline",
        "paragraph",
        "subheading",
        "paragraph",
    ]


def test_hard_wrapped_lines_are_one_block():
    text = (
        "Die Gemeinde Altwasser hat am Montag beschlossen, das alte\n"
        "Bad zu schließen. Bis zum Sommer soll ein neuer Betreiber\n"
        "gefunden werden, der auch die Sauna\n"
        "übernimmt.\n\nDas kostet Geld."
    )
    assert [kind for kind, _ in kinds(text)] == ["paragraph", "paragraph"]


@pytest.mark.parametrize("last", ["der", "einen", "und", "mit", "zum", "dass", "sich"])
def test_a_line_goes_on_that_ends_with_a_word_that_never_stands_last(last):
    text = f"Altwasser bekommt Besuch, der Rat empfängt ihn mit {last}\nHalle und Bad. Er bleibt.\nKolb kommt auch."
    assert [part for _, part in kinds(text)] == [text[: text.rindex("\n")], "Kolb kommt auch."]


@pytest.mark.parametrize("last", ["Ulm", "nicht", "Der", "Bruder"])
def test_another_line_is_one_of_its_own(last):
    text = f"Altwasser bekommt Besuch, der Rat empfängt ihn mit {last}\nHalle und Bad. Er bleibt.\nKolb kommt auch."
    assert [part for _, part in kinds(text)] == text.split("\n")


def test_a_line_never_goes_on_over_a_blank_one():
    text = "Altwasser bekommt Besuch von der\n\nHalle und Bad. Er bleibt."
    assert [part for _, part in kinds(text)] == text.split("\n\n")


def test_a_quote_card_is_two_blocks_and_a_lone_mark_stays_with_its_text():
    text = "Alles ruhig.\n\n„\nWir bleiben hier.\nJana Kolb, Pächterin\n\nDer Vertrag läuft aus."
    assert [part for _, part in kinds(text)] == [
        "Alles ruhig.",
        "„\nWir bleiben hier.",
        "Jana Kolb, Pächterin",
        "Der Vertrag läuft aus.",
    ]


def test_a_headline_may_ask_or_quote_but_not_end_with_a_stop():
    assert kinds("Wer zahlt das?\n\nNiemand weiß es.")[0][0] == "headline"
    assert kinds("Kolb: „Wir bleiben“\n\nNiemand weiß es.")[0][0] == "headline"
    assert kinds("Das ist ein Satz.\n\nNiemand weiß es.")[0][0] == "paragraph"
    assert kinds("Ein Text ohne Punkt")[0][0] == "paragraph"


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Foto: Ina Becker/dpa", "credit"),
        ("Lesen Sie auch: So wird der Sommer", "related"),
        ("Von Ina Becker", "byline"),
        ("Das Gespräch führte Ina Becker.", "byline"),
        ("07.08.2025 | 3:32 min", "stamp"),
        ("Video: Rundgang durch das Bad, 12.03.2025, 1:47 Min.", "caption"),
        ("Das leere Becken am Montag. Foto: Ina Becker", "caption"),
    ],
)
def test_lines_of_a_web_page(line, kind):
    text = f"Bad bleibt zu\n\nDas Bad in Altwasser bleibt zu.\n\n{line}\n\nMehr folgt am Abend."
    block = layout(text).blocks[2]
    assert block.kind == kind
    whole = [(part.start, part.end) for part in layout(text).noise]
    assert (kind in FURNITURE) == ((block.start, block.end) in whole)


def test_text_above_a_stamp_with_a_duration_is_a_caption():
    text = "Bad zu\n\nDie Stadt rechnet nach.\n14.01.2026 | 1:48 min\n\nDas Bad bleibt zu."
    assert [kind for kind, _ in kinds(text)] == ["headline", "caption", "stamp", "paragraph"]


def test_a_stamp_at_the_end_of_a_paragraph_is_noise_inside():
    text = "Sie hofft auf Hilfe. So sieht es aus. 07.08.2025 | 3:32 min\n\nMehr folgt."
    assert kinds(text)[0][0] == "paragraph"
    assert noise(text) == [("stamp", "07.08.2025 | 3:32 min", "2025-08-07")]
    assert layout(text).published is None


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("date 2025-08-07 Der Rat tagt heute.", "2025-08-07"),
        ("date 2025-08-07\n\nRat tagt\n\nDer Rat tagt heute.", "2025-08-07"),
        ("Rat tagt\n\nStand: 2.3.2025 17:42 Uhr\n\nDer Rat tagt heute.", "2025-03-02"),
        ("Rat tagt\n\nStand: 14. Jänner 2026, 9:20 Uhr\n\nDer Rat tagt heute.", "2026-01-14"),
        ("Rat tagt\n\n11.10.2025, 17.40 Uhr\n\nDer Rat tagt heute.", "2025-10-11"),
        ("Rat tagt\n\nStand: 45.13.2025 17:42 Uhr\n\nDer Rat tagt heute.", None),
        ("Der Rat tagt am 3. März 2025 zum letzten Mal.", None),
    ],
)
def test_published(text, published):
    assert layout(text).published == published


@pytest.mark.parametrize(
    ("opening", "expected"),
    [
        ("Graz (APA) - ", ("dateline", "Graz (APA) -", "APA")),
        ("Berlin (dpa) – ", ("dateline", "Berlin (dpa) –", "dpa")),
        ("Magdeburg (dpa/sa) - ", ("dateline", "Magdeburg (dpa/sa) -", "dpa")),
        ("WIEN/GRAZ, 4. März (Reuters) - ", ("dateline", "WIEN/GRAZ, 4. März (Reuters) -", "Reuters")),
        ("Altwasser. ", ("dateline", "Altwasser.", "")),
        ("Norden/Aurich. ", ("dateline", "Norden/Aurich.", "")),
        ("Bad Altwasser – ", ("dateline", "Bad Altwasser –", "")),
    ],
)
def test_datelines(opening, expected):
    text = f"Rat tagt\n\n{opening}Am Montag hat der Rat getagt.\n\nMehr folgt."
    assert noise(text) == [expected]


def test_a_title_with_a_stop_is_no_dateline():
    assert noise("Rat tagt\n\nDie Ärztin Prof. Lena Ott sprach vor dem Rat.\n\nMehr folgt.") == []


@pytest.mark.parametrize("head", ["FDP – eine Partei bleibt.", "Ott ging. – Und kam wieder.", "Stille. Dann Lärm."])
def test_a_dash_or_stop_far_below_makes_no_dateline(head):
    assert noise(f"Rat tagt\n\nAlles ruhig. Noch.\n\nImmer noch ruhig. Ja.\n\n{head}\n\nMehr folgt.") == []


INTERVIEW = """Die Imkerin Lena Ott hat 40 Völker.

Bienenblatt: Frau Ott, wie geht es den Bienen?

Lena Ott: Gut. Der Winter war mild.

Bienenblatt: Und wem nicht?

Ott: Den Hummeln. Fragen Sie mich im Mai wieder."""


def test_interview_labels():
    labels = layout(INTERVIEW).labels
    assert [(label.name, label.asks) for label in labels] == [
        ("Bienenblatt", True),
        ("Lena Ott", False),
        ("Bienenblatt", True),
        ("Ott", False),
    ]
    assert [INTERVIEW[label.start : label.end] for label in labels][1] == "Lena Ott:"


def test_questions_without_a_label():
    text = INTERVIEW.replace("Bienenblatt: ", "") + "\n\nDas reicht.\n\nOtt: Danke."
    assert [kind for kind, _ in kinds(text)].count("question") == 3
    assert [label.name for label in layout(text).labels] == ["Lena Ott", "Ott", "Ott"]


def test_question_and_answer_on_lines_without_a_blank_line_between():
    text = INTERVIEW.replace("Bienenblatt: ", "").replace("?\n\n", "?\n")
    assert [kind for kind, _ in kinds(text)][1:] == ["question", "paragraph", "question", "paragraph"]


@pytest.mark.parametrize(
    "text",
    [
        "Stau im Tal\n\nOtt: Wir warten alle\n\nEs staut sich. Sehr.\n\nKolb: Wir nicht\n\nEs geht voran.",
        "Sperrung\n\nBusse: Sie fahren anders.\n\nAutos: Sie stehen im Stau.\n\nFähre: Sie fährt bis zehn.",
        "Ott: Das ist nur ein Satz mit Doppelpunkt.",
    ],
)
def test_headlines_and_keywords_are_no_labels(text):
    assert layout(text).labels == ()


def test_nothing_comes_of_nothing():
    assert layout("") == Layout()
    assert layout(" \n\n ") == Layout()


@given(SOUP)
def test_parts_lie_in_order_inside_the_text_and_cover_it(text):
    found = layout(text)
    position = 0
    for block in found.blocks:
        assert position <= block.start < block.end <= len(text)
        assert not text[position : block.start].strip()
        assert text[block.start : block.end].strip() == text[block.start : block.end]
        position = block.end
    assert not text[position:].strip()
    for parts in (found.noise, found.labels):
        position = 0
        for part in parts:
            assert position <= part.start < part.end <= len(text)
            position = part.end


PIECES = ["„", "a\n", "Foto: X\n", "Abc: x?\n\n", "1. 1. 20 | ", "( ", "A b C d, ", "A - "]


@pytest.mark.parametrize("piece", PIECES)
def test_time_is_linear(piece):
    start = time.perf_counter()
    layout(piece * (200_000 // len(piece)))
    assert time.perf_counter() - start < 3
