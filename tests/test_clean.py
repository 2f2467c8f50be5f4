from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimx.clean import clean

ODD = list("ab Ä.,:!?\n\r\t\xad\xa0\u200b\u2028\u0308`'\"„“”»«‚‘’‹›<>&;″-")
SOUP = st.text(st.one_of(st.sampled_from(ODD), st.characters()))


@pytest.mark.parametrize(
    ("given_text", "expected"),
    [
        ("Pflege\xadkräfte im Kran\xadken\xadhaus", "Pflegekräfte im Krankenhaus"),
        ("Pflege\xad\nkräfte", "Pflegekräfte"),
        ("\ufeffDer\u200b Rat\u2060 tagt\x00.", "Der Rat tagt."),
        ("zehn\xa0Euro,  zwei\u2009\tCent", "zehn Euro, zwei Cent"),
        (" date 2025-01-02 Text ", "date 2025-01-02 Text"),
        ("Zeile \r\n  zwei\rdrei\u2028vier", "Zeile\nzwei\ndrei\nvier"),
        ("Absatz.\n \n\nAbsatz.", "Absatz.\n\n\nAbsatz."),
        ("``Ja'', sagte sie.", "„Ja“, sagte sie."),
        ("''Ja'', sagte sie.", "„Ja“, sagte sie."),
        (",,Ja'', sagte sie.", "„Ja“, sagte sie."),
        (",,Ja“, sagte sie. (,,Nein“)", "„Ja“, sagte sie. („Nein“)"),
        ("Wald,, Wiese, Feld", "Wald,, Wiese, Feld"),
        ("‚‚Ja‘‘, sagte sie.", "„Ja“, sagte sie."),
        ("″Ja″, sagte sie.", '"Ja", sagte sie.'),
        ("&quot;Ja&quot;, sagte&nbsp;sie &amp; ging &xyz;", '"Ja", sagte sie & ging &xyz;'),
        ("<<Ja>>, sagte sie. >> weiter", "«Ja», sagte sie. >> weiter"),
        ("»Er rief ›Ja‹«, sagte sie.", "»Er rief ‚Ja‘«, sagte sie."),
        ("«Er rief ‹Ja›», sagte sie.", "«Er rief ‚Ja‘», sagte sie."),
        ("Ein 27'' Bildschirm", "Ein 27'' Bildschirm"),
        ("Wie geht's dir, Hans'?", "Wie geht's dir, Hans'?"),
        ("u\u0308ber", "über"),
        ("Er sagte:„Ja.“Dann ging er.", "Er sagte: „Ja.“ Dann ging er."),
        ('Er sagte:"Ja."Dann ging er."Nein", rief sie.', 'Er sagte: "Ja." Dann ging er. "Nein", rief sie.'),
        ("Er ging.»Nein«, rief sie.", "Er ging. »Nein«, rief sie."),
        ("Er ging.„Nein“,rief sie.", "Er ging. „Nein“, rief sie."),
        ('"Ja",sagte er. «Gut»,meinte sie.', '"Ja", sagte er. «Gut», meinte sie.'),
        ("der „Bild“-Bericht", "der Bild-Bericht"),  # no tokenizer splits the closing mark off
        ("", ""),
    ],
)
def test_clean(given_text, expected):
    assert clean(given_text).text == expected


def test_ordinary_text_stays_as_it_is():
    text = "„Ja“, sagte sie.\n\n»Nein« … (‚So‘) – 3.20 Uhr\n„A“ "
    assert clean(text[:-1]).text == text[:-1]


@pytest.mark.parametrize(
    ("given_text", "stretch", "expected"),
    [
        ("Die Pflege\xadkräfte gehen", "Pflegekräfte", "Pflege\xadkräfte"),
        ("``Das Archiv ist offen'', jubelte er", "„Das Archiv ist offen“", "``Das Archiv ist offen''"),
        ("  zwei  Blanks \r\n hier", "zwei Blanks\nhier", "zwei  Blanks \r\n hier"),
        ("sagte:„Ja.“Dann", "„Ja.“", "„Ja.“"),
        ("ging.„Ja“,sagte er", "„Ja“, sagte", "„Ja“,sagte"),
        ("Er ist &quot;da&quot;.", '"da"', "&quot;da&quot;"),
        ("u\u0308bel", "übel", "u\u0308bel"),
    ],
)
def test_spans_point_into_the_given_text(given_text, stretch, expected):
    cleaned = clean(given_text)
    start = cleaned.text.index(stretch)
    begin, end = cleaned.source_span(start, start + len(stretch))
    assert given_text[begin:end] == expected


def test_a_stretch_outside_the_text_is_refused():
    with pytest.raises(IndexError):
        clean("abc").source_span(2, 4)


@given(SOUP)
def test_offsets_never_fall_and_stay_inside(text):
    cleaned = clean(text)
    offsets = list(cleaned.offsets)
    assert len(offsets) == len(cleaned.text)
    assert offsets == sorted(offsets)
    assert all(0 <= offset < len(text) for offset in offsets)
    for index, width in cleaned.widths.items():
        assert offsets[index] + width <= len(text)
    begin, end = cleaned.source_span(0, len(cleaned.text))
    assert 0 <= begin <= end <= len(text)


@given(SOUP)
def test_every_span_is_a_stretch_of_the_given_text(text):
    cleaned = clean(text)
    for start in range(len(cleaned.text)):
        begin, end = cleaned.source_span(start, start + 1)
        assert begin < end <= len(text)


@given(SOUP)
def test_letters_and_digits_survive(text):
    if "&" in text or "\ufffd" in text:
        return
    kept = [char for char in clean(text).text if char.isascii() and char.isalnum()]
    assert kept == [char for char in text if char.isascii() and char.isalnum()] or "\u0308" in text


@given(SOUP)
def test_no_odd_blanks_are_left(text):
    cleaned = clean(text).text
    assert not set(cleaned) & set("\r\t\xad\xa0\u200b\u2028")
    cleaned.encode("utf-8")


@pytest.mark.parametrize("piece", ["a\xad", "„", "``", "\r\n", "a:„", "'' ", "&nbsp;", '."a', " "])
def test_time_is_linear(piece):
    start = time.perf_counter()
    clean(piece * (200_000 // len(piece)))
    assert time.perf_counter() - start < 2
