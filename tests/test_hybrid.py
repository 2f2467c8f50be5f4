"""Labels of the model set right by what the rules and the grammar see, on Docs built by hand."""

from __future__ import annotations

import pytest

import docs
from claimx.hybrid import Reviser
from claimx.phrases import PhraseReader
from claimx.quotation_model import LETTERS
from claimx.roles import RoleFinder

FREE = LETTERS["indirect_free_indirect"]


def reviser(line: str) -> Reviser:
    """A reviser without a model that has read a tagged line."""
    analysis = docs.analysed(line)
    reader = PhraseReader(analysis)
    made = Reviser(analysis, reader, RoleFinder(analysis, reader), None)
    made.read([])
    return made


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
