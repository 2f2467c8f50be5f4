"""`claimx extract` in process, with an extraction that needs no model."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from fake_claimx import fake_api
from typer.testing import CliRunner, Result

import claimx
from claimx.cli import ExitCode, app
from claimx.errors import ModelNotFound
from claimx.outputs.columns import COLUMNS
from claimx.outputs.results import read_results
from claimx.records import Document

Run = Callable[..., Result]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Runs `claimx extract` in an empty folder."""
    fake = fake_api()
    monkeypatch.setitem(sys.modules, "claimx.api", fake)
    monkeypatch.setattr(claimx, "api", fake, raising=False)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("COLUMNS", raising=False)

    def invoke(*args: str, **options: Any) -> Result:
        result = CliRunner().invoke(app, ["extract", *args], **options)
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return invoke


@pytest.fixture
def text(tmp_path: Path) -> str:
    (tmp_path / "deich.txt").write_text("Ein Text.", encoding="utf-8")
    return "deich.txt"


def test_a_table_for_people(run: Run, text: str) -> None:
    result = run(text)
    assert result.exit_code == ExitCode.DONE
    for words in ("deich.txt", "2 claims", "Petra Vogt", "Bürgermeisterin", "„Der Deich hält“", "via dpa"):
        assert words in result.stdout
    assert result.stderr == ""


def test_json(run: Run, text: str) -> None:
    (document,) = json.loads(run(text, "--format", "json").stdout)
    assert document["document"]["source"] == "deich.txt"
    assert [claim["type"] for claim in document["claims"]] == ["direct", "indirect"]


def test_json_of_several_files_is_one_array(run: Run, text: str, tmp_path: Path) -> None:
    (tmp_path / "zwei.txt").write_text("Noch einer.")
    documents = json.loads(run(text, "zwei.txt", "-f", "json").stdout)
    assert [d["document"]["source"] for d in documents] == ["deich.txt", "zwei.txt"]


def test_jsonl(run: Run, text: str) -> None:
    lines = run(text, "--format", "jsonl").stdout.splitlines()
    assert [json.loads(line)["source"] for line in lines] == ["deich.txt"] * 2


@pytest.mark.parametrize(("name", "delimiter"), [("csv", ","), ("tsv", "\t")])
def test_delimited(run: Run, text: str, name: str, delimiter: str) -> None:
    rows = list(csv.reader(io.StringIO(run(text, "--format", name).stdout), delimiter=delimiter))
    assert rows[0] == list(COLUMNS)
    assert len(rows) == 3


def test_markdown(run: Run, text: str) -> None:
    lines = run(text, "--format", "md").stdout.splitlines()
    assert lines[0] == "| " + " | ".join(COLUMNS) + " |"
    assert len(lines) == 4


@pytest.mark.parametrize("args", [(), ("-",)])
def test_stdin(run: Run, args: tuple[str, ...]) -> None:
    result = run(*args, "--format", "json", input="Ein Text.")
    (document,) = json.loads(result.stdout)
    assert document["document"]["source"] == "stdin"


@pytest.mark.parametrize("suffix", ["json", "jsonl", "csv", "tsv", "md", "txt"])
def test_output_file_gets_the_format_of_its_suffix(run: Run, text: str, tmp_path: Path, suffix: str) -> None:
    result = run(text, "-o", f"out.{suffix}")
    shown = run(text, "--format", {"txt": "table"}.get(suffix, suffix))
    assert result.exit_code == 0
    assert result.stdout == ""
    assert result.stderr == f"claimx: 2 claims from 1 text written to out.{suffix}.\n"
    assert (tmp_path / f"out.{suffix}").read_bytes().decode("utf-8") == shown.stdout


@pytest.mark.parametrize("name", ["out.parquet", "out.xlsx", "out.db", "out.jsonl.gz", "ordner/"])
def test_the_other_formats_are_written_to_a_target(run: Run, text: str, name: str, tmp_path: Path) -> None:
    result = run(text, "fehlt.txt", "-o", name)
    shown = name.removesuffix("/")
    assert result.exit_code == ExitCode.SOME_FAILED
    assert result.stdout == ""
    assert result.stderr.splitlines() == [
        "claimx: error: fehlt.txt: there is no such file.",
        f"claimx: 2 claims from 1 text written to {shown}.",
    ]
    (document,) = read_results(tmp_path / shown)
    assert isinstance(document, Document)
    assert [claim.type for claim in document.claims] == ["direct", "indirect"]
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted([text, shown])


def test_a_database_says_how_it_was_made(run: Run, text: str) -> None:
    run(text, "-o", "out.db", "--type", "direct", "--engine", "rules")
    with contextlib.closing(sqlite3.connect("out.db")) as database:
        (options,) = database.execute("SELECT options FROM runs").fetchone()
    assert json.loads(options) == {
        "command": "extract",
        "model": None,
        "engine": "rules",
        "nested": False,
        "types": ["direct"],
        "speaker": "",
        "min_confidence": 0.0,
    }


def test_format_goes_before_the_suffix(run: Run, text: str, tmp_path: Path) -> None:
    run(text, "-o", "out.txt", "--format", "jsonl")
    assert len((tmp_path / "out.txt").read_text(encoding="utf-8").splitlines()) == 2


def test_output_file_leaves_no_draft_and_replaces_the_old(run: Run, text: str, tmp_path: Path) -> None:
    (tmp_path / "out.json").write_text("old")
    run(text, "-o", "out.json")
    assert json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert sorted(p.name for p in tmp_path.iterdir()) == ["deich.txt", "out.json"]


def test_dash_is_stdout(run: Run, text: str) -> None:
    assert json.loads(run(text, "-o", "-", "-f", "json").stdout)


@pytest.mark.parametrize(
    ("args", "expected"),
    [
        (("--type", "direct"), ["direct"]),
        (("--type", "direct", "--type", "indirect"), ["direct", "indirect"]),
        (("--type", "reported"), []),
        (("--speaker", "VOGT"), ["direct"]),
        (("--speaker", "das land"), ["indirect"]),
        (("--speaker", "niemand"), []),
        (("--min-confidence", "0.7"), ["direct"]),
        (("--min-confidence", "0.6"), ["direct", "indirect"]),
        (("--type", "direct", "--speaker", "Land"), []),
    ],
)
def test_filters(run: Run, text: str, args: tuple[str, ...], expected: list[str]) -> None:
    result = run(text, "-f", "json", *args)
    (document,) = json.loads(result.stdout)
    assert [claim["type"] for claim in document["claims"]] == expected
    assert result.exit_code == 0


def test_options_reach_the_extraction(run: Run, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: dict[str, Any] = {}

    def pipe(articles: Any, **options: Any) -> Any:
        seen.update(options)
        return iter(())

    monkeypatch.setattr(sys.modules["claimx.api"], "pipe", pipe)
    run(text, "--model", "de_x", "--engine", "rules", "--nested")
    assert seen == {"model": "de_x", "engine": "rules", "nested": True}


@pytest.mark.parametrize(
    "args",
    [
        ("--format", "xml"),
        ("--type", "shouted"),
        ("--engine", "magic"),
        ("--min-confidence", "2"),
        ("-o", "out.docx"),
        ("-o", "out"),
        ("--format", "parquet"),
        ("--format", "folder", "-o", "-"),
        ("--colour",),
    ],
)
def test_usage_errors(run: Run, text: str, args: tuple[str, ...]) -> None:
    result = run(text, *args)
    assert result.exit_code == ExitCode.USAGE
    assert result.stdout == ""
    assert "Usage: " in result.stderr


def make_bad_inputs(folder: Path) -> dict[str, str]:
    """Inputs that cannot be used, each with the sentence that says so."""
    (folder / "leer.txt").write_bytes(b"")
    (folder / "bild.png").write_bytes(b"\x89PNG\r\n\x1a\n\0")
    (folder / "zahlen.bin").write_bytes(bytes(range(256)))
    (folder / "ordner").mkdir()
    (folder / "kaputt.txt").write_text("kaputt")
    return {
        "leer.txt": "leer.txt: is empty.",
        "bild.png": "bild.png: is a picture, not plain text; save it as text first.",
        "zahlen.bin": "zahlen.bin: is not text.",
        "ordner": "ordner: is a folder; claimx batch reads folders.",
        "fehlt.txt": "fehlt.txt: there is no such file.",
        "kaputt.txt": "kaputt.txt: is broken.",
    }


def test_bad_inputs_are_one_sentence_each_and_the_others_run(run: Run, text: str, tmp_path: Path) -> None:
    bad = make_bad_inputs(tmp_path)
    result = run(*bad, text, "--format", "json")
    assert result.exit_code == ExitCode.SOME_FAILED
    assert result.stderr.splitlines() == [f"claimx: error: {sentence}" for sentence in bad.values()]
    assert [d["document"]["source"] for d in json.loads(result.stdout)] == ["deich.txt"]


def test_nothing_usable(run: Run, tmp_path: Path) -> None:
    bad = make_bad_inputs(tmp_path)
    (tmp_path / "out.json").write_text("old")
    for name in bad:
        assert run(name).exit_code == ExitCode.NOTHING
    result = run("fehlt.txt", "-o", "out.json")
    assert result.exit_code == ExitCode.NOTHING
    assert (tmp_path / "out.json").read_text() == "old"


def test_unreadable_file(run: Run, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path, mode: str) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    result = run(text)
    assert result.exit_code == ExitCode.NOTHING
    assert result.stderr == "claimx: error: deich.txt: cannot be read (Permission denied).\n"


def test_empty_stdin(run: Run) -> None:
    result = run(input="")
    assert (result.exit_code, result.stderr) == (ExitCode.NOTHING, "claimx: error: stdin: is empty.\n")


@pytest.mark.parametrize(
    ("target", "sentence"),
    [
        ("ordner.json", "ordner.json: is a folder; name a file."),
        ("nirgends/out.json", "nirgends/out.json: there is no folder nirgends."),
        ("deich.txt", "deich.txt: is an input and would be overwritten; choose another output."),
    ],
)
def test_impossible_output(run: Run, text: str, tmp_path: Path, target: str, sentence: str) -> None:
    (tmp_path / "ordner.json").mkdir()
    result = run(text, "-o", target)
    assert (result.exit_code, result.stderr) == (ExitCode.NOTHING, f"claimx: error: {sentence}\n")
    assert (tmp_path / text).read_text() == "Ein Text."


def test_a_model_error_is_one_sentence(run: Run, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def pipe(articles: Any, **options: Any) -> Any:
        raise ModelNotFound("model_lost", name="de_x")
        yield

    monkeypatch.setattr(sys.modules["claimx.api"], "pipe", pipe)
    result = run(text)
    assert result.exit_code == ExitCode.NOTHING
    assert result.stderr == "claimx: error: The model de_x was downloaded, but this Python does not find it.\n"


def test_bugs_keep_their_traceback(run: Run, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def pipe(articles: Any, **options: Any) -> Any:
        raise ZeroDivisionError
        yield

    monkeypatch.setattr(sys.modules["claimx.api"], "pipe", pipe)
    with pytest.raises(ZeroDivisionError):
        run(text)


def test_interrupt(run: Run, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def pipe(articles: Any, **options: Any) -> Any:
        raise KeyboardInterrupt
        yield

    monkeypatch.setattr(sys.modules["claimx.api"], "pipe", pipe)
    result = run(text, "-o", "out.json")
    assert (result.exit_code, result.stdout, result.stderr) == (ExitCode.INTERRUPTED, "", "")
    assert not Path("out.json").exists()
    assert not list(Path().glob(".*.part"))


def test_warnings_come_after_on_stderr(run: Run) -> None:
    result = run("--format", "json", input="„Nie zu.")
    assert result.stderr == "claimx: warning: stdin, character 3: This mark is never closed.\n"
    assert json.loads(result.stdout)[0]["warnings"] == [
        {"code": "unbalanced-quote", "start": 3, "message": "This mark is never closed."}
    ]


def test_quiet_leaves_only_errors(run: Run, tmp_path: Path) -> None:
    (tmp_path / "odd.txt").write_text("„Nie zu.", encoding="utf-8")
    result = run("--quiet", "odd.txt", "fehlt.txt", "-o", "out.json")
    assert result.stderr == "claimx: error: fehlt.txt: there is no such file.\n"


def test_no_colours_outside_a_terminal(run: Run, text: str) -> None:
    assert "\x1b" not in run(text).stdout
    assert "\x1b" not in run("fehlt.txt").stderr


def test_names_cannot_steer_the_terminal(run: Run, text: str) -> None:
    result = run("\x1b[31m[bold]rot[/bold]\n.txt")
    assert result.stderr == "claimx: error: [31m[bold]rot[/bold] .txt: there is no such file.\n"
