"""Inputs of all kinds side by side; and no bytes whatever stop the stream."""

from __future__ import annotations

import gzip
import io
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import SEED
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from input_files import TEXT, html, pdf, tarred, zipped

from claimx.inputs.options import InputOptions
from claimx.inputs.sources import read_articles, read_sources
from claimx.records import Article, Failure

KINDS = (
    *("txt", "md", "html", "docx", "pdf", "eml", "x"),
    *("zip", "tar", "tgz", "jsonl", "jsonl.gz", "csv", "tsv", "csv.zst", "parquet"),
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """One of each kind, in a folder and beside it."""
    monkeypatch.chdir(tmp_path)
    files = {
        "a.txt": TEXT.encode(),
        "ordner/b.html": html(),
        "ordner/c.pdf": pdf("Ja"),
        "ordner/d.jsonl": b'{"text": "Eins"}\n{"text": "Zwei"}\n',
        "e.zip": zipped({"f.txt": "Drei"}),
        "e.tgz": tarred({"f.txt": "Vier"}),
        "g.csv.gz": gzip.compress(b"id;text\nn-1;Sechs\n"),
    }
    for name, data in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(data)
    return tmp_path


def sources(items: Iterator[Article | Failure]) -> list[str]:
    return [item.source for item in items]


def test_extract_reads_all_kinds_of_files_in_their_order(folder: Path) -> None:
    names = ["g.csv.gz", "a.txt", "-", "e.zip", "ordner/d.jsonl", "e.tgz"]
    items = list(read_articles(names, io.BytesIO(b"Sieben")))
    assert all(isinstance(item, Article) for item in items)
    expected = ["n-1", "a.txt", "stdin", "e.zip/f.txt", "ordner/d.jsonl#1", "ordner/d.jsonl#2", "e.tgz/f.txt"]
    assert sources(iter(items)) == expected


def test_a_folder_is_for_batch(folder: Path) -> None:
    sentence = "ordner: is a folder; claimx batch reads folders."
    assert list(read_articles(["ordner"])) == [Failure("ordner", "input-directory", sentence)]


def test_batch_reads_folders_too(folder: Path) -> None:
    assert sources(read_sources(["ordner", "a.txt"])) == ["ordner/b.html", "ordner/c.pdf", "a.txt"]
    items = read_sources(["."], InputOptions(glob="*.[jce]*"))
    assert sources(items) == ["n-1", "./ordner/d.jsonl#1", "./ordner/d.jsonl#2"]


def test_batch_reads_archives_and_corpora_of_a_folder_if_the_glob_says_so(folder: Path) -> None:
    items = read_sources(["."], InputOptions(glob="*"))
    assert [i.source for i in items if isinstance(i, Failure)] == []


def test_a_bad_input_does_not_stop_the_others(tmp_path: Path) -> None:
    missing = str(tmp_path / "fehlt.txt")
    first, second, third = read_articles([missing, "a\0b.zip", str(SEED)])
    assert first == Failure(missing, "input-missing", f"{missing}: there is no such file.")
    assert isinstance(second, Failure)
    assert isinstance(third, Article)
    assert third.text == SEED.read_bytes().decode("utf-8")


@pytest.mark.parametrize("name", ["a\0b", "a" * 5000, "", "http://[", "a\0b.jsonl", "https://"])
def test_impossible_names(name: str) -> None:
    for read in (read_articles, read_sources):
        assert [type(item) for item in read([name])] == [Failure]


def test_no_stdin() -> None:
    for items in (read_articles(["-"]), read_sources(["-"])):
        assert list(items) == [Failure("stdin", "input-missing", "stdin: there is no input.")]


def test_names_of_any_bytes(folder: Path) -> None:
    for data, end in ((b"Ja", "txt"), (zipped({"f.txt": "Ja"}), "zip"), (b'{"text": "Ja"}', "jsonl")):
        (folder / os.fsdecode(b"b\xfccher." + end.encode())).write_bytes(data)
        (item,) = read_articles([os.fsdecode(b"b\xfccher." + end.encode())])
        assert isinstance(item, Article)
        assert item.source.startswith(f"b\ufffdcher.{end}")


def test_inputs_are_read_as_they_are_asked_for(folder: Path) -> None:
    items = read_articles(["a.txt", "später.txt"])
    next(items)
    (folder / "später.txt").write_text("Ja")
    assert isinstance(next(items), Article)


def test_options_reach_the_corpora(folder: Path) -> None:
    (folder / "h.tsv").write_text("a\tb\tc\td\nTitel\t7.8.2025\tText\t9\n")
    options = InputOptions(title_field="a", date_field="b", text_field="c", id_field="d")
    expected = [Article("9", "Text", "Titel", "2025-08-07")]
    assert list(read_articles(["h.tsv"], options=options)) == list(read_sources(["h.tsv"], options)) == expected


def check(data: bytes, kind: str, folder: Path) -> None:
    """Whatever the bytes: articles and failures come out, all of valid Unicode and with something in them."""
    path = folder / f"a.{kind}"
    path.write_bytes(data)
    items = list(read_articles([str(path)]))
    assert items
    for item in items:
        assert item.source
        "".join(str(value) for value in item.to_dict().values()).encode()
        assert item.text.strip() if isinstance(item, Article) else item.message.startswith(str(path))


bounded = settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
MAGIC = (
    *(b"", b"%PDF-1.4\n", b"PK\x03\x04", b"PAR1", b"\x1f\x8b\x08\0", b"\x28\xb5\x2f\xfd"),
    *(b"<html>", b"From: a\n\n", b'{"text":'),
)


@pytest.mark.parametrize("kind", KINDS)
@bounded
@given(magic=st.sampled_from(MAGIC), data=st.binary(max_size=600))
def test_any_bytes_under_any_suffix(kind: str, magic: bytes, data: bytes, tmp_path: Path) -> None:
    check(magic + data, kind, tmp_path)


def samples() -> dict[str, bytes]:
    """A sound file of each kind that can be damaged."""
    import pyarrow
    import pyarrow.parquet

    stream = io.BytesIO()
    pyarrow.parquet.write_table(pyarrow.table({"text": [TEXT, "Ja"], "date": ["2025-08-07", None]}), stream)
    mail = b"Subject: =?utf-8?q?J=C3=A4?=\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nJa\n--b--\n"
    return {
        "html": html(),
        "pdf": pdf("Ja", "Nein"),
        "eml": mail,
        "zip": zipped({"a.txt": TEXT, "b.html": html()}),
        "tar": tarred({"a.txt": TEXT, "b.txt": "Ja"}, "w"),
        "tgz": tarred({"a.txt": TEXT, "b.txt": "Ja"}),
        "jsonl.gz": gzip.compress(b'{"text": "Ja"}\n{"text": "Nein"}\n'),
        "csv": b'id,text\n1,"Ja"\n2,"Nein,\nnein"\n',
        "parquet": stream.getvalue(),
    }


SAMPLES = samples()


@pytest.mark.parametrize("kind", SAMPLES)
@bounded
@given(st.data())
def test_any_damage_to_any_kind(kind: str, tmp_path: Path, data: st.DataObject) -> None:
    sample = bytearray(SAMPLES[kind])
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(sample)))
        new = data.draw(st.binary(max_size=4))
        sample[place : place + data.draw(st.sampled_from([0, len(new), 20]))] = new
    check(bytes(sample), kind, tmp_path)


def test_nothing_heavy_is_imported() -> None:
    import subprocess

    heavy = ("spacy", "trafilatura", "docx", "pypdf", "pyarrow", "zstandard", "lxml", "charset_normalizer")
    code = f"import sys, claimx.inputs.sources; sys.exit(bool(set({heavy}) & sys.modules.keys()))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
