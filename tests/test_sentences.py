from __future__ import annotations

import itertools
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.lang.de import German

from claimx.clean import clean
from claimx.layout import layout
from claimx.marks import quotations
from claimx.sentences import starts

NLP = German()
SOUP = st.text(
    st.one_of(st.sampled_from(list('aB1 .,:?!\n\n„“"»()…–3.')), st.characters(exclude_categories=["Cs"])),
    max_size=80,
)


def begins(text: str) -> tuple[list[str], list[int], list[bool]]:
    doc = NLP.make_doc(text)
    tokens, offsets = [token.text for token in doc], [token.idx for token in doc]
    page = layout(text)
    return tokens, offsets, starts(tokens, offsets, text, page, quotations(text, page.blocks))


def sentences(text: str) -> list[str]:
    _, offsets, found = begins(text)
    cuts = [offset for offset, first in zip(offsets, found, strict=True) if first] + [len(text)]
    return [text[start:end].strip() for start, end in itertools.pairwise(cuts)]


@pytest.mark.parametrize(
    "text",
    [
        # "|" marks where a sentence begins
        "Ott ging. |Kolb blieb! |Warum? |Das weiß niemand.",
        "Ott kam am 3. Februar und am 12. Nov. wieder. |Dann ging sie.",
        "Der 2. Senat tagt im 19. Jahrhundert zum 20. Mal. |Das war 2025. |Und 2026 auch.",
        "Es sind 17. |Einer fehlt. |Ott liegt auf Platz 3. |Kolb liegt dahinter auf Platz 4.",
        "König Karl IV. besuchte Papst Pius II. in Rom. |Ludwig XIV. kam 1661. |Er blieb.",
        "Richterin R. Ott und P. J. Kolb kamen. |Das Verfahren ruht.",
        "Es gibt keinen Plan B. |Das ist schlecht.",
        "Wir sehen z. B. in Kitas ca. 30 Fälle, u. a. Prof. Dr. Ott. |Auch v. a. Kinder sind krank.",
        "Gem. § 8 Abs. 2 Nr. 5 gilt das bzw. St. Anton zahlt 3 Mio. Euro. |Mehr nicht.",
        "Brot, Käse usw. |Die Liste ist lang.",
        "Der Verein Licht e. V. hat 20 Mitglieder.",
        "Um 18.20 Uhr kam der Zug. |Um 20.15 Uhr auch. |31 Leute stiegen aus.",
        "„Ja“, sagte Ott. |„Nein?“, fragte Kolb. |„Gut!“ rief sie. |„Das ist gut.“ |Dann ging er.",
        "Ott sagte: „Wir gehen. |Und zwar jetzt.“ |Alle gingen.",
        "„Was nützt uns das“, fragte Ott, „wenn niemand kommt?“ |Der Bus fährt weiter weg ab.",
        "Ott rief: »Halt!« |Niemand hielt. |»Halt!«, rief sie wieder.",
        'Ott sagte: "Ein guter Tag." |Aber es gebe noch viel zu tun. |"Ein langer Weg."',
        "Ott schreibt im Buch „Wer bin ich?“ über sich.",
        "Das ist (wie Ott sagt. Immer) so. |(Sie lacht.) |Dann geht sie.",
        "Alles neu (Stand: 3. Mai). |Weiter geht es.",
        "Das ist … nun ja … seltsam. |Er zögert … |Dann geht er.",
        "Die Seite www.beispiel.de und Ott.Kolb ist neu. |Ja.",
        "Es kam so: Ott ging. |Sie sagte: Nein.",
        "Er sei „müde. Sehr“, sagt er.",
        "Müde war sie, und Ott ging. |– „Wohin?“ |– „Heim.“",
        "Dr.-Ing. Lena Ott und Dr. med. Udo Kolb kamen. |Prof. Dr. h. c. Ida Falk blieb.",
        "„Das ist so“, findet Mina Ott, 16. |Viel wichtiger wäre Ruhe.",
        "Olaf Kolb, 2. Vorsitzender, kam am Montag, 16. März.",
        "Das Spiel Aalen gg. Ulm fällt aus. |Das ist schade.",
        "Es blieb bei Dr. med. |Dann kam der Doktor.",
        "Es wehte mit 90 km/h. |Bäume fielen. |Im Tal waren es 60 km/h.",
        "Das Land kostet 80 Euro/qm. |Ott kauft es nicht.",
        "Es gilt das GG. |Ott kennt es.",
    ],
)
def test_starts(text):
    text = text.replace("müde. Sehr", "müde. |Sehr")
    assert "|".join(sentences(text.replace("|", ""))) == text.replace(" |", "|")


def test_blocks_labels_and_noise_begin_sentences():
    text = (
        "Bad zu\n\nGraz (APA) - Das Bad ist zu. Niemand kommt. 07.08.2025 | 3:32 min\n\n"
        "Bote: Frau Ott, warum?\n\nOtt: Weil es kalt ist."
    )
    assert sentences(text) == [
        "Bad zu",
        "Graz (APA) -",
        "Das Bad ist zu.",
        "Niemand kommt.",
        "07.08.2025 | 3:32 min",
        "Bote:",
        "Frau Ott, warum?",
        "Ott:",
        "Weil es kalt ist.",
    ]


def test_a_stranded_mark_belongs_to_the_sentence_before():
    assert sentences("Ein Ziel steht. „ Lena Ott, Rätin\n\n„Gut so“, sagt Kolb.") == [
        "Ein Ziel steht. „",
        "Lena Ott, Rätin",
        "„Gut so“, sagt Kolb.",
    ]


def test_no_tokens_no_sentences():
    assert begins("")[2] == []


@given(SOUP)
def test_the_first_token_and_each_block_begin_a_sentence_and_blanks_do_not(text):
    tokens, offsets, found = begins(text)
    assert len(found) == len(tokens)
    assert all(found[:1])
    assert not any(first for token, first in zip(tokens[1:], found[1:], strict=True) if token.isspace())
    beginnings = {offset for offset, first in zip(offsets, found, strict=True) if first}
    for block in layout(text).blocks:
        if block.start in offsets:
            assert block.start in beginnings or block.start == offsets[0]


@given(st.text(max_size=200))
def test_any_text_goes_through_all_steps(text):
    cleaned = clean(text).text
    assert len(begins(cleaned)[2]) == len(begins(cleaned)[0])


@pytest.mark.parametrize("piece", ["A. ", "„a.“ ", "(a. ", "z. B. ", "… ", ". ", "3. B ", "a ", "(A.) "])
def test_time_is_linear(piece):
    text = piece * (60_000 // len(piece))
    doc = NLP.make_doc(text)
    tokens, offsets = [token.text for token in doc], [token.idx for token in doc]
    page = layout(text)
    marks = quotations(text, page.blocks)
    start = time.perf_counter()
    starts(tokens, offsets, text, page, marks)
    assert time.perf_counter() - start < 2
