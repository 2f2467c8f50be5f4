"""`claimx batch` through the real command; the extraction is that of `fake_claimx`."""

from __future__ import annotations

import csv
import gzip
import json
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT

FAKE = str(Path(__file__).parent / "fake_claimx.py")
FORMATS = ("jsonl.gz", "csv", "parquet", "xlsx", "db")


def batch(folder: Path, *args: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, FAKE, "batch", *args]
    environment = {
        "PATH": "/usr/bin:/bin",
        "PYTHONPATH": str(ROOT),
        "SOURCE_DATE_EPOCH": "1764000000",
        "COLUMNS": "200",
    }
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, timeout=120, check=False
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Thirty articles in a folder, one of them empty and one that the extraction fails on."""
    articles = tmp_path / "articles"
    (articles / "2025").mkdir(parents=True)
    for number in range(30):
        text = {3: "", 7: "kaputt"}.get(number, f"Text Nummer {number}.")
        (articles / ("2025" if number % 2 else ".") / f"a{number:02}.txt").write_text(text, encoding="utf-8")
    return tmp_path


def lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_a_folder_becomes_one_file(folder: Path) -> None:
    result = batch(folder, "articles", "-o", "out.jsonl")
    assert result.returncode == 3
    assert result.stdout == ""
    assert result.stderr.splitlines() == [
        "claimx: 56 claims from 28 texts, and 2 failures, written to out.jsonl.",
        "claimx: What failed, and why: out.failures.jsonl.",
    ]
    claims = lines(folder / "out.jsonl")
    assert len(claims) == 56
    sources = [str(claim["source"]) for claim in claims]
    assert sources == sorted(sources)
    failures = lines(folder / "out.failures.jsonl")
    assert [(failure["source"], failure["slug"]) for failure in failures] == [
        ("articles/2025/a03.txt", "input-empty"),
        ("articles/2025/a07.txt", "broken"),
    ]


@pytest.mark.parametrize("suffix", FORMATS)
def test_the_output_does_not_depend_on_the_number_of_workers(folder: Path, suffix: str) -> None:
    assert batch(folder, "articles", "-o", f"one.{suffix}", "--workers", "1").returncode == 3
    assert batch(folder, "articles", "-o", f"three.{suffix}", "--workers", "3").returncode == 3
    one = {path.name.removeprefix("one"): path.read_bytes() for path in folder.glob("one.*")}
    three = {path.name.removeprefix("three"): path.read_bytes() for path in folder.glob("three.*")}
    assert one == three
    assert one[f".{suffix}"]


def test_a_folder_of_files(folder: Path) -> None:
    assert batch(folder, "articles", "-o", "out", "--format", "folder").returncode == 3
    found = [json.loads(path.read_text())[0]["document"]["source"] for path in sorted((folder / "out").rglob("*.json"))]
    assert len(found) == 28
    assert "articles/a00.txt" in found


def test_a_second_run_computes_only_what_changed(folder: Path) -> None:
    assert batch(folder, "articles", "-o", "out.db").returncode == 3
    (folder / "articles" / "a02.txt").write_text("anders")
    (folder / "articles" / "a04.txt").unlink()
    (folder / "articles" / "neu.txt").write_text("Neu.")
    result = batch(folder, "articles", "-o", "out.db")
    assert "1 new, 1 changed, 28 unchanged since the last run." in result.stderr
    assert "1 input of the last run is gone: articles/a04.txt." in result.stderr
    with sqlite3.connect(folder / "out.db") as db:
        sources = {row[0] for row in db.execute("SELECT source FROM documents")}
    assert "articles/neu.txt" in sources
    assert "articles/a04.txt" not in sources


def test_restart_computes_everything(folder: Path) -> None:
    batch(folder, "articles", "-o", "out.jsonl")
    result = batch(folder, "articles", "-o", "out.jsonl", "--restart")
    assert "since the last run" not in result.stderr


def test_filters_need_no_new_extraction(folder: Path) -> None:
    batch(folder, "articles", "-o", "out.csv")
    result = batch(folder, "articles", "-o", "out.csv", "--type", "direct")
    assert "28 claims from 28 texts" in result.stderr
    with (folder / "out.csv").open(encoding="utf-8", newline="") as stream:
        assert {row["type"] for row in csv.DictReader(stream)} == {"direct"}


def test_a_corpus_with_named_columns(folder: Path) -> None:
    with gzip.open(folder / "korpus.jsonl.gz", "wt", encoding="utf-8") as stream:
        for number in range(5):
            row = {"nr": f"k{number}", "inhalt": f"Text {number}.", "tag": "7.8.2025", "kopf": "Deich"}
            stream.write(json.dumps(row) + "\n")
    options = ("--text-field", "inhalt", "--id-field", "nr", "--date-field", "tag", "--title-field", "kopf")
    result = batch(folder, "korpus.jsonl.gz", "-o", "out.json", *options)
    assert result.returncode == 0, result.stderr
    documents = json.loads((folder / "out.json").read_text(encoding="utf-8"))
    assert [document["document"]["source"] for document in documents] == [f"k{number}" for number in range(5)]


def test_quiet_says_nothing(folder: Path) -> None:
    result = batch(folder, "articles", "-o", "out.jsonl", "--quiet")
    assert (result.stdout, result.stderr) == ("", "")


def test_no_input_is_an_error_but_the_target_says_so(folder: Path) -> None:
    result = batch(folder, "nirgends", "-o", "out.jsonl")
    assert result.returncode == 1
    assert lines(folder / "out.failures.jsonl")[0]["slug"] == "input-missing"


@pytest.mark.parametrize(
    ("args", "code", "sentence"),
    [
        (("articles",), 2, "Missing option '--output'"),
        (("-o", "out.jsonl"), 2, "Missing argument 'SOURCE"),
        (("articles", "-o", "out.xyz"), 2, "out.xyz has none of the suffixes"),
        (("articles", "-o", "out.jsonl", "--workers", "0"), 2, "--workers"),
        (("articles", "-o", "nowhere/out.jsonl"), 1, "nowhere/out.jsonl: there is no folder nowhere."),
        (("articles", "-o", "articles/a00.txt", "--format", "jsonl"), 1, "lies among the articles of articles"),
        (("articles/a00.txt", "-o", "articles/a00.txt", "--format", "csv"), 1, "is an input and would be overwritten"),
        (("articles", "-o", "out.jsonl", "--model", "de_missing"), 1, "There is no model or folder 'de_missing'"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(folder: Path, args: tuple[str, ...], code: int, sentence: str) -> None:
    result = batch(folder, *args)
    assert result.returncode == code, result.stderr
    assert sentence in " ".join(result.stderr.replace("│", " ").split())
    assert "Traceback" not in result.stderr
