"""Labels of the model set right by what the rules and the grammar see, on Docs built by hand."""

from __future__ import annotations

import numpy as np
import pytest

import docs
from claimx.engine import find_drafts
from claimx.hybrid import Reviser
from claimx.phrases import PhraseReader
from claimx.quotation_model import LETTERS, QuotationModel
from claimx.roles import RoleFinder

FREE = LETTERS["indirect_free_indirect"]


def reviser(line: str) -> Reviser:
    """A reviser without a model that has read a tagged line."""
    analysis = docs.analysed(line)
    reader = PhraseReader(analysis)
    made = Reviser(analysis, reader, RoleFinder(analysis, reader), None)
    made.read([])
    return made


def test_a_frame_parts_what_is_said_with_it_from_what_is_said_before() -> None:
    line = "Er zögere/VVFIN . Der Damm sei weich , so Kern ."
    made = reviser(line)
    labels = [f"B-{FREE}", f"I-{FREE}", f"I-{FREE}"]
    drafts = find_drafts(made.a, made.reader, made.roles)
    assert made._with_frames(labels, drafts) == [f"B-{FREE}", f"B-{LETTERS['indirect']}", "<"]
    assert made._with_frames(["O"] * 3, drafts) == ["O"] * 3


@pytest.mark.parametrize(("likely", "kept"), [(0.5, True), (0.1, False)])
def test_a_continuation_that_the_model_only_doubts_is_kept(likely: float, kept: bool) -> None:
    made = reviser("„ Er hält “ , sagte Kern . Der Damm sei weich .")
    columns = {"quote": [1], "begin": [1], "inside": [], **{letter: [1] for letter in LETTERS.values()}}
    made.model = QuotationModel(["O", "B-M"], {}, np.zeros((0, 2)), np.zeros((2, 2)), {})
    made.model.columns = columns
    made.chances = np.array([[1 - likely, likely]] * len(made.units))
    drafts = [d for d in find_drafts(made.a, made.reader, made.roles) if d.rule == "continuation"]
    assert len(drafts) == 1
    assert list(made._doubted(drafts, [])) == (drafts if kept else [])
    assert list(made._doubted(drafts, drafts)) == []


@pytest.mark.parametrize(
    ("middle", "cut"),
    [
        ("Die Anwältin/NN forderte/VVFIN das nicht/PTKNEG ein/PTKVZ .", True),
        ("Das/PDS sei falsch/ADJD .", False),
        ("Die Preise/NN stiegen/VVFIN .", False),  # a second subjunctive, too
    ],
)
def test_the_narrators_sentence_parts_speech_that_goes_on(middle: str, cut: bool) -> None:
    made = reviser(f"Er habe nichts/PIS gewusst/VVPP . {middle} Er sei müde/ADJD .")
    labels = [f"B-{FREE}", f"I-{FREE}", f"I-{FREE}"]
    wanted = [f"B-{FREE}", "O", f"B-{FREE}"] if cut else labels
    assert len(made.units) == len(labels)
    assert made._without_narration(labels) == wanted
