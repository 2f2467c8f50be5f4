"""Claims that the layout attributes: headlines and quote cards."""

from __future__ import annotations

import pytest

import docs

BODY = " ¶¶ Landrätin/NN Carola Wendt kam/VVFIN am Montag/NN . Sie ging/VVFIN ."


@pytest.mark.parametrize(
    ("headline", "found"),
    [
        ("Wendt : Damm hält/VVFIN", ("indirect", "Damm hält", "Carola Wendt")),
        ("Landrätin/NN Wendt : „ Damm hält “", ("direct", "„Damm hält“", "Carola Wendt")),
        ("Polizei : Damm hält/VVFIN", ("indirect", "Damm hält", "Polizei")),
    ],
)
def test_headlines(headline: str, found: tuple[str, str, str]) -> None:
    assert docs.told(headline + BODY) == [found]


@pytest.mark.parametrize(
    "headline",
    ["Kiel : Damm bricht/VVFIN", "Sturm/NN : Damm bricht/VVFIN", "Damm bricht/VVFIN", "Live/NE : Damm bricht/VVFIN"],
)
def test_other_headlines(headline: str) -> None:
    assert docs.told(headline + BODY) == []


def test_a_quotation_in_the_headline_has_the_speaker_of_its_echo() -> None:
    line = "„ Der Damm hält “ ¶¶ „ Der Damm hält “ , sagte Landrätin/NN Carola Wendt am Montag/NN ."
    assert docs.told(line) == [("direct", "„Der Damm hält“", "Carola Wendt")] * 2


@pytest.mark.parametrize(
    ("card", "name"),
    [
        ("„ Der Damm ist ein Wrack/NN . “ ¶ Inken Harms , Leiterin/NN der Deichwacht/NN", "Inken Harms"),
        ("„ Der Damm ist ein Wrack/NN . “ ¶¶ Inken Harms , Leiterin/NN der Deichwacht/NN", "Inken Harms"),
        ("„ Der Damm ist ein Wrack/NN . “ ( Anna Harms , Leiterin/NN )", "Anna Harms"),
    ],
)
def test_quote_cards(card: str, name: str) -> None:
    line = f"Der Damm ist alt . Er liegt/VVFIN im Norden/NN . ¶¶ {card} ¶¶ Er wurde 1962 gebaut/VVPP ."
    assert docs.told(line) == [("direct", "„Der Damm ist ein Wrack.“", name)]


def test_a_stranded_mark_before_a_credit() -> None:
    line = (
        "Der Damm ist alt . ¶¶ Er ist ein Wrack/NN . „ ¶¶ Inken Harms , Leiterin/NN der Deichwacht/NN ¶¶ "
        "Er wurde 1962 gebaut/VVPP ."
    )
    assert docs.told(line) == [("direct", "Er ist ein Wrack.", "Inken Harms")]
