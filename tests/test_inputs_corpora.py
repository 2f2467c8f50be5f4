"""Corpora: which columns are read, what a bad row costs, and damaged or hostile files."""

from __future__ import annotations

import csv
import datetime
import gzip
import io
import itertools
import json
import sys
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from input_files import TEXT

from claimx.inputs import corpora, rows, streams
from claimx.inputs.corpora import corpus_suffix, read_corpus
from claimx.inputs.options import InputOptions
from claimx.records import Article, Failure

Read = Callable[..., "list[Article | Failure]"]


@pytest.fixture
def read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Read:
    """Writes a file and reads it as a corpus, its source being the bare name."""
    monkeypatch.chdir(tmp_path)

    def run(name: str, data: bytes | str, **options: str) -> list[Article | Failure]:
        (tmp_path / name).write_bytes(data.encode() if isinstance(data, str) else data)
        return list(read_corpus(name, InputOptions(**options)))

    return run


def json_lines(*objects: Any) -> str:
    return "".join(json.dumps(item, ensure_ascii=False) + "\n" for item in objects)


def table(*lines: list[str], delimiter: str = ",") -> str:
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter).writerows(lines)
    return stream.getvalue()


def short(items: list[Article | Failure]) -> list[tuple[str, str]]:
    """Source and text of each article, source and slug of each failure."""
    return [(item.source, item.text if isinstance(item, Article) else item.slug) for item in items]


def packed(data: bytes, suffix: str) -> bytes:
    import zstandard

    return gzip.compress(data) if suffix == ".gz" else zstandard.ZstdCompressor().compress(data)


@pytest.mark.parametrize(
    ("name", "suffix"),
    [
        ("a.jsonl", ".jsonl"),
        ("a.NDJSON.zst", ".ndjson"),
        ("a.csv.gz", ".csv"),
        ("a.tsv", ".tsv"),
        ("a.parquet", ".parquet"),
        ("a.json", None),
        ("a.txt.gz", None),
        ("csv", None),
    ],
)
def test_which_files_are_corpora(name: str, suffix: str | None) -> None:
    assert corpus_suffix(name) == suffix


# --- columns ---------------------------------------------------------------------------------------


def test_columns_are_found_by_their_usual_names(read: Read) -> None:
    row = {
        "Artikel-Nr": 5,
        "ID": "n-1",
        "Titel": "Deich hält",
        "Datum": "7.8.2025",
        "Inhalt": TEXT,
        "Autoren": ["Anna Kern", "Jörg Weiß"],
        "Zeitung": "Küstenblatt",
    }
    article = Article("n-1", TEXT, "Deich hält", "2025-08-07", "Anna Kern, Jörg Weiß", "Küstenblatt")
    assert read("a.jsonl", json_lines(row)) == [article]


def test_columns_that_are_named(read: Read) -> None:
    row = {"text": "falsch", "id": "falsch", "roh": TEXT, "nr": 7, "tag": "2025-08-07T10:00", "kopf": "Deich"}
    names = {"text_field": "roh", "id_field": "nr", "date_field": "tag", "title_field": "kopf"}
    assert read("a.jsonl", json_lines(row), **names) == [Article("7", TEXT, "Deich", "2025-08-07")]


def test_without_an_id_the_place_is_the_source(read: Read) -> None:
    assert short(read("a.jsonl", '{"text": "Ja"}\n\n{"text": "Nein"}')) == [("a.jsonl#1", "Ja"), ("a.jsonl#3", "Nein")]
    assert short(read("a.csv", "text\nJa\n\nNein\n")) == [("a.csv#1", "Ja"), ("a.csv#2", "Nein")]


@pytest.mark.parametrize("value", [None, "", " ", [], {}, True, "x" * 2000])
def test_an_id_that_is_none_is_not_used(read: Read, value: object) -> None:
    assert short(read("a.jsonl", json_lines({"text": "Ja", "id": value}))) == [("a.jsonl#1", "Ja")]


def test_the_first_known_column_with_text_is_taken(read: Read) -> None:
    items = read("a.jsonl", json_lines({"body": "Nein", "text": "Ja"}, {"text": "", "body": "Doch"}))
    assert short(items) == [("a.jsonl#1", "Ja"), ("a.jsonl#2", "Doch")]


@pytest.mark.parametrize("name", ["a.jsonl", "a.csv"])
@pytest.mark.parametrize("option", ["text_field", "id_field", "date_field", "title_field"])
def test_a_wrong_column_is_one_failure_that_names_those_there_are(read: Read, name: str, option: str) -> None:
    data = json_lines(*[{"text": "Ja", "nr": "1"}] * 500) if name == "a.jsonl" else "text,nr\n" + "Ja,1\n" * 500
    sentence = f"{name}: has no column 'txet'; there are text, nr."
    assert read(name, data, **{option: "txet"}) == [Failure(name, "input-field", sentence)]


def test_no_column_that_holds_text(read: Read) -> None:
    (failure,) = read("a.csv", "nr;ort\n1;Kiel\n")
    assert isinstance(failure, Failure)
    sentence = "a.csv: has no column known to hold text; there are nr, ort; choose with --text-field."
    assert (failure.slug, failure.message) == ("input-field", sentence)


def test_many_columns_are_not_all_named(read: Read) -> None:
    (failure,) = read("a.jsonl", json_lines({f"s{i}": i for i in range(500)}))
    assert isinstance(failure, Failure)
    assert "s19 and 480 more;" in failure.message


# --- rows ------------------------------------------------------------------------------------------


def test_bad_lines_cost_themselves(read: Read) -> None:
    lines = [
        '{"text": "Ja"}',
        "kein JSON",
        "[1, 2]",
        '"text"',
        '{"text": 5}',
        '{"text": ["Ja"]}',
        '{"text": null}',
        '{"text": " "}',
        '{"inhalt": "Doch"}',
        '{"ort": "Kiel"}',
        "{" * 200_000,
        "[" * 200_000,
        '{"text": "Ja", "nr": ' + "9" * 10_000 + "}",
        '{"id": "n-14"}',
        '{"text": "\\ud800 Ja"}',
        '{"text": "Nein"}',
    ]
    found = [slug for _, slug in short(read("a.jsonl", "\n".join(lines)))]
    row, empty = "input-row", "input-empty"
    expected = ["Ja", row, row, row, row, row, empty, empty, "Doch", row, row, row, row, row, "\ufffd Ja", "Nein"]
    assert found == expected


def test_a_failure_says_where_and_what(read: Read) -> None:
    items = read("a.jsonl", '{"text": "Ja"}\n{"id": "n-2", "ort": "Kiel"}\n{"text": 5}\nx\n')
    assert [item.message for item in items if isinstance(item, Failure)] == [
        "a.jsonl#2: has no text; there are id, ort.",
        "a.jsonl#3: holds something else than text where the text should be.",
        "a.jsonl#4: is no JSON (Expecting value).",
    ]
    assert items[1].source == "n-2"


@pytest.mark.parametrize(("name", "delimiter"), [("a.csv", ","), ("a.csv", ";"), ("a.csv", "\t"), ("a.tsv", "\t")])
def test_tables(read: Read, name: str, delimiter: str) -> None:
    data = table(["id", "text"], ["1", 'Er sagte: "Ja,\r\nja; nein."'], ["2", "a\tb"], delimiter=delimiter)
    assert short(read(name, data)) == [("1", 'Er sagte: "Ja,\r\nja; nein."'), ("2", "a\tb")]


def test_rows_of_another_length(read: Read) -> None:
    items = read("a.csv", "id,text\n1,Ja\n2\n3,Ja,nein\n4,Nein\n")
    assert short(items) == [("1", "Ja"), ("a.csv#2", "input-row"), ("a.csv#3", "input-row"), ("4", "Nein")]
    assert isinstance(items[1], Failure)
    assert items[1].message == "a.csv#2: has 1 cells instead of 2."


def test_a_quotation_mark_that_is_never_closed(read: Read) -> None:
    items = read("a.csv", 'id,text\n1,Ja\n2,"Nein\n3,Doch\n')
    assert short(items) == [("1", "Ja"), ("a.csv#2", "input-row")]
    assert isinstance(items[1], Failure)
    assert items[1].message == "a.csv#2: has a quotation mark that is never closed."


def test_formulas_are_just_text(read: Read) -> None:
    assert short(read("a.csv", 'id,text\n=1+1,"=HYPERLINK(""x"")"\n')) == [("=1+1", '=HYPERLINK("x")')]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1252"])
@pytest.mark.parametrize("name", ["a.jsonl", "a.csv"])
def test_encodings(read: Read, name: str, encoding: str) -> None:
    data = json_lines({"text": TEXT}) if name == "a.jsonl" else f"text\n{table([TEXT])}"
    assert short(read(name, (data * 2).encode(encoding)))[0] == (f"{name}#1", TEXT)


def test_long_cells_are_read(read: Read) -> None:
    text = "Wort " * 100_000  # the csv module's own limit is lower
    assert short(read("a.csv", table(["text"], [text]))) == [("a.csv#1", text)]


@pytest.mark.parametrize("name", ["a.jsonl", "a.csv"])
def test_a_line_that_is_too_long_costs_itself(read: Read, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "MAX_LINE", 100_000)
    texts = ["Ja", "x" * 300_000, "Nein"]
    data = json_lines(*({"text": text} for text in texts)) if name == "a.jsonl" else "text\n" + "\n".join(texts)
    assert [slug for _, slug in short(read(name, data))] == ["Ja", "input-too-large", "Nein"]
    assert [slug for _, slug in short(read(name, data + "y" * 300_000))][-1] == "input-too-large"


def test_a_cell_over_many_lines_is_bounded(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows, "MAX_LINE", 1000)
    before = csv.field_size_limit(1000)
    try:
        items = read("a.csv", 'text\nJa\n"' + "zu lang\n" * 1000 + "Nein\n")
    finally:
        csv.field_size_limit(before)
    assert short(items)[0] == ("a.csv#1", "Ja")
    assert short(items)[1] == ("a.csv#2", "input-row")
    assert short(items)[-1][1] == "Nein"


@pytest.mark.parametrize("name", ["a.jsonl", "a.csv", "a.tsv"])
@pytest.mark.parametrize(
    "data",
    [b"", b"\n", b"\xef\xbb\xbf", bytes(range(256)) * 99, b"\0" * 9999, b"%PDF-1.7", b"PK\x03\x04", b"\xff\xd8\xff\0"],
)
def test_no_corpus_at_all_is_one_failure(read: Read, name: str, data: bytes) -> None:
    (failure,) = read(name, data)
    assert isinstance(failure, Failure)
    assert failure.source == name


def test_a_text_called_jsonl_is_one_failure(read: Read) -> None:
    sentence = "a.jsonl: none of the first 100 rows can be read."
    assert read("a.jsonl", "Nur ein Satz.\n" * 5000) == [Failure("a.jsonl", "input-row", sentence)]


def test_nul_in_a_row(read: Read) -> None:
    items = read("a.csv", "text\n" + "Ja\n" * 200 + "Ne\0in\nDoch\n")
    assert len(items) == 202
    assert short(items)[-1][1] == "Doch"


def test_hostile_texts_are_rows_like_others(read: Read) -> None:
    texts = ["„" * 100_000, "\u202eumgekehrt", "a\u0301\U0001f600", "\u0001\u0002 kaputt"]
    found = short(read("a.jsonl", json_lines(*({"text": text} for text in texts))))
    assert [text for _, text in found] == texts


def test_missing_file_and_folder(read: Read, tmp_path: Path) -> None:
    assert [f.slug for f in read_corpus("fehlt.csv", InputOptions()) if isinstance(f, Failure)] == ["input-missing"]
    (tmp_path / "o.csv").mkdir()
    assert [f.slug for f in read_corpus("o.csv", InputOptions()) if isinstance(f, Failure)] == ["input-directory"]


# --- packed ----------------------------------------------------------------------------------------


def many(count: int) -> bytes:
    """Rows that do not pack well."""
    texts = (" ".join(str(i * j * 7919 % 100_003) for j in range(1, 60)) for i in range(1, count + 1))
    return json_lines(*({"text": text} for text in texts)).encode()


@pytest.mark.parametrize("suffix", [".gz", ".zst"])
def test_packed(read: Read, suffix: str) -> None:
    items = read("a.jsonl" + suffix, packed(many(3), suffix) + packed(many(2), suffix))
    assert [item.source for item in items] == [f"a.jsonl{suffix}#{i}" for i in range(1, 6)]
    assert all(isinstance(item, Article) for item in items)
    assert short(read("a.csv" + suffix, packed(b"text\nJa\n", suffix))) == [(f"a.csv{suffix}#1", "Ja")]


@pytest.mark.parametrize("suffix", [".gz", ".zst"])
def test_packing_is_seen_from_the_bytes(read: Read, suffix: str) -> None:
    assert short(read("a.jsonl", packed(b'{"text": "Ja"}', suffix))) == [("a.jsonl#1", "Ja")]
    assert short(read("a.jsonl.gz", '{"text": "Ja"}')) == [("a.jsonl.gz#1", "Ja")]


@pytest.mark.parametrize("suffix", [".gz", ".zst"])
def test_a_cut_file_fails_after_the_rows_before(read: Read, suffix: str) -> None:
    data = packed(many(3000), suffix)
    *before, last = read("a.jsonl" + suffix, data[: len(data) * 3 // 4])
    assert isinstance(last, Failure)
    sentence = f"a.jsonl{suffix}: ends too early; the rest is missing."
    assert last == Failure(f"a.jsonl{suffix}", "input-corrupt", sentence)
    assert len(before) > 1500
    assert all(isinstance(item, Article) for item in before)


@pytest.mark.parametrize("suffix", [".gz", ".zst"])
def test_a_damaged_file_fails_after_the_rows_before(read: Read, suffix: str) -> None:
    data = packed(many(3000), suffix)
    place = len(data) * 3 // 4
    items = read("a.jsonl" + suffix, data[:place] + bytes(200) + data[place + 200 :])
    assert items[-1].source == f"a.jsonl{suffix}"
    assert isinstance(items[-1], Failure)
    assert items[-1].slug == "input-corrupt"
    assert sum(isinstance(item, Article) for item in items) > 1000


@pytest.mark.parametrize("suffix", [".gz", ".zst"])
def test_a_bomb_is_stopped(read: Read, suffix: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "FREE_UNPACKED", 1 << 20)
    monkeypatch.setattr(streams, "MAX_LINE", 1 << 18)
    data = b'{"text": "Ja"}\n' + b" " * (20 << 20) + b'\n{"text": "Nein"}\n'
    last = read("a.jsonl" + suffix, packed(data, suffix))[-1]
    assert isinstance(last, Failure)
    assert last.message == f"a.jsonl{suffix}: unpacks to more than 200 times its size."


def test_missing_zstandard(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    data = packed(b"{}", ".zst")
    monkeypatch.setitem(sys.modules, "zstandard", None)
    sentence = "a.jsonl.zst: cannot be read without zstandard; install it with pip install 'claimx[tables]'."
    assert read("a.jsonl.zst", data) == [Failure("a.jsonl.zst", "input-extra-missing", sentence)]


# --- Parquet ---------------------------------------------------------------------------------------


def parquet(columns: dict[str, Any]) -> bytes:
    import pyarrow
    import pyarrow.parquet

    stream = io.BytesIO()
    pyarrow.parquet.write_table(pyarrow.table(columns), stream, row_group_size=50)
    return stream.getvalue()


def test_parquet(read: Read) -> None:
    days = [datetime.date(2025, 8, 7), None]
    data = parquet({"id": [1, 2], "text": [TEXT, "Nein"], "date": days, "title": ["Deich", None], "zahl": [1.5, 2.5]})
    assert read("a.parquet", data) == [Article("1", TEXT, "Deich", "2025-08-07"), Article("2", "Nein")]


def test_parquet_rows_are_numbered_through(read: Read) -> None:
    items = read("a.parquet", parquet({"text": [f"Text {i}" if i % 7 else None for i in range(1, 131)]}))
    assert [item.source for item in items] == [f"a.parquet#{i}" for i in range(1, 131)]
    assert [i for i, item in enumerate(items, 1) if isinstance(item, Failure)] == list(range(7, 131, 7))


def test_parquet_with_other_types(read: Read) -> None:
    import pyarrow

    assert [s for _, s in short(read("a.parquet", parquet({"text": [1, 2]})))] == ["input-row"] * 2
    stamps = pyarrow.array([1754524800_123456789, None], pyarrow.timestamp("ns"))
    items = read("a.parquet", parquet({"text": ["Ja", "Nein"], "date": stamps}))
    assert [s for _, s in short(items)] == ["Ja", "Nein"]


def test_parquet_with_a_text_of_broken_bytes(read: Read) -> None:
    import pyarrow

    buffers = [None, pyarrow.py_buffer(b"\0\0\0\0\2\0\0\0\4\0\0\0"), pyarrow.py_buffer(b"\xff\xfeJa")]
    texts = pyarrow.Array.from_buffers(pyarrow.string(), 2, buffers)
    assert [s for _, s in short(read("a.parquet", parquet({"text": texts})))] == ["input-row", "Ja"]


def test_parquet_with_a_wrong_column(read: Read) -> None:
    data = parquet({"a": ["x"], "b": ["y"]})
    sentence = "a.parquet: has no column 'c'; there are a, b."
    assert read("a.parquet", data, text_field="c") == [Failure("a.parquet", "input-field", sentence)]
    assert short(read("a.parquet", data, text_field="b")) == [("a.parquet#1", "y")]


def test_a_corpus_without_rows_is_a_failure(read: Read) -> None:
    for name, data in (("a.parquet", parquet({"text": []})), ("a.csv", b"id,text\n"), ("a.jsonl", b"\n\n")):
        assert read(name, data) == [Failure(name, "input-empty", f"{name}: holds no rows.")]


@pytest.mark.parametrize("cut", [0, 3, 4, 100, -20])
def test_damaged_parquet(read: Read, cut: int) -> None:
    items = read("a.parquet", parquet({"text": ["Ja"] * 100})[:cut])
    assert [slug for _, slug in short(items)] == ["input-corrupt"]


def test_parquet_damaged_inside(read: Read) -> None:
    data = bytearray(parquet({"text": [f"Text {i * 7919 % 1009}" for i in range(500)]}))
    data[2000:2400] = bytes(400)
    items = read("a.parquet", bytes(data))
    assert items
    assert isinstance(items[-1], Article | Failure)


def test_missing_pyarrow(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    data = parquet({"text": ["Ja"]})
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    assert short(read("a.parquet", data)) == [("a.parquet", "input-extra-missing")]


# --- memory ----------------------------------------------------------------------------------------


def test_rows_are_read_as_they_are_asked_for(tmp_path: Path) -> None:
    path, chunk = tmp_path / "a.jsonl", many(400)
    with path.open("wb") as stream:
        for _ in range(50):
            stream.write(chunk)
    stream_of_articles: Iterator[Article | Failure] = read_corpus(str(path), InputOptions())
    next(stream_of_articles)
    tracemalloc.start()
    count = sum(1 for _ in itertools.islice(stream_of_articles, 19_000))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 19_000
    assert peak < 2 << 20 < path.stat().st_size
    assert corpora.HEAD_ROWS == 100
