"""`claimx convert` in process."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import example_claims, make_claim, make_document
from typer.testing import CliRunner, Result

from claimx.cli import ExitCode, app
from claimx.outputs.results import read_results
from claimx.outputs.target import write_target
from claimx.outputs.writers import WRITERS
from claimx.records import Document, Failure

Run = Callable[..., Result]
FAILURE = Failure("fort.txt", "input-missing", "fort.txt: there is no such file.")


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Runs `claimx convert` in a folder with results."""
    monkeypatch.chdir(tmp_path)
    write_target(Path("in.json"), "json", [make_document(*example_claims()), FAILURE])

    def invoke(*args: str) -> Result:
        result = CliRunner().invoke(app, ["convert", *args])
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return invoke


@pytest.mark.parametrize("target", ["a.jsonl", "a.csv.gz", "a.tsv", "a.md", "a.parquet", "a.xlsx", "a.db", "ordner/"])
def test_into_every_format_and_back(run: Run, target: str) -> None:
    result = run("in.json", target)
    shown = target.removesuffix("/")
    assert result.exit_code == ExitCode.DONE
    assert result.stdout == ""
    assert result.stderr == f"claimx: 2 claims from 1 text, and 1 failure, written to {shown}.\n"
    assert run(target, "back.json", "--quiet").stderr == ""
    document, failure = read_results(Path("back.json"))
    assert failure == FAILURE
    assert isinstance(document, Document)
    assert [claim.type for claim in document.claims] == ["direct", "indirect"]


@pytest.mark.parametrize(("name", "args"), [("a.jsonld", ()), ("a.jsonld.gz", ()), ("a", ("--to", "webanno"))])
def test_linked_data_is_written_and_not_read_back(run: Run, name: str, args: tuple[str, ...]) -> None:
    result = run("in.json", name, *args)
    assert result.exit_code == ExitCode.DONE
    assert result.stderr == f"claimx: 2 claims from 1 text, and 1 failure, written to {name}.\n"
    back = run(name, "back.json", *(("--from", args[1]) if args else ()))
    assert back.exit_code == ExitCode.NOTHING
    assert "is written for other programs and not read back; read a json file instead." in back.stderr
    assert not Path("back.json").exists()


def test_formats_may_be_named(run: Run) -> None:
    Path("in.json").rename("daten")
    Path("in.failures.json").rename("daten.failures")
    assert run("daten", "ausgabe", "--from", "json", "--to", "sqlite").exit_code == ExitCode.DONE
    with sqlite3.connect("ausgabe") as database:
        assert database.execute("SELECT count(*) FROM claims").fetchone() == (2,)
        (options,) = database.execute("SELECT options FROM runs").fetchone()
    database.close()
    assert json.loads(options) == {"command": "convert", "source": "daten"}


def test_json_to_json_is_what_extract_prints(run: Run, document: Document) -> None:
    run("in.json", "out.json")
    assert Path("out.json").read_text(encoding="utf-8") == "".join(WRITERS["json"]([document]))


def test_cut_cells_are_told(run: Run) -> None:
    text = "a" * 40_000
    write_target(Path("lang.json"), "json", [make_document(make_claim(text, (text,)), text=text)])
    result = run("lang.json", "lang.xlsx")
    assert "claimx: 2 texts had no room in a cell, and end in an ellipsis.\n" in result.stderr


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("in.txt", "a.csv"), "in.txt has none of the suffixes"),
        (("in.json", "a.txt"), "a.txt has none of the suffixes"),
        (("in.json", "a.docx"), "a.docx has none of the suffixes"),
        (("in.json", "a.csv", "--to", "table"), "'table' is none of json"),
        (("in.json",), "Missing argument"),
    ],
)
def test_usage_errors(run: Run, args: tuple[str, ...], words: str) -> None:
    result = run(*args)
    assert result.exit_code == ExitCode.USAGE
    assert words in " ".join(result.stderr.replace("│", " ").split())


@pytest.mark.parametrize(
    ("args", "sentence"),
    [
        (("fehlt.json", "a.csv"), "fehlt.json: there is no such file."),
        (("in.json", "in.json"), "in.json: is an input and would be overwritten; choose another output."),
        (("in.json", "fehlt/a.csv"), "fehlt/a.csv: there is no folder fehlt."),
        (("text.json", "a.csv"), "text.json, line 1: should have a '[' here."),
        (
            ("in.json", ".", "--to", "folder"),
            ".: holds files that claimx did not write; name an empty or a new folder.",
        ),
    ],
)
def test_errors_are_one_sentence_and_leave_the_target(run: Run, args: tuple[str, ...], sentence: str) -> None:
    Path("text.json").write_text("Nur ein Satz.")
    Path("a.csv").write_text("alt")
    before = Path("in.json").read_bytes()
    result = run(*args)
    assert (result.exit_code, result.stderr) == (ExitCode.NOTHING, f"claimx: error: {sentence}\n")
    assert Path("a.csv").read_text() == "alt"
    assert Path("in.json").read_bytes() == before
    assert not list(Path().glob(".*"))
