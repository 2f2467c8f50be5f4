from __future__ import annotations

from importlib import resources

import pytest

from claimx import lexicon
from claimx.lexicon import LexiconError

SAMPLE = "# a comment\n\nform\tends\nbzw.\tno\n# another\nusw.\tmaybe\n"


def test_rows_are_mappings_from_column_to_cell():
    rows = lexicon.parse(SAMPLE, "de/sample.tsv")
    assert [dict(row) for row in rows] == [{"form": "bzw.", "ends": "no"}, {"form": "usw.", "ends": "maybe"}]


def test_rows_cannot_be_changed():
    (row, _) = lexicon.parse(SAMPLE, "de/sample.tsv")
    with pytest.raises(TypeError):
        row["form"] = "x"  # type: ignore[index]


def test_line_ends_of_windows_are_accepted():
    assert len(lexicon.parse(SAMPLE.replace("\n", "\r\n"), "de/sample.tsv")) == 2


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("form\tends\nbzw.\n", "de/x.tsv, line 2: 1 cells instead of 2"),
        ("form\tends\n# ok\nbzw.\t\n", "de/x.tsv, line 3: a cell is empty"),
        ("form\tends\nbzw. \tno\n", "line 2: a cell is empty or has blanks around it"),
        ("form\tends\na\tno\nb\tno\na\tno\n", "line 4: 'a' already stands in line 2"),
        ("form\tform\n", "line 1: column names"),
        ("two words\tends\n", "line 1: column names"),
        ("word\tends\n", "line 1: there is no column 'form'"),
        ("# nothing\n", "de/x.tsv: there is no line with column names"),
    ],
)
def test_broken_lines_are_named(text, message):
    with pytest.raises(LexiconError, match=message.replace("(", r"\(")):
        lexicon.parse(text, "de/x.tsv", key="form")


def test_a_missing_file_is_named():
    with pytest.raises(LexiconError, match=r"de/nowhere\.tsv"):
        lexicon.read("nowhere")


def test_files_are_read_once():
    assert lexicon.read("quote_marks") is lexicon.read("quote_marks")


def test_index_and_words():
    rows = lexicon.read("abbreviations")
    assert lexicon.index("abbreviations", "form")["usw."]["ends"] == "maybe"
    assert {"usw.", "e.V."} <= lexicon.words(rows, "form", ends="maybe")


def test_every_data_file_can_be_read():
    folder = resources.files("claimx").joinpath("data", "de")
    names = [path.name.removesuffix(".tsv") for path in folder.iterdir() if path.name.endswith(".tsv")]
    assert names
    for name in names:
        assert lexicon.read(name), name
