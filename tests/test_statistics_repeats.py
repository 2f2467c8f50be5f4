from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimx.statistics.repeats import MIN_WORDS, Repeats

VOGT = ("petra", "vogt")
QUOTE = "Der Deich hält auch dem höchsten Wasser stand, das wir seit Jahren erwartet haben"


def repeated(*said: tuple[str, tuple[str, ...]]) -> list[bool]:
    repeats = Repeats()
    return [repeats.is_repeat(quote, speaker) for quote, speaker in said]


@pytest.mark.parametrize(
    "again",
    [
        QUOTE,
        f"„{QUOTE.upper()}.“",
        QUOTE.replace("höchsten", "hoechsten"),
        QUOTE.replace("erwartet", "befürchtet"),
        QUOTE.removesuffix(" haben"),
        f"Und {QUOTE}, sicher",
    ],
)
def test_nearly_the_same_words_are_a_repeat(again: str) -> None:
    assert repeated((QUOTE, VOGT), (again, VOGT)) == [False, True]


@pytest.mark.parametrize(
    "other",
    [
        "Der Deich ist alt, und niemand weiß, wie lange er dem Wasser noch standhalten kann",
        "Der Deich hält auch dem höchsten Wasser",
        QUOTE.replace("Jahren", "12 Jahren"),
    ],
)
def test_other_words_a_part_or_other_figures_are_none(other: str) -> None:
    assert repeated((QUOTE, VOGT), (other, VOGT)) == [False, False]


def test_speakers_are_the_same_by_one_word_or_unknown() -> None:
    for speaker in (("vogt",), ()):
        assert repeated((QUOTE, VOGT), (QUOTE, speaker)) == [False, True]
    assert repeated((QUOTE, VOGT), (QUOTE, ("jan", "deich"))) == [False, False]


def test_a_quotation_without_a_speaker_gets_the_one_of_its_repeat() -> None:
    other = ("jan", "deich")
    assert repeated((QUOTE, ()), (QUOTE, VOGT), (QUOTE, other), (QUOTE, VOGT)) == [False, True, False, True]


def test_several_speakers_with_the_same_words_do_not_hide_each_other() -> None:
    speakers = [(name,) for name in ("vogt", "deich", "siel")]
    assert repeated(*((QUOTE, speaker) for speaker in speakers * 2)) == [False] * 3 + [True] * 3


def test_short_quotations_are_never_repeats() -> None:
    short = " ".join(["Deich"] * (MIN_WORDS - 1))
    assert repeated((short, VOGT), (short, VOGT)) == [False, False]


def test_counts() -> None:
    repeats = Repeats()
    for quote in (QUOTE, QUOTE, QUOTE, "Das Siel an der Ostseite bleibt über den Winter geschlossen"):
        repeats.is_repeat(quote, VOGT)
    assert (repeats.claims, repeats.quotations) == (2, 1)


def test_most_changed_quotations_are_found_among_many() -> None:
    chance = random.Random(3)
    words = [f"wort{chance.randrange(10**6)}".translate(str.maketrans("0123456789", "abcdefghij")) for _ in range(400)]
    quotes = [chance.choices(words, k=chance.randint(12, 25)) for _ in range(1500)]
    repeats = Repeats()
    assert sum(repeats.is_repeat(" ".join(quote), VOGT) for quote in quotes) == 0
    changed = [[*quote[:5], "anders", *quote[6:]] for quote in quotes]
    assert sum(repeats.is_repeat(" ".join(quote), VOGT) for quote in changed) >= 0.95 * len(quotes)
    assert all(repeats.is_repeat(" ".join(quote), VOGT) for quote in quotes)


@given(st.lists(st.text("abc d", min_size=9, max_size=30), max_size=12))
def test_every_quotation_repeats_itself(quotes: list[str]) -> None:
    repeats = Repeats()
    first = [repeats.is_repeat(quote, ()) for quote in quotes]
    again = Repeats()
    assert first == [again.is_repeat(quote, ()) for quote in quotes]
    long = [quote for quote in quotes if len(quote.split()) >= MIN_WORDS]
    assert all(repeats.is_repeat(quote, ()) for quote in long)
