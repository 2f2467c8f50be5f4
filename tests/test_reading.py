from __future__ import annotations

import dataclasses
import io
import re

from conftest import TEXT, example_claims, make_claim, make_document, speaker
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from claimx.reading import draw_article
from claimx.records import Document


def drawn(document: Document, text: str = TEXT, width: int = 80, color_system: str | None = None) -> str:
    console = Console(
        file=io.StringIO(),
        width=width,
        color_system=color_system,  # type: ignore[arg-type]
        force_terminal=color_system is not None,
        highlight=False,
        markup=False,
    )
    with console.capture() as captured:
        draw_article(document, text, console)
    return captured.get()


def test_80_columns_have_the_notes_in_the_margin(document: Document) -> None:
    lines = drawn(document).splitlines()
    assert lines[0] == "deich.txt · 2025-03-12 · 2 claims"
    assert lines[1] == "[1 …] quotation and its note · direct 1 · indirect 1"
    assert lines[3].split("   ")[0] == "[1 „Der Deich hält“], sagte Bürgermeisterin Petra"
    assert [" ".join(line[54:].split()) for line in lines[3:8]] == [
        "1 Petra Vogt,",
        "Bürgermeisterin",
        "direct · sagte · 0.90",
        "2 Land",
        "indirect · Laut · via",
    ]


def test_40_columns_have_the_notes_below(document: Document) -> None:
    lines = drawn(document, width=40).splitlines()
    first = next(i for i, line in enumerate(lines) if line.startswith("  1 "))
    assert [line.strip() for line in lines[first : first + 4]] == [
        "1 Petra Vogt, Bürgermeisterin",
        "direct · sagte · 0.90",
        "2 Land",
        "indirect · Laut · via dpa · 0.60",
    ]


def test_a_role_is_given_once() -> None:
    direct, _ = example_claims()
    again = make_claim(quote=("er werde bis Mai erhöht",), type="indirect", speaker=direct.speaker)
    assert drawn(make_document(direct, again)).count("Bürgermeisterin") == 2  # the text, and the first note


def test_nested_quotes_have_nested_brackets() -> None:
    outer = make_claim(quote=("Der Deich hält",), type="indirect")
    inner = dataclasses.replace(make_claim(quote=("Deich",)), parent=outer.id)
    shown = drawn(make_document(outer, inner))
    assert "„[1 Der [2 Deich] hält]“" in shown
    assert "direct in 1" in shown


def test_a_quote_in_two_spans_has_its_number_at_both() -> None:
    shown = drawn(make_document(make_claim(quote=("Der Deich", "plant das Land"))))
    assert "[1 Der Deich]" in shown
    assert "[1 plant das Land]" in " ".join(shown.split())


def test_colours_say_the_same_as_the_brackets(document: Document) -> None:
    coloured = drawn(document, color_system="standard")
    assert "\x1b[32m„Der Deich hält“\x1b[0m" in coloured
    assert coloured.count("\x1b[32mdirect\x1b[0m") == 2  # the legend and the note, as strong as the text
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == drawn(document)


def test_no_claims() -> None:
    lines = drawn(make_document(), "Nichts.").splitlines()
    assert [line.strip() for line in lines] == ["deich.txt · 2025-03-12 · no claims", "", "Nichts."]


def test_markup_and_controls_of_the_text_are_only_text() -> None:
    text = "„[red]Ja[/red]“ :boom: \x1b[2J\u202e sagte sie."
    named = speaker(text, "sie", "[b]Sie[/b]", "\x1b[1mChefin")
    shown = drawn(make_document(make_claim(text, ("„[red]Ja[/red]“",), speaker=named)), text)
    assert "[1 „[red]Ja[/red]“] :boom: [2J sagte sie." in shown
    assert "[b]Sie[/b]" in shown
    assert "\x1b" not in shown


@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=120), st.integers(24, 130))
def test_any_text_is_drawn_within_the_width(text: str, width: int) -> None:
    claim = make_claim(text, (text,), speaker=speaker(text, text, text, text))
    shown = drawn(make_document(claim, source=text), text, width)
    assert max(map(cell_len, shown.split("\n"))) <= width
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", shown)
