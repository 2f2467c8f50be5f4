"""`claimx show` in process, with an extraction that needs no model."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import TEXT
from fake_claimx import fake_api
from typer.testing import CliRunner, Result

import claimx
from claimx.cli import ExitCode, app

Run = Callable[..., Result]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Runs `claimx show` in a folder with one text."""
    fake = fake_api()
    monkeypatch.setitem(sys.modules, "claimx.api", fake)
    monkeypatch.setattr(claimx, "api", fake, raising=False)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    (tmp_path / "deich.txt").write_text(TEXT, encoding="utf-8")

    def invoke(*args: str, **options: Any) -> Result:
        result = CliRunner().invoke(app, ["show", *args], **options)
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return invoke


def test_the_text_with_its_claims(run: Run) -> None:
    result = run("deich.txt")
    assert result.exit_code == ExitCode.DONE
    for words in ("deich.txt", "2 claims", "[1 „Der Deich hält“], sagte Bürgermeisterin", "1 Petra Vogt,"):
        assert words in result.stdout
    assert "\x1b" not in result.stdout


def test_stdin(run: Run) -> None:
    assert "[1 „Der Deich hält“]" in run(input=TEXT).stdout


@pytest.mark.parametrize(
    ("args", "marks"),
    [
        (("--type", "indirect"), ["[1 er"]),
        (("--speaker", "vogt"), ["[1 „Der"]),
        (("--min-confidence", "0.7"), ["[1 „Der"]),
        (("--type", "reported"), []),
    ],
)
def test_filters(run: Run, args: tuple[str, ...], marks: list[str]) -> None:
    shown = run("deich.txt", *args).stdout
    assert [mark for mark in ("[1 „Der", "[1 er", "[2 er") if mark in shown] == marks


def test_options_reach_the_extraction(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: dict[str, Any] = {}

    def pipe(articles: Any, **options: Any) -> Any:
        seen.update(options)
        return iter(())

    monkeypatch.setattr(sys.modules["claimx.api"], "pipe", pipe)
    run("deich.txt", "--model", "de_x", "--engine", "rules", "--nested")
    assert seen == {"model": "de_x", "engine": "rules", "nested": True}


def test_an_input_that_fails_does_not_stop_the_others(run: Run, tmp_path: Path) -> None:
    (tmp_path / "kaputt.txt").write_text("kaputt")
    result = run("fehlt.txt", "kaputt.txt", "deich.txt")
    assert result.exit_code == ExitCode.SOME_FAILED
    assert result.stderr.splitlines()[:2] == [
        "claimx: error: fehlt.txt: there is no such file.",
        "claimx: error: kaputt.txt: is broken.",
    ]
    assert "[1 „Der Deich hält“]" in result.stdout


def test_nothing_usable(run: Run) -> None:
    result = run("fehlt.txt")
    assert (result.exit_code, result.stdout) == (ExitCode.NOTHING, "")


def test_several_texts_are_kept_apart(run: Run, tmp_path: Path) -> None:
    (tmp_path / "zwei.txt").write_text(TEXT, encoding="utf-8")
    shown = run("deich.txt", "zwei.txt").stdout
    assert shown.index("deich.txt") < shown.index("───") < shown.index("zwei.txt")


def test_warnings_unless_quiet(run: Run) -> None:
    assert "This mark is never closed." in run("deich.txt").stderr
    assert run("deich.txt", "--quiet").stderr == ""
