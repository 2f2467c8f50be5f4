"""Drafts and other things found by the tokens of their ranges."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from claimx.drafts import Draft, RangeIndex, by_quote

ranges = st.tuples(st.integers(0, 20), st.integers(0, 6)).map(lambda pair: (pair[0], sum(pair)))
quotes = st.lists(ranges, min_size=1, max_size=3).map(lambda parts: tuple(sorted(parts)))


def drafts_of(parts: list[tuple[tuple[int, int], ...]]) -> list[Draft]:
    return [Draft("direct", quote, "floating") for quote in parts]


@given(st.lists(quotes, max_size=6), ranges)
def test_the_index_finds_what_shares_a_token_with_a_range(parts: list[tuple[tuple[int, int], ...]], place) -> None:
    drafts = drafts_of(parts)
    expected = [draft for draft in drafts if any(draft.covers(i) for i in range(*place))]
    assert by_quote(drafts).overlapping(place) == expected


@given(st.lists(quotes, max_size=6), st.integers(0, 30))
def test_the_first_one_is_the_first_of_the_order_given(parts: list[tuple[tuple[int, int], ...]], i: int) -> None:
    drafts = drafts_of(parts)
    assert by_quote(drafts).first(i) is next((draft for draft in drafts if draft.covers(i)), None)


def test_several_ranges_find_each_thing_once() -> None:
    frames = RangeIndex(["first", "second"], lambda name: ((0, 4),) if name == "first" else ((4, 6), (8, 9)))
    assert frames.overlapping((3, 5), (8, 9)) == ["first", "second"]
    assert frames.overlapping((6, 8)) == []
