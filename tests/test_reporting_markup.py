from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator

from conftest import TEXT, example_claims, make_claim, speaker
from hypothesis import given
from hypothesis import strategies as st
from pages import Page
from test_stretches import claim_at, spans

from claimx.messages import REPORT, Words
from claimx.records import Claim
from claimx.reporting.markup import Block, Numbered, blocks, visible

WORDS = Words("de", REPORT)


def made(text: str, *claims: Claim, first: int = 1) -> Iterator[Block]:
    return blocks(text, [Numbered(number, claim, "Jemand") for number, claim in enumerate(claims, first)], WORDS)


def html(text: str, *claims: Claim) -> str:
    return "\n".join(str(block.html) for block in made(text, *claims))


def plain(text: str, *claims: Claim) -> str:
    """The marks without the numbers and with short names."""
    bare = re.sub(r"<a .*?</a>", "", html(text, *claims))
    return re.sub(r'<mark class="t-direct( deep)?" data-c="(\d+)">', r"<\2>", bare).replace("</mark>", "</>")


def test_quotes_are_marked_by_type_and_number() -> None:
    assert '<mark class="t-direct" data-c="1">„Der Deich hält“</mark>, sagte' in html(TEXT, *example_claims())
    assert 'aria-label="2: Land, Indirekte Rede"' in html(TEXT, *example_claims())


def test_nested_overlapping_and_interrupted_quotes_nest() -> None:
    text = "Der Damm hält, sagte sie."
    assert plain(text, claim_at(text, (0, 13)), claim_at(text, (4, 8))) == "<1>Der <2>Damm</> hält</>, sagte sie."
    assert plain(text, claim_at(text, (0, 8)), claim_at(text, (4, 13))) == "<1>Der <2>Damm</></><2> hält</>, sagte sie."
    assert plain(text, claim_at(text, (0, 3), (9, 13))) == "<1>Der</> Damm <1>hält</>, sagte sie."


def test_a_quote_over_two_paragraphs_has_its_number_once() -> None:
    text = "Der Damm.\n\nHält er?"
    assert plain(text, claim_at(text, (4, 15))) == "Der <1>Damm.</>\n<1>Hält</> er?"
    assert html(text, claim_at(text, (4, 15))).count('id="c1"') == 1


def test_claims_of_one_speaker_that_follow_each_other_share_a_note() -> None:
    vogt = speaker(TEXT, "Petra Vogt", "Petra Vogt")
    land = speaker(TEXT, "das Land", "Land")
    claims = [
        make_claim(quote=(words,), speaker=who) for words, who in (("Der", vogt), ("Deich", vogt), ("hält", land))
    ]
    (block,) = made(TEXT, *claims, first=5)
    assert [[item.number for item in voice.claims] for voice in block.voices] == [[5, 6], [7]]


def test_what_cannot_be_shown_is_replaced_in_its_place() -> None:
    assert visible("a\x00b\u202ec\ud800d\r\ne\rf\tg") == "a\ufffdb\ufffdc\ufffdd \ne\nf\tg"


@given(st.text(max_size=80), st.lists(st.lists(spans, min_size=1, max_size=3), max_size=4))
def test_any_text_is_escaped_and_every_character_is_there(text: str, quotes: list[list[tuple[int, int]]]) -> None:
    claims = [claim_at(text, *quote) for quote in quotes]
    claims = [dataclasses.replace(c, speaker=speaker(text + "x", text + "x", text)) for c in claims]
    shown = visible(text)
    found: dict[int, set[int]] = {}
    for block in made(text, *claims):
        page = Page(str(block.html))
        assert page.root.text == shown[block.start : block.end]
        assert page.tags <= {"mark", "a"}
        assert page.attribute_names <= {"class", "data-c", "id", "href", "aria-label"}
        _collect(str(block.html), block.start, found)
    for number, quote in enumerate(quotes, 1):
        inside = {i for start, end in quote for i in range(max(start, 0), min(end, len(text)))}
        assert {i for i in found.get(number, set()) if not text[i].isspace()} == {
            i for i in inside if not text[i].isspace()
        }


def _collect(html_text: str, at: int, found: dict[int, set[int]]) -> None:
    """Which characters stand in the marks of which claims."""

    class Marks(Page):
        def handle_data(self, data: str) -> None:
            nonlocal at
            if any(element.tag == "a" for element in self._open):
                return
            for element in self._open:
                if element.tag == "mark":
                    found.setdefault(int(element.attributes["data-c"] or 0), set()).update(range(at, at + len(data)))
            at += len(data)

    Marks(html_text)
