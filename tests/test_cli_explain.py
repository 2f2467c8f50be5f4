"""`claimx explain` in process, with a pipeline that needs no model."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

import docs
from claimx import api, pipeline
from claimx.cli import ExitCode, app
from claimx.explanation import Explanation
from claimx.pipeline import ENGINES

TEXT = "„Der Damm hält“, sagte Landrätin Carola Wendt am Montag. Die Kosten seien hoch gewesen.\n"
Run = Callable[..., Result]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Runs `claimx explain` in a folder with one text."""
    monkeypatch.setattr(pipeline, "load", lambda model, engine, nested: docs.light(engine))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    (tmp_path / "damm.txt").write_text(TEXT, encoding="utf-8")

    def invoke(*args: str, **options: Any) -> Result:
        result = CliRunner().invoke(app, ["explain", *args], **options)
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return invoke


@pytest.mark.parametrize("engine", ENGINES)
def test_the_reasons_as_a_table(run: Run, plain: Callable[[str], str], engine: str) -> None:
    result = run("damm.txt", "--number", "1", "--engine", engine)
    assert result.exit_code == ExitCode.DONE
    said = plain(result.stdout)
    for words in ("damm.txt · Claim 1 · direct · ", "Carola Wendt, Landrätin", "(direct-postposed)", "sagte → sagen"):
        assert words in said
    assert ("no trained model" in said) == (engine == "rules")
    assert ("B-D „Der Damm hält“" in said) == (engine != "rules")
    assert max(map(len, result.stdout.splitlines())) <= 80


def test_the_reasons_as_json(run: Run) -> None:
    result = run("damm.txt", "--number", "2", "--engine", "hybrid", "--format", "json")
    explanation = Explanation.from_dict(json.loads(result.stdout))
    assert explanation.claim.quote.text == "Die Kosten seien hoch gewesen."


def test_an_id_is_the_one_that_extract_prints(run: Run) -> None:
    claim = api.extract(TEXT, nlp=docs.light("rules")).claims[1]
    result = run("damm.txt", "--claim", claim.id, "--engine", "rules")
    assert result.exit_code == ExitCode.DONE
    assert claim.id in result.stdout


def test_german(run: Run) -> None:
    said = run("damm.txt", "--number", "1", "--lang", "de").stdout
    for words in ("Warum das eine Aussage ist", "Signal", "Wie sicher", "direkt"):
        assert words in said


@pytest.mark.parametrize("args", [("--claim", "c0ffee"), ("--number", "3")])
def test_an_unknown_claim_is_one_sentence_and_a_usage_error(run: Run, args: tuple[str, str]) -> None:
    result = run("damm.txt", *args)
    assert result.exit_code == ExitCode.USAGE
    assert len(result.stderr.splitlines()) == 1
    assert "damm.txt: has no claim" in result.stderr
    assert "--format json for the ids" in result.stderr


@pytest.mark.parametrize("args", [(), ("--claim", "a", "--number", "1"), ("--number", "0")])
def test_exactly_one_claim_must_be_named(run: Run, args: tuple[str, ...]) -> None:
    assert run("damm.txt", *args).exit_code == ExitCode.USAGE


def test_a_cue_over_two_lines_is_shown_on_one(run: Run) -> None:
    Path("damm.txt").write_text("Landrätin Carola Wendt hat\ngesagt: „Der Damm hält.“\n", encoding="utf-8")
    result = run("damm.txt", "--number", "1", "--engine", "rules")
    assert [line.split()[:4] for line in result.stdout.splitlines() if "Cue" in line] == [["Cue", "hat", "gesagt", "→"]]


def test_stdin(run: Run) -> None:
    assert "direct-postposed" in run("-", "--number", "1", input=TEXT).stdout


def test_a_missing_file(run: Run) -> None:
    result = run("nirgends.txt", "--number", "1")
    assert result.exit_code == ExitCode.NOTHING
    assert "there is no such file" in result.stderr


def test_an_id_is_looked_for_in_all_articles_of_an_archive(run: Run, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "alle.zip", "w") as archive:
        archive.writestr("a.txt", "Nichts geschah am Ufer an diesem Tag.")
        archive.writestr("b.txt", TEXT)
    claim = api.extract(TEXT, nlp=docs.light()).claims[0]
    assert "direct-postposed" in run("alle.zip", "--claim", claim.id).stdout
    assert run("alle.zip", "--number", "1").exit_code == ExitCode.USAGE


def test_text_from_outside_is_not_taken_for_markup(run: Run, tmp_path: Path) -> None:
    (tmp_path / "böse.txt").write_text("„[bold]Ja[/bold] \x1b[31m“, sagte Anna Kern.", encoding="utf-8")
    said = run("böse.txt", "--number", "1").stdout
    assert "[bold]Ja[/bold]" in said
    assert "\x1b[31m" not in said
