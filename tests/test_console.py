from __future__ import annotations

import dataclasses
import io

import pytest
from conftest import TEXT, example_claims, make_claim, make_document, speaker
from hypothesis import given
from hypothesis import strategies as st

from claimx.console import draw_documents, output_console, show
from claimx.messages import counted
from claimx.records import Document


def drawn(*documents: Document, width: int = 80) -> str:
    console = output_console(io.StringIO())
    console.width = width
    with console.capture() as captured:
        draw_documents(documents, console)
    return captured.get()


def test_wide_table_has_a_column_for_each_field(document: Document) -> None:
    lines = drawn(document, width=120).splitlines()
    assert lines[0].strip() == "deich.txt · 2025-03-12 · 2 claims"
    assert lines[2].split() == ["#", "Speaker", "Quote", "Cue", "Via", "Type", "Conf."]
    assert lines[4].split() == ["1", "Petra", "Vogt", "„Der", "Deich", "hält“", "sagte", "direct", "0.90"]
    assert lines[5].strip() == "Bürgermeisterin"
    assert lines[7].split()[-4:] == ["Laut", "dpa", "indirect", "0.60"]


def test_80_columns_have_type_and_cue_below_the_quote(document: Document) -> None:
    lines = [line.split() for line in drawn(document, width=80).splitlines()]
    assert ["#", "Speaker", "Quote"] in lines
    assert ["Bürgermeisterin", "direct", "·", "sagte", "·", "0.90"] in lines
    assert ["via", "dpa", "indirect", "·", "Laut", "·", "0.60"] in lines


def test_narrow_terminals_get_a_stack(document: Document) -> None:
    lines = [line.strip() for line in drawn(document, width=40).splitlines()]
    begin = lines.index("1  Petra Vogt")
    assert lines[begin + 1 : begin + 4] == ["Bürgermeisterin", "„Der Deich hält“", "direct · sagte · 0.90"]


def test_long_quotes_are_never_cut(document: Document) -> None:
    quote = "Donaudampfschifffahrtsgesellschaftskapitänsmützenfabrik " * 6
    claim = make_claim(quote, (quote,), type="indirect_free_indirect")
    for width in (30, 80, 140):
        shown = drawn(make_document(claim), width=width)
        assert "…" not in shown
        words = "".join(shown.split())
        assert words.count("Donau") == 6


def test_nested_claims_name_the_row_they_stand_in() -> None:
    outer, inner = example_claims()
    inner = dataclasses.replace(inner, parent=outer.id)
    assert "indirect in 1" in drawn(make_document(outer, inner))


def test_a_parent_that_was_filtered_out_is_not_named() -> None:
    claim = dataclasses.replace(example_claims()[1], parent="0" * 16)
    assert " in " not in drawn(make_document(claim)).replace("in 80", "")


def test_no_speaker_and_no_claims() -> None:
    assert "unnamed" in drawn(make_document(make_claim()))
    assert drawn(make_document()).strip() == "deich.txt · 2025-03-12 · no claims"


def test_markup_and_controls_of_the_text_are_only_text() -> None:
    named = speaker(TEXT, "Petra Vogt", "[red]Petra[/red] :boom:", "Chefin\x1b[2J")
    shown = drawn(make_document(make_claim(speaker=named), source="[b]x[/b].txt"))
    assert "[red]Petra[/red]" in shown
    assert ":boom:" in shown
    assert "[b]x[/b].txt" in shown
    assert "\x1b" not in shown


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Zu\u00adfall", "Zufall"), ("a\n b\t\u00a0c", "a b c"), ("\x9b31m!\u202e", "31m!"), ("", "")],
)
def test_show(text: str, expected: str) -> None:
    assert show(text) == expected


@pytest.mark.parametrize(("count", "expected"), [(0, "no texts"), (1, "1 text"), (2, "2 texts")])
def test_counted(count: int, expected: str) -> None:
    assert counted(count, "text") == expected


@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=80), st.integers(12, 130))
def test_any_text_is_drawn_within_the_width(text: str, width: int) -> None:
    claim = make_claim(text, (text,), speaker=speaker(text, text, text, text))
    from rich.cells import cell_len

    lines = drawn(make_document(claim, source=text), width=width).split("\n")
    assert max(map(cell_len, lines)) <= width
