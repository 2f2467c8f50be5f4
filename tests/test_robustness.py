"""No text breaks the extraction: every span is right, nothing raises, and the time grows with the length."""

from __future__ import annotations

import gc
import json
import time
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import docs
from claimx import api
from claimx.records import Document, Part, Source, Span, Speaker, claim_id, text_sha256

MARKS = [*"„“”‟\"'‚‘’‛»«›‹`´″′＂〝〞〟❝❞<>", "<<", ">>", "``", "''", ",,", "&quot;", "&bdquo;", "&#8222;"]
ODD = [
    "\u00ad", "\u00a0", "\u202f", "\u2009", "\u3000", "\u200b", "\u200d", "\ufeff", "\u200e", "\u202e", "\u2066",
    "\u2069", "\u0301", "u\u0308", "\u20dd", "\ufe0f", "👩‍🚒", "🇩🇪", "👍🏽", "\r\n", "\r", "\n", "\n\n", "\x0b", "\x0c",
    "\x1c", "\x85", "\u2028", "\u2029", "\t", "\x00", "\x1b[31m", "\x7f", "\ud800", "\udfff", "\U0010ffff", "\ufffd",
    "ﬁ", "İ", "ß", "ẞ", "Ω", "你好", "עברית", "العربية", "ไทย", "&nbsp;", "&shy;", "&amp;", "&#x110000;",
    "\\", "=CMD()", "{", "}", "[", "(", ")", "]", "...", "…", "–", "—", "-", "/", "|", "©",
]  # fmt: skip
WORDS = [
    "Anna Kern", "Kern", "die Ministerin", "der Sprecher des Weißen Hauses", "dpa", "die Polizei", "Moskau", "er",
    "sie", "Dr. ", "Prof. ", "(CDU)", "sagte", "sagt", "teilte", "mit", "hat", "gesagt", "betonte", "habe", "sei",
    "werde", "würden", "wurde", "soll", "haben", "zu", "dass", "ob", "wie", "warum", "so", "laut", "zufolge", "nach",
    "Angaben", "von", "aus", "Sicht", "gemäß", "heißt", "es", "in", "dem", "Bericht", "die", "Forderung", "Nein", "Ja",
    "und", "der", "des", "am", "Montag", "z. B.", "3.", "2025-08-07", "07.08.2025", "12:30 Uhr", "Foto: dpa",
    "Lesen Sie auch", "Frage:", "Kern:", "date 2025-08-07", ",", ", ", ".", ". ", ":", ": ", ";", "?", "!", "\n",
    "\n\n",
]  # fmt: skip

blanks = st.sampled_from([" ", " ", " ", ""])
pieces = st.lists(st.tuples(st.sampled_from(WORDS + WORDS + MARKS + ODD), blanks), max_size=60)
news = pieces.map(lambda found: "".join(word + blank for word, blank in found))
anything = st.text(st.characters(blacklist_categories=()), max_size=120)
texts = st.one_of(news, anything, st.tuples(news, anything, news).map("".join))

FIXED = [
    '(CDU)A"HABE',  # a name in brackets of its own
    "a\n„",
    ">\n〝",
    "r:〟te n a〞se",
    "sagt: .: sagt",
    "sagt: . :hat",
    "sagt:., heißt",
    "., so İ\n",
    "t: „2“ ,so F",
    "t:«t,gibt",
    "Anna Kern: „Das ist gut“, so Lind.",
    "ﬁ″o",
    "0»0",
    "sagt,n〝3",
    ">„sage n",
    "Foto:“A",
    '〝❝"[ &#8222;',
    ")„ S,",
    "u ‹J,",
    "〝,ẞ",
    "o«t,",
    "„\n\n〟r i\nLars e",
    '"hat w\n"h❞',
    "",
    " ",
    "\n",
    "\ufeff",
    "\u00ad",
    "„",
    "“",
    '"',
    "„“",
    '""',
    "„“„“„“",
    "„ “",
    "„.“",
    "„Ja",
    "Ja“, sagte Anna Kern.",
    "„“, sagte Anna Kern.",
    "„Ja“, sagte",
    "„Ja“, sagte.",
    ", sagte Anna Kern.",
    "sagte",
    "Laut",
    "Laut.",
    "Nach Angaben",
    "zufolge",
    "so",
    "„Ja“, so",
    "Wie Anna Kern sagte",
    "Wie Anna Kern sagte,",
    "Anna Kern:",
    ":",
    "dass",
    "Er sagte, er sagte, er sagte, er sagte.",
    "„Er sagte: ‚Sie sagte: „Ich sagte: ‚Ja‘“‘“, sagte er.",
    "«Ja“, sagte »Anna Kern„.",
    "„Ja“,\u00a0sagte\u00a0Anna\u00a0Kern.",
    "\r\n„Ja“, sagte\r\nAnna Kern.\r\n",
    "„Ja“, sagte Anna Kern.\u2028„Nein“, sagte sie.",
    "„Ja\ud800“, sagte Anna Kern.",
    "\u202e„Ja“, sagte Anna Kern.\u202c",
    "„Scho\u0308n“, sagte Mu\u0308ller.",
    "„\u00adJa\u00ad“, sag\u00adte An\u00adna Ke\u00adrn\u00ad.",
    "„Ja“, sagte Anna Kern." * 3,
    "()[]{}(((",
    "((Ja)) sagte (Anna) Kern) (",
    "Anna Kern (",
    "Kern: Ja?\n\nFrage: Nein?\n\nKern: Ja.",
    "„Ja\n\n„Nein\n\n„Doch“, sagte Anna Kern.",
]


def stretches(document: Document) -> Iterator[Part | Speaker | Source]:
    for claim in document.claims:
        for part in (claim.quote, claim.frame, claim.cue, claim.speaker, claim.addressee, claim.via):
            if part is not None:
                yield part


def is_inside(span: Span, size: int) -> bool:
    return 0 <= span.start < span.end <= size


def check(text: str, document: Document) -> None:
    """All that holds of any document, whatever its text."""
    digest, size = text_sha256(text), len(text)
    assert document.document.length == size
    assert document.document.sha256 == digest
    for part in stretches(document):
        assert part.spans
        assert all(is_inside(span, size) for span in part.spans), part
        assert list(part.spans) == sorted(part.spans)
        assert all(a.end <= b.start for a, b in zip(part.spans, part.spans[1:], strict=False)), part
        assert part.text == " ".join(text[span.start : span.end] for span in part.spans)
    for claim in document.claims:
        assert is_inside(Span(claim.sentence.start, claim.sentence.end), size)
        assert claim.sentence.text == text[claim.sentence.start : claim.sentence.end]
        assert claim.sentence.start <= claim.quote.spans[0].start
        assert claim.quote.spans[-1].end <= claim.sentence.end
        assert 0 <= claim.confidence <= 1
        assert claim.id == claim_id(digest, claim.quote.spans, claim.type)
        for span in claim.verbatim:
            assert any(part.start <= span.start < span.end <= part.end for part in claim.quote.spans)
        if claim.speaker is not None:
            assert claim.speaker.name.strip()
        if claim.via is not None:
            assert claim.via.name.strip()
    order = [claim.quote.spans[0].start for claim in document.claims]
    assert order == sorted(order)
    ids = [claim.id for claim in document.claims]
    assert len(set(ids)) == len(ids)
    assert all(claim.parent is None or claim.parent in set(ids) - {claim.id} for claim in document.claims)
    assert all(0 <= notice.start < max(size, 1) for notice in document.warnings)
    assert Document.from_dict(document.to_dict()) == document
    json.dumps(document.to_dict())


def extracted(text: str, nlp: Any) -> Document:
    """The document of a text, which holds all that `check` asks and is the same at the second try."""
    document = api.extract(text, nlp=nlp)
    check(text, document)
    assert api.extract(text, nlp=nlp) == document
    return document


def known(cases: Iterable[str], faults: Mapping[str, str], strict: bool = True) -> list[Any]:
    """The cases, with a mark on those that are known to fail."""
    return [
        pytest.param(case, marks=pytest.mark.xfail(strict=strict, reason=faults[case])) if case in faults else case
        for case in dict.fromkeys(cases)
    ]


@pytest.mark.parametrize("text", FIXED)
def test_fixed_texts(text: str) -> None:
    extracted(text, docs.light("rules"))


@pytest.mark.parametrize("text", FIXED)
def test_fixed_texts_with_the_hybrid_engine(text: str) -> None:
    extracted(text, docs.light("hybrid"))


@pytest.mark.model
@pytest.mark.parametrize("text", FIXED)
def test_fixed_texts_with_the_model(text: str, model_nlp: Any) -> None:
    extracted(text, model_nlp)


def bounded(examples: int) -> settings:
    """The same few examples at each run."""
    checks = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
    return settings(max_examples=examples, deadline=None, derandomize=True, suppress_health_check=checks)


@pytest.mark.parametrize("engine", ["rules", "hybrid"])
@bounded(1200)
@given(text=texts)
def test_any_text(engine: str, text: str) -> None:
    extracted(text, docs.light(engine))


@pytest.mark.model
@bounded(40)
@given(text=texts)
def test_any_text_with_the_model(text: str, model_nlp: Any) -> None:
    extracted(text, model_nlp)


# --- time ------------------------------------------------------------------------------------------

SIZES = [2_000 * 2**step for step in range(7)]
CHUNK = 200_000  # longer texts are split
ENOUGH = 0.15  # seconds; shorter times tell nothing of the growth
RATIO = 2.6  # of the times of two lengths of which one is twice the other
SLOWEST = 200e-6  # seconds a character: 1 MB in some minutes on any machine


def seconds(text: str) -> float:
    """Processor time of one extraction with the light pipeline."""
    nlp = docs.light()
    gc.collect()
    gc.disable()  # its passes over all objects that live have no part in how the extraction grows
    try:
        start = time.process_time()
        api.extract(text, nlp=nlp)
        return time.process_time() - start
    finally:
        gc.enable()


def repeated(unit: str, size: int) -> str:
    return (unit * (size // len(unit) + 1))[:size]


def check_growth(unit: str) -> None:
    """Double the length until the times are long enough to compare two of them."""
    seconds("„Ja“, sagte Anna Kern.")  # reads the lexicons
    before = 0.0
    for size in SIZES:
        now = seconds(repeated(unit, size))
        if before >= ENOUGH and now > RATIO * before:  # again, with texts that no cache knows
            now = min(now, *(seconds(repeated(unit, size - less)) for less in (1, 2)))
        assert now <= max(ENOUGH, SLOWEST * size)
        if before >= ENOUGH:
            assert now <= RATIO * before
            return
        before = now


LONG = ["„", '"', "„a ", "sagte, ", "a"]
UNITS = [
    *LONG,
    "“ ",
    "(",
    "'",
    "=",
    "😀",
    "Anna Kern sagte, ",
    "nach Angaben der ",
    "der Sprecher von ",
    "Anna Kern und ",
    "der ",
    ". ",
    "A\u00ad",
    "\n",
    "Wort\n\n",
    "Kern: Ja?\n\n",
    "„Nein“, sagte Anna Kern. ",
    "„Nein, ",
    "„Ja\n\n",
    "Er sei dort gewesen. ",
    "Er sagte, dass er komme, ",
    "Die Ministerin sagte am Montag im Landtag in Hannover und ",
]
PHRASES = "cores.py and phrases.py: read a phrase to its end from each of its tokens"
SLOW = {"der Sprecher von ": PHRASES}
"""Units whose time grows faster than their length, and where."""


@pytest.mark.parametrize("unit", known(UNITS, SLOW, strict=False))
@pytest.mark.timed
def test_time_grows_with_the_length(unit: str) -> None:
    check_growth(unit)


@pytest.mark.parametrize("unit", known(LONG, SLOW, strict=False))
@pytest.mark.timed
def test_a_megabyte_ends(unit: str) -> None:
    check_growth(unit)
    assert seconds(repeated(unit, CHUNK)) <= SLOWEST * CHUNK
