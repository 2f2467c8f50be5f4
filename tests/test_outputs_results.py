"""Every format written and read back."""

from __future__ import annotations

import gzip
import random
import tempfile
from collections.abc import Iterable
from pathlib import Path

import pytest
from conftest import TEXT, example_claims, make_document
from hypothesis import given, settings
from made_results import Item, documents_first, results, with_claims

from claimx.errors import InputMissing, InputUnreadable, RecordError
from claimx.outputs.formats import ONE_TABLE_FORMATS, READABLE_FORMATS, WRITE_ONLY_FORMATS
from claimx.outputs.results import read_results
from claimx.outputs.target import write_target
from claimx.records import Document, Failure, Part, Source, Span

SUFFIXES = {"sqlite": "db", "folder": "d"}
FAILURE = Failure("fort.txt", "input-missing", "fort.txt: there is no such file.")


def name_for(format_name: str) -> str:
    return f"out.{SUFFIXES.get(format_name, format_name)}"


def there_and_back(items: Iterable[Item], format_name: str, name: str | None = None) -> list[Item]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / (name or name_for(format_name))
        write_target(path, format_name, iter(items))
        return list(read_results(path, format_name))


@pytest.mark.parametrize("format_name", ["json", "folder", "sqlite"])
@settings(deadline=None, max_examples=25)
@given(items=results)
def test_these_formats_lose_nothing(format_name: str, items: list[Item]) -> None:
    assert there_and_back(items, format_name) == documents_first(items)


@pytest.mark.parametrize(("format_name", "known"), [("parquet", True), ("jsonl", False)])
@settings(deadline=None, max_examples=25)
@given(items=results)
def test_these_formats_lose_nothing_of_a_claim(format_name: str, known: bool, items: list[Item]) -> None:
    assert there_and_back(items, format_name) == with_claims(items, known)


@pytest.mark.parametrize("format_name", ["csv", "tsv", "md", "xlsx"])
@settings(deadline=None, max_examples=15)
@given(items=results)
def test_tables_come_back_as_they_are_written(format_name: str, items: list[Item]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        first, second = Path(folder) / name_for(format_name), Path(folder) / f"again.{format_name}"
        write_target(first, format_name, iter(items))
        write_target(second, format_name, read_results(first, format_name))
        assert first.read_bytes() == second.read_bytes()
        assert [item for item in read_results(second, format_name) if isinstance(item, Failure)] == [
            item for item in read_results(first, format_name) if isinstance(item, Failure)
        ]


@pytest.mark.parametrize("format_name", ["csv", "tsv", "md", "xlsx"])
def test_a_table_gives_what_it_holds_and_no_more(format_name: str, document: Document) -> None:
    (back,) = there_and_back([document], format_name)
    assert isinstance(back, Document)
    direct, indirect = back.claims
    assert (back.document.source, back.document.published, back.document.language) == ("deich.txt", "2025-03-12", "")
    assert back.pipeline.model == ""
    assert (direct.id, direct.type, direct.confidence) == (document.claims[0].id, "direct", 0.9)
    assert direct.speaker is not None
    assert (direct.speaker.name, direct.speaker.role, direct.speaker.spans) == ("Petra Vogt", "Bürgermeisterin", ())
    assert direct.quote == Part("„Der Deich hält“", (Span(0, 16),))
    assert direct.cue == Part("sagte", ())
    assert (direct.frame, direct.medium, direct.verbatim, direct.via) == (None, None, (), None)
    assert indirect.via == Source("", (), "dpa")
    assert indirect.sentence.text == TEXT


@pytest.mark.parametrize("format_name", READABLE_FORMATS)
def test_a_document_and_a_failure_in_every_format(format_name: str, document: Document) -> None:
    back = there_and_back([FAILURE, document], format_name)
    assert [type(item) for item in back] == [Document, Failure]
    assert back[1] == FAILURE
    assert isinstance(back[0], Document)
    assert [claim.id for claim in back[0].claims] == [claim.id for claim in document.claims]


@pytest.mark.parametrize("format_name", READABLE_FORMATS)
def test_nothing_comes_back_as_nothing(format_name: str) -> None:
    assert there_and_back([], format_name) == []


@pytest.mark.parametrize("format_name", ["json", "jsonl", "csv", "tsv", "md"])
def test_text_may_be_compressed(format_name: str, document: Document, tmp_path: Path) -> None:
    plain, packed = tmp_path / f"a.{format_name}", tmp_path / f"a.{format_name}.gz"
    for path in (plain, packed):
        write_target(path, format_name, [document, FAILURE])
    assert gzip.decompress(packed.read_bytes()) == plain.read_bytes()
    assert list(read_results(packed)) == list(read_results(plain))
    assert (tmp_path / f"a.failures.{format_name}.gz").is_file()


@pytest.mark.parametrize("format_name", READABLE_FORMATS)
def test_results_are_read_as_they_are_asked_for(format_name: str, tmp_path: Path) -> None:
    documents = [make_document(*example_claims(), source=f"{n}.txt") for n in range(3)]
    path = tmp_path / name_for(format_name)
    write_target(path, format_name, documents)
    first = next(iter(read_results(path, format_name)))
    assert isinstance(first, Document)
    assert first.document.source == "0.txt"


@pytest.mark.parametrize("format_name", [name for name in ONE_TABLE_FORMATS if name in READABLE_FORMATS])
def test_only_failures(format_name: str) -> None:
    assert there_and_back([FAILURE], format_name) == [FAILURE]


@pytest.mark.parametrize("format_name", WRITE_ONLY_FORMATS)
def test_linked_data_is_not_read_back(format_name: str, document: Document, tmp_path: Path) -> None:
    path = tmp_path / "out.jsonld"
    write_target(path, format_name, [document])
    with pytest.raises(RecordError, match=rf"out\.jsonld: {format_name} is written for other programs and not read"):
        list(read_results(path, format_name))


def test_the_name_says_the_format(document: Document, tmp_path: Path) -> None:
    write_target(tmp_path / "out.sqlite3", "sqlite", [document])
    assert list(read_results(tmp_path / "out.sqlite3")) == [document]
    write_target(tmp_path / "texte", "folder", [document])
    assert list(read_results(tmp_path / "texte")) == [document]
    with pytest.raises(RecordError, match="does not say which"):
        list(read_results(tmp_path / "out.docx"))


@pytest.mark.parametrize("format_name", READABLE_FORMATS)
def test_a_missing_file_is_one_sentence(format_name: str, tmp_path: Path) -> None:
    path = tmp_path / name_for(format_name)
    expected = RecordError if format_name == "folder" else InputMissing
    with pytest.raises(expected, match=rf"{path.name}: (there is no such file|holds no results)"):
        list(read_results(path, format_name))


@pytest.mark.parametrize("format_name", READABLE_FORMATS)
@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xfe\x00binary\x00",
        b"PK\x03\x04 cut",
        b"\x1f\x8b\x08 cut",
        b"Nur ein Satz.\n",
        b"[[[[",
        b"{}",
    ],
    ids=["empty", "binary", "zip", "gzip", "text", "brackets", "object"],
)
def test_other_files_are_one_sentence(format_name: str, data: bytes, tmp_path: Path) -> None:
    path = tmp_path / name_for(format_name)
    if format_name == "folder":
        path.mkdir()
        path = path / "a.json"
    path.write_bytes(data)
    if format_name == "jsonl" and not data:
        assert list(read_results(path)) == []
        return
    with pytest.raises(RecordError, match=path.name) as raised:
        list(read_results(path.parent if format_name == "folder" else path, format_name))
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize("format_name", [name for name in READABLE_FORMATS if name != "folder"])
def test_damaged_files_are_one_sentence(format_name: str, document: Document, tmp_path: Path) -> None:
    path, chance = tmp_path / name_for(format_name), random.Random(7)
    write_target(path, format_name, [document, document])
    whole = path.read_bytes()
    sentences = []
    for _ in range(30):
        data = bytearray(whole)
        at = chance.randrange(len(data))
        data[at : at + chance.randrange(40)] = chance.randbytes(chance.randrange(20))
        path.write_bytes(bytes(data[: chance.choice([at, len(data)])]))
        try:
            list(read_results(path, format_name))
        except RecordError as error:
            sentences.append(str(error))
    assert sentences
    assert [s for s in sentences if "\n" in s or not s.startswith(str(path))] == []


@pytest.mark.parametrize("format_name", [name for name in READABLE_FORMATS if name not in ("folder", "sqlite")])
def test_a_folder_in_the_place_of_a_file_is_one_sentence(format_name: str, tmp_path: Path) -> None:
    path = tmp_path / name_for(format_name)
    path.mkdir()
    with pytest.raises((InputUnreadable, RecordError), match=path.name):
        list(read_results(path, format_name))
