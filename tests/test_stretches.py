from __future__ import annotations

import dataclasses

import pytest
from conftest import make_claim
from hypothesis import given
from hypothesis import strategies as st

from claimx.records import Claim, Part, Span
from claimx.stretches import paragraphs, transition

TEXT = "Der Damm hält, sagte sie.\nEr ist alt.\n\n  Kein Geld  \n\nDer Bund zahle, hieß es."


def claim_at(text: str, *spans: tuple[int, int]) -> Claim:
    part = Part("", tuple(Span(start, end) for start, end in spans))
    return dataclasses.replace(make_claim(), quote=part)


def cut(text: str, *claims: Claim) -> list[list[tuple[str, tuple[int, ...]]]]:
    return [[(text[s.start : s.end], s.claims) for s in p.stretches] for p in paragraphs(text, claims)]


def test_paragraphs_end_at_empty_lines() -> None:
    found = list(paragraphs(TEXT, ()))
    assert [TEXT[p.start : p.end] for p in found] == [
        "Der Damm hält, sagte sie.\nEr ist alt.",
        "Kein Geld",
        "Der Bund zahle, hieß es.",
    ]
    assert [p.heading for p in found] == [False, True, False]


def test_a_text_is_cut_where_claims_begin_and_end() -> None:
    outer, inner = claim_at(TEXT, (0, 13)), claim_at(TEXT, (4, 8))
    assert cut(TEXT, outer, inner)[0] == [
        ("Der ", (0,)),
        ("Damm", (0, 1)),
        (" hält", (0,)),
        (", sagte sie.\nEr ist alt.", ()),
    ]


def test_the_outer_claim_comes_first_whatever_the_order() -> None:
    assert cut("Der Damm hält", claim_at("", (4, 8)), claim_at("", (0, 13)))[0][1] == ("Damm", (1, 0))


def test_a_quote_in_two_spans_and_over_an_empty_line() -> None:
    claim = claim_at(TEXT, (0, 3), (33, 50))
    assert [[words for words, claims in stretches if claims] for stretches in cut(TEXT, claim)] == [
        ["Der", "alt."],
        ["Kein Geld"],
        [],
    ]
    assert [p.begun for p in paragraphs(TEXT, [claim])] == [(0,), (0,), ()]


def test_spans_outside_the_text_are_cut_off() -> None:
    assert cut("Ja.", claim_at("", (-5, 2), (9, 12), (2, 1)))[0] == [("Ja", (0,)), (".", ())]


@pytest.mark.parametrize(
    ("before", "after", "closing", "opening"),
    [
        ((), (1, 2), (), (1, 2)),
        ((1, 2), (), (2, 1), ()),
        ((1, 2), (1,), (2,), ()),
        ((1, 2), (2,), (2, 1), (2,)),
        ((1,), (1,), (), ()),
    ],
)
def test_transition(before: tuple[int, ...], after: tuple[int, ...], closing: object, opening: object) -> None:
    assert transition(before, after) == (closing, opening)


spans = st.tuples(st.integers(-3, 60), st.integers(-3, 60))


@given(
    st.text(st.sampled_from("ab .\n\r\u2028\t"), max_size=50),
    st.lists(st.lists(spans, min_size=1, max_size=3), max_size=5),
)
def test_stretches_cover_the_paragraphs_and_hold_the_claims(text: str, quotes: list[list[tuple[int, int]]]) -> None:
    claims = [claim_at(text, *quote) for quote in quotes]
    covered: set[int] = set()
    for paragraph in paragraphs(text, claims):
        assert text[paragraph.start : paragraph.end].strip() == text[paragraph.start : paragraph.end] != ""
        at = paragraph.start
        for stretch in paragraph.stretches:
            assert stretch.start == at
            at = stretch.end
            covered.update(range(stretch.start, stretch.end))
            for number, quote in enumerate(quotes):
                inside = {any(start <= i < end for start, end in quote) for i in range(stretch.start, stretch.end)}
                assert inside == {number in stretch.claims}
        assert at == paragraph.end
    assert all(i in covered or char.isspace() for i, char in enumerate(text))
