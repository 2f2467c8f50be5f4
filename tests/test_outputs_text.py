from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from conftest import example_claims, make_claim, make_document
from hypothesis import given, settings
from hypothesis import strategies as st

from claimx.errors import RecordError
from claimx.outputs import text
from claimx.outputs.text import json_objects, read_documents, read_failures
from claimx.outputs.writers import WRITERS, escape_markdown, one_line
from claimx.records import Document


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


def in_format(name: str, *documents: Document) -> str:
    return "".join(WRITERS[name](documents))


DOCUMENTS = [make_document(*example_claims(), source=f"{n}.txt") for n in range(3)]


@pytest.mark.parametrize("indent", [None, 0, 2, 8])
@pytest.mark.parametrize("ascii_only", [True, False])
@pytest.mark.parametrize("size", [1, 7, 1000])
def test_json_however_it_is_laid_out(
    indent: int | None, ascii_only: bool, size: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(text, "_READ", size)
    plain = json.dumps([d.to_dict() for d in DOCUMENTS], indent=indent, ensure_ascii=ascii_only)
    path = write(tmp_path, "a.json", f"\ufeff \r\n{plain}\n\n")
    assert list(read_documents(path, "json")) == DOCUMENTS


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
)


@settings(max_examples=40)
@given(
    items=st.lists(st.dictionaries(st.text(), values, max_size=4) | st.lists(values), max_size=4),
    size=st.integers(1, 50),
)
def test_any_array_in_any_pieces(items: list[object], size: int, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = write(tmp_path_factory.getbasetemp(), "any.json", json.dumps(items, ensure_ascii=True))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(text, "_READ", size)
        assert [value for _, value in json_objects(path)] == items


def test_what_is_read_of_json_is_no_more_than_is_asked_for(tmp_path: Path) -> None:
    path = write(tmp_path, "a.json", in_format("json", *DOCUMENTS)[:-2] + "X" * 100_000)
    assert next(read_documents(path, "json")) == DOCUMENTS[0]


def spoilt(name: str, old: str, new: str) -> str:
    content = in_format(name, *DOCUMENTS)
    assert old in content
    return content.replace(old, new, 1)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("json", "", "line 1: should have a '['"),
        ("json", "[\n", "line 2: is no JSON"),
        ("json", "[1]", r"line 1: Document: expected an object"),
        ("json", '[\n\n{"a" 1}]', "line 3: is no JSON"),
        ("json", in_format("json", DOCUMENTS[0])[:-2] + "\n,\n]", ": is no JSON"),
        ("json", "[]\nx", "line 2: goes on after the end"),
        ("json", in_format("json", DOCUMENTS[0])[:-2] + "{}]", ": should have a ']'"),
        ("json", "[" * 100_000, "line 1: cannot be read as JSON"),
        ("json", "[" + "9" * 10_000 + "]", "line 1: "),
        ("json", '["' + "a" * 100_000, "line 1: is no JSON"),
        ("json", spoilt("json", '"direct"', '"laut"'), "line 2: Document.claims[0].type: 'laut' is none of"),
        ("jsonl", "{", "line 1: is no JSON"),
        ("jsonl", "[]", "line 1: is no JSON object"),
        ("jsonl", "{}", "line 1: field 'source' is missing"),
        ("jsonl", "[" * 100_000, "line 1: is no JSON"),
        ("jsonl", '{"source": 1, "published": null}', "line 1: DocumentInfo.source: expected str"),
        ("jsonl", "\n" + spoilt("jsonl", '"start"', '"beginn"'), "line 2: Claim"),
        ("csv", "source,published\na,b\n", "line 1: has no column 'id'"),
        ("csv", "", "a.csv: has no column 'source'"),
        ("csv", spoilt("csv", ",direct,", ",laut,"), "line 2: Claim.type: 'laut' is none of"),
        ("csv", spoilt("csv", ",0.9,", ",viel,"), "line 2: 'viel' in the column 'confidence' is no number"),
        ("csv", spoilt("csv", ",direct,", ",direct,,"), "line 2: has 16 cells under 15 columns"),
        ("csv", in_format("csv", *DOCUMENTS) + '"offen\n\n', "line 8: is no row of a table"),
        ("tsv", spoilt("tsv", "\t0.9\t", "\t0.9 \tx\t"), "line 2: has 16 cells"),
        ("md", "# Titel\n", "line 1: is no row of a table"),
        ("md", spoilt("md", "| --- ", "| x "), "line 2: is no row of a table"),
        ("md", "| source |\n| --- |\n| a |\n", "line 1: has no column 'published'"),
        ("md", in_format("md", *DOCUMENTS) + "Ende.\n", "line 9: is no row of a table"),
        ("csv", in_format("csv", *DOCUMENTS).encode() + b"\xff", "is damaged, or no text in UTF-8"),
    ],
)
def test_what_is_not_ours_names_file_and_line(name: str, content: str | bytes, message: str, tmp_path: Path) -> None:
    path = write(tmp_path, f"a.{name}", content)
    with pytest.raises(RecordError) as raised:
        list(read_documents(path, name))
    assert message in str(raised.value)
    assert str(raised.value).startswith(str(path))
    assert len(str(raised.value)) < 400


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("md", "|" + "\\|" * 200_000),
        ("md", "|" + "\\" * 400_001),
        ("json", "[" + '"\\u00e4' * 100_000),
        ("csv", '"' * 400_000),
    ],
)
def test_hostile_text_takes_no_time(name: str, content: str, tmp_path: Path) -> None:
    path = write(tmp_path, f"a.{name}", content)
    begin = time.process_time()
    with pytest.raises(RecordError):
        list(read_documents(path, name))
    assert time.process_time() - begin < 3


def test_a_line_longer_than_any_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text, "_LIMIT", 1000)
    path = write(tmp_path, "a.jsonl", "{" + " " * 2000 + "}")
    with pytest.raises(RecordError, match="line 1: is longer than any of claimx"):
        list(read_documents(path, "jsonl"))


def test_a_long_quotation_in_csv(tmp_path: Path) -> None:
    quote = "Es regnet. " * 30_000
    document = make_document(make_claim(quote, (quote,)), text=quote)
    (back,) = read_documents(write(tmp_path, "a.csv", in_format("csv", document)), "csv")
    assert back.claims[0].quote.text == quote


def test_columns_may_be_moved_and_added(tmp_path: Path) -> None:
    lines = [line.split(",") for line in in_format("csv", make_document(make_claim())).splitlines()]
    moved = [
        [extra, *reversed(cells)] for extra, cells in zip(("Notiz", "gut"), lines, strict=True) if len(cells) == 15
    ]
    path = write(tmp_path, "a.csv", "\n".join(",".join(cells) for cells in moved))
    assert [d.document.source for d in read_documents(path, "csv")] == ["deich.txt"] * (len(moved) - 1)


def test_neighbours_of_one_source_are_one_document(tmp_path: Path) -> None:
    a, b = DOCUMENTS[:2]
    path = write(tmp_path, "a.jsonl", in_format("jsonl", a, b, a))
    assert [(d.document.source, len(d.claims)) for d in read_documents(path, "jsonl")] == [
        ("0.txt", 2),
        ("1.txt", 2),
        ("0.txt", 2),
    ]


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_markdown_is_unescaped(cell: str) -> None:
    assert text._markdown_cells(f" {escape_markdown(cell)} | x |") == [one_line(cell), "x"]


def test_failures_need_their_columns(tmp_path: Path) -> None:
    path = write(tmp_path, "a.failures.csv", "source,message\na,b\n")
    with pytest.raises(RecordError, match="line 1: has no column 'slug'"):
        list(read_failures(path, "csv"))
