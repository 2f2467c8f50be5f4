"""Cues in their clauses: which verb reports, with all that belongs to it."""

from __future__ import annotations

import pytest

import docs
from claimx.frames import Cue, CueFinder


def cues_of(line: str) -> list[tuple[str, Cue]]:
    """The words and the cue of each cue in a tagged line."""
    analysis = docs.analysed(line)
    finder = CueFinder(analysis)
    found = [cue for sentence in analysis.sentences for cue in finder.cues(sentence)]
    return [(" ".join(analysis.words[i] for i in cue.tokens), cue) for cue in found]


@pytest.mark.parametrize(
    ("line", "words", "lemma"),
    [
        ("Wendt sagte , der Damm liege .", "sagte", "sagen"),
        ("„ Ja “ , sagte Wendt .", "sagte", "sagen"),
        ("Wendt teilte mit/PTKVZ , der Damm liege .", "teilte mit", "mitteilen"),
        ("Wendt teilte am Montag/NN nach der Sitzung/NN mit/PTKVZ , der Damm liege .", "teilte mit", "mitteilen"),
        ("Wendt teilte , nachdem/KOUS er kam/VVFIN , mit/PTKVZ , dass der Damm liege .", "teilte mit", "mitteilen"),
        pytest.param(
            "Wendt teilte , was keiner/PIS wusste/VVFIN , mit/PTKVZ , dass der Damm liege .",
            "teilte mit",
            "mitteilen",
            marks=pytest.mark.xfail(strict=True, reason="a w-clause parts verb and particle"),
        ),
        ("Wie Wendt mitteilte/VVFIN , hielt/VVFIN der Damm .", "mitteilte", "mitteilen"),
        ("Wendt hat gesagt , der Damm liege .", "hat gesagt", "sagen"),
        ("Wendt hatte/VAFIN am Montag/NN gesagt , der Damm liege .", "hatte gesagt", "sagen"),
        ("Wendt stellte/VVFIN klar , dass der Damm liege .", "stellte klar", "klarstellen"),
        ("Wendt verwies darauf , dass der Damm liege .", "verwies darauf", "verweisen"),
        ("Wendt zeigte/VVFIN sich/PRF überzeugt/ADJD , dass der Damm liege .", "zeigte sich überzeugt", "zeigen"),
        ("Wendt hat sich/PRF beklagt/VVPP , der Damm liege .", "hat sich beklagt", "beklagen"),
        ("Wendt gab/VVFIN bekannt/ADJD , dass der Damm liege .", "gab bekannt", "geben"),
        ("Wendt gab/VVFIN zu/PTKZU bedenken/VVINF , dass der Damm liege .", "gab zu bedenken", "geben"),
        ("Wendt wollte/VMFIN wissen/VVINF , ob der Damm liege .", "wollte wissen", "wollen"),
    ],
)
def test_cues(line: str, words: str, lemma: str) -> None:
    found = cues_of(line)
    assert words in [text for text, _ in found]
    cue = next(cue for text, cue in found if text == words)
    assert cue.entry.lemma == lemma
    assert cue.first == min(cue.tokens)
    assert cue.last == max(cue.tokens)
    assert not cue.passive
    assert not cue.reported


def test_the_pronoun_of_another_verb_is_no_cue_word() -> None:
    assert [text for text, _ in cues_of("Wendt sagte am Damm/NN , der sich/PRF senke , er komme .")] == ["sagte"]


def test_a_passive_cue() -> None:
    ((text, cue),) = cues_of("Von der Opposition wurde eingewandt/VVPP , der Damm sei weich .")
    assert text == "wurde eingewandt"
    assert cue.passive


def test_a_cue_that_is_reported_itself() -> None:
    found = cues_of("Wendt sagte , die Chefin habe gesagt , der Damm liege .")
    assert [(text, cue.reported) for text, cue in found] == [("sagte", False), ("habe gesagt", True)]


@pytest.mark.parametrize(
    "line",
    [
        "Der Damm liegt/VVFIN .",
        "Der Damm ist alt .",
        "Wendt kam/VVFIN am Montag/NN .",
        "Die Forderung/NN von Wendt .",
        ".",
    ],
)
def test_no_cues(line: str) -> None:
    assert cues_of(line) == []


def test_a_cue_inside_of_an_utterance_is_none() -> None:
    assert [text for text, _ in cues_of("„ Er sagte : Nein . “ , rief/VVFIN Wendt .")] == ["rief"]


def test_one_cue_for_each_finite_verb() -> None:
    line = "Wendt sagte und betonte/VVFIN , der Damm liege ."
    assert [text for text, _ in cues_of(line)] == ["sagte", "betonte"]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("Die Studie/NN zeigt/VVFIN , dass der Damm hält .", ["zeigt"]),
        ("Der Damm hält , zeigt/VVFIN eine Umfrage/NN der Zunft/NN .", ["zeigt"]),
        ("Die Zunft/NN zeigt/VVFIN eine Studie/NN .", []),
        ("Im/APPRART Bericht/NN zeigt/VVFIN Wendt Bilder/NN .", []),
        ("Sie zeigt/VVFIN die Studie/NN .", []),
    ],
)
def test_some_verbs_report_what_a_document_says(line: str, words: list[str]) -> None:
    assert [word for word, cue in cues_of(line) if cue.entry.documented] == words


def test_a_particle_behind_a_verb_final_frame_is_not_its_own() -> None:
    line = "Die Bank/NN ziehe/VVFIN sich/PRF , wie/KOKOM Wendt sagte , nach Jahren/NN zurück/PTKVZ ."
    assert docs.told(line) == [("indirect", "Die Bank ziehe sich … nach Jahren zurück", "Wendt")]
