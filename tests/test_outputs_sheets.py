from __future__ import annotations

import datetime
import re
import zipfile
from pathlib import Path

import pytest
from conftest import example_claims, make_claim, make_document

from claimx.errors import RecordError
from claimx.outputs import sheets
from claimx.outputs.columns import COLUMNS
from claimx.outputs.sheets import CELL_LIMIT, cell_text, read
from claimx.outputs.target import write_target
from claimx.records import Document, Failure

openpyxl = pytest.importorskip("openpyxl")
pytest.importorskip("xlsxwriter")
FAILURES = [Failure(f"=fort{n}.txt", "input-missing", f"=fort{n}.txt: there is no such file.") for n in range(3)]


def with_quote(quote: str) -> Document:
    return make_document(make_claim(quote, (quote,)), text=quote)


def test_sheets_columns_and_types(document: Document, tmp_path: Path) -> None:
    write_target(tmp_path / "a.xlsx", "xlsx", [document, FAILURES[0]])
    workbook = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert workbook.sheetnames == ["claims", "failures"]
    header, first, second = workbook["claims"].iter_rows(values_only=True)
    assert header == COLUMNS
    assert dict(zip(COLUMNS, first, strict=True))["speaker"] == "Petra Vogt"
    assert second[COLUMNS.index("start")] == document.claims[1].quote.spans[0].start
    assert second[COLUMNS.index("confidence")] == 0.6
    assert list(workbook["failures"].iter_rows(values_only=True))[1] == tuple(FAILURES[0].to_dict().values())
    assert workbook["claims"].freeze_panes == "A2"


@pytest.mark.parametrize(
    "text",
    [
        "=HYPERLINK(1)",
        "=1+1",
        "{=A1}",
        "https://example.org/",
        "mailto:a@example.org",
        "internal:claims!A1",
        "+49 30",
        "-2",
        "@SUM(1)",
        "12",
        "#N/A",
        " ",
        "a\tb\nc",
        "_x0041_",
        "<r><t>x</t></r>!",
        "]]></t>",
    ],
)
def test_a_cell_is_its_text_and_nothing_else(text: str, tmp_path: Path) -> None:
    write_target(tmp_path / "a.xlsx", "xlsx", [with_quote(text)])
    cell = openpyxl.load_workbook(tmp_path / "a.xlsx")["claims"].cell(2, COLUMNS.index("quote") + 1)
    assert cell.data_type in ("s", "inlineStr")
    assert cell.hyperlink is None
    with zipfile.ZipFile(tmp_path / "a.xlsx") as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode("utf-8")
        assert not any("hyperlink" in name for name in archive.namelist())
    assert "<f>" not in sheet
    (back,) = read(tmp_path / "a.xlsx")
    assert isinstance(back, Document)
    assert back.claims[0].quote.text == text


def test_markup_of_the_format_itself_stays_text(tmp_path: Path) -> None:
    text = '<r></t></is></c><c r="A9"><f>1+1</f></c></r>'
    write_target(tmp_path / "a.xlsx", "xlsx", [with_quote(text)])
    (back,) = read(tmp_path / "a.xlsx")
    assert isinstance(back, Document)
    assert back.claims[0].quote.text == text + " "
    with zipfile.ZipFile(tmp_path / "a.xlsx") as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")


def test_control_characters_do_not_reach_a_cell() -> None:
    assert cell_text("rot \x1b[31m\x00tot\u202e\x9b\ufffe\uffff\ud800") == ("rot [31mtot\ufffd", False)
    assert cell_text("a\r\nb\rc") == ("a\nb\nc", False)


@pytest.mark.parametrize("letter", ["a", "ü", "😀"])
def test_a_text_too_long_for_a_cell_is_cut_and_counted(letter: str, tmp_path: Path) -> None:
    fits = letter * (2 * CELL_LIMIT // len(letter.encode("utf-16-le")))
    assert cell_text(fits) == (fits, False)
    cut, shortened = cell_text(fits + "bb")
    assert shortened
    assert cut.endswith(f"{letter}…")
    assert CELL_LIMIT - 2 < len(cut.encode("utf-16-le")) / 2 <= CELL_LIMIT
    counts = write_target(tmp_path / "a.xlsx", "xlsx", [with_quote(fits + "bb")])
    assert counts.shortened == 2  # the quote, and the sentence that is no longer than it
    (back,) = read(tmp_path / "a.xlsx")
    assert isinstance(back, Document)
    assert back.claims[0].quote.text == cut


@pytest.mark.parametrize(
    ("count", "names"),
    [(0, ["claims"]), (2, ["claims"]), (3, ["claims", "claims 2"]), (5, ["claims", "claims 2", "claims 3"])],
)
def test_rows_without_room_go_on_in_a_further_sheet(
    count: int, names: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheets, "ROW_LIMIT", 3)
    documents = [make_document(make_claim(), source=f"{n}.txt") for n in range(count)]
    write_target(tmp_path / "a.xlsx", "xlsx", [*documents, *FAILURES])
    workbook = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert workbook.sheetnames == [*names, "failures", "failures 2"]
    assert {sheet.max_row for sheet in workbook} <= {1, 2, 3}
    assert {sheet.cell(1, 1).value for sheet in workbook} == {"source"}
    back = list(read(tmp_path / "a.xlsx"))
    assert back[count:] == FAILURES
    assert [d.document.source for d in back[:count] if isinstance(d, Document)] == [f"{n}.txt" for n in range(count)]


def test_what_a_hand_in_excel_changes_is_still_read(document: Document, tmp_path: Path) -> None:
    write_target(tmp_path / "a.xlsx", "xlsx", [document])
    workbook = openpyxl.load_workbook(tmp_path / "a.xlsx")
    sheet = workbook["claims"]
    for name, value in {
        "published": datetime.datetime(2025, 3, 13),
        "confidence": 1,
        "start": 0.0,
        "role": 7,
        "cue": None,
    }.items():
        sheet.cell(2, COLUMNS.index(name) + 1).value = value
    sheet.cell(1, 20).value = "Notiz"
    sheet.cell(2, 20).value = "geprüft"
    workbook.create_sheet("Notizen")
    workbook.save(tmp_path / "b.xlsx")
    first, _ = read(tmp_path / "b.xlsx")
    assert isinstance(first, Document)
    assert (first.document.published, first.claims[0].confidence, first.claims[0].cue) == ("2025-03-13", 1.0, None)
    assert first.claims[0].speaker is not None
    assert first.claims[0].speaker.role == "7"


def test_another_workbook_is_one_sentence(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    workbook.save(tmp_path / "a.xlsx")
    with pytest.raises(RecordError, match=r"a\.xlsx: has no sheet 'claims'"):
        list(read(tmp_path / "a.xlsx"))
    workbook.active.title = "claims"
    workbook.active.append(["Name", "Ort"])
    workbook.save(tmp_path / "a.xlsx")
    with pytest.raises(RecordError, match=r"a\.xlsx, sheet claims: has no column 'source'"):
        list(read(tmp_path / "a.xlsx"))


def test_a_broken_row_is_named(document: Document, tmp_path: Path) -> None:
    write_target(tmp_path / "a.xlsx", "xlsx", [document])
    workbook = openpyxl.load_workbook(tmp_path / "a.xlsx")
    workbook["claims"].cell(3, COLUMNS.index("type") + 1).value = "laut"
    workbook.save(tmp_path / "a.xlsx")
    with pytest.raises(RecordError, match=re.escape("a.xlsx, sheet claims, row 3: Claim.type: 'laut' is none of")):
        list(read(tmp_path / "a.xlsx"))


def test_the_file_says_no_time_of_today(tmp_path: Path) -> None:
    write_target(tmp_path / "a.xlsx", "xlsx", [make_document(*example_claims())])
    with zipfile.ZipFile(tmp_path / "a.xlsx") as archive:
        assert {info.date_time[0] for info in archive.infolist()} == {1980}
        assert b"2000-01-01T00:00:00Z" in archive.read("docProps/core.xml")
