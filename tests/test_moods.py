"""Plurals that past and subjunctive share: whether they go on with what somebody said."""

from __future__ import annotations

import pytest

import docs
from claimx.analysis import Analysis, Sentence
from claimx.moods import is_conditional_plural, is_embraced, is_wish, tells_state


def first(line: str) -> tuple[Analysis, Sentence]:
    analysis = Analysis(docs.tagged(line))
    return analysis, analysis.sentences[0]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("Es fehlten/VVFIN Prüfer/NN .", True),
        ("Im/APPRART September/NN fehlten/VVFIN zwei/CARD Prüfer/NN .", False),
        ("Die Wagen/NN warteten/VVFIN .", False),
        ("Derzeit/ADV warteten/VVFIN 80/CARD Familien/NN .", True),
        ("Es fehlte/VVFIN Geld/NN .", False),
    ],
)
def test_a_plural_of_a_state_or_of_today_may_go_on(line: str, told: bool) -> None:
    analysis, sentence = first(line)
    assert tells_state(analysis, sentence) is told


@pytest.mark.parametrize(
    ("line", "followed", "embraced"),
    [
        ("Die Preise/NN stiegen/VVFIN .", True, True),
        ("Die Preise/NN stiegen/VVFIN .", False, False),
        ("Der Preis/NN stieg/VVFIN .", True, False),
        ("Sie/PPER schleppten/VVFIN Koffer/NN und/KON könnten/VMFIN kaum/ADV ruhen/VVINF .", False, True),
    ],
)
def test_a_plural_between_a_claim_and_a_subjunctive_goes_on(line: str, followed: bool, embraced: bool) -> None:
    analysis, sentence = first(line)
    assert is_embraced(analysis, sentence, followed=followed) is embraced


@pytest.mark.parametrize(
    ("line", "stands_in"),
    [
        ("Die Städte/NN würden/VAFIN folgen/VVINF .", True),
        ("Mit/APPR einer/ART Medaille/NN hätten/VAFIN sie/PPER gewonnen/VVPP .", False),
        ("Der Ort/NN würde/VAFIN folgen/VVINF .", False),
    ],
)
def test_a_second_subjunctive_stands_in_for_a_first(line: str, stands_in: bool) -> None:
    analysis, sentence = first(line)
    assert is_conditional_plural(analysis, sentence) is stands_in


def test_a_wish_is_nobodys_words() -> None:
    analysis, sentence = first("Der Bessere/NN möge/VMFIN gewinnen/VVINF .")
    assert is_wish(analysis, sentence)
