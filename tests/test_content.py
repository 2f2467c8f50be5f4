"""Content clauses: what goes on with them, and what is no content."""

from __future__ import annotations

import pytest

import docs
from claimx.content import names_something, resumes, text_range


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("Ihr/PPOSAT Motto/NN :", True),
        ("Das Thema/NN des Abends/NN lautet/VVFIN :", True),
        ("So lautet/VVFIN der Titel/NN :", True),
        ("Ihr/PPOSAT Fazit/NN :", False),
        ("Die Wirtin/NN nannte/VVFIN den Titel/NN :", False),
        ("So ging/VVFIN es weiter/PTKVZ :", False),
        ("", False),
    ],
)
def test_what_something_is_called(line: str, named: bool) -> None:
    analysis = docs.analysed(line)
    assert names_something(analysis, 0, len(analysis.words)) is named


@pytest.mark.parametrize(
    ("rest", "goes_on"),
    [
        ("wohl/ADV aber/KON Respekt/NN", True),
        (
            "sondern/KON Respekt/NN",
            True,
        ),
        ("zumindest/ADV im Sommer/NN", True),
        ("und/KON zwar/ADV seit/APPR Jahren/NN", True),
        ("weil/KOUS der Damm hält/VVFIN", True),
        ("als/KOUS der Damm brach/VVFIN", False),
        ("während/KOUS der Damm brach/VVFIN", False),
        ("der Deichgraf/NN", False),
        ("am Montag/NN", False),
    ],
)
def test_an_afterthought_goes_on_with_the_content(rest: str, goes_on: bool) -> None:
    analysis = docs.analysed(f"Angst/NN habe er keine , sagte Wendt , {rest} .")
    content, _, after = analysis.sentences[0].segments
    assert resumes(analysis, content, after) is goes_on


@pytest.mark.parametrize(
    ("line", "text"),
    [
        (", der Damm hält .", "der Damm hält"),
        ("– Hält der Damm ?", "Hält der Damm?"),
        ("¶ der Damm ¶", "der Damm"),
        (", .", ""),
    ],
)
def test_a_range_without_what_separates_it(line: str, text: str) -> None:
    analysis = docs.analysed(line)
    assert analysis.text(*text_range(analysis, 0, len(analysis.words))) == text
