"""A Doc as rows of tokens: quotations in marks, whole or damaged, and brackets."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import docs
from claimx.marked import MarkedDoc, Pair

SOUP = st.lists(
    st.sampled_from(["„", "“", "«", "»", "(", ")", ",", ".", ":", "¶¶", "Wendt", "sagte", "der", "Damm", "hält/VVFIN"]),
    max_size=25,
)


def pairs(line: str) -> list[tuple[str, Pair]]:
    """The quotations in marks of a tagged line, each with its text."""
    marked = MarkedDoc(docs.tagged(line))
    return [(marked.text(pair.start, pair.end), pair) for pair in marked.pairs]


@pytest.mark.parametrize(
    ("line", "opaque"),
    [
        ("„ Der Damm hält “ , sagte Wendt .", True),
        ("Wendt sagte : „ Nein . “", True),
        ("„ Nein “ , sagte Wendt .", True),
        ("Wendt nannte den Damm „ ein Wrack/NN “ .", False),
        ("Der Film/NN „ Das Wrack/NN “ läuft/VVFIN .", False),
        ("Der Damm sei „ sehr weich “ gewesen/VAPP .", False),
    ],
)
def test_utterances_and_words_in_marks(line: str, opaque: bool) -> None:
    (pair,) = docs.analysed(line).pairs
    assert pair.opaque is opaque


def test_brackets_are_asides() -> None:
    analysis = docs.analysed("Anna Kern ( CDU ) kam/VVFIN .")
    assert [word for word, aside in zip(analysis.words, analysis.aside, strict=True) if aside] == ["(", "CDU", ")"]


def test_neighbours_without_blanks() -> None:
    analysis = docs.analysed("Kern ¶ kam/VVFIN ¶¶")
    assert (analysis.next(0), analysis.previous(2), analysis.previous(0), analysis.next(2)) == (2, 0, -1, -1)


@pytest.mark.parametrize(
    ("line", "quote"),
    [
        ("Der Damm hält/VVFIN noch/ADV “ , sagte Wendt .", "Der Damm hält noch“"),
        ("Wendt kam/VVFIN . Der Damm hält/VVFIN noch/ADV “ , sagte er .", "Der Damm hält noch“"),
        ("Wendt kam/VVFIN ¶¶ Der Damm hält/VVFIN “ , sagte er .", "Der Damm hält“"),
    ],
)
def test_a_quotation_that_lost_its_opening_mark_begins_with_its_sentence(line: str, quote: str) -> None:
    ((text, pair),) = pairs(line)
    assert (text, pair.opened, pair.opaque) == (quote, False, True)
    assert pair.inner == (pair.start, pair.end - 1)


@pytest.mark.parametrize(
    "line",
    [
        "Der Damm hält/VVFIN noch/ADV “ .",
        "Der Damm hält/VVFIN noch/ADV “ , der alte/ADJA Damm .",
        "Der Damm hält/VVFIN noch/ADV , sagte Wendt .",
    ],
)
def test_a_lone_mark_that_closes_nothing(line: str) -> None:
    assert pairs(line) == []


@pytest.mark.parametrize(
    ("verb", "quote"),
    [("sagte", "„Der Damm hält"), ("betonte", "„Der Damm hält"), ("grub/VVFIN", "„Der Damm hält, grub Wendt.")],
)
def test_a_quotation_that_is_never_closed_ends_before_its_frame(verb: str, quote: str) -> None:
    ((text, pair),) = pairs(f"„ Der Damm hält/VVFIN , {verb} Wendt .")
    assert (text, pair.closed) == (quote, False)


@pytest.mark.parametrize(
    ("line", "opaque"),
    [
        ("Ein Baum/NN fiel/VVFIN um/PTKVZ ( „ Er war/VAFIN morsch/ADJD “ ) .", True),
        ("Anna Kern ( 48/CARD , „ Sommer/NN in Kiel “ ) kam/VVFIN .", False),
        ("Anna Kern ( „ Nachts/NN am Deich/NN “ ) kam/VVFIN .", False),
    ],
)
def test_in_brackets_only_a_sentence_is_an_utterance(line: str, opaque: bool) -> None:
    ((_, pair),) = pairs(line)
    assert pair.opaque is opaque


@pytest.mark.parametrize(
    ("line", "opaque"),
    [
        ("Mit den Worten/NN „ Ich gehe/VVFIN “ verließ/VVFIN Wendt den Saal/NN .", True),
        ("Wendt schloss/VVFIN mit den Worten/NN „ Der Damm hält/VVFIN “ seine Rede/NN .", True),
        ("Mit den Worten/NN „ ganz/ADV sicher/ADJD “ meint/VVFIN Wendt nichts/PIS .", False),
        ("Mit dem Lied/NN „ Ich gehe/VVFIN “ verließ/VVFIN Wendt den Saal/NN .", False),
    ],
)
def test_a_sentence_behind_words_is_an_utterance(line: str, opaque: bool) -> None:
    ((_, pair),) = pairs(line)
    assert pair.opaque is opaque


@given(SOUP)
def test_quotations_lie_in_order_inside_the_text_and_hold_something(words: list[str]) -> None:
    marked = MarkedDoc(docs.tagged(" ".join(words)))
    assert [pair.start for pair in marked.pairs] == sorted(pair.start for pair in marked.pairs)
    for pair in marked.pairs:
        start, end = pair.inner
        assert 0 <= pair.start <= start < end <= pair.end <= len(marked.words)
        outer = marked.pairs[pair.parent] if pair.parent >= 0 else pair
        assert outer.start <= pair.start < outer.end
